import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { rpcBus } from "@web/core/network/rpc";
import { useBus, useService } from "@web/core/utils/hooks";

const PARTS = ["to_decide", "granted", "used", "undone"];

/** The parts of the head's list, each a number that is a button. */
export class RewardFilters extends Component {
    static template = "sales_discipline.RewardFilters";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ counts: {} });
        useBus(this.env.searchModel, "update", () => this.render());
        onWillStart(() => this.load());
        // Whatever reloads the list may have changed the numbers.
        useBus(rpcBus, "RPC:RESPONSE", ({ detail }) => isReload(detail) && this.load());
    }

    async load() {
        this.state.counts = await this.orm.silent.call(
            "sales.discipline.reward",
            "get_counts",
            []
        );
    }

    get parts() {
        const labels = {
            to_decide: _t("To decide"),
            granted: _t("Granted or imposed"),
            used: _t("Used"),
            undone: _t("Undone afterwards"),
        };
        return PARTS.map((name) => ({
            name,
            label: labels[name],
            count: this.state.counts[name] ?? "",
            isPressed: this.isPressed(name),
        }));
    }

    searchItem(name) {
        const items = Object.values(this.env.searchModel.searchItems);
        return items.find((item) => item.name === name);
    }

    isPressed(name) {
        const { id } = this.searchItem(name);
        return this.env.searchModel.query.some(
            ({ searchItemId }) => searchItemId === id
        );
    }

    press(name) {
        const { searchModel } = this.env;
        searchModel.query = [];
        searchModel.toggleSearchItem(this.searchItem(name).id);
    }

    openStatement() {
        return this.action.doAction(
            "sales_discipline.sales_discipline_statement_action"
        );
    }
}

function isReload({ data }) {
    const { model, method } = data?.params || {};
    return model === "sales.discipline.reward" && method === "web_search_read";
}
