import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloatTime } from "@web/views/fields/formatters";
import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";
import { MOVE_FIELDS, movesCost, movesText } from "./moves_text";

/** The due date of an activity, and beside it how often it has moved. */
export class DeadlineField extends RemainingDaysField {
    static template = "sales_discipline.DeadlineField";
    static props = {
        ...RemainingDaysField.props,
        // A field of hours to be shown behind the date, as on a card.
        hours: { type: String, optional: true },
    };

    get duration() {
        const { record, hours } = this.props;
        return hours && hours in record.data ? formatFloatTime(record.data[hours]) : "";
    }

    get remark() {
        const { shown_moves: moved } = this.props.record.data;
        return moved ? _t("moved %s×", moved) : "";
    }

    get moves() {
        return movesText(this.props.record.data);
    }

    get isCosting() {
        return movesCost(this.props.record.data);
    }
}

export const deadlineField = {
    ...remainingDaysField,
    component: DeadlineField,
    displayName: _t("Remaining Days and Moves"),
    supportedTypes: ["date"],
    // Room for the remark beside the date.
    listViewWidth: [150, 200],
    extractProps: (info, dynamicInfo) => ({
        ...remainingDaysField.extractProps(info, dynamicInfo),
        hours: info.options.hours,
    }),
    fieldDependencies: [...MOVE_FIELDS, { name: "owner_today", type: "date" }],
};

registry.category("fields").add("sales_discipline_deadline", deadlineField);
