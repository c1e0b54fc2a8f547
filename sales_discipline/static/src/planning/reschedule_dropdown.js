/** Odoo's own menu says what a move means, and means the owner's today. */
import { MailActivityListRescheduleDropdown } from "@mail/views/web/list/mail_activity_list_reschedule";
import { patch } from "@web/core/utils/patch";
import { movesCost, movesText } from "./moves_text";

patch(MailActivityListRescheduleDropdown.prototype, {
    get shownDays() {
        const today = this.props.record.data.owner_today;
        if (!today) {
            return this.targetDays;
        }
        const { today: now, tomorrow, nextWeek } = this.targetDays;
        return {
            today: { ...now, displayDay: today.weekdayShort },
            tomorrow: {
                ...tomorrow,
                displayDay: today.plus({ days: 1 }).weekdayShort,
            },
            nextWeek,
        };
    },
    get moves() {
        return movesText(this.props.record.data);
    },
    get isCosting() {
        return movesCost(this.props.record.data);
    },
});
