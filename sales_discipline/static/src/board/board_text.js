/** Figures and sentences of the review board, in the language of the reader. */
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { formatFloat } from "@web/views/fields/formatters";
import { waiting } from "./board_decisions";

const { DateTime } = luxon;

export const VERDICTS = {
    great: { label: _t("Great"), icon: "fa-thumbs-up", color: "text-success" },
    ok: { label: _t("In order"), icon: "fa-check", color: "text-muted" },
    needs_work: {
        label: _t("Needs work"),
        icon: "fa-commenting-o",
        color: "text-warning",
    },
};

const OFF_REASONS = {
    no_hours: _t("No working hours"),
    holiday: _t("Public holiday"),
    leave: _t("Time off"),
    exempt: _t("Exempt"),
};

/** Hours or another small figure with at most one decimal. */
export function number(value) {
    const rounded = Math.round(value * 10) / 10;
    return formatFloat(rounded, { digits: [16, Number.isInteger(rounded) ? 0 : 1] });
}

/** What somebody wrote. Odoo exports no term of fewer than two letters: not “%s”. */
export function quoted(words) {
    return _t("“%(words)s”", { words });
}

/**
 * "6:00 PM" on the clocks of the instant's zone, as the reader's language writes it and
 * as Odoo does beside it. To whoever lives by other clocks it says whose they are:
 * "6:00 PM UTC+3".
 */
export function clock(instant, format = {}) {
    const time = hour(instant, format);
    const own = instant.setZone(user.tz || instant.zone);
    const isForeign = own.isValid && own.offset !== instant.offset;
    return isForeign ? `${time} ${instant.toFormat("'UTC'Z")}` : time;
}

/** "6:00 PM", "18:00" to a Russian, with whatever else the format asks for. */
export function hour(instant, format = {}) {
    return instant.toLocaleString({ ...DateTime.TIME_SIMPLE, ...format });
}

/** A score has one decimal, and none at its ends. */
export function score(value) {
    const digits = value === 0 || value === 100 ? 0 : 1;
    return formatFloat(value, { digits: [16, digits] });
}

/** "Tue, Nov 24" in the order of the reader's language. */
export function day(isoDate) {
    return DateTime.fromISO(isoDate).toLocaleString({
        weekday: "short",
        day: "numeric",
        month: "short",
    });
}

/** Whether the next working day is tomorrow's date: after a Friday it is not. */
export function isTomorrow({ date, next_date: next }, isToday) {
    const tomorrow = DateTime.fromISO(date).plus({ days: 1 }).toISODate();
    return isToday && next === tomorrow;
}

/** The name of the column of the next working day. */
export function nextTitle(people, isToday) {
    const rows = people.filter((row) => row.next_date);
    return rows.every((row) => isTomorrow(row, isToday))
        ? _t("Tomorrow")
        : _t("Next day");
}

export function offReason(row) {
    return OFF_REASONS[row.off_reason] || _t("Off");
}

/** "3 of 5", or the hours where the count is enough. */
function share(reason) {
    if (reason.planned < reason.need) {
        return _t("%(count)s of %(need)s", {
            count: reason.planned,
            need: reason.need,
        });
    }
    return _t("%(hours)s of %(need)s h", {
        hours: number(reason.hours),
        need: number(reason.need_hours),
    });
}

const REASONS = {
    results({ count }) {
        return count === 1 ? _t("Check 1 result") : _t("Check %s results", count);
    },
    junk_plan({ count }) {
        return count === 1
            ? _t("Check the plan: 1 activity says nothing")
            : _t("Check the plan: %s activities say nothing", count);
    },
    overdue({ count, days }) {
        if (!days) {
            return count === 1
                ? _t("1 overdue, due that day")
                : _t("%s overdue, due that day", count);
        }
        return count === 1
            ? _t("1 overdue, %s d", days)
            : _t("%(count)s overdue, oldest %(days)s d", { count, days });
    },
    no_plan_today(reason, isToday) {
        if (!reason.planned) {
            return isToday ? _t("No plan for today") : _t("No plan for that day");
        }
        if (reason.planned === 1 && reason.need > 1) {
            return isToday
                ? _t("One activity is not a plan for today")
                : _t("One activity is not a plan for that day");
        }
        return isToday
            ? _t("Planned for today: %s", share(reason))
            : _t("Planned for that day: %s", share(reason));
    },
    no_plan_next(reason, isToday, row) {
        const soon = isTomorrow(row, isToday);
        if (!reason.planned) {
            return soon ? _t("No plan for tomorrow") : _t("No plan for the next day");
        }
        if (reason.planned === 1 && reason.need > 1) {
            return soon
                ? _t("One activity is not a plan for tomorrow")
                : _t("One activity is not a plan for the next day");
        }
        return soon
            ? _t("Planned for tomorrow: %s", share(reason))
            : _t("Planned for the next day: %s", share(reason));
    },
    rolled({ count }, isToday, { moves }) {
        return count === 1
            ? _t("Moved one activity more than %s times", moves - 1)
            : _t("Moved %(count)s activities more than %(times)s times", {
                  count,
                  times: moves - 1,
              });
    },
    cancelled({ count }) {
        return count === 1
            ? _t("1 activity cancelled")
            : _t("%s activities cancelled", count);
    },
    withdrawn({ count }) {
        return count === 1
            ? _t("1 activity deleted before its day")
            : _t("%s activities deleted before their day", count);
    },
    handed_over({ count }) {
        return count === 1
            ? _t("1 activity handed over")
            : _t("%s activities handed over", count);
    },
    restored({ count }) {
        return count === 1
            ? _t("1 activity dropped with a deal lost, then restored")
            : _t("%s activities dropped with deals lost, then restored", count);
    },
    decide({ kinds }) {
        return inOne(waiting(kinds).map(({ text }) => text));
    },
    score_drop({ score: value, median }) {
        return _t("Score %(score)s, usually %(median)s", {
            score: score(value),
            median: score(median),
        });
    },
    best_day({ done, due, won }) {
        if (!due) {
            return _t("Best day in ten");
        }
        const facts = { done, due, won };
        if (won === 1) {
            return _t("Best day in ten: %(done)s of %(due)s, one deal won", facts);
        }
        return won
            ? _t("Best day in ten: %(done)s of %(due)s, %(won)s deals won", facts)
            : _t("Best day in ten: %(done)s of %(due)s", facts);
    },
    silence({ days }) {
        return _t("Nobody said a word for %s working days", days);
    },
    in_detail() {
        return _t("To be reviewed in detail");
    },
};

/** The line under the name: what asks for a word, or that nothing does. */
export function reasonLine(row, isToday) {
    if (row.group === "need_word") {
        const [first] = row.reasons;
        return {
            ...tone(first),
            text: inOne(reasonTexts(row, isToday).slice(0, 2)),
        };
    }
    // Also of whoever was excused after the word.
    if (row.is_off) {
        return { icon: "fa-moon-o", color: "text-muted", text: offReason(row) };
    }
    return { icon: "fa-check", color: "text-muted", text: inOrderText(row, isToday) };
}

export function reasonTexts(row, isToday) {
    const both = isTomorrow(row, isToday) && noPlanAtAll(row.reasons);
    const texts = row.reasons
        .filter(({ code }) => !both || !code.startsWith("no_plan"))
        .map((reason) => [reason.code, REASONS[reason.code](reason, isToday, row)]);
    if (both) {
        const after = texts.findIndex(([code]) => !BEFORE_PLANS.includes(code));
        texts.splice(after < 0 ? texts.length : after, 0, ["no_plan", both]);
    }
    return texts.map(([, text]) => text);
}

const BEFORE_PLANS = ["results", "junk_plan", "overdue"];

/** One sentence where today and tomorrow are as badly planned as each other. */
function noPlanAtAll(reasons) {
    const counts = reasons
        .filter(
            ({ code, planned, need }) => code.startsWith("no_plan") && planned < need
        )
        .map(({ planned }) => planned);
    if (counts.length < 2 || counts[0] !== counts[1]) {
        return "";
    }
    return {
        0: _t("No plan for today or tomorrow"),
        1: _t("One activity is not a plan, today or tomorrow"),
    }[counts[0]];
}

/** Two reasons in one line: "No plan for tomorrow; 2 activities cancelled". */
function inOne([first, ...others]) {
    const rest = others.map((text) => text[0].toLocaleLowerCase() + text.slice(1));
    return [first, ...rest].join("; ");
}

function tone({ code, planned }) {
    if (code === "best_day") {
        return { icon: "fa-star", color: "text-success" };
    }
    if (["silence", "in_detail"].includes(code)) {
        return { icon: "fa-commenting-o", color: "text-muted" };
    }
    if (code === "decide") {
        return { icon: "fa-balance-scale", color: "text-warning" };
    }
    if (code === "overdue" || planned === 0) {
        return { icon: "fa-exclamation-circle", color: "text-danger" };
    }
    return { icon: "fa-exclamation-triangle", color: "text-warning" };
}

function inOrderText(row, isToday) {
    if (row.all_done && row.next_plan_ok) {
        return isTomorrow(row, isToday)
            ? _t("Everything done, tomorrow ready")
            : _t("Everything done, next day ready");
    }
    const { pending } = row.planned_outcomes;
    if (pending === 1) {
        return _t("On plan, 1 still to do");
    }
    if (pending) {
        return _t("On plan, %s still to do", pending);
    }
    return _t("On plan");
}

/** The planned activities by outcome, for the bar and its sentence. */
export function outcomes(row) {
    const of = (outcome) => row.planned_outcomes[outcome] || 0;
    const lost = of("missed") + of("cancelled") + of("handed_over");
    return {
        done: of("done"),
        pending: of("pending"),
        moved: of("postponed"),
        lost,
        label: [
            _t("%s done", of("done")),
            of("pending") && _t("%s to do", of("pending")),
            of("postponed") && _t("%s postponed", of("postponed")),
            lost && _t("%s missed, cancelled or handed over", lost),
        ]
            .filter(Boolean)
            .join(", "),
    };
}
