import { LinesDialog } from "@sales_discipline/lines_dialog/lines_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { decisions } from "./board_decisions";

/**
 * What a row opens: lists, the lines of the day, forms in a dialog.
 *
 * @param {() => Promise} reload called when something may have changed the board
 */
export function useBoardActions(reload) {
    const action = useService("action");
    const dialog = useService("dialog");
    const orm = useService("orm");

    async function openPart(part, row) {
        const args = [row.user_id, part, row.date];
        const window = await orm.call(
            "sales.discipline.board",
            "get_activities_action",
            args
        );
        return action.doAction(window);
    }

    function openForm(name, resModel, context) {
        const window = {
            type: "ir.actions.act_window",
            name,
            res_model: resModel,
            views: [[false, "form"]],
            target: "new",
            context,
        };
        return action.doAction(window, { onClose: reload });
    }

    return {
        activities: (row) => openPart("open", row),
        next: (row) => openPart("next", row),
        overdue: (row) => openPart("overdue", row),
        tasks: (row) => openPart("tasks", row),
        decide(row, _target, kind) {
            const decision = decisions.get(kind);
            return decision.part
                ? openPart(decision.part, row)
                : decision.open(row, { action, orm, reload });
        },
        // The head may decide on flags there.
        lines: (row) =>
            dialog.add(
                LinesDialog,
                { userId: row.user_id, date: row.date },
                { onClose: reload }
            ),
        progress: (row) =>
            action.doAction("sales_discipline.sales_discipline_person_action", {
                props: { resId: row.user_id },
            }),
        verdicts: (row) =>
            action.doAction("sales_discipline.sales_discipline_verdict_action", {
                additionalContext: { search_default_user_id: row.user_id },
            }),
        async mend(row, _target, ruleId) {
            const args = [ruleId, row.user_id];
            const window = await orm.call(
                "sales.discipline.data.rule",
                "get_failing_action",
                args
            );
            return action.doAction(window);
        },
        day: (row) =>
            action.doAction({
                type: "ir.actions.act_window",
                res_model: "sales.discipline.day",
                res_id: row.day_id,
                views: [[false, "form"]],
            }),
        assign: (row) =>
            openForm(_t("Assign: %s", row.name), "sales.discipline.assign", {
                default_user_id: row.user_id,
            }),
        exempt: (row) =>
            openForm(_t("Exempt: %s", row.name), "sales.discipline.exemption", {
                default_user_id: row.user_id,
                default_date_from: row.date,
                default_date_to: row.date,
            }),
        reopen: (row) =>
            openForm(_t("Reopen: %s", row.name), "sales.discipline.reopen", {
                default_day_id: row.day_id,
            }),
        async changes({ since, until }) {
            const window = await action.loadAction(
                "sales_discipline.sales_discipline_change_action"
            );
            const domain = [
                ["at", ">=", since],
                ["at", "<", until],
            ];
            // All that the link has counted.
            return action.doAction({ ...window, domain, context: {} });
        },
    };
}
