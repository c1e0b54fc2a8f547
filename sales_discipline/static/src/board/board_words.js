/** The words over the rows of the review board: groups, progress, clock. */
import { _t } from "@web/core/l10n/translation";
import { day } from "./board_text";

const { DateTime } = luxon;
const GROUPS = ["need_word", "in_order", "reviewed", "off"];

export function inGroup(people, name) {
    return people.filter((row) => row.group === name);
}

/** The groups that have people, in the order of the screen. */
export function groups(people) {
    const hints = {
        need_word: _t("what to check first, then what is late or unplanned"),
        in_order: _t("“All in order” reviews them"),
    };
    return GROUPS.map((name) => {
        const rows = inGroup(people, name);
        return { name, rows, title: title(name, rows.length), hint: hints[name] };
    }).filter((group) => group.rows.length);
}

function title(name, count) {
    return {
        need_word: _t("Need a word (%s)", count),
        in_order: _t("In order (%s)", count),
        reviewed: _t("Reviewed (%s)", count),
        off: _t("Off (%s)", count),
    }[name];
}

/** How many of those who work have been reviewed. */
export function progress(people) {
    const done = inGroup(people, "reviewed").length;
    const total = people.length - inGroup(people, "off").length;
    return {
        done,
        total,
        percent: total ? Math.round((100 * done) / total) : 0,
        text: _t("%(done)s of %(total)s reviewed", { done, total }),
    };
}

export function summary(people) {
    const counts = {
        words: inGroup(people, "need_word").length,
        fine: inGroup(people, "in_order").length,
        off: inGroup(people, "off").length,
    };
    if (!counts.words) {
        return counts.off
            ? _t("Nobody needs a word · %(fine)s in order · %(off)s off", counts)
            : _t("Nobody needs a word · %(fine)s in order", counts);
    }
    return counts.off
        ? _t("%(words)s need a word · %(fine)s in order · %(off)s off", counts)
        : _t("%(words)s need a word · %(fine)s in order", counts);
}

/**
 * The day and, on the day itself, the time of the figures and when the plans of the
 * next day are taken, if that is still to come and the same for everybody.
 */
export function clock(board, people, readAt) {
    if (board.date !== board.today) {
        return day(board.date);
    }
    const owing = people.filter((row) => row.next_plan_owed);
    const cutoffs = new Set(owing.map((row) => row.next_cutoff_at));
    const zones = new Set(owing.map((row) => row.tz));
    // The policy's hour is an hour of theirs.
    const zone = zones.size === 1 ? owing[0].tz : "default";
    const [cutoff] = cutoffs;
    const at = cutoff && DateTime.fromSQL(cutoff, { zone: "utc" }).setZone(zone);
    const facts = {
        date: day(board.date),
        now: readAt.setZone(zone).toLocaleString(DateTime.TIME_SIMPLE),
        next: day(board.next_date),
        time: at && at.toLocaleString(DateTime.TIME_SIMPLE),
    };
    return cutoffs.size === 1 && at > readAt
        ? _t("%(date)s, %(now)s · plan for %(next)s by %(time)s", facts)
        : _t("%(date)s, %(now)s", facts);
}

/** Why there is nobody to review, and what to do about it. */
export function nobody(board) {
    if (board.has_people && board.date === board.today) {
        return {
            title: _t("Nobody to review today"),
            text: _t(
                "None of your salespeople is controlled today: their teams have no discipline policy, or its rules begin later."
            ),
        };
    }
    if (board.has_people) {
        return {
            title: _t("Nobody to review on this day"),
            text: _t("None of your salespeople was controlled then."),
        };
    }
    if (board.can_set_up) {
        return {
            title: _t("Nobody to review yet"),
            text: _t(
                "Salespeople of the teams that you review stand here; you do not review yourself. Name leaders and add people under CRM ▸ Configuration ▸ Sales Teams, where each team also has its discipline policy."
            ),
        };
    }
    if (board.leads) {
        return {
            title: _t("Nobody to review yet"),
            text: _t(
                "Salespeople of your team stand here; you do not review yourself. An administrator adds them under CRM ▸ Configuration ▸ Sales Teams, where the team also has its discipline policy."
            ),
        };
    }
    return {
        title: _t("You lead no sales team"),
        text: _t(
            "You see here the salespeople of the teams that you lead. An administrator names the leader under CRM ▸ Configuration ▸ Sales Teams."
        ),
    };
}
