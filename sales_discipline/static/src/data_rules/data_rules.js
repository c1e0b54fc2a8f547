import { Component, onMounted, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

const MODEL = "sales.discipline.data.rule";

/** "Deals with no next step: 3", one button a rule; a click opens exactly those. */
export class DataRules extends Component {
    static template = "sales_discipline.DataRules";
    static props = {
        // Whatever is new when the rules are to be counted again.
        version: { optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ failures: [] });
        // After the bar, which never waits for it.
        onMounted(() => this.load());
        onWillUpdateProps(({ version }) => {
            if (version !== this.props.version) {
                this.load();
            }
        });
    }

    async load() {
        try {
            const found = await this.orm.silent.call(MODEL, "get_failures", []);
            this.state.failures = Object.values(found).flat();
        } catch {
            // The bar is of use without.
            this.state.failures = [];
        }
    }

    label({ name, count }) {
        return _t("%(rule)s: %(count)s", { rule: name, count });
    }

    async open({ id }) {
        await this.action.doAction(
            await this.orm.call(MODEL, "get_failing_action", [id])
        );
    }
}
