import { Component, onMounted, status, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

// Odoo came here by itself, after the addon was activated in Apps. Read at once, as the
// address forgets it when the board is shown.
let isFirstVisit = new URLSearchParams(browser.location.search).has("set_up");

/** Offers administrators the set-up assistant until it is finished or declined. */
export class SetupOffer extends Component {
    static template = "sales_discipline.SetupOffer";
    static props = {};

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.orm = useService("orm");
        this.state = useState({ isOffered: false });
        // The board does not wait for it.
        onMounted(() => this.ask());
    }

    /** The server checks the group again; this spares everybody else a call. */
    async ask() {
        const isAllowed =
            user.isSystem || (await user.hasGroup("sales_team.group_sale_manager"));
        if (isAllowed && status(this) !== "destroyed") {
            this.state.isOffered = await this.call("get_offer");
            if (this.state.isOffered && isFirstVisit) {
                isFirstVisit = false;
                await this.open();
            }
        }
    }

    call(method) {
        return this.orm.call("sales.discipline.setup", method, []);
    }

    open() {
        return this.action.doAction("sales_discipline.sales_discipline_setup_action");
    }

    async dismiss() {
        this.state.isOffered = false;
        await this.call("action_dismiss");
        this.notification.add(
            _t(
                "The assistant stays under CRM ▸ Configuration ▸ Sales Discipline ▸ Set Up."
            ),
            { type: "info" }
        );
    }
}
