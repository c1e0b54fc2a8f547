/**
 * What waits for the head's decision, by the kinds that the server counts in
 * `to_decide`. Other features add their kinds here:
 *
 *   reason(count): the sentence under the name
 *   chip(count): the label of the chip
 *   icon, color: of the chip; color is a suffix as in `bg-warning-subtle`
 *   part: the part of `get_activities_action` to open, or
 *   open(row, { action, orm, reload }): what a click does instead
 */
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

export const decisions = registry.category("sales_discipline.board_decisions");

decisions.add("contest", {
    reason: (count) =>
        count === 1
            ? _t("1 contested flag to decide")
            : _t("%s contested flags to decide", count),
    chip: (count) =>
        count === 1 ? _t("1 flag contested") : _t("%s flags contested", count),
    icon: "fa-balance-scale",
    color: "warning",
    part: "contests",
});

/** The kinds that wait for a decision on a row, with their words. */
export function waiting(kinds) {
    return Object.entries(kinds || {})
        .filter(([kind, count]) => count && decisions.contains(kind))
        .map(([kind, count]) => {
            const decision = decisions.get(kind);
            return {
                ...decision,
                kind,
                label: decision.chip(count),
                text: decision.reason(count),
            };
        });
}
