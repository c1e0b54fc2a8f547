/** Rows, columns and sentences of a person's page, in the language of the reader. */
import { day, number, score } from "@sales_discipline/board/board_text";
import { outcome, periodName, tickLabel } from "@sales_discipline/study/study_text";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";

const { DateTime } = luxon;

const oneDecimal = (value) => Math.round(value * 10) / 10;
const percent = (value) => `${formatFloat(value, { digits: [16, 0] })} %`;
const hours = (value) => _t("%s h", number(value));
const points = (value) => score(oneDecimal(value));

/** What stands in each part of the page: figure, its words, its form, its full bar. */
const PARTS = [
    {
        key: "score",
        title: _t("Score"),
        rows: [
            ["score", _t("Score"), points, 100],
            ["score_planning", _t("Planning"), points, 100],
            ["score_execution", _t("Execution"), points, 100],
            ["score_backlog", _t("Backlog"), points, 100],
            ["score_data", _t("Data"), points, 100],
            ["score_results", _t("Results"), points, 100],
        ],
    },
    {
        key: "habits",
        title: _t("Planning and doing"),
        rows: [
            ["plan_share", _t("Days planned in full"), percent, 100],
            ["planned_hours", _t("Planned a day"), hours],
            ["on_time_share", _t("Done on time"), percent, 100],
            ["overdue_count", _t("Overdue at the end of a day"), number],
        ],
    },
    {
        key: "slips",
        title: _t("What slipped"),
        rows: [
            ["postponed_count", _t("Postponed"), number],
            ["rolled_count", _t("Moved again and again"), number],
            ["cancelled_count", _t("Cancelled"), number],
            ["handed_over_count", _t("Handed over"), number],
            ["missed_count", _t("Missed, each day anew"), number],
        ],
    },
];

export const SPANS = [
    { span: "weeks", label: _t("4 weeks") },
    { span: "quarter", label: _t("3 months") },
    { span: "year", label: _t("12 months") },
];

/** Without the steps before the first that has a day: nothing is to be seen there. */
export function trimmed(person) {
    const start = person.figures.due_count.findIndex((value) => value !== null);
    if (start < 1) {
        return person;
    }
    const cut = (values) => values.slice(start);
    return {
        ...person,
        steps: cut(person.steps),
        figures: Object.fromEntries(
            Object.entries(person.figures).map(([name, values]) => [name, cut(values)])
        ),
        outcomes: person.outcomes.map((each) => ({
            ...each,
            values: cut(each.values),
        })),
    };
}

/** The parts of the page with their rows; a component without weight is left out. */
export function parts(person) {
    const found = PARTS.map(({ key, title, rows }) => ({
        key,
        title,
        rows: rows
            .map(([name, label, format, full]) =>
                row(label, format, {
                    values: person.figures[name],
                    total: person.total[name],
                    usual: person.usual[name] ?? null,
                    full,
                })
            )
            .filter(({ isEmpty }) => !isEmpty),
    }));
    found.push({
        key: "outcomes",
        title: _t("Sales"),
        rows: person.outcomes.map(({ name, currency_id: currencyId, ...rest }) =>
            row(name, (value) => outcome(value, currencyId), {
                ...rest,
                usual: null,
                short: currencyId && ((value) => tickLabel(value, 100, { currencyId })),
            })
        ),
    });
    return found
        .filter(({ rows }) => rows.length)
        .map((part) => ({ ...part, hasUsual: part.rows.some(({ usual }) => usual) }));
}

/** A row of bars on one scale, with a line where the person usually is. */
function row(label, format, { values, total, usual, full, short }) {
    const known = values.filter((value) => value !== null);
    const top = full || Math.max(...known, usual || 0) || 1;
    const height = (value) => Math.max(0, Math.round((100 * value) / top));
    return {
        label,
        isEmpty: !known.length,
        isFlat: !known.some(Boolean),
        total: total === null ? "" : format(total),
        usual: usual === null ? "" : format(usual),
        usualAt: usual === null ? null : height(usual),
        cells: values.map((value) => ({
            text: value === null ? "–" : (short || format)(value),
            long: value === null ? "–" : format(value),
            height: value === null ? 0 : height(value),
        })),
    };
}

/** Column heads: a date, the Monday of a week, or a month. */
export function columns({ steps, period, span, figures }) {
    const format = {
        day: { weekday: "short", day: "numeric" },
        week: { month: "numeric", day: "numeric" },
        month: { month: "short" },
    }[period];
    const every = Math.ceil(steps.length / 4);
    return steps.map(({ first, last }, index) => {
        const isLast = index === steps.length - 1;
        const long = period === "day" ? day(first) : periodName(first, period);
        return {
            first,
            last,
            short: DateTime.fromISO(first).toLocaleString(format),
            long: isLast && span !== "own" ? _t("%s, so far", long) : long,
            isEmpty: figures.due_count[index] === null,
            // Room for a few dates on a phone.
            isKept: steps.length < 8 || (steps.length - 1 - index) % every === 0,
        };
    });
}

/** A span of one's own: "June 2026", or its first and last date. */
export function spanName({ first, last }) {
    const [from, to] = [first, last].map((date) => DateTime.fromISO(date));
    for (const unit of ["month", "week"]) {
        if (
            from.hasSame(from.startOf(unit), "day") &&
            to.hasSame(from.endOf(unit), "day")
        ) {
            return periodName(first, unit);
        }
    }
    if (from.hasSame(to, "day")) {
        return day(first);
    }
    return [from, to].map((date) => date.toLocaleString(DateTime.DATE_MED)).join(" – ");
}

/** The figures in large type: what it is, how much, and what to hold it against. */
export function tiles({ total, usual, usual_days: usualDays }) {
    const ofThose = (part, whole) =>
        total[whole]
            ? _t("%(part)s of %(whole)s", {
                  part: number(total[part]),
                  whole: number(total[whole]),
              })
            : "–";
    return [
        {
            key: "score",
            label: _t("Score, on average"),
            value: total.score === null ? "–" : points(total.score),
            note: comparison(usual.score, usualDays),
        },
        {
            key: "plan",
            label: _t("Days planned in time"),
            value: ofThose("plan_met_days", "plan_owed_days"),
            note: _t("of the days that owed a plan"),
        },
        {
            key: "on_time",
            label: _t("Done on time"),
            value: ofThose("done_count", "due_count"),
            note: _t("of the activities due"),
        },
        {
            key: "postponed",
            label: _t("Postponed"),
            value: number(total.postponed_count),
            note: _t("moved again and again: %s", number(total.rolled_count)),
        },
    ];
}

/** The person beside themselves: never beside anybody else. */
export function comparison(usual, days) {
    return usual === null
        ? _t("What is usual shows from 10 days on.")
        : _t("a usual day: %(usual)s (own median of %(days)s days)", {
              usual: points(usual),
              days,
          });
}

/** "Great: 3 · Needs work: 1", and how many were given for all at once. */
export function verdictCounts({ counts, bulk }, labels) {
    const found = Object.entries(labels)
        .filter(([key]) => counts[key])
        .map(([key, { label }]) =>
            _t("%(verdict)s: %(count)s", { verdict: label, count: counts[key] })
        );
    if (bulk) {
        found.push(_t("of these by All in order: %s", bulk));
    }
    return found.join(" · ");
}
