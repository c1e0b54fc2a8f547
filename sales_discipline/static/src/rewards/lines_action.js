import { LinesDialog } from "@sales_discipline/lines_dialog/lines_dialog";
import { registry } from "@web/core/registry";

/** Evidence of one day: the same dialog that explains its score. */
registry.category("actions").add("sales_discipline_lines", (env, action) => {
    const { userId, date } = action.params;
    env.services.dialog.add(LinesDialog, { userId, date });
});
