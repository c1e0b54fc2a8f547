import { Component, onMounted, onWillDestroy, useEffect, useState } from "@odoo/owl";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import {
    barOf,
    beforeText,
    headText,
    messages,
    nextDayText,
    withText,
} from "./load_text";
import { movesCost, movesText } from "./moves_text";

/** While somebody types or clicks through a calendar, nobody is asked. */
const QUIET = 200;

/** What each form calls the same things. */
const QUESTIONS = {
    "mail.activity.schedule": ({ data }) => ({
        userId: data.activity_user_id?.id,
        date: data.date_deadline,
        activity: {
            hours: data.planned_hours,
            activity_type_id: data.activity_type_id?.id,
            res_model: data.res_model,
            number: numberOf(data.res_ids),
        },
    }),
    "mail.activity": ({ data, resId }) => ({
        userId: data.user_id?.id,
        date: data.date_deadline,
        activity: {
            id: resId,
            hours: data.expected_hours,
            activity_type_id: data.activity_type_id?.id,
            res_model: data.res_model,
        },
    }),
    "calendar.event": ({ data, resId, context }) => ({
        userId: data.user_id ? data.user_id.id : context.uid,
        date: data.allday ? data.start_date : data.start,
        activity: {
            id: context.orig_activity_ids?.[0],
            event_id: resId,
            hours: data.allday ? 24 : data.duration,
            res_model: data.res_model || context.default_res_model,
        },
    }),
};

/**
 * The load of the day that is chosen in a form, without and with what is being
 * scheduled. Every figure is the server's, which shows it to the person and to those
 * who review them; for anybody else there is nothing.
 */
export class DayLoad extends Component {
    static template = "sales_discipline.DayLoad";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ load: null });
        this.keepLast = new KeepLast();
        const ask = debounce(() => this.load(), QUIET);
        onMounted(() => this.load());
        useEffect(
            () => {
                if (this.asked !== this.question) {
                    ask();
                }
            },
            () => [this.question]
        );
        onWillDestroy(() => ask.cancel());
    }

    /** As text, so that only a change of what is asked asks again. */
    get question() {
        const { record } = this.props;
        const { userId, date, activity } = QUESTIONS[record.resModel](record);
        return userId && date
            ? JSON.stringify([userId, serializeDate(date), activity])
            : "";
    }

    async load() {
        const { question } = this;
        this.asked = question;
        if (!question) {
            this.state.load = null;
            return;
        }
        try {
            const call = this.orm.silent.call(
                "sales.discipline.day.load",
                "get_day_load",
                JSON.parse(question)
            );
            this.state.load = (await this.keepLast.add(call)) || null;
        } catch {
            // Scheduling is of use without.
            this.state.load = null;
        }
    }

    get head() {
        return headText(this.state.load);
    }

    get bar() {
        return barOf(this.state.load);
    }

    get before() {
        return beforeText(this.state.load);
    }

    get isCounted() {
        return this.state.load.with_count !== null;
    }

    /** Of an activity; a meeting says elsewhere what it is about. */
    get hasDocument() {
        const { record } = this.props;
        return record.resModel === "calendar.event" || Boolean(record.data.res_model);
    }

    get with() {
        return withText(this.state.load);
    }

    get messages() {
        return messages(this.state.load, this.isCounted, this.hasDocument);
    }

    /** For what is being scheduled: what is there already is not to be put off. */
    get nextText() {
        const { date, next_date: next } = this.state.load;
        const { resModel, resId } = this.props.record;
        const isNew =
            resModel === "mail.activity.schedule" ||
            (resModel === "mail.activity" && !resId);
        return isNew && next && next !== date ? nextDayText(next) : "";
    }

    moveToNext() {
        const date_deadline = deserializeDate(this.state.load.next_date);
        return this.props.record.update({ date_deadline });
    }

    get moves() {
        return movesText(this.props.record.data);
    }

    get movesColor() {
        const { data } = this.props.record;
        return movesCost(data) ? "text-warning-emphasis" : "text-muted";
    }
}

/** How many documents a dialog schedules on; they are a list written as text. */
function numberOf(resIds) {
    try {
        return JSON.parse(resIds || "[]").length;
    } catch {
        return 1;
    }
}

registry.category("view_widgets").add("sales_discipline_day_load", {
    component: DayLoad,
});
