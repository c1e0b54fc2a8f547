/** The flags of a row: what there is to look at, each with the list behind it. */
import { _t } from "@web/core/l10n/translation";

/**
 * @param {object} row
 * @param {object[]} [failures] what the person's records lack, by rule
 * @returns {object[]} icon, color (a suffix as in `bg-warning-subtle`), label and
 *  `action`, the name of what a click opens, or `items` to choose from
 */
export function chips(row, failures) {
    return [
        results(row),
        rolled(row),
        cancelled(row),
        handedOver(row),
        restored(row),
        won(row),
        mend(failures),
        tasks(row),
    ].filter(Boolean);
}

function results({ result_bad_count: count }) {
    if (!count) {
        return null;
    }
    const label = count === 1 ? _t("Check 1 result") : _t("Check %s results", count);
    return { icon: "fa-flag", color: "warning", label, action: "lines" };
}

function rolled({ rolled_count: count, moves: times }) {
    if (!count) {
        return null;
    }
    const label = _t("%(count)s moved %(times)s×", { count, times });
    return { icon: "fa-share", color: "warning", label, action: "lines" };
}

function cancelled({ cancelled_count: count }) {
    if (!count) {
        return null;
    }
    const label = _t("%s cancelled", count);
    return { icon: "fa-ban", color: "danger", label, action: "lines" };
}

function handedOver({ handed_over_count: count }) {
    if (!count) {
        return null;
    }
    const label = _t("%s handed over", count);
    return { icon: "fa-exchange", color: "warning", label, action: "lines" };
}

function restored({ restored_count: count }) {
    if (!count) {
        return null;
    }
    const label = _t("%s lost, restored", count);
    return { icon: "fa-undo", color: "warning", label, action: "lines" };
}

function won({ won_count: count }) {
    if (!count) {
        return null;
    }
    const label = count === 1 ? _t("1 deal won") : _t("%s deals won", count);
    return { icon: "fa-trophy", color: "success", label };
}

/** One rule opens what fails it, several are chosen from. */
function mend(failures) {
    if (!failures?.length) {
        return null;
    }
    const total = failures.reduce((sum, { count }) => sum + count, 0);
    const chip = { icon: "fa-pencil-square-o", label: _t("%s to mend", total) };
    const items = failures.map(({ id, name, count }) => ({
        action: "mend",
        detail: id,
        label: _t("%(rule)s: %(count)s", { rule: name, count }),
    }));
    return items.length === 1
        ? { ...chip, ...items[0], label: chip.label, title: items[0].label }
        : { ...chip, items };
}

/** What reviewers set: done on the day, and open whenever it is due. */
function tasks({ set_by_head_done_count: done, tasks_open: open }) {
    if (!done && !open) {
        return null;
    }
    const label = done
        ? _t("Tasks: %(done)s done, %(open)s open", { done, open })
        : _t("Tasks: %s open", open);
    return { icon: "fa-tasks", label, action: "tasks" };
}
