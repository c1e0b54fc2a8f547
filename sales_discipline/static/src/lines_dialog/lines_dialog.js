import { Component, onWillStart, useState } from "@odoo/owl";
import { VERDICTS } from "@sales_discipline/board/board_text";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { groups } from "./lines_dialog_lines";
import { FlaggedResult } from "./flagged_result";
import { advice, components, head, rules, title } from "./lines_dialog_text";

/** Why a person's score of a day is what it is, down to the single activity. */
export class LinesDialog extends Component {
    static template = "sales_discipline.LinesDialog";
    static components = { Dialog, FlaggedResult };
    static props = {
        close: Function,
        date: { type: [String, Boolean], optional: true },
        userId: { type: [Number, Boolean], optional: true },
    };
    static defaultProps = { date: false, userId: false };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ folded: {}, hasRules: false });
        onWillStart(() => this.load());
    }

    async load() {
        const args = [this.props.userId, this.props.date];
        this.data = await this.orm.call("sales.discipline.day.bar", "get_lines", args);
        if (!this.data) {
            return;
        }
        this.head = head(this.data);
        this.advice = advice(this.data);
        this.componentRows = components(this.data);
        this.groups = groups(this.data);
        this.rules = rules(this.data);
        for (const { key, isOpen } of this.groups) {
            this.state.folded[key] = !isOpen;
        }
    }

    async reload() {
        await this.load();
        this.render();
    }

    get title() {
        return this.data ? title(this.data) : _t("Why this score");
    }

    get verdict() {
        const { verdict } = this.data;
        return verdict && { ...verdict, ...VERDICTS[verdict.verdict] };
    }

    toggle(key) {
        this.state.folded[key] = !this.state.folded[key];
    }

    toggleRules() {
        this.state.hasRules = !this.state.hasRules;
    }

    async open({ resModel, resId }) {
        await this.action.doAction({
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
        });
        this.props.close();
    }
}
