import { Component, onWillStart, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

const ICONS = {
    leave: "fa-clock-o",
    amount: "fa-money",
    share: "fa-money",
    badge: "fa-trophy",
    note: "fa-commenting-o",
};
export const STEP_ICONS = {
    met: "fa-check-circle",
    open: "fa-circle-o",
    gone: "fa-times",
    idle: "fa-minus",
    next: "fa-arrow-right",
};
export const STEP_COLORS = { met: "text-success", gone: "text-danger" };

/** What I can still reach, above the list of what I have been given. */
export class RewardReach extends Component {
    static template = "sales_discipline.RewardReach";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.state = useState({ reach: false });
        onWillStart(() => this.load());
    }

    async load() {
        const model = "sales.discipline.reward.reach";
        this.state.reach = await this.orm.silent.call(model, "get_reach", []);
    }

    get cards() {
        const { reach } = this.state;
        return (reach ? reach.cards : []).map((card) => ({
            ...card,
            icon: ICONS[card.kind],
            steps: card.steps.map((step) => ({
                ...step,
                icon: STEP_ICONS[step.state],
                color: STEP_COLORS[step.state] || "",
            })),
        }));
    }

    get month() {
        return this.state.reach ? this.state.reach.month : [];
    }
}
