/** The sentences of "Why this score", in the language of the reader. */
import { day, number, score } from "@sales_discipline/board/board_text";
import { _t } from "@web/core/l10n/translation";
import { minus, points, round } from "./points";

export const COMPONENTS = {
    planning: _t("Planning"),
    execution: _t("Execution"),
    backlog: _t("Backlog"),
    data: _t("Data"),
    results: _t("Results"),
};

export function title(data) {
    return data.is_own
        ? _t("Why this score: %s", day(data.date))
        : _t("Why this score: %(name)s, %(day)s", {
              name: data.name,
              day: day(data.date),
          });
}

/** The big figure and the words beside and under it. */
export function head(data) {
    if (data.score === null || data.score === false) {
        return { value: "", of: "", words: _t("A day off has no score.") };
    }
    const lost = points(100 - data.score);
    const words = data.is_closed
        ? _t("day closed; %s points lost", lost)
        : data.is_over
          ? _t("day over, not closed yet; %s points lost", lost)
          : soFar(data, lost);
    return { value: score(data.score), of: _t("of 100"), words };
}

function soFar(data, lost) {
    return data.reachable > data.score
        ? _t("so far; can still be %s", score(data.reachable))
        : _t("so far; %s points lost", lost);
}

/** One sentence on what would raise the score most: [lead, rest] or null. */
export function advice(data) {
    const { best } = data;
    if (!best) {
        return null;
    }
    const lead = data.is_over
        ? _t("What would have raised it most:")
        : _t("What would raise it most:");
    const values = { points: points(best.points) };
    if (best.kind === "planning") {
        return [
            lead,
            _t("a full plan by the cut-off. It was worth %(points)s points.", values),
        ];
    }
    const { name } = best.kind === "data" ? data.checks[best.number] : {};
    values.name = name || lineName(data.lines[best.number]);
    values.score = score(Math.min(100, round(data.score + best.points)));
    return [lead, RAISERS[best.kind](values, data.is_over)];
}

const RAISERS = {
    line: (values, isOver) =>
        isOver
            ? _t(
                  "doing “%(name)s” on the day. It was worth %(points)s points; the score would be %(score)s.",
                  values
              )
            : _t("doing “%(name)s”. It is worth %(points)s points: %(score)s.", values),
    result: (values, isOver) =>
        isOver
            ? _t(
                  "a result of “%(name)s” that tells something. It was worth %(points)s points; the score would be %(score)s.",
                  values
              )
            : _t(
                  "a result of “%(name)s” that tells something. It is worth %(points)s points: %(score)s.",
                  values
              ),
    data: (values, isOver) =>
        isOver
            ? _t(
                  "nothing left under “%(name)s”. It was worth %(points)s points; the score would be %(score)s.",
                  values
              )
            : _t(
                  "nothing left under “%(name)s”. It is worth %(points)s points: %(score)s.",
                  values
              ),
};

export function lineName(line) {
    return [line.summary, line.res_name].filter(Boolean).join(" · ");
}

export function components(data) {
    return data.components.map((component) => ({
        ...component,
        label: COMPONENTS[component.name],
        value: component.value === null ? "–" : score(round(component.value)),
        width: component.value === null ? 0 : component.value,
        weight: number(component.weight),
        lost: component.lost === null ? "" : minus(component.lost),
        isLosing: round(component.lost || 0) > 0,
        because: BECAUSE[component.name](data, component.value === null),
    }));
}

export const BECAUSE = {
    planning(data, isLeftOut) {
        if (isLeftOut) {
            return data.is_off ? _t("day off") : _t("no plan was owed");
        }
        return _t(
            "%(count)s planned, %(hours)s of %(capacity)s h; %(need)s and %(need_hours)s h asked",
            {
                count: data.planned_count,
                hours: number(data.planned_hours),
                capacity: number(data.capacity_hours),
                need: data.need_count,
                need_hours: number(data.need_hours),
            }
        );
    },
    execution(data, isLeftOut) {
        if (isLeftOut) {
            return data.is_off ? _t("day off") : _t("nothing was due");
        }
        if (!data.due_count) {
            return _t("nothing planned and nothing done");
        }
        const values = { done: data.done_count, due: data.due_count };
        const neutral = data.lines.filter(
            ({ set, outcome }) =>
                set === "planned" && ["dropped", "released"].includes(outcome)
        ).length;
        const done = data.is_over
            ? _t("%(done)s of the %(due)s due were done", values)
            : _t("%(done)s of the %(due)s due done so far", values);
        return neutral ? `${done}; ${_t("%s left out", neutral)}` : done;
    },
    backlog(data, isLeftOut) {
        if (isLeftOut) {
            return _t("day off");
        }
        if (!data.overdue_count && !data.rolled_count) {
            return _t("nothing overdue, nothing moved again and again");
        }
        return [
            data.overdue_count && _t("%s overdue", data.overdue_count),
            data.rolled_count &&
                _t("%(count)s moved more than %(times)s times", {
                    count: data.rolled_count,
                    times: data.max_postponements,
                }),
            _t("%s make it 0", Math.max(1, data.max_overdue)),
        ]
            .filter(Boolean)
            .join("; ");
    },
    data(data, isLeftOut) {
        if (isLeftOut) {
            return data.is_off ? _t("day off") : _t("nothing was checked");
        }
        const checked = sumOf(data.checks, "checked");
        if (!checked) {
            return _t("measured when the day was closed");
        }
        const failed = sumOf(data.checks, "failed");
        return failed
            ? _t("%(failed)s of %(checked)s checks found something missing", {
                  failed,
                  checked,
              })
            : _t("all of %s checks in order", checked);
    },
    results(data, isLeftOut) {
        if (isLeftOut) {
            return data.is_off ? _t("day off") : _t("no result was asked for");
        }
        const { result_bad_count: bad, result_required_count: count } = data;
        if (!bad) {
            return _t("all of %s results tell something", count);
        }
        return bad === 1
            ? _t("1 of %s results says nothing", count)
            : _t("%(bad)s of %(count)s results say nothing", { bad, count });
    },
};

function sumOf(rows, name) {
    return rows.reduce((total, row) => total + row[name], 0);
}

/** How the score is made: the components in words. */
export function rules(data) {
    return data.components.map(({ name }) => ({
        name,
        label: COMPONENTS[name],
        text: RULES[name](data),
    }));
}

const RULES = {
    planning: () =>
        _t(
            "Enough activities and hours, planned by the cut-off on the working day before. The smaller of the two shares counts."
        ),
    execution: () =>
        _t("How much of what was planned for the day was done on the day."),
    backlog: (data) =>
        _t(
            "100 less what is overdue and what was moved more than %(times)s times; %(count)s of them make it 0.",
            { times: data.max_postponements, count: Math.max(1, data.max_overdue) }
        ),
    data: () =>
        _t(
            "How many of your records are complete by the data rules, each rule counting the same."
        ),
    results: () => _t("How many results of the day tell something."),
};
