import { AnswerDialog } from "@sales_discipline/answer_dialog/answer_dialog";
import { registry } from "@web/core/registry";

/** What the form of a verdict opens for the person it is about. */
function openAnswer(env, { params }) {
    const reload = { type: "ir.actions.client", tag: "soft_reload" };
    env.services.dialog.add(
        AnswerDialog,
        { verdict: params },
        { onClose: () => env.services.action.doAction(reload) }
    );
}

registry.category("actions").add("sales_discipline.answer", openAnswer);
