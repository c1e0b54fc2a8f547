import { Component } from "@odoo/owl";
import { GuideLink } from "@sales_discipline/guide/guide";
import { guideSection } from "@sales_discipline/guide/guide_sections";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";

/** On each screen of the addon, in the same place: the guide about this screen. */
export class GuideSystray extends Component {
    static template = "sales_discipline.GuideSystray";
    static components = { GuideLink };
    static props = {};

    setup() {
        this.action = useService("action");
        useBus(this.env.bus, "ACTION_MANAGER:UI-UPDATED", () => this.render());
    }

    get section() {
        return guideSection(this.action.currentController?.action);
    }
}

registry
    .category("systray")
    .add("sales_discipline.guide", { Component: GuideSystray }, { sequence: 5 });
