import { Component, onMounted, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { useAutoresize } from "@web/core/utils/autoresize";
import { useService } from "@web/core/utils/hooks";
import { VERDICTS, day, isTomorrow, outcomes } from "./board_text";

const KINDS = Object.keys(VERDICTS);

/**
 * A word about one person and one day: drafted by the server from the facts shown,
 * editable, sent at once.
 */
export class VerdictPopover extends Component {
    static template = "sales_discipline.VerdictPopover";
    static props = {
        row: Object,
        date: String,
        verdict: String,
        message: { type: String, optional: true },
        isToday: Boolean,
        hasNext: Boolean,
        onSent: Function,
        onEdited: Function,
        onAssign: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.textRef = useRef("message");
        this.rootRef = useRef("root");
        useAutoresize(this.textRef, { minimumHeight: 110 });
        this.kinds = KINDS;
        this.verdicts = VERDICTS;
        this.drafts = {};
        this.state = useState({
            verdict: this.props.verdict,
            message: this.props.message || "",
            isEdited: Boolean(this.props.message),
            isSending: false,
            error: "",
        });
        onWillStart(() => this.props.message || this.draft());
        onMounted(() => this.textRef.el.focus());
    }

    get title() {
        return _t("%(name)s · %(date)s", {
            name: this.props.row.name,
            date: day(this.props.date),
        });
    }

    /** Kept in shadow mode; who has been told once is told of a change as well. */
    get isKept() {
        const { is_shadowed: isShadowed, verdict } = this.props.row;
        return isShadowed && (!verdict || verdict.is_shadowed);
    }

    get hint() {
        if (this.isKept) {
            return _t("Shadow mode: kept for heads, the person is not told.");
        }
        return this.state.isEdited
            ? _t("Reaches the person in Odoo at once.")
            : _t("Drafted from the facts above. Reaches the person in Odoo at once.");
    }

    /** The draft is in the language of whoever is to read it. */
    get languageHint() {
        const { language } = this.props.row;
        return language && !this.props.message
            ? _t("The draft is in the person's language: %s.", language)
            : "";
    }

    get sendLabels() {
        return this.isKept
            ? { one: _t("Keep"), next: _t("Keep & Next") }
            : { one: _t("Send"), next: _t("Send & Next") };
    }

    get facts() {
        const { row, isToday } = this.props;
        const { moved } = outcomes(row);
        const facts = [
            {
                icon: "fa-check",
                text: _t("%(done)s of %(due)s done", {
                    done: row.done_count,
                    due: row.due_count,
                }),
            },
        ];
        if (moved) {
            facts.push({ icon: "fa-share", text: _t("%s postponed", moved) });
        }
        if (row.overdue_count) {
            facts.push({
                icon: "fa-exclamation-circle",
                text: _t("%s overdue", row.overdue_count),
            });
        }
        if (row.result_bad_count) {
            const count = row.result_bad_count;
            facts.push({
                icon: "fa-flag",
                text:
                    count === 1
                        ? _t("1 result to check")
                        : _t("%s results to check", count),
            });
        }
        if (row.won_count) {
            const count = row.won_count;
            facts.push({
                icon: "fa-trophy",
                text: count === 1 ? _t("1 deal won") : _t("%s deals won", count),
            });
        }
        if (row.next_date) {
            facts.push({ icon: "fa-calendar", text: this.nextFact(row, isToday) });
        }
        return facts;
    }

    nextFact(row, isToday) {
        const counts = { count: row.next_planned_count, need: row.next_need_count };
        const soon = isTomorrow(row, isToday);
        if (!row.next_plan_owed || counts.count >= counts.need) {
            return soon
                ? _t("tomorrow %s planned", counts.count)
                : _t("next day %s planned", counts.count);
        }
        return soon
            ? _t("tomorrow %(count)s of %(need)s", counts)
            : _t("next day %(count)s of %(need)s", counts);
    }

    /** Fill in the draft of the chosen verdict, unless the head has typed. */
    async draft() {
        const { verdict } = this.state;
        this.drafts[verdict] ??= await this.orm.call(
            "sales.discipline.verdict",
            "draft",
            [this.props.row.user_id, this.props.date, verdict]
        );
        if (!this.state.isEdited && verdict === this.state.verdict) {
            this.state.message = this.drafts[verdict];
        }
    }

    choose(verdict) {
        this.state.verdict = verdict;
        this.state.error = "";
        return this.draft();
    }

    /** Arrow keys walk through a radio group and choose. */
    onRadioKeydown(ev) {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[
            ev.key
        ];
        if (!step) {
            return;
        }
        ev.preventDefault();
        const index = KINDS.indexOf(this.state.verdict) + step;
        const verdict = KINDS[(index + KINDS.length) % KINDS.length];
        this.rootRef.el.querySelector(`[data-verdict="${verdict}"]`).focus();
        this.choose(verdict);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            ev.stopPropagation();
            this.send(this.props.hasNext);
        }
    }

    onInput() {
        this.state.isEdited = true;
        this.state.error = "";
        this.props.onEdited();
    }

    async send(andNext) {
        if (this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        try {
            const { row, date } = this.props;
            const { verdict, message } = this.state;
            const args = [row.user_id, date, verdict, message];
            const sent = await this.orm.call("sales.discipline.verdict", "send", args);
            this.props.close();
            this.props.onSent(sent, andNext);
        } catch (error) {
            this.refuse(error);
        } finally {
            this.state.isSending = false;
        }
    }

    /** The server's own sentence stands under the text; focus stays in it. */
    refuse(error) {
        const name = error instanceof RPCError && error.exceptionName;
        if (name !== "odoo.exceptions.UserError") {
            throw error;
        }
        this.state.error = error.data.message;
        this.textRef.el.focus();
    }
}
