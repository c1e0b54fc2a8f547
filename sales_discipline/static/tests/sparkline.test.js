import { expect, test } from "@odoo/hoot";
import { queryOne } from "@odoo/hoot-dom";
import { Sparkline } from "@sales_discipline/sparkline/sparkline";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

defineMailModels();

test("a score of 100 stands above one of 0, the newest at the right", async () => {
    await mountWithCleanup(Sparkline, { props: { values: [0, 100], label: "Scores" } });
    const [first, last] = queryOne(".o_sd_spark polyline")
        .getAttribute("points")
        .split(" ")
        .map((point) => point.split(",").map(Number));
    expect(first[0]).toBeLessThan(last[0]);
    expect(first[1]).toBeGreaterThan(last[1]);
    expect(".o_sd_spark circle").toHaveCount(1);
    expect(".o_sd_spark").toHaveAttribute("aria-label", "Scores");
});

test("one score is a dot, none an empty line", async () => {
    await mountWithCleanup(Sparkline, { props: { values: [70], label: "One" } });
    expect(".o_sd_spark polyline").toHaveCount(0);
    expect(".o_sd_spark circle").toHaveCount(1);
    await mountWithCleanup(Sparkline, { props: { values: [], label: "None" } });
    expect(".o_sd_spark[aria-label=None] circle").toHaveCount(0);
});
