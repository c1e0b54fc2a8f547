import { Component, onWillStart, useState } from "@odoo/owl";
import { VERDICTS, day } from "@sales_discipline/board/board_text";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { groups } from "./lines_dialog_lines";
import { FlaggedResult } from "./flagged_result";
import { GuideLink } from "@sales_discipline/guide/guide";
import { ScoreHistory } from "@sales_discipline/score_history/score_history";
import { advice, components, head, rules, title } from "./lines_dialog_text";
import { refusal } from "./refusal";

/** Why a person's score of a day is what it is, down to the single activity. */
export class LinesDialog extends Component {
    static template = "sales_discipline.LinesDialog";
    static components = { Dialog, FlaggedResult, GuideLink, ScoreHistory };
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
        this.date = this.props.date;
        // Else the first thing to press is the guide.
        useAutofocus({ refName: "close", mobile: true });
        onWillStart(() => this.load());
    }

    async load() {
        this.nothing = _t("Nobody's rules counted on that day.");
        this.data = await this.ask();
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

    /** A link may lead to a day that has not begun, or is not shown to its owner. */
    async ask() {
        const args = [this.props.userId, this.date];
        try {
            return await this.orm.call("sales.discipline.day.bar", "get_lines", args);
        } catch (error) {
            this.nothing = refusal(error);
            return false;
        }
    }

    /** Another day of the same person, in the same place. */
    async show(date) {
        this.date = date;
        await this.reload();
    }

    async reload() {
        await this.load();
        this.render();
    }

    get title() {
        return this.data ? title(this.data) : _t("Why this score");
    }

    get dayName() {
        const { date, today } = this.data;
        return date === today ? _t("Today, %s", day(date)) : day(date);
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

    async open({ resModel, resId, ruleId }) {
        const { user_id: userId, is_own: isOwn } = this.data;
        await this.action.doAction(
            ruleId
                ? await this.orm.call(
                      "sales.discipline.data.rule",
                      "get_failing_action",
                      [ruleId, !isOwn && userId]
                  )
                : {
                      type: "ir.actions.act_window",
                      res_model: resModel,
                      res_id: resId,
                      views: [[false, "form"]],
                  }
        );
        this.props.close();
    }
}
