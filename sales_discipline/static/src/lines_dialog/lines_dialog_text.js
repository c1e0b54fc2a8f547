/** The sentences of "Why this score", in the language of the reader. */
import { day, number, score } from "@sales_discipline/board/board_text";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

const COMPONENTS = {
    planning: _t("Planning"),
    execution: _t("Execution"),
    backlog: _t("Backlog"),
    data: _t("Data"),
    results: _t("Results"),
};

const OUTCOMES = {
    done: { label: _t("Done"), icon: "fa-check", color: "text-success" },
    caught_up: { label: _t("Caught up"), icon: "fa-check", color: "text-success" },
    extra: { label: _t("Done, unplanned"), icon: "fa-plus", color: "text-success" },
    dropped: { label: _t("Dropped"), icon: "fa-minus-circle", color: "text-muted" },
    released: { label: _t("Released"), icon: "fa-minus-circle", color: "text-muted" },
    handed_over: {
        label: _t("Handed over"),
        icon: "fa-exchange",
        color: "text-warning",
    },
    cancelled: { label: _t("Cancelled"), icon: "fa-ban", color: "text-danger" },
    postponed: { label: _t("Postponed"), icon: "fa-share", color: "text-warning" },
    pending: { label: _t("To do"), icon: "fa-circle-o", color: "text-muted" },
    missed: { label: _t("Missed"), icon: "fa-times", color: "text-danger" },
};
const OVERDUE = {
    label: _t("Overdue"),
    icon: "fa-exclamation-circle",
    color: "text-danger",
};

const EARNED = ["done", "caught_up", "extra"];

export function title(data) {
    return _t("Why this score: %(name)s, %(day)s", {
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
    const line = data.lines[best.number];
    values.name = lineName(line);
    values.score = score(Math.min(100, round(data.score + best.points)));
    const text = data.is_over
        ? _t(
              "doing “%(name)s” on the day. It was worth %(points)s points; the score would be %(score)s.",
              values
          )
        : _t("doing “%(name)s”. It is worth %(points)s points: %(score)s.", values);
    return [lead, text];
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

const BECAUSE = {
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
    data: (data, isLeftOut) =>
        isLeftOut ? _t("nothing was checked") : _t("fields filled"),
    results: (data, isLeftOut) => (isLeftOut ? _t("no result was asked for") : ""),
};

/** The lines in groups, those that cost points first. Empty groups are left out. */
export function groups(data) {
    const lines = data.lines.map((line, index) => present(line, index, data));
    // What is due today and still open has time left: it costs nothing yet.
    const isCost = (line) =>
        line.total > 0 && (data.is_over || line.isLate || !line.isPending);
    const cost = lines.filter(isCost).sort((a, b) => b.total - a.total);
    const open = lines.filter((line) => !isCost(line) && line.isPending);
    const earned = lines.filter((l) => !isCost(l) && l.outcome === "done");
    const rest = lines.filter((l) => ![...cost, ...open, ...earned].includes(l));
    const other = others(data);
    const all = [...cost, ...other];
    return [
        {
            key: "cost",
            label: _t("Cost points"),
            lines: all,
            words: _t("%(count)s lines, %(points)s", {
                count: all.length,
                points: minus(all.reduce((sum, { total }) => sum + total, 0)),
            }),
            isOpen: true,
        },
        {
            key: "open",
            label: _t("Still to do"),
            lines: open,
            words: _t("%s lines", open.length),
            isOpen: true,
        },
        {
            key: "earned",
            label: _t("Earned"),
            lines: earned,
            words: _t("%s done on the day", earned.length),
            isOpen: !all.length && !open.length,
        },
        {
            key: "rest",
            label: _t("Shown, not counted"),
            lines: rest,
            words: countedWords(rest),
            isOpen: false,
        },
    ].filter(({ lines: found }) => found.length);
}

function countedWords(lines) {
    const counts = new Map();
    for (const { label } of lines) {
        counts.set(label, (counts.get(label) || 0) + 1);
    }
    return [...counts].map(([label, count]) => `${label}: ${count}`).join(", ");
}

function present(line, index, data) {
    const { execution, backlog } = line.lost;
    const total = execution + backlog;
    // A line that costs only by being late is named by that.
    const isLate = line.is_overdue && line.outcome === "pending";
    return {
        ...(isLate ? OVERDUE : OUTCOMES[line.outcome]),
        key: index,
        outcome: line.outcome,
        isPending: line.outcome === "pending",
        isLate,
        name: lineName(line),
        link: line.is_linked ? { resModel: line.res_model, resId: line.res_id } : null,
        how: how(line, data),
        total,
        points: round(total) ? minus(total) : "",
    };
}

function lineName(line) {
    return [line.summary, line.res_name].filter(Boolean).join(" · ");
}

/** What happened, how long it takes, and where the points went. */
function how(line, data) {
    const { execution, backlog } = line.lost;
    return [
        what(line, data),
        line.is_rolled && _t("moved more than %s times", data.max_postponements),
        line.set_by_head && _t("set by the head"),
        line.hours && _t("%s h", number(line.hours)),
        round(execution) && _t("execution %s", minus(execution)),
        round(backlog) && _t("backlog %s", minus(backlog)),
    ]
        .filter(Boolean)
        .join(", ");
}

function what(line, data) {
    const isLate = line.deadline && line.deadline < data.date;
    const due = isLate && _t("due %s", day(line.deadline));
    if (EARNED.includes(line.outcome) && line.done_at) {
        const instant = deserializeDateTime(line.done_at, { tz: data.tz });
        const done = _t("done at %s", instant.toLocaleString(DateTime.TIME_24_SIMPLE));
        return due ? `${due}, ${done}` : done;
    }
    return due || HOW[line.outcome]?.() || "";
}

const HOW = {
    missed: () => _t("still open at midnight"),
    postponed: () => _t("moved to a later day"),
    cancelled: () => _t("cancelled on the day"),
    handed_over: () => _t("given to somebody else"),
    dropped: () => _t("its deal was lost, archived or deleted"),
    released: () => _t("taken, moved or removed by the head"),
};

/** Points that stand on no line. */
function others(data) {
    return Object.entries(data.other)
        .filter(([, total]) => round(total))
        .map(([reason, total]) => ({
            key: reason,
            label: OTHER[reason].label,
            icon: "fa-exclamation-triangle",
            color: "text-warning",
            name: OTHER[reason].name(data),
            link: null,
            how: OTHER[reason].how(minus(total)),
            total,
            points: minus(total),
        }));
}

const OTHER = {
    planning: {
        label: _t("Plan"),
        name: (data) => BECAUSE.planning(data, false),
        how: (lost) => _t("planning %s", lost),
    },
    idle: {
        label: _t("Nothing done"),
        name: () => _t("Nothing was planned, and nothing recorded as done"),
        how: (lost) => _t("execution %s", lost),
    },
    rolled: {
        label: _t("Moved"),
        name: (data) =>
            _t("Moved again and again, more than %s times", data.max_postponements),
        how: (lost) => _t("backlog %s", lost),
    },
    data: { label: COMPONENTS.data, name: () => _t("Empty fields"), how: () => "" },
    results: { label: COMPONENTS.results, name: () => _t("Results"), how: () => "" },
};

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
    data: () => _t("How many of the fields that are asked for are filled."),
    results: () => _t("How many results of the day tell something."),
};

function round(value) {
    return Math.round(value * 10 + 1e-7) / 10;
}

/** Points with at most one decimal. */
function points(value) {
    return number(round(value));
}

/** A loss, with a true minus. */
function minus(value) {
    return round(value) ? `−${points(value)}` : "0";
}
