import { expect, test } from "@odoo/hoot";
import { cells } from "@sales_discipline/day_bar/day_bar_cells";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

defineMailModels();

const MONDAY = {
    date: "2027-03-05",
    is_off: false,
    overdue_count: 0,
    next_date: "2027-03-08",
    next_plan_ok: true,
    next_plan_owed: true,
    next_planned_count: 0,
    next_planned_hours: 0,
    next_capacity_hours: 8,
    next_cutoff_at: "2027-03-05 15:00:00",
    shadow: true,
};

async function next(changes) {
    await makeMockEnv();
    return cells({ ...MONDAY, ...changes }).find(({ key }) => key === "next");
}

test("a complete plan is ready", async () => {
    const { short } = await next({ next_planned_count: 5 });
    expect([short.icon, short.text.toString()]).toEqual(["fa-check", "Next day ready"]);
});

test("a plan that nobody asks for is not called ready", async () => {
    const { line, short } = await next({ next_plan_owed: false });
    expect([short.icon, short.text.toString()]).toEqual(["", "Next day: 0 planned"]);
    expect(line.text.toString()).toBe("no plan is asked for");
});

test("tomorrow is called so", async () => {
    const { short } = await next({ next_plan_owed: false, next_date: "2027-03-06" });
    expect(short.text.toString()).toBe("Tomorrow: 0 planned");
});
