import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** How long a phase is; 0, which stands for no end, is a word unless it is edited. */
export class PhaseCountField extends IntegerField {
    get formattedValue() {
        return this.props.readonly && !this.value
            ? _t("For good")
            : super.formattedValue;
    }
}

registry.category("fields").add("sales_discipline_phase_count", {
    ...integerField,
    component: PhaseCountField,
});
