import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/** A flagged result: the person may contest the flag, a reviewer decides on it. */
export class FlaggedResult extends Component {
    static template = "sales_discipline.FlaggedResult";
    static props = {
        activityId: Number,
        flagged: Object,
        isOwn: Boolean,
        onChanged: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ isContesting: false, reason: "" });
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

    async contest() {
        await this.decide("action_contest_result", this.state.reason);
    }
}
