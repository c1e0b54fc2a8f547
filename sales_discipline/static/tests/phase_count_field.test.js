import { beforeEach, expect, test } from "@odoo/hoot";
import {
    allowTranslations,
    contains,
    fields,
    models,
} from "@web/../tests/web_test_helpers";
import { defineViewOf } from "./model_view";

class Phase extends models.Model {
    _name = "phase";
    count = fields.Integer();
    _records = [
        { id: 1, count: 3 },
        { id: 2, count: 0 },
    ];
}

const mountPhases = defineViewOf(Phase);
beforeEach(allowTranslations);

test("a phase without an end says so, and its 0 can be edited", async () => {
    await mountPhases(`<list editable="bottom">
        <field name="count" widget="sales_discipline_phase_count"/>
    </list>`);
    expect(".o_data_row:eq(0) [name=count]").toHaveText("3");
    expect(".o_data_row:eq(1) [name=count]").toHaveText("For good");
    await contains(".o_data_row:eq(1) [name=count]").click();
    expect(".o_data_row:eq(1) [name=count] input").toHaveValue("0");
});
