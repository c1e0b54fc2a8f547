import { expect, test } from "@odoo/hoot";
import { OutcomeBar } from "@sales_discipline/outcome_bar/outcome_bar";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mountWithCleanup } from "@web/../tests/web_test_helpers";

defineMailModels();

const NONE = { done: 0, pending: 0, moved: 0, lost: 0, label: "Nothing planned" };

test("shows one block an activity, in the order of the outcomes", async () => {
    const props = { ...NONE, done: 2, pending: 1, moved: 1, label: "2 done" };
    await mountWithCleanup(OutcomeBar, { props });
    expect(".o_sd_outcome_bar > i").toHaveCount(4);
    expect(".o_sd_outcome_bar > i.done").toHaveCount(2);
    expect(".o_sd_outcome_bar > i:last-child").toHaveClass("moved");
    expect(".o_sd_outcome_bar").toHaveAttribute("aria-label", "2 done");
});

test("becomes proportional where the blocks would be too many", async () => {
    await mountWithCleanup(OutcomeBar, { props: { ...NONE, done: 30, lost: 10 } });
    expect(".o_sd_outcome_bar > i").toHaveCount(2);
    expect(".o_sd_outcome_bar > i.done").toHaveAttribute("style", "flex-grow: 30");
});

test("is a single empty block where nothing was planned", async () => {
    await mountWithCleanup(OutcomeBar, { props: NONE });
    expect(".o_sd_outcome_bar > i").toHaveCount(1);
    expect(".o_sd_outcome_bar > i").toHaveClass("none");
});
