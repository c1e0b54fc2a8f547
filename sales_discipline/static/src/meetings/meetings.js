import { Component, useState } from "@odoo/owl";
import { clock, day } from "@sales_discipline/board/board_text";
import { usePopoverOrSheet } from "@sales_discipline/popover/popover_or_sheet";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** The meetings that no activity stands for, each with a button that makes one. */
export class MeetingsPopover extends Component {
    static template = "sales_discipline.MeetingsPopover";
    static props = {
        meetings: Array,
        tz: String,
        today: String,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ counted: [], pressed: null });
    }

    when({ date, start, allday }) {
        const time = allday
            ? _t("all day")
            : clock(deserializeDateTime(start, { tz: this.props.tz }));
        return date === this.props.today
            ? _t("Today, %s", time)
            : _t("%(day)s, %(time)s", { day: day(date), time });
    }

    label({ name }) {
        return _t("Count it: %s", name);
    }

    isCounted({ id }) {
        return this.state.counted.includes(id);
    }

    async count({ id }) {
        this.state.pressed = id;
        try {
            const action = await this.orm.call(
                "calendar.event",
                "action_make_activity",
                [[id]]
            );
            if (action !== true) {
                this.props.close();
                await this.action.doAction(action);
                return;
            }
            this.state.counted.push(id);
        } finally {
            this.state.pressed = null;
        }
        if (this.props.meetings.every((meeting) => this.isCounted(meeting))) {
            this.props.close();
        }
    }
}

/** "2 meetings to count": own meetings of today and of the next working day. */
export class Meetings extends Component {
    static template = "sales_discipline.Meetings";
    static props = {
        bar: Object,
        isRow: { type: Boolean, optional: true },
    };
    static defaultProps = { isRow: false };

    setup() {
        this.popover = usePopoverOrSheet(MeetingsPopover, { position: "bottom-end" });
    }

    get text() {
        const { length } = this.props.bar.meetings;
        return length === 1
            ? _t("1 meeting to count")
            : _t("%s meetings to count", length);
    }

    get title() {
        return _t("Show your meetings that no activity stands for");
    }

    open(ev) {
        const { meetings, tz, date } = this.props.bar;
        this.popover.open(ev.currentTarget, { meetings, tz, today: date });
    }
}
