import { beforeEach, expect, test } from "@odoo/hoot";
import {
    columns,
    parts,
    spanName,
    trimmed,
} from "@sales_discipline/person/person_text";
import { planningTimes } from "@sales_discipline/person/planning_times";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { allowTranslations, makeMockEnv } from "@web/../tests/web_test_helpers";

defineMailModels();
beforeEach(allowTranslations);

const FIGURES = {
    score: [null, 50, 100],
    score_planning: [null, 80, 60],
    score_execution: [null, null, null],
    score_backlog: [null, 0, 0],
    score_data: [null, null, null],
    score_results: [null, null, null],
    plan_share: [null, 100, 50],
    planned_hours: [null, 2, 4],
    on_time_share: [null, 90, 90],
    overdue_count: [null, 0, 1],
    postponed_count: [null, 0, 0],
    rolled_count: [null, 0, 0],
    cancelled_count: [null, 0, 0],
    handed_over_count: [null, 0, 0],
    missed_count: [null, 0, 0],
    due_count: [null, 5, 5],
};
const PERSON = {
    span: "quarter",
    period: "week",
    steps: [
        { first: "2027-03-08", last: "2027-03-14" },
        { first: "2027-03-15", last: "2027-03-21" },
        { first: "2027-03-22", last: "2027-03-24" },
    ],
    figures: FIGURES,
    total: Object.fromEntries(Object.keys(FIGURES).map((name) => [name, 75])),
    usual: { score: 80, planned_hours: 5 },
    outcomes: [
        { name: "Deals won", currency_id: false, values: [null, 1, 0], total: 1 },
    ],
};
const PLANS = {
    total: 10,
    before: 1,
    hours: { 15: 2, 17: 4 },
    late_hours: { 19: 1 },
    after: 0,
    on_day: 2,
    lead_hours: 1.5,
    cutoff_hour: 18,
};

function part(key) {
    return parts(PERSON).find((each) => each.key === key);
}

test("a component that was never measured has no row", async () => {
    await makeMockEnv();
    const labels = part("score").rows.map(({ label }) => String(label));
    expect(labels).toEqual(["Score", "Planning", "Backlog"]);
});

test("bars of a score are on a scale to 100, others to their highest", async () => {
    await makeMockEnv();
    const [score] = part("score").rows;
    expect(score.cells.map(({ height }) => height)).toEqual([0, 50, 100]);
    expect(score.cells.map(({ text }) => text)).toEqual(["–", "50.0", "100"]);
    expect([score.usualAt, score.usual]).toEqual([80, "80.0"]);
    const [deals] = part("outcomes").rows;
    expect(deals.cells.map(({ height }) => height)).toEqual([0, 100, 0]);
});

test("what is usual is never above the scale", async () => {
    await makeMockEnv();
    const [, hours] = part("habits").rows;
    expect(hours.usualAt).toBe(100);
    expect(hours.cells.map(({ height }) => height)).toEqual([0, 40, 80]);
});

test("steps before the first closed day are left out", async () => {
    await makeMockEnv();
    const person = trimmed(PERSON);
    expect(person.steps).toHaveLength(2);
    expect(person.figures.score).toEqual([50, 100]);
    expect(person.outcomes[0].values).toEqual([1, 0]);
    expect(trimmed(person)).toBe(person);
});

test("the current step says that it is not over", async () => {
    await makeMockEnv();
    const heads = columns(PERSON);
    expect(heads.map(({ isEmpty }) => isEmpty)).toEqual([true, false, false]);
    expect(heads[2].long).toInclude("so far");
    expect(columns({ ...PERSON, span: "own" })[2].long).not.toInclude("so far");
});

test("a span of one's own has a name", async () => {
    await makeMockEnv();
    expect(spanName({ first: "2027-03-01", last: "2027-03-31" })).toBe("March 2027");
    expect(spanName({ first: "2027-03-01", last: "2027-03-07" })).toInclude("week of");
    expect(spanName({ first: "2027-03-01", last: "2027-04-07" })).toInclude(" – ");
});

test("hours without a plan between others have an empty bar", async () => {
    await makeMockEnv();
    const { bins } = planningTimes(PLANS);
    expect(bins.map(({ key }) => key)).toEqual([
        "before",
        15,
        16,
        17,
        18,
        19,
        "after",
        "on_day",
    ]);
    expect(bins.map(({ count }) => count)).toEqual([1, 2, 0, 4, 0, 1, 0, 2]);
    expect(bins.filter(({ isCutoff }) => isCutoff).map(({ key }) => key)).toEqual([17]);
    expect(bins[3].inTimeHeight).toBe(100);
    expect([bins[5].inTimeHeight, bins[5].lateHeight]).toEqual([0, 25]);
});

test("the sentence adds up", async () => {
    await makeMockEnv();
    const { sentence, lead } = planningTimes(PLANS);
    expect(sentence).toInclude("In time: 7 of 10");
    expect(sentence).toInclude("After the cut-off: 1");
    expect(lead).toInclude("1.5 h before");
    expect(planningTimes({ ...PLANS, lead_hours: -2 }).lead).toInclude("2 h after");
});

test("nothing planned is no chart", async () => {
    await makeMockEnv();
    expect(planningTimes({ ...PLANS, total: 0 })).toBe(null);
});
