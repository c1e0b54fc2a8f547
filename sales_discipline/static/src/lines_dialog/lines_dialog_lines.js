/** The lines of "Why this score", in groups, in the language of the reader. */
import { day, hour, number } from "@sales_discipline/board/board_text";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { BECAUSE, COMPONENTS, lineName } from "./lines_dialog_text";
import { minus, plus, round, signed } from "./points";

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
const FLAGGED = {
    label: _t("Result flagged"),
    icon: "fa-flag",
    color: "text-warning",
};

const FLAGS = {
    empty: _t("no result"),
    too_short: _t("result too short"),
    no_words: _t("result without words"),
    mash: _t("result of random letters"),
    stock_phrase: _t("result that says nothing"),
    repeated: _t("repeated result"),
};

const EARNED = ["done", "caught_up", "extra"];

/** The lines in groups, those that cost points first. Empty groups are left out. */
export function groups(data) {
    const lines = data.lines.map((line, index) => present(line, index, data));
    // What is due today and still open has time left: it costs nothing yet.
    const isCost = (line) => line.total > 0 && !line.isOpen;
    const cost = lines.filter(isCost).sort((a, b) => b.total - a.total);
    const open = lines.filter((line) => !isCost(line) && line.isPending);
    const earned = lines.filter((l) => !isCost(l) && l.outcome === "done");
    const rest = lines.filter((l) => ![...cost, ...open, ...earned].includes(l));
    const all = [...cost, ...checks(data), ...others(data)];
    return [
        {
            key: "cost",
            label: _t("Cost points"),
            lines: all,
            words: costWords(all),
            isOpen: true,
        },
        {
            key: "open",
            label: _t("Still to do"),
            lines: open,
            words: openWords(open),
            isOpen: true,
        },
        {
            key: "earned",
            label: _t("Earned"),
            lines: earned,
            words: _t("%s done on the day", earned.length),
            isOpen: (!all.length && !open.length) || earned.some(isFlagged),
        },
        {
            key: "rest",
            label: _t("Shown, not counted"),
            lines: rest,
            words: countedWords(rest),
            isOpen: rest.some(isFlagged),
        },
    ].filter(({ lines: found }) => found.length);
}

/** Somebody has a look at it. */
function isFlagged(line) {
    return Boolean(line.flagged);
}

function sum(lines) {
    return lines.reduce((points, { total }) => points + total, 0);
}

function costWords(lines) {
    const points = minus(sum(lines));
    if (lines.some(({ back }) => back)) {
        return lines.length === 1
            ? _t("1 line, %s so far", points)
            : _t("%(count)s lines, %(points)s so far", { count: lines.length, points });
    }
    return lines.length === 1
        ? _t("1 line, %s", points)
        : _t("%(count)s lines, %(points)s", { count: lines.length, points });
}

function openWords(lines) {
    if (!round(sum(lines))) {
        return lines.length === 1
            ? _t("1 line, no points in today's score")
            : _t("%s lines, no points in today's score", lines.length);
    }
    const points = plus(sum(lines));
    return lines.length === 1
        ? _t("1 line, %s if done", points)
        : _t("%(count)s lines, %(points)s if done", { count: lines.length, points });
}

function countedWords(lines) {
    const counts = new Map();
    for (const { label } of lines) {
        counts.set(label, (counts.get(label) || 0) + 1);
    }
    return [...counts].map(([label, count]) => `${label}: ${count}`).join(", ");
}

function present(line, index, data) {
    const { execution, backlog, results } = line.lost;
    const total = execution + backlog + results;
    // A line that costs only by being late, or by its result, is named by that.
    const isLate = line.is_overdue && line.outcome === "pending";
    const isFlag = results && EARNED.includes(line.outcome);
    return {
        ...(isLate ? OVERDUE : isFlag ? FLAGGED : OUTCOMES[line.outcome]),
        key: index,
        outcome: line.outcome,
        isPending: line.outcome === "pending",
        isLate,
        name: lineName(line),
        activityId: line.activity_id,
        flagged: line.flagged,
        link: line.is_linked ? { resModel: line.res_model, resId: line.res_id } : null,
        how: how(line, data),
        total,
        isOpen: isOpen(line, data),
        back: round(line.back || 0),
        points: round(total) ? signed(total, isOpen(line, data)) : "",
    };
}

/** All of it still to be won: open today, with time left. */
function isOpen(line, data) {
    return (
        !data.is_over &&
        line.outcome === "pending" &&
        !line.is_overdue &&
        !round(line.lost.backlog)
    );
}

/** What happened, how long it takes, and where the points went. */
function how(line, data) {
    const { execution, backlog, results } = line.lost;
    const canWin = isOpen(line, data);
    return [
        what(line, data),
        FLAGS[line.result_flag],
        line.is_rolled && _t("moved more than %s times", data.max_postponements),
        line.set_by_head && _t("set by the head"),
        line.set_by_system && _t("set by the stage's plan"),
        line.hours && _t("%s h", number(line.hours)),
        round(execution) && _t("execution %s", signed(execution, canWin)),
        round(backlog) && _t("backlog %s", signed(backlog, canWin)),
        round(results) && _t("results %s", minus(results)),
        !canWin && backText(line),
    ]
        .filter(Boolean)
        .join(", ");
}

/** What a line that cost points brings back if it is still done today. */
function backText(line) {
    if (!round(line.back || 0)) {
        return "";
    }
    return line.outcome === "handed_over"
        ? _t("%s back if the other does it today", plus(line.back))
        : _t("%s back if done today", plus(line.back));
}

function what(line, data) {
    const isLate = line.deadline && line.deadline < data.date;
    const due = isLate && _t("due %s", day(line.deadline));
    if (EARNED.includes(line.outcome) && line.done_at) {
        const instant = deserializeDateTime(line.done_at, { tz: data.tz });
        const done = _t("done at %s", hour(instant));
        return due ? `${due}, ${done}` : done;
    }
    if (due && line.outcome === "pending" && !line.is_overdue) {
        // Handed over after that date, say: its lateness is not this person's.
        return _t("due %s, not counted as late", day(line.deadline));
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

/** What the data rules found, each with what it cost; a link where it is still so. */
function checks(data) {
    return data.checks
        .filter(({ lost }) => round(lost))
        .map((check) => ({
            key: `check${check.rule_id || check.name}`,
            label: _t("Incomplete"),
            icon: "fa-file-text-o",
            color: "text-warning",
            name: check.name,
            link: check.still ? { ruleId: check.rule_id } : null,
            how: [
                _t("%(failed)s of %(checked)s", check),
                data.is_over && check.still && _t("still so: %s", check.still),
                _t("data %s", minus(check.lost)),
            ]
                .filter(Boolean)
                .join(", "),
            total: check.lost,
            points: minus(check.lost),
        }));
}

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
