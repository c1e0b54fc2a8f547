/** Rows, columns and sentences of a person's page, in the language of the reader. */
import { number, score } from "@sales_discipline/board/board_text";
import { outcome } from "@sales_discipline/study/study_text";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";

const { DateTime } = luxon;

const percent = (value) => `${formatFloat(value, { digits: [16, 0] })} %`;
const hours = (value) => _t("%s h", number(value));

/** What stands in each part of the page: figure, its words, its form, its full bar. */
const PARTS = [
    {
        key: "score",
        title: _t("Score"),
        rows: [
            ["score", _t("Score"), score, 100],
            ["score_planning", _t("Planning"), score, 100],
            ["score_execution", _t("Execution"), score, 100],
            ["score_backlog", _t("Backlog"), score, 100],
            ["score_data", _t("Data"), score, 100],
            ["score_results", _t("Results"), score, 100],
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
            ["missed_count", _t("Missed"), number],
        ],
    },
];

export const SPANS = [
    { span: "weeks", label: _t("5 weeks") },
    { span: "quarter", label: _t("13 weeks") },
    { span: "year", label: _t("12 months") },
];

/** The parts of the page with their rows; a component without weight is left out. */
export function parts(person) {
    const found = PARTS.map(({ key, title, rows }) => ({
        key,
        title,
        rows: rows
            .map(([name, label, format, full]) =>
                row(label, person.figures[name], format, full)
            )
            .filter(({ isEmpty }) => !isEmpty),
    }));
    if (person.outcomes.length) {
        found.push({
            key: "outcomes",
            title: _t("Sales"),
            rows: person.outcomes.map(({ name, currency_id: currencyId, values }) =>
                row(name, values, (value) => outcome(value, currencyId))
            ),
        });
    }
    return found.filter(({ rows }) => rows.length);
}

function row(label, values, format, full) {
    const top = full || Math.max(...values.map((value) => value || 0)) || 1;
    const known = values.filter((value) => value !== null);
    return {
        label,
        isEmpty: !known.length,
        last: known.length ? format(known.at(-1)) : "",
        cells: values.map((value) => ({
            text: value === null ? "–" : format(value),
            isEmpty: value === null,
            height: value === null ? 0 : Math.round(Math.max(0, (100 * value) / top)),
        })),
    };
}

/** Column heads: the Monday of a week, or a month. */
export function columns({ steps, period }) {
    return steps.map(({ first, last }, index) => {
        const date = DateTime.fromISO(first);
        const isMonth = period === "month";
        const short = isMonth
            ? date.toLocaleString({ month: "short" })
            : date.toLocaleString({ month: "numeric", day: "numeric" });
        const long = isMonth
            ? date.toLocaleString({ month: "long", year: "numeric" })
            : _t("week of %s", date.toLocaleString(DateTime.DATE_MED));
        const isLast = index === steps.length - 1;
        return {
            first,
            last,
            short,
            long: isLast ? _t("%s, so far", long) : long,
            // Room for a few dates on a phone.
            isKept: isLast || (steps.length - 1 - index) % 4 === 0,
        };
    });
}

export function summary({ days, median, is_own: isOwn }) {
    if (!days) {
        return "";
    }
    if (median === null) {
        return _t("Closed working days: %s.", days);
    }
    const values = { days, median: score(median) };
    return isOwn
        ? _t(
              "Closed working days: %(days)s. Half of your scores are above %(median)s.",
              values
          )
        : _t(
              "Closed working days: %(days)s. Half of the scores are above %(median)s.",
              values
          );
}

/** When the plan is written down: bars from "earlier" over the hours to "too late". */
export function planTimes({ plans }) {
    const counts = Object.entries(plans.hours).map(([hour, count]) => [+hour, count]);
    const total =
        plans.before + plans.after + counts.reduce((sum, [, count]) => sum + count, 0);
    if (!total) {
        return null;
    }
    const hoursOf = counts.map(([hour]) => hour);
    const cutoff = plans.cutoff_hour === null ? null : Math.ceil(plans.cutoff_hour) - 1;
    const known = cutoff === null ? hoursOf : [...hoursOf, cutoff];
    const first = Math.min(...known);
    const bins = [{ key: "before", label: _t("Earlier"), count: plans.before }];
    for (let hour = first; hour <= Math.max(...known); hour++) {
        const at = DateTime.fromObject({ hour });
        bins.push({
            key: hour,
            label: at.toLocaleString({ hour: "numeric" }),
            count: plans.hours[hour] || 0,
        });
    }
    bins.push({
        key: "after",
        label: _t("Too late"),
        count: plans.after,
        isLate: true,
    });
    const most = Math.max(...bins.map(({ count }) => count));
    return {
        bins: bins.map((bin) => ({
            ...bin,
            height: Math.round((100 * bin.count) / most),
        })),
        sentence: _t(
            "Of %(total)s activities, %(before)s were written down before the day on which the plan is taken, %(onDay)s on that day in time, %(after)s too late.",
            {
                total,
                before: plans.before,
                onDay: total - plans.before - plans.after,
                after: plans.after,
            }
        ),
    };
}
