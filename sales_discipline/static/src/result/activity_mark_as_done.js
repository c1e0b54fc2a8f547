/** Odoo's own popover asks for the result where one is wanted. */
import { ActivityMarkAsDone } from "@mail/core/web/activity_markasdone_popover";
import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(ActivityMarkAsDone.prototype, {
    setup() {
        super.setup();
        this.resultState = useState({ isAsked: false });
    },
    get placeholder() {
        return this.props.activity.asks_result
            ? _t("What came of it? What comes next?")
            : _t("Write Feedback");
    },
    /** Asks once; whether it goes without a result is up to the server. */
    mustAskForResult() {
        const { asks_result, feedback } = this.props.activity;
        if (!asks_result || this.resultState.isAsked || (feedback || "").trim()) {
            return false;
        }
        this.resultState.isAsked = true;
        this.textArea.el.focus();
        return true;
    },
    async onClickDone() {
        if (!this.mustAskForResult()) {
            await super.onClickDone();
        }
    },
    async onClickDoneAndScheduleNext() {
        if (!this.mustAskForResult()) {
            await super.onClickDoneAndScheduleNext();
        }
    },
});
