import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import { barOf, messages } from "@sales_discipline/planning/load_text";
import { user } from "@web/core/user";
import { movesText } from "@sales_discipline/planning/moves_text";
import {
    allowTranslations,
    contains,
    fields,
    models,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { defineViewOf } from "./model_view";

/** Tomorrow with three of five activities planned, as the server tells it. */
const LOAD = {
    user_id: 7,
    name: "Anna",
    is_own: true,
    date: "2026-11-25",
    today: "2026-11-24",
    tz: "UTC",
    is_past: false,
    is_off: false,
    is_taken: false,
    plan_owed: true,
    capacity_hours: 8,
    need_count: 5,
    need_hours: 4,
    cutoff_at: "2026-11-24 18:00:00",
    count: 3,
    hours: 2.5,
    with_count: 4,
    with_hours: 3,
    lack_count: 1,
    lack_hours: 1,
};
const PANEL = ".o_sd_load_panel";

class MailActivitySchedule extends models.Model {
    _name = "mail.activity.schedule";
    date_deadline = fields.Date();
    planned_hours = fields.Float();
    activity_user_id = fields.Many2one({ relation: "res.users" });
    activity_type_id = fields.Many2one({ relation: "mail.activity.type" });
    res_model = fields.Char();
    res_ids = fields.Char();
    _records = [
        {
            id: 1,
            date_deadline: "2026-11-25",
            planned_hours: 0.5,
            activity_user_id: 7,
            activity_type_id: 2,
            res_model: "crm.lead",
            res_ids: "[5]",
        },
    ];
}

const mountSchedule = defineViewOf(MailActivitySchedule);

/** Mounts the dialog; the questions that reach the server are returned. */
async function mountDialog(answer = () => LOAD) {
    const questions = [];
    onRpc("sales.discipline.day.load", "get_day_load", ({ args }) => {
        questions.push(args);
        return answer(...args);
    });
    await mountSchedule(
        `<form>
            <field name="date_deadline"/>
            <field name="planned_hours" widget="float_time"/>
            <field name="activity_user_id"/>
            <field name="activity_type_id"/>
            <field name="res_model" invisible="1"/>
            <field name="res_ids" invisible="1"/>
            <widget name="sales_discipline_day_load"/>
        </form>`,
        { resId: 1 }
    );
    await animationFrame();
    return questions;
}

beforeEach(() => mockDate("2026-11-24 10:00:00", 0));

describe("panel", () => {
    test("says what lies on the day, what it makes and what is lacking", async () => {
        const questions = await mountDialog();
        expect(questions).toEqual([
            [
                7,
                "2026-11-25",
                { hours: 0.5, activity_type_id: 2, res_model: "crm.lead", number: 1 },
            ],
        ]);
        expect(queryAllTexts(`${PANEL} > p`)).toEqual([
            "3 planned, 2.5 of 8 h.",
            "With this one: 4 planned, 3 of 8 h.",
            "Still lacks 1 activity and 1 h. The plan is taken today at 6:00 PM.",
        ]);
        expect(`${PANEL} .o_sd_load_day`).toHaveText("Wed, Nov 25");
        expect(`${PANEL} > div:first-child > span`).toHaveText("tomorrow");
        expect(".o_sd_day_load").toHaveAttribute("aria-live", "polite");
        expect(`${PANEL} [role=img]`).toHaveAttribute(
            "aria-label",
            "2.5 h so far, 3 h with this one, 4 h asked, 8 h capacity"
        );
    });

    test("asks once more when the typing has gone quiet", async () => {
        const questions = await mountDialog();
        const hours = contains(".o_field_widget[name=planned_hours] input");
        await hours.edit("1:00");
        await advanceTime(50);
        await hours.edit("2:00");
        await advanceTime(50);
        expect(questions.length).toBe(1);
        await advanceTime(200);
        await animationFrame();
        expect(questions.length).toBe(2);
        expect(questions[1][2].hours).toBe(2);
    });

    test("one click is enough for the next working day", async () => {
        const later = { date: "2026-11-27", next_date: "2026-11-25" };
        const questions = await mountDialog((_user, date) =>
            date === "2026-11-25" ? { ...LOAD, next_date: date } : { ...LOAD, ...later }
        );
        expect(`${PANEL} .o_sd_next_day`).toHaveCount(0);
        const date = contains(".o_field_widget[name=date_deadline] .o_input");
        await date.click();
        await contains(".o_date_item_cell:contains('27')").click();
        await advanceTime(200);
        await animationFrame();
        await contains(
            `${PANEL} .o_sd_next_day:contains('next working day, Wed, Nov 25')`
        ).click();
        await advanceTime(200);
        await animationFrame();
        expect(questions.map((asked) => asked[1])).toEqual([
            "2026-11-25",
            "2026-11-27",
            "2026-11-25",
        ]);
    });

    test("shows nothing of a person who is not to be seen", async () => {
        await mountDialog(() => false);
        expect(".o_sd_day_load").toHaveCount(1);
        expect(PANEL).toHaveCount(0);
    });

    test("is no obstacle when the server fails", async () => {
        await mountDialog(() => {
            throw new Error("down");
        });
        expect(PANEL).toHaveCount(0);
        expect(".o_field_widget[name=date_deadline]").toHaveCount(1);
    });
});

describe("words", () => {
    beforeEach(allowTranslations);

    const texts = (changes, isCounted = true) =>
        messages({ ...LOAD, ...changes }, isCounted).map(({ text }) => text);

    test("a day off says why", () => {
        expect(texts({ is_off: true, off_reason: "holiday" })).toEqual([
            "Day off: Public holiday. What is due then waits until the next working day.",
        ]);
    });

    test("a full day says by how much", () => {
        expect(texts({ with_hours: 8.25, lack_count: 0, lack_hours: 0 })).toEqual([
            "That is 0.3 h more than the day has.",
            "The plan is complete. It is taken today at 6:00 PM.",
        ]);
    });

    test("other clocks than one's own say whose they are", () => {
        patchWithCleanup(user, { tz: "Asia/Vladivostok" });
        const load = { tz: "Europe/Moscow", cutoff_at: "2026-11-24 15:00:00" };
        expect(texts({ ...load, lack_count: 1, lack_hours: 0 })).toEqual([
            "Still lacks 1 activity. The plan is taken today at 6:00 PM UTC+3.",
        ]);
        patchWithCleanup(user, { tz: "Europe/Minsk" });
        expect(texts({ ...load, lack_count: 1, lack_hours: 0 })).toEqual([
            "Still lacks 1 activity. The plan is taken today at 6:00 PM.",
        ]);
    });

    test("a plan that is taken takes no more", () => {
        const taken = { is_taken: true, cutoff_at: "2026-11-23 18:00:00" };
        expect(texts({ ...taken, lack_count: 2, lack_hours: 0 })).toEqual([
            "The plan was taken on Mon, Nov 23 at 6:00 PM and lacked 2 activities. What is added now is not in it.",
        ]);
    });

    test("what does not count is said to", () => {
        expect(texts({ plan_owed: false }, false)).toEqual([
            "No plan is asked for that day.",
            "This one does not count in the plan.",
        ]);
        expect(texts({ is_past: true })).toEqual([
            "That day is over: it would be overdue at once.",
        ]);
    });

    test("the bar ends at the capacity, or where the day overflows", () => {
        expect(barOf(LOAD)).toInclude(["added", 6.25]);
        const full = barOf({ ...LOAD, hours: 8, with_hours: 10 });
        expect([full.before, full.added, full.need]).toEqual([80, 20, 40]);
        expect(full.end).toBe("10 h");
    });
});

describe("moves", () => {
    beforeEach(allowTranslations);

    const text = (shown_moves, my_moves, my_move_limit) =>
        movesText({ shown_moves, my_moves, my_move_limit });

    test("facts first, then what follows", () => {
        expect(text(0, 0, 2)).toBe("");
        expect(text(1, 1, 2)).toBe("Moved 1×. 1 more move is free.");
        expect(text(1, 1, 4)).toBe("Moved 1×. 3 more moves are free.");
        expect(text(2, 2, 2)).toBe(
            "Moved 2×. Moving it later again counts as moved too often."
        );
        expect(text(0, 0, 0)).toBe("Moving it later counts as moved too often.");
    });

    test("only one's own moves have consequences", () => {
        expect(text(3, 1, 2)).toBe("Moved 3×, 1× by you. 1 more move is free.");
        expect(text(3, 0, -1)).toBe("Moved 3×.");
        expect(movesText({})).toBe("");
    });
});
