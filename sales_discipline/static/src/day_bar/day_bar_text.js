/** Figures and sentences of the day bar, in the language of the reader. */
import { day, number, score } from "@sales_discipline/board/board_text";
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
        line: nextLine(bar),
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
    if (bar.next_plan_ok) {
        return {
            ...OK,
            text: isTomorrow ? _t("Tomorrow ready") : _t("Next day ready"),
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

/** The buttons over the bar: what became of the plan, and what came on top. */
export function legend(bar) {
    const { parts } = bar;
    return [
        {
            part: "done",
            icon: "fa-check text-success",
            text: _t("%s done", parts.done),
            title: _t("Show what was planned for today and is done"),
            always: !bar.is_off,
        },
        {
            part: "pending",
            icon: "fa-circle-o text-muted",
            text: _t("%s to do", parts.pending),
            title: _t("Show what was planned for today and is still open"),
        },
        {
            part: "postponed",
            icon: "fa-share text-warning",
            text: _t("%s postponed", parts.postponed),
            title: _t("Show what was planned for today and moved to a later day"),
        },
        {
            part: "handed_over",
            icon: "fa-exchange text-warning",
            text: _t("%s handed over", parts.handed_over),
            title: _t("Show what was planned for today and given to somebody else"),
        },
        {
            part: "cancelled",
            icon: "fa-ban text-danger",
            text: _t("%s cancelled", parts.cancelled),
            title: _t("Show what was planned for today and cancelled"),
            why: bar.date,
        },
        {
            part: "added",
            icon: "fa-plus text-muted",
            text: _t("%s more to do", parts.added),
            title: _t("Show what is open today besides the plan"),
        },
        {
            part: "extra",
            icon: "fa-plus text-success",
            text: _t("%s more done", parts.extra),
            title: _t("Show what was done today besides the plan"),
        },
    ].filter(({ part, always }) => always || parts[part]);
}

/** The blocks of the bar and their sentence. */
export function blocks({ parts }) {
    return {
        done: parts.done,
        pending: parts.pending,
        moved: parts.postponed,
        lost: parts.cancelled + parts.handed_over,
        label: barLabel(parts),
    };
}

function barLabel(parts) {
    const lost = parts.cancelled + parts.handed_over;
    return [
        _t("Of today's plan %s done", parts.done),
        parts.pending && _t("%s to do", parts.pending),
        parts.postponed && _t("%s postponed", parts.postponed),
        lost && _t("%s cancelled or handed over", lost),
    ]
        .filter(Boolean)
        .join(", ");
}

export function todayText(bar) {
    return _t("%(day)s, %(hours)s of %(capacity)s h planned", {
        day: day(bar.date),
        hours: number(bar.planned_hours),
        capacity: number(bar.capacity_hours),
    });
}

/** Over a day off: why, and what happens to what is due. */
export function offText(bar) {
    return {
        title: _t("Day off, %s", day(bar.date)),
        line: bar.next_date
            ? _t(
                  "Nothing is scored today. What is due waits until %s.",
                  day(bar.next_date)
              )
            : _t("Nothing is scored today. What is due waits."),
    };
}

/** All of it as rows of a phone: a figure, and under it what to do. */
export function rows(bar, legendItems, found) {
    const [first, ...others] = legendItems.map((item) => ({
        ...item,
        title: item.text,
    }));
    if (first) {
        first.sub = bar.is_off ? "" : _t("Today · %s", todayText(bar));
    }
    return [
        first,
        ...others,
        ...found.map((cell) => ({ ...cell, ...ROWS[cell.key](cell) })),
    ].filter(Boolean);
}

const lineRow = ({ line }) => ({ icon: `${line.icon} ${line.color}`, sub: line.text });

const ROWS = {
    overdue: (cell) => ({ ...lineRow(cell), title: cell.short.text }),
    waiting: (cell) => ({
        ...lineRow(cell),
        icon: "fa-circle-o",
        title: cell.short.text,
    }),
    next: (cell) => ({
        ...lineRow(cell),
        icon: `${cell.line.icon || "fa-calendar-o"} ${cell.line.color}`,
        title: _t("%(title)s: %(count)s planned", {
            title: cell.title,
            count: cell.number,
        }),
    }),
    score: (cell) => ({
        icon: "fa-line-chart text-muted",
        title: cell.short.text,
        sub: [cell.line.text, _t("Why?")].filter(Boolean).join(" · "),
    }),
};

/** One line for people who are exempt. */
export function exemptText(bar) {
    const figures = _t("Today %(done)s of %(due)s done", {
        done: bar.done_count,
        due: bar.due_count,
    });
    const reason = bar.exemption || _t("Exempt");
    return {
        reason: bar.next_date
            ? _t("%(reason)s: nothing is scored until %(day)s.", {
                  reason,
                  day: day(bar.next_date),
              })
            : _t("%s: nothing is scored.", reason),
        figures,
        next: _t("next working day %s planned", bar.next_planned_count),
    };
}

/** "yesterday", the weekday or the date of a verdict, the time if it is of today. */
export function whenText({ at }, { tz, date }) {
    const instant = deserializeDateTime(at, { tz });
    const days = daysBetween(instant.toISODate(), date);
    if (days <= 0) {
        return instant.toLocaleString(DateTime.TIME_24_SIMPLE);
    }
    if (days === 1) {
        return _t("yesterday");
    }
    return days < 7
        ? instant.toLocaleString({ weekday: "long" })
        : day(instant.toISODate());
}

function cutoff(bar) {
    return deserializeDateTime(bar.next_cutoff_at, { tz: bar.tz });
}

/** The cut-off on the clocks of the person's zone, with its weekday if not today. */
function cutoffText(bar) {
    const instant = cutoff(bar);
    const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    if (instant.toISODate() !== bar.date) {
        format.weekday = "short";
    }
    return instant.toLocaleString(format);
}

/** Up to the next tenth, so that what is asked for is never too little. */
function upTenth(hours) {
    return number(Math.ceil(hours * 10 - 1e-6) / 10);
}

function daysBetween(from, to) {
    return Math.round(DateTime.fromISO(to).diff(DateTime.fromISO(from), "days").days);
}
