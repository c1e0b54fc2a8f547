import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { imageUrl } from "@web/core/utils/urls";
import { OutcomeBar } from "@sales_discipline/outcome_bar/outcome_bar";
import { Sparkline } from "@sales_discipline/sparkline/sparkline";
import { chips } from "./board_chips";
import { waiting } from "./board_decisions";
import * as text from "./board_text";

const { DateTime } = luxon;

/** What to say about a person, by the first reason for it. */
export function suggestedVerdict(row) {
    const code = row.reasons[0]?.code;
    if (code === "best_day") {
        return "great";
    }
    return code && !["silence", "decide", "in_detail"].includes(code)
        ? "needs_work"
        : "ok";
}

/** A plan that nobody owes is neither complete nor lacking. */
function nextTone(row, lacks) {
    if (lacks) {
        return { icon: "fa-exclamation-triangle", color: "text-warning" };
    }
    return row.next_plan_owed
        ? { icon: "fa-check", color: "text-success" }
        : { icon: "", color: "text-muted" };
}

/** One person on one day; the two subclasses are a table row and a card. */
class BoardPerson extends Component {
    static components = { Dropdown, DropdownItem, OutcomeBar, Sparkline };
    static props = {
        row: Object,
        isToday: Boolean,
        // What the person's records lack, by rule; comes after the row.
        failures: { type: Array, optional: true },
        // (name of the action, the row, the element clicked, which of several)
        onAction: Function,
    };

    setup() {
        this.text = text;
    }

    get row() {
        return this.props.row;
    }

    get isCompact() {
        return ["reviewed", "off"].includes(this.row.group);
    }

    get avatarUrl() {
        return imageUrl("res.users", this.row.user_id, "avatar_128");
    }

    get outcomes() {
        return text.outcomes(this.row);
    }

    get reason() {
        return text.reasonLine(this.row, this.props.isToday);
    }

    get allReasons() {
        return text.reasonTexts(this.row, this.props.isToday).join("\n");
    }

    get suggested() {
        return this.row.group === "need_word" ? suggestedVerdict(this.row) : false;
    }

    get doneText() {
        const { done_count: done, due_count: due } = this.row;
        if (due) {
            return _t("%(done)s of %(due)s", { done, due });
        }
        const extra = this.row.extra_count + this.row.caught_up_count;
        return extra ? _t("%s done", extra) : "–";
    }

    get hoursText() {
        return _t("%(hours)s of %(capacity)s h", {
            hours: text.number(this.row.planned_hours),
            capacity: text.number(this.row.capacity_hours),
        });
    }

    /** The plan of the next working day: a figure, and what is asked or there is. */
    get next() {
        const { row } = this;
        const lacks = row.next_plan_owed && !row.next_plan_ok;
        const facts = {
            count: row.next_need_count,
            hours: text.number(lacks ? row.next_need_hours : row.next_planned_hours),
            capacity: text.number(row.next_capacity_hours),
        };
        return {
            ...nextTone(row, lacks),
            text: _t("%s planned", row.next_planned_count),
            detail: lacks
                ? _t("needs %(count)s, %(hours)s h", facts)
                : _t("%(hours)s of %(capacity)s h", facts),
        };
    }

    get nextLine() {
        return text.isTomorrow(this.row, this.props.isToday)
            ? _t("Tomorrow: %s planned", this.row.next_planned_count)
            : _t("Next day: %s planned", this.row.next_planned_count);
    }

    get overdueDays() {
        const { date, oldest_overdue: oldest } = this.row;
        if (!oldest) {
            return 0; // what was cancelled out of the backlog has no date any more
        }
        return DateTime.fromISO(date).diff(DateTime.fromISO(oldest), "days").days;
    }

    get overdueDetail() {
        if (!this.overdueDays) {
            return _t("due that day");
        }
        return this.row.overdue_count === 1
            ? _t("%s d", this.overdueDays)
            : _t("oldest %s d", this.overdueDays);
    }

    get overdueLine() {
        return _t("%s overdue", this.row.overdue_count);
    }

    get chips() {
        return chips(this.row, this.props.failures);
    }

    get decisions() {
        return waiting(this.row.to_decide);
    }

    get scores() {
        return this.row.sparkline.map((point) => point.score);
    }

    get sparklineLabel() {
        return _t("Last scored days: %s", this.scores.map(text.score).join(", "));
    }

    get lastVerdict() {
        const { last_verdict: last } = this.row;
        return (
            last && {
                ...text.VERDICTS[last.verdict],
                day: text.day(last.date),
                title: last.message || undefined,
            }
        );
    }

    /** The verdict of the day with its time, as in "Great, 16:31: “…”". */
    get given() {
        const { verdict } = this.row;
        const kind = text.VERDICTS[verdict.verdict];
        const zone = this.row.tz || "default"; // as the clock above the people
        const at = DateTime.fromSQL(verdict.at, { zone: "utc" }).setZone(zone);
        const time = at.toLocaleString(DateTime.TIME_SIMPLE);
        const facts = { verdict: kind.label, time, message: verdict.message };
        return {
            ...kind,
            answer: verdict.answer,
            text: verdict.message
                ? _t("%(verdict)s, %(time)s: “%(message)s”", facts)
                : _t("%(verdict)s, %(time)s", facts),
        };
    }

    /** Names of buttons that stand once in every row carry the person. */
    named(label) {
        return _t("%(action)s: %(name)s", { action: label, name: this.row.name });
    }

    get labels() {
        return {
            praise: this.named(_t("Praise")),
            needsWork: this.named(_t("Needs work")),
            assign: this.named(_t("Assign an activity")),
            more: this.named(_t("More")),
            change: this.named(_t("Change")),
            progress: this.named(_t("Over time")),
        };
    }

    act(name, ev, detail) {
        this.props.onAction(name, this.row, ev?.currentTarget, detail);
    }
}

export class BoardRow extends BoardPerson {
    static template = "sales_discipline.BoardRow";
}

export class BoardCard extends BoardPerson {
    static template = "sales_discipline.BoardCard";
}
