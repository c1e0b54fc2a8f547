/** What a replay says, put side by side in the language of the reader. */
import { score } from "@sales_discipline/board/board_text";
import { _t } from "@web/core/l10n/translation";
import { groupBy } from "@web/core/utils/arrays";

const { DateTime } = luxon;

export function versionLabel({ policy, date_start: start, in_force: inForce }) {
    const values = { policy, date: dateText(start) };
    return inForce
        ? _t("%(policy)s, from %(date)s (in force)", values)
        : _t("%(policy)s, from %(date)s", values);
}

export function dateText(iso) {
    return DateTime.fromISO(iso).toLocaleString(DateTime.DATE_MED);
}

export function weekLabel(monday) {
    return _t("week of %s", dateText(monday));
}

/** The rows of the table, the points of the chart and the sentence above. */
export function results(people, rows, rules) {
    const names = Object.fromEntries(people.map(({ id, name }) => [id, name]));
    const table = rows
        .filter(({ weeks }) => weeks.some((week) => week.days || week.actual_days))
        .map(({ user_id: userId, weeks }) => ({
            userId,
            name: names[userId],
            ...means(weeks),
        }))
        .sort((a, b) => a.name.localeCompare(b.name));
    const weeks = byWeek(rows);
    return {
        table,
        weeks,
        rules: byRule(rules, rows, names),
        sentence: sentence(table, weeks, rows),
    };
}

/** Who would have earned or lost what, beside what was given. */
function byRule(rules, rows, names) {
    return rules.flatMap((rule) =>
        rows
            .flatMap((row) => row.rules.map((each) => ({ ...each, ...row })))
            .filter(({ rule_id: id }) => id === rule.id)
            .map(({ user_id: userId, met, given }) => ({
                key: `${rule.id}-${userId}`,
                rule: rule.name,
                name: names[userId],
                met,
                given,
            }))
            .sort((a, b) => a.name.localeCompare(b.name))
    );
}

function means(weeks) {
    const actual = mean(weeks, "actual_sum", "actual_days");
    const replayed = mean(weeks, "sum", "days");
    return { actual, replayed, ...texts(actual, replayed) };
}

function mean(weeks, sum, days) {
    const total = (name) => weeks.reduce((all, week) => all + week[name], 0);
    return total(days) ? total(sum) / total(days) : null;
}

function texts(actual, replayed) {
    const change = actual === null || replayed === null ? null : replayed - actual;
    return {
        actualText: actual === null ? "–" : score(actual),
        replayedText: replayed === null ? "–" : score(replayed),
        changeText: change === null ? "" : signed(change),
    };
}

export function signed(value) {
    const rounded = Math.round(value * 10) / 10;
    if (!rounded) {
        return "0";
    }
    return `${rounded > 0 ? "+" : "−"}${score(Math.abs(rounded))}`;
}

function byWeek(rows) {
    const weeks = groupBy(
        rows.flatMap((row) => row.weeks),
        ({ week }) => week
    );
    return Object.keys(weeks)
        .sort()
        .map((week) => ({ week, label: dateText(week), ...means(weeks[week]) }));
}

function sentence(table, weeks, rows) {
    if (!table.length) {
        return _t("Nobody has a closed day in these weeks.");
    }
    const { actualText, replayedText } = means(rows.flatMap((row) => row.weeks));
    const values = {
        people: table.length,
        weeks: weeks.length,
        actual: actualText,
        replayed: replayedText,
    };
    return _t(
        "People: %(people)s, weeks: %(weeks)s. On average %(replayed)s, where %(actual)s was given.",
        values
    );
}
