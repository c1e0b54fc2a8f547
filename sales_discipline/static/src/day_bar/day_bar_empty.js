/** What an empty list says where a number of the bar has narrowed it. */
import { markup } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const TITLES = {
    discipline_done: _t("Nothing of today's plan is done yet"),
    discipline_pending: _t("Nothing of today's plan is left to do"),
    discipline_postponed: _t("Nothing of today's plan is postponed"),
    discipline_handed_over: _t("Nothing of today's plan is handed over"),
    discipline_added: _t("Nothing is open today besides the plan"),
    discipline_extra: _t("Nothing was done today besides the plan"),
    discipline_overdue: _t("Nothing overdue"),
    discipline_waiting: _t("Nothing waits"),
    discipline_next: _t("Nothing is planned for the next working day yet"),
};

/** @returns {Markup | undefined} nothing unless exactly one number is pressed */
export function emptyPartHelp({ query, searchItems }) {
    const pressed = query
        .map(({ searchItemId }) => TITLES[searchItems[searchItemId].name])
        .filter(Boolean);
    if (pressed.length !== 1) {
        return undefined;
    }
    const hint = _t("Press the number again to bring the list back.");
    return markup`<p class="o_view_nocontent_smiling_face">${pressed[0]}</p><p>${hint}</p>`;
}
