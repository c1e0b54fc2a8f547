import { LinesDialog } from "@sales_discipline/lines_dialog/lines_dialog";
import { registry } from "@web/core/registry";

/** What a row of the analysis opens: why the score of its day is what it is. */
function openWhy(env, { params }) {
    env.services.dialog.add(LinesDialog, {
        userId: params.user_id,
        date: params.date,
    });
}

registry.category("actions").add("sales_discipline.why", openWhy);
