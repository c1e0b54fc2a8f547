"""The review board: who needs a word, why, in which order, at what cost."""

import json
from datetime import date

from odoo import Command
from odoo.exceptions import UserError

from odoo.addons.sales_discipline.engine import attention

from .common import DisciplineCase, TeamCase

MONDAY = "2027-03-01"
TUESDAY = "2027-03-02"
WEDNESDAY = "2027-03-03"


class TestAttention(DisciplineCase):
    """Reasons and order, without a database."""

    FINE = {
        "date": date(2027, 3, 2),
        "is_off": False,
        "is_over": True,
        "plan_owed": True,
        "plan_ok": True,
        "planned_count": 5,
        "planned_hours": 4.0,
        "need_count": 5,
        "need_hours": 2.4,
        "next_plan_owed": True,
        "next_plan_ok": True,
        "next_planned_count": 5,
        "next_planned_hours": 4.0,
        "next_need_count": 5,
        "next_need_hours": 2.4,
        "overdue_count": 0,
        "oldest_overdue": None,
        "rolled_count": 0,
        "cancelled_count": 0,
        "withdrawn_count": 0,
        "handed_over_count": 0,
        "restored_count": 0,
        "to_decide": {},
        "won_count": 0,
        "result_bad_count": 0,
        "junk_plan_count": 0,
        "due_count": 5,
        "done_count": 5,
        "score": 90.0,
    }

    def codes(self, past=(), last_word=None, silent_since=None, **changes):
        found = attention.reasons(
            {**self.FINE, **changes}, list(past), last_word, silent_since
        )
        return [reason["code"] for reason in found]

    def test_nothing_to_say(self):
        self.assertEqual(self.codes(), [])

    def test_reasons_come_in_the_order_of_the_product(self):
        codes = self.codes(
            past=[90.0] * 10,
            silent_since=date(2027, 2, 16),
            result_bad_count=1,
            junk_plan_count=1,
            overdue_count=1,
            oldest_overdue=date(2027, 3, 1),
            plan_ok=False,
            next_plan_ok=False,
            rolled_count=1,
            cancelled_count=1,
            withdrawn_count=1,
            handed_over_count=1,
            restored_count=1,
            to_decide={"contest": 1},
            score=20.0,
        )
        others = ("best_day", "in_detail")
        expected = [code for code in attention.CODES if code not in others]
        self.assertEqual(codes, expected)

    def test_a_plan_that_is_not_owed_is_not_missed(self):
        self.assertEqual(self.codes(plan_owed=False, plan_ok=False), [])
        self.assertEqual(self.codes(next_plan_owed=False, next_plan_ok=False), [])

    def test_score_drop_starts_at_twenty_points_under_the_median(self):
        past = [60.0, 90.0, 90.0]
        self.assertEqual(self.codes(past, score=70.0), ["score_drop"])
        self.assertEqual(self.codes(past, score=70.1), [])

    def test_score_of_an_open_day_is_no_drop(self):
        self.assertEqual(self.codes([90.0] * 3, score=10.0, is_over=False), [])

    def test_best_day_beats_each_of_nine(self):
        self.assertEqual(self.codes([89.0] * 9), ["best_day"])
        self.assertEqual(self.codes([90.0] + [50.0] * 8), [])
        self.assertEqual(self.codes([50.0] * 8), [])
        # The tenth before it is out of the window.
        self.assertEqual(self.codes([89.0] * 9 + [100.0]), ["best_day"])

    def test_silence_is_ten_working_days_without_a_word(self):
        since = date(2027, 2, 16)
        self.assertEqual(self.codes(silent_since=since), ["silence"])
        before = date(2027, 2, 15)
        self.assertEqual(self.codes(silent_since=since, last_word=before), ["silence"])
        self.assertEqual(self.codes(silent_since=since, last_word=since), [])

    def test_groups(self):
        reasons = [{"code": "rolled", "count": 1}]
        self.assertEqual(attention.group(self.FINE, [], False), "in_order")
        self.assertEqual(attention.group(self.FINE, reasons, False), "need_word")
        off = {**self.FINE, "is_off": True}
        self.assertEqual(attention.group(off, reasons, False), "off")
        self.assertEqual(attention.group(off, reasons, {"id": 1}), "reviewed")

    def test_rows_stand_by_first_reason_oldest_overdue_first(self):
        def row(name, group, **reason):
            reasons = [reason] if reason else []
            return {"name": name, "user_id": 1, "group": group, "reasons": reasons}

        rows = [
            row("off", "off"),
            row("b", "in_order"),
            row("a", "in_order"),
            row("best", "need_word", code="best_day"),
            row("none", "need_word", code="no_plan_next", planned=0),
            row("few", "need_word", code="no_plan_next", planned=1),
            row("young", "need_word", code="overdue", count=9, days=1),
            row("old", "need_word", code="overdue", count=1, days=6),
        ]
        names = [r["name"] for r in sorted(rows, key=attention.urgency)]
        expected = ["old", "young", "none", "few", "best", "a", "b", "off"]
        self.assertEqual(names, expected)


class TestBoard(TeamCase):
    def board(self, day=False, when=f"{TUESDAY} 16:00", by=None):
        with self.at(when, self.TZ):
            model = self.env["sales.discipline.board"].with_user(by or self.head)
            return model.with_context(tz=self.TZ).get_board(day)

    def rows(self, *args, **kwargs):
        return {row["user_id"]: row for row in self.board(*args, **kwargs)["people"]}

    def full_days(self, user, *days):
        """Five calls on a deal of the person's own, for each of ``days``."""
        with self.at(f"{MONDAY} 12:00", self.TZ):
            deal = self.deal.copy({"user_id": user.id})
            for day in days:
                self.plan(user, day, 5, planned_hours=1, res_id=deal.id)

    def close(self, day):
        with self.at(f"{day} 03:00", self.TZ):
            self.env["sales.discipline.day"]._close_due_days()

    def test_shows_the_people_of_the_head_only(self):
        other = self.new_user("sd_other_head", "sales_discipline.group_head")
        self.assertEqual(set(self.rows()), {self.anna.id, self.oleg.id})
        self.assertEqual(set(self.rows(by=self.director)), set(self.rows()))
        self.assertFalse(self.rows(by=other))
        self.assertFalse(self.rows(by=self.anna))

    def test_a_head_who_sells_does_not_see_themselves(self):
        self.team.member_ids = [Command.link(self.head.id)]
        self.assertNotIn(self.head.id, self.rows())
        self.assertIn(self.head.id, self.rows(by=self.director))

    def test_groups_and_reasons_of_a_day_in_progress(self):
        self.full_days(self.anna, TUESDAY, WEDNESDAY)
        self.full_days(self.oleg, TUESDAY)
        rows = self.rows()
        self.assertEqual(rows[self.anna.id]["group"], "in_order")
        self.assertEqual(rows[self.oleg.id]["group"], "need_word")
        self.assertEqual(
            [reason["code"] for reason in rows[self.oleg.id]["reasons"]],
            ["no_plan_next"],
        )
        self.assertEqual(rows[self.anna.id]["next_date"], WEDNESDAY)
        self.assertEqual(rows[self.anna.id]["planned_outcomes"], {"pending": 5})

    def test_need_a_word_comes_first(self):
        self.full_days(self.anna, TUESDAY, WEDNESDAY)
        people = self.board()["people"]
        self.assertEqual([r["user_id"] for r in people], [self.oleg.id, self.anna.id])

    def test_a_verdict_moves_to_reviewed(self):
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            self.env["sales.discipline.verdict"].with_user(self.head).send(
                self.oleg.id, TUESDAY, "needs_work", "Plan tomorrow."
            )
        row = self.rows()[self.oleg.id]
        self.assertEqual(row["group"], "reviewed")
        self.assertEqual(row["verdict"]["message"], "Plan tomorrow.")
        following = self.rows(when=f"{WEDNESDAY} 16:00")[self.oleg.id]
        self.assertFalse(following["verdict"])
        self.assertEqual(following["last_verdict"]["date"], TUESDAY)

    def test_it_names_the_language_of_whoever_reads_another(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.anna.lang = "ru_RU"
        rows = self.rows()
        self.assertIn("Russian", rows[self.anna.id]["language"])
        self.assertFalse(rows[self.oleg.id]["language"])
        self.head.lang = "ru_RU"
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            board = self.env["sales.discipline.board"].with_user(self.head)
            people = board.with_context(tz=self.TZ, lang="ru_RU").get_board()["people"]
        rows = {row["user_id"]: row for row in people}
        self.assertFalse(rows[self.anna.id]["language"])

    def test_the_bulk_verdict_of_a_day_beats_an_older_word(self):
        verdicts = self.env["sales.discipline.verdict"].with_user(self.head)
        self.full_days(self.anna, TUESDAY, WEDNESDAY)
        with self.at(f"{MONDAY} 15:00", self.TZ):
            verdicts.send(self.anna.id, MONDAY, "ok", "A word")
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            verdicts.mark_in_order([self.anna.id], TUESDAY)
        row = self.rows()[self.anna.id]
        self.assertTrue(row["verdict"]["is_bulk"])
        self.assertEqual(row["last_word"], MONDAY)

    def test_off_days_stand_apart(self):
        rows = self.rows("2027-03-06", when="2027-03-06 13:00")
        self.assertEqual({row["group"] for row in rows.values()}, {"off"})
        self.assertEqual({row["off_reason"] for row in rows.values()}, {"no_hours"})

    def test_mornings_are_for_the_last_closed_working_day(self):
        for day in (MONDAY, TUESDAY):
            self.close(day)
        self.assertEqual(self.board(when=f"{TUESDAY} 11:59")["date"], MONDAY)
        self.assertEqual(self.board(when=f"{TUESDAY} 12:00")["date"], TUESDAY)

    def test_monday_morning_is_for_friday(self):
        for day in ("2027-03-06", "2027-03-07", "2027-03-08"):
            self.close(day)
        self.assertEqual(self.board(when="2027-03-08 09:00")["date"], "2027-03-05")

    def test_says_which_working_day_is_over_and_not_closed_yet(self):
        self.close(TUESDAY)  # that is Monday, and what was before it
        for when in (f"{WEDNESDAY} 00:00", f"{WEDNESDAY} 09:00"):
            board = self.board(when=when)
            self.assertEqual((board["date"], board["unclosed"]), (MONDAY, TUESDAY))
        self.close(WEDNESDAY)
        board = self.board(when=f"{WEDNESDAY} 09:00")
        self.assertEqual((board["date"], board["unclosed"]), (TUESDAY, False))

    def test_a_weekend_still_to_be_closed_is_not_worth_a_word(self):
        self.close("2027-03-06")
        board = self.board(when="2027-03-08 09:00")
        self.assertEqual((board["date"], board["unclosed"]), ("2027-03-05", False))

    def test_a_day_that_was_asked_for_needs_no_explanation(self):
        self.close(TUESDAY)
        board = self.board(MONDAY, when=f"{WEDNESDAY} 09:00")
        self.assertFalse(board["unclosed"])

    def test_a_closed_day_shows_what_was_stored(self):
        self.full_days(self.anna, TUESDAY)
        self.close(WEDNESDAY)
        days = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", TUESDAY)]
        )
        days.score = 77.7
        row = self.rows(TUESDAY, when=f"{WEDNESDAY} 16:00")[self.anna.id]
        self.assertEqual(row["score"], 77.7)
        self.assertTrue(row["is_over"])
        self.assertEqual(row["planned_outcomes"], {"missed": 5})
        self.assertEqual(row["sparkline"][-1], {"date": TUESDAY, "score": 77.7})

    def test_a_reopened_day_says_so_until_it_is_judged_again(self):
        self.close(WEDNESDAY)
        after = f"{WEDNESDAY} 16:00"
        self.assertFalse(self.rows(TUESDAY, when=after)[self.anna.id]["is_reopened"])
        days = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", TUESDAY)]
        )
        with self.at(after, self.TZ):
            days.with_user(self.head).action_reopen("The server was down")
        rows = self.rows(TUESDAY, when=after)
        self.assertTrue(rows[self.anna.id]["is_reopened"])
        self.assertFalse(rows[self.anna.id]["day_id"])
        self.assertFalse(rows[self.oleg.id]["is_reopened"])
        self.assertFalse(self.rows(WEDNESDAY, when=after)[self.anna.id]["is_reopened"])
        self.close(WEDNESDAY)
        self.assertFalse(self.rows(TUESDAY, when=after)[self.anna.id]["is_reopened"])

    def test_closed_and_live_rows_have_the_same_keys(self):
        self.close(TUESDAY)
        closed = self.rows(MONDAY)[self.anna.id]
        live = self.rows(TUESDAY)[self.anna.id]
        self.assertEqual(closed.keys(), live.keys())

    def test_an_empty_score_is_not_zero(self):
        self.close("2027-03-07")
        row = self.rows("2027-03-06", when="2027-03-08 16:00")[self.anna.id]
        self.assertIsNone(row["score"])

    def test_a_day_to_come_is_refused(self):
        with self.assertRaises(UserError):
            self.board("2027-03-10")

    def test_a_day_before_control_has_no_rows(self):
        self.assertEqual(self.board("2026-12-01")["people"], [])

    def test_is_plain_json(self):
        self.full_days(self.anna, TUESDAY)
        board = self.board()
        self.assertEqual(json.loads(json.dumps(board)), board)
