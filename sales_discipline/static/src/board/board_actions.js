import { LinesDialog } from "@sales_discipline/lines_dialog/lines_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/**
 * What a row opens: lists, the lines of the day, the form of an exemption.
 *
 * @param {() => Promise} reload called when something may have changed the board
 */
export function useBoardActions(reload) {
    const action = useService("action");
    const dialog = useService("dialog");

    function openActivities(row, name, domain) {
        return action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "mail.activity",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [["user_id", "=", row.user_id], ...domain],
        });
    }

    return {
        activities: (row) => openActivities(row, _t("Activities: %s", row.name), []),
        next: (row) =>
            openActivities(row, _t("Planned: %s", row.name), [
                ["date_deadline", "=", row.next_date],
                ["dropped_at", "=", false],
            ]),
        overdue: (row) =>
            openActivities(row, _t("Overdue: %s", row.name), [
                ["date_deadline", row.is_over ? "<=" : "<", row.date],
                ["dropped_at", "=", false],
            ]),
        lines: (row) =>
            dialog.add(LinesDialog, { userId: row.user_id, date: row.date }),
        verdicts: (row) =>
            action.doAction("sales_discipline.sales_discipline_verdict_action", {
                additionalContext: { search_default_user_id: row.user_id },
            }),
        exempt: (row) =>
            action.doAction(
                {
                    type: "ir.actions.act_window",
                    name: _t("Exempt: %s", row.name),
                    res_model: "sales.discipline.exemption",
                    views: [[false, "form"]],
                    target: "new",
                    context: {
                        default_user_id: row.user_id,
                        default_date_from: row.date,
                        default_date_to: row.date,
                    },
                },
                { onClose: reload }
            ),
    };
}
