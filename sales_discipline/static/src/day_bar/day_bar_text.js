/** Figures and sentences of the day bar, in the language of the reader. */
import { day, hour, number } from "@sales_discipline/board/board_text";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { daysBetween } from "./day_bar_cells";

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
    ].filter(({ part, always }) => always || (parts[part] && !isWaiting(bar, part)));
}

/** On a day off what is open is counted apart, as waiting. */
function isWaiting(bar, part) {
    return bar.is_off && ["pending", "added"].includes(part);
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
        ...found.flatMap((cell) => [
            { ...cell, ...ROWS[cell.key](cell) },
            ...(cell.canPlan ? [planRow()] : []),
        ]),
    ].filter(Boolean);
}

const planRow = () => ({
    key: "plan",
    isPlan: true,
    icon: "fa-calendar-plus-o text-muted",
    title: _t("Plan deals with no next step"),
});

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
        rest: cell.brief,
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
        return hour(instant);
    }
    if (days === 1) {
        return _t("yesterday");
    }
    return days < 7
        ? instant.toLocaleString({ weekday: "long" })
        : day(instant.toISODate());
}
