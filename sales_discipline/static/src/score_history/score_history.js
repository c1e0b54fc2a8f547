import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { day, score } from "@sales_discipline/board/board_text";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** So many bars of a finger's width stand side by side on a phone. */
const ON_PHONE = 10;

/**
 * The last scored days as a row of bars. Each is a button that says its date and score
 * and leads to the day, so that the chart needs no text beside it. One Tab stop; the
 * arrow keys go from day to day.
 */
export class ScoreHistory extends Component {
    static template = "sales_discipline.ScoreHistory";
    static props = {
        days: { type: Array, element: { date: String, score: Number } },
        /** The day that is shown; it need not be among them. */
        current: String,
        onSelect: Function,
    };

    setup() {
        this.ui = useState(useService("ui"));
        this.root = useRef("root");
        this.hasFocus = false;
        useEffect(
            () => {
                if (this.hasFocus) {
                    this.root.el?.querySelector("[tabindex='0']").focus();
                }
            },
            () => [this.props.current]
        );
    }

    get bars() {
        const { days, current } = this.props;
        const index = days.findIndex(({ date }) => date === current);
        const focused = index < 0 ? days.length - 1 : index;
        const bars = days.map(({ date, score: value }, number) => ({
            date,
            height: Math.max(2, value),
            label: `${day(date)}: ${score(value)}`,
            isCurrent: number === index,
            tabIndex: number === focused ? 0 : -1,
        }));
        if (!this.ui.isSmall) {
            return bars;
        }
        const end = Math.max(ON_PHONE, Math.min(days.length, focused + ON_PHONE / 2));
        return bars.slice(Math.max(0, end - ON_PHONE), end);
    }

    get label() {
        return _t("Scores of the last %s scored days", this.bars.length);
    }

    caption({ date }) {
        return day(date);
    }

    select(date) {
        this.hasFocus = true;
        this.props.onSelect(date);
    }

    onKeydown(event) {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!step) {
            return;
        }
        event.preventDefault();
        const { bars } = this;
        const next = bars[bars.findIndex(({ tabIndex }) => !tabIndex) + step];
        if (next) {
            this.select(next.date);
        }
    }
}
