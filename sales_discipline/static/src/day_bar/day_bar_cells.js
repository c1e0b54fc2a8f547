/** What each figure of the day bar says: a number, and what to do about it. */
import { clock, day, number, score } from "@sales_discipline/board/board_text";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

const OK = { icon: "fa-check", color: "text-success" };
const LACKING = { icon: "fa-exclamation-triangle", color: "text-warning" };
const LATE = { icon: "fa-exclamation-circle", color: "text-danger" };
const PLAIN = { icon: "", color: "text-muted" };

/**
 * The cells beside today's, in reading order.
 *
 * @returns {{key: string, number: string, title: string, line: Object}[]} with `part`
 *  the filter that a cell sets, or `why` for the one that explains the score
 */
export function cells(bar) {
    const found = [bar.is_off ? waitingCell(bar) : overdueCell(bar)];
    if (bar.next_date) {
        found.push(nextCell(bar));
    }
    if (!bar.shadow) {
        const cell = scoreCell(bar);
        if (cell) {
            found.push(cell);
        }
    }
    return found;
}

function overdueCell(bar) {
    return {
        key: "overdue",
        part: "overdue",
        number: `${bar.overdue_count}`,
        tone: bar.overdue_count ? "text-danger" : "",
        title: _t("Overdue"),
        line: overdueLine(bar),
        short: bar.overdue_count
            ? { ...LATE, text: _t("%s overdue", bar.overdue_count) }
            : { ...OK, text: _t("%s overdue", 0) },
    };
}

function overdueLine(bar) {
    if (!bar.overdue_count && bar.late_excused) {
        // The list shows these in red, as any list of Odoo does.
        return { ...OK, text: _t("%s late, not counted", bar.late_excused) };
    }
    if (!bar.overdue_count) {
        return { ...OK, text: _t("nothing late") };
    }
    if (bar.overdue_gone) {
        const text =
            bar.overdue_gone === 1
                ? _t("1 of them cancelled")
                : _t("%s of them cancelled", bar.overdue_gone);
        return { ...LATE, text };
    }
    const days = daysBetween(bar.oldest_overdue, bar.date);
    return {
        ...LATE,
        text: days === 1 ? _t("oldest 1 day") : _t("oldest %s days", days),
    };
}

function waitingCell(bar) {
    const count = bar.parts.waiting;
    const line = bar.next_date
        ? _t("moves to %s, no penalty", day(bar.next_date))
        : _t("waits, no penalty");
    return {
        key: "waiting",
        part: "waiting",
        number: `${count}`,
        tone: "",
        title: _t("Due today"),
        line: count ? { ...PLAIN, text: line } : { ...OK, text: _t("nothing waits") },
        short: { icon: "fa-circle-o", color: "", text: _t("%s waiting", count) },
    };
}

function nextCell(bar) {
    const isTomorrow = daysBetween(bar.date, bar.next_date) === 1;
    const lacks = !bar.next_plan_ok;
    const hours = {
        day: day(bar.next_date),
        hours: number(bar.next_planned_hours),
        capacity: number(bar.next_capacity_hours),
    };
    return {
        key: "next",
        part: "next",
        number: `${bar.next_planned_count}`,
        tone: lacks ? "text-warning" : "",
        title: isTomorrow ? _t("Tomorrow") : _t("Next working day"),
        rest: _t("· %(day)s · %(hours)s of %(capacity)s h", hours),
        brief: _t("· %(hours)s of %(capacity)s h", hours),
        line: nextLine(bar),
        // Leads to the deals that lack a next step, while it still helps.
        canPlan: bar.next_plan_owed && lacks && cutoff(bar) > DateTime.now(),
        short: nextShort(bar, isTomorrow),
    };
}

function nextLine(bar) {
    if (!bar.next_plan_owed) {
        return { ...PLAIN, text: _t("no plan is asked for") };
    }
    if (bar.next_plan_ok) {
        return { ...OK, text: _t("plan is complete") };
    }
    return { ...LACKING, text: lackText(bar) };
}

/** What the next day's plan lacks, and until when it can be added. */
function lackText(bar) {
    const count = Math.max(0, bar.next_need_count - bar.next_planned_count);
    const missing = Math.max(0, bar.next_need_hours - bar.next_planned_hours);
    const values = { count, hours: upTenth(missing), time: cutoffText(bar) };
    const isPast = cutoff(bar) <= DateTime.now();
    if (!count) {
        return isPast
            ? _t("lacked %(hours)s h at %(time)s", values)
            : _t("add %(hours)s h by %(time)s", values);
    }
    if (!missing) {
        return activitiesText(count, isPast, values);
    }
    return count === 1 ? oneAndHours(isPast, values) : manyAndHours(isPast, values);
}

function activitiesText(count, isPast, values) {
    if (isPast) {
        return count === 1
            ? _t("lacked 1 activity at %(time)s", values)
            : _t("lacked %(count)s activities at %(time)s", values);
    }
    return count === 1
        ? _t("add 1 activity by %(time)s", values)
        : _t("add %(count)s activities by %(time)s", values);
}

function oneAndHours(isPast, values) {
    return isPast
        ? _t("lacked 1 activity and %(hours)s h at %(time)s", values)
        : _t("add 1 activity and %(hours)s h by %(time)s", values);
}

function manyAndHours(isPast, values) {
    return isPast
        ? _t("lacked %(count)s activities and %(hours)s h at %(time)s", values)
        : _t("add %(count)s activities and %(hours)s h by %(time)s", values);
}

function nextShort(bar, isTomorrow) {
    if (!bar.next_plan_owed) {
        const count = bar.next_planned_count;
        return {
            ...PLAIN,
            text: isTomorrow
                ? _t("Tomorrow: %s planned", count)
                : _t("Next day: %s planned", count),
        };
    }
    if (bar.next_plan_ok) {
        return {
            ...OK,
            text: isTomorrow ? _t("Tomorrow ready") : _t("Next day ready"),
        };
    }
    if (cutoff(bar) <= DateTime.now()) {
        return {
            ...LACKING,
            text: isTomorrow
                ? _t("Tomorrow: plan incomplete")
                : _t("Next day: plan incomplete"),
        };
    }
    const count = Math.max(0, bar.next_need_count - bar.next_planned_count);
    if (!count) {
        const hours = upTenth(bar.next_need_hours - bar.next_planned_hours);
        return {
            ...LACKING,
            text: isTomorrow
                ? _t("Tomorrow: add %s h", hours)
                : _t("Next day: add %s h", hours),
        };
    }
    return {
        ...LACKING,
        text: isTomorrow
            ? _t("Tomorrow: add %s", count)
            : _t("Next day: add %s", count),
    };
}

function scoreCell(bar) {
    if (bar.is_off) {
        return bar.last_scored ? closedScoreCell(bar.last_scored) : null;
    }
    if (bar.score === null || bar.score === false) {
        return null;
    }
    return {
        key: "score",
        why: bar.date,
        number: score(bar.score),
        tone: "",
        title: _t("Score"),
        rest: _t("so far"),
        line: { ...PLAIN, text: reachableText(bar) },
        short: { icon: "", color: "", text: _t("Score %s", score(bar.score)) },
    };
}

function reachableText(bar) {
    return bar.reachable > bar.score ? _t("can still be %s", score(bar.reachable)) : "";
}

function closedScoreCell(last) {
    return {
        key: "score",
        why: last.date,
        number: score(last.score),
        tone: "",
        title: _t("Score"),
        rest: day(last.date),
        line: { ...PLAIN, text: _t("closed") },
        short: { icon: "", color: "", text: _t("Score %s", score(last.score)) },
    };
}

function cutoff(bar) {
    return deserializeDateTime(bar.next_cutoff_at, { tz: bar.tz });
}

/** The cut-off on the clocks of the person's zone, with its weekday if not today. */
function cutoffText(bar) {
    const instant = cutoff(bar);
    const isToday = instant.toISODate() === bar.date;
    return clock(instant, isToday ? {} : { weekday: "short" });
}

/** Up to the next tenth, so that what is asked for is never too little. */
function upTenth(hours) {
    return number(Math.ceil(hours * 10 - 1e-6) / 10);
}

export function daysBetween(from, to) {
    return Math.round(DateTime.fromISO(to).diff(DateTime.fromISO(from), "days").days);
}
