/** What the board says of rewards and contests that wait for a decision. */
import { decisions } from "@sales_discipline/board/board_decisions";
import { _t } from "@web/core/l10n/translation";

/** The person's proposals and contests, each with its evidence and buttons. */
function open(row, { action }) {
    return action.doAction("sales_discipline.sales_discipline_reward_action", {
        additionalContext: { search_default_user_id: row.user_id },
    });
}

decisions.add("reward", {
    reason: (count) =>
        count === 1 ? _t("1 reward to decide") : _t("%s rewards to decide", count),
    chip: (count) => (count === 1 ? _t("1 reward") : _t("%s rewards", count)),
    icon: "fa-gift",
    color: "primary",
    open,
});

decisions.add("penalty", {
    reason: (count) =>
        count === 1 ? _t("1 penalty to decide") : _t("%s penalties to decide", count),
    chip: (count) => (count === 1 ? _t("1 penalty") : _t("%s penalties", count)),
    icon: "fa-gavel",
    color: "warning",
    open,
});

decisions.add("penalty_contest", {
    reason: (count) =>
        count === 1
            ? _t("1 contested penalty to decide")
            : _t("%s contested penalties to decide", count),
    chip: (count) =>
        count === 1 ? _t("1 penalty contested") : _t("%s penalties contested", count),
    icon: "fa-balance-scale",
    color: "warning",
    open,
});
