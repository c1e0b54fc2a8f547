import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { groups } from "@sales_discipline/lines_dialog/lines_dialog_lines";

defineMailModels();

const LINE = {
    summary: "Call",
    res_name: "",
    set: "planned",
    deadline: "2027-03-02",
    hours: 0,
    lost: { execution: 8, backlog: 0, results: 0 },
    back: 0,
};

function day(lines, isOver = false) {
    const data = { date: "2027-03-02", tz: "Europe/Moscow", max_postponements: 2 };
    return groups({
        ...data,
        is_over: isOver,
        lines: lines.map((line) => ({ ...LINE, ...line })),
        checks: [],
        other: {},
    });
}

test("a postponed line says what comes back if it is still done today", async () => {
    await makeMockEnv();
    const [cost] = day([
        { outcome: "postponed", back: 8 },
        { outcome: "handed_over", back: 8 },
        { outcome: "cancelled" },
    ]);
    expect(cost.key).toBe("cost");
    expect(cost.words).toBe("3 lines, −24 so far");
    expect(cost.lines.map(({ how }) => how)).toEqual([
        "moved to a later day, execution −8, +8 back if done today",
        "given to somebody else, execution −8, +8 back if the other does it today",
        "cancelled on the day, execution −8",
    ]);
});

test("nothing comes back of a day that is over", async () => {
    await makeMockEnv();
    const [cost] = day([{ outcome: "postponed" }], true);
    expect(cost.words).toBe("1 line, −8");
    expect(cost.lines[0].how).toBe("moved to a later day, execution −8");
});

test("what was moved too often has cost points, also while it is open", async () => {
    await makeMockEnv();
    const lost = { execution: 8, backlog: 4, results: 0 };
    const [cost] = day([{ outcome: "pending", is_rolled: true, lost, back: 8 }]);
    expect(cost.key).toBe("cost");
    expect(cost.lines[0].points).toBe("−12");
    expect(cost.lines[0].how).toInclude("+8 back if done today");
});

test("what is open besides the plan promises no points", async () => {
    await makeMockEnv();
    const lost = { execution: 0, backlog: 0, results: 0 };
    const [open] = day([{ outcome: "pending", set: "added", lost }]);
    expect(open.key).toBe("open");
    expect(open.words).toBe("1 line, no points in today's score");
    const [both] = day([{ outcome: "pending" }]);
    expect(both.words).toBe("1 line, +8 if done");
});
