import { LinesDialog } from "@sales_discipline/lines_dialog/lines_dialog";
import { registry } from "@web/core/registry";

/** What a row of the analysis opens: why the score of its day is what it is. */
function openWhy(env, { params }) {
    env.services.dialog.add(LinesDialog, {
        userId: params.user_id,
        date: params.date,
    });
}

/** What a message links to: one's own day explained, over the list of activities. */
async function openMyWhy(env, { params }) {
    await env.services.action.doAction(
        "sales_discipline.sales_discipline_my_day_action",
        {
            clearBreadcrumbs: true,
        }
    );
    // Only now: another action closes whatever dialog is open.
    const date = /^\d{4}-\d\d-\d\d$/.test(params.date) && params.date;
    env.services.dialog.add(LinesDialog, { date });
}
openMyWhy.path = "my-why";

const actions = registry.category("actions");
actions.add("sales_discipline.why", openWhy);
actions.add("sales_discipline_my_why", openMyWhy);
