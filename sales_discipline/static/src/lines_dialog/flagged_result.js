import { Component, useState } from "@odoo/owl";
import { quoted } from "@sales_discipline/board/board_text";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus, useService } from "@web/core/utils/hooks";

/**
 * A flagged result: the person may contest the flag, or write a better one while the
 * day lasts; a reviewer decides on the flag.
 */
export class FlaggedResult extends Component {
    static template = "sales_discipline.FlaggedResult";
    static props = {
        activityId: Number,
        flagged: Object,
        isOwn: Boolean,
        isOver: Boolean,
        onChanged: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ asks: "", text: "" });
        // On a phone too: the form opens below what is seen, and focus scrolls to it.
        this.input = useAutofocus({ mobile: true });
    }

    get quoted() {
        return quoted(this.props.flagged.text);
    }

    get contestHint() {
        return this.props.flagged.text
            ? _t("What does your result tell?")
            : _t("Why is nothing written?");
    }

    get rewriteHint() {
        return _t("What came of it, and what comes next?");
    }

    get canContest() {
        const { contest, is_upheld } = this.props.flagged;
        return this.props.isOwn && !contest && !is_upheld;
    }

    async decide(method, ...args) {
        await this.orm.call("mail.activity", method, [
            [this.props.activityId],
            ...args,
        ]);
        await this.props.onChanged();
    }

    /** @param {"contest"|"rewrite"|""} what the form is for, empty: no form */
    ask(what) {
        const text = what === "rewrite" ? this.props.flagged.text : "";
        Object.assign(this.state, { asks: what, text });
    }

    async submit() {
        const { asks, text } = this.state;
        if (asks === "contest") {
            await this.decide("action_contest_result", text);
        } else {
            const values = { feedback: text };
            await this.orm.write("mail.activity", [this.props.activityId], values);
            await this.props.onChanged();
        }
        this.state.asks = "";
    }
}
