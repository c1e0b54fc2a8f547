import { describe, expect, test } from "@odoo/hoot";
import { DayGraphModel } from "@sales_discipline/analysis/day_graph";
import { fields, models, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { defineViewOf } from "./model_view";

class Day extends models.Model {
    _name = "day";
    week = fields.Char();
    team = fields.Char();
    score = fields.Float({ aggregator: "avg" });
    done = fields.Integer();
    _records = [
        { id: 1, week: "W1", team: "Old", score: 80, done: 3 },
        { id: 2, week: "W2", team: "Old", score: 60, done: 2 },
        { id: 3, week: "W2", team: "New", score: 70, done: 1 },
    ];
}

const mountDays = defineViewOf(Day);
describe.current.tags("desktop");

/** {team: values by week} of the lines that a graph draws of a measure. */
async function lines(measure, type = "line") {
    let drawn = null;
    patchWithCleanup(DayGraphModel.prototype, {
        _getData() {
            const data = super._getData(...arguments);
            drawn = Object.fromEntries(
                data.datasets.map((dataset) => [dataset.label, [...dataset.data]])
            );
            return data;
        },
    });
    await mountDays(
        `<graph type="${type}" stacked="0" js_class="sales_discipline_day_graph">
            <field name="week"/>
            <field name="team"/>
            <field name="${measure}" type="measure"/>
        </graph>`
    );
    return drawn;
}

test("a team that was not there has no score, not a score of 0", async () => {
    expect(await lines("score")).toEqual({ Old: [80, 60], New: [null, 70] });
});

test("a count of nothing is 0", async () => {
    expect(await lines("done")).toEqual({ Old: [3, 2], New: [0, 1] });
});

test("bars are Odoo's own", async () => {
    expect(await lines("score", "bar")).toEqual({ Old: [80, 60], New: [0, 70] });
});
