import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** Write back to whoever gave a verdict: it reaches their inbox at once. */
export class AnswerDialog extends Component {
    static template = "sales_discipline.AnswerDialog";
    static components = { Dialog };
    static props = {
        close: Function,
        // As the server shows it on the day bar.
        verdict: Object,
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.textRef = useRef("text");
        this.state = useState({ text: "", isSending: false });
        onMounted(() => this.textRef.el.focus());
    }

    get title() {
        return _t("Answer %s", this.props.verdict.author);
    }

    get canSend() {
        return Boolean(this.state.text.trim()) && !this.state.isSending;
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            this.send();
        }
    }

    async send() {
        if (!this.canSend) {
            return;
        }
        this.state.isSending = true;
        const { id, author } = this.props.verdict;
        const args = [[id], this.state.text];
        try {
            await this.orm.call("sales.discipline.verdict", "action_answer", args);
        } finally {
            this.state.isSending = false;
        }
        this.props.close();
        this.notification.add(_t("Your answer has reached %s.", author), {
            type: "success",
        });
    }
}
