"""Sixteen ways to look better than one worked, and what each of them comes to.

Anna cheats; Oleg had the same work and left it undone, as an honest person who did
nothing. Each test says in its docstring whether the cheat has no effect on the score
or shows on the board, and proves that from the outside: what Anna can call, what the
engine says of her day, what her head sees.

The week is Monday 1 to Friday 5 March 2027; the plan of a day is taken at 18:00 of
the working day before.
"""

from odoo.exceptions import AccessError, UserError

from .cheating_case import (
    FRIDAY,
    GOOD,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    CheatingCase,
)


class TestCheating(CheatingCase):
    def test_01_forged_instants_owners_and_counters(self):
        """No effect (the web's doors: ``test_cheating_over_http``; each field and door:
        ``test_guarded_fields``)."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        forged = {
            "done_at": f"{TUESDAY} 10:00:00",
            "done_by_id": self.anna.id,
            "date_done": TUESDAY,
            "create_date": "2027-02-01 10:00:00",
            "first_deadline": "2027-04-01",
            "postpone_count": 0,
            "dropped_at": f"{TUESDAY} 10:00:00",
            "result_cleared_by_id": self.head.id,
        }
        defaults = {f"default_{name}": value for name, value in forged.items()}
        self.anna_does(f"{TUESDAY} 10:00", "write", calls, forged)
        with self.at(f"{TUESDAY} 11:00", self.TZ):
            made = self.hers.with_context(**defaults).create(
                [{**self.values(WEDNESDAY), **forged} for _ in range(5)]
            )
            calls[0].copy({**forged, "date_deadline": TUESDAY})
            names = ["id", "done_at", "create_date"]
            row = [str(calls[1].id), forged["done_at"], forged["create_date"]]
            self.hers.load([".id", *names[1:]], [row])
        self.anna_does(f"{TUESDAY} 12:00", "unlink", made)
        self.env.invalidate_all()
        copied = self.hers.search([("create_date", ">=", f"{TUESDAY} 00:00:00")])
        self.anna_does(f"{TUESDAY} 12:30", "unlink", copied)
        self.assertNoEffect(TUESDAY, WEDNESDAY)
        self.assertFalse(calls.filtered("done_at"))

    def values(self, deadline, **values):
        return {
            "activity_type_id": self.call.id,
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "res_id": self.deal.id,
            "user_id": self.anna.id,
            "date_deadline": deadline,
            "summary": "Call",
            **values,
        }

    def test_01_backdated_days_verdicts_and_exemptions(self):
        """No effect: refused."""
        self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        self.close(WEDNESDAY)
        day = self.stored(self.anna, TUESDAY)
        for model, values in {
            "sales.discipline.day": {"user_id": self.anna.id, "date": THURSDAY},
            "sales.discipline.day.line": {"day_id": day.id, "set": "planned"},
            "sales.discipline.journal": {"activity_id": 1, "kind": "dropped"},
            "sales.discipline.exemption": {"user_id": self.anna.id, "reason": "Ill"},
            "sales.discipline.verdict": {"user_id": self.anna.id, "date": TUESDAY},
        }.items():
            records = self.env[model].with_user(self.anna)
            with self.subTest(model), self.assertRaises(UserError):
                records.create(values)
        for record in (day, day.line_ids[:1]):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(self.anna).write({"create_date": "2027-03-01"})
        with self.assertRaises(AccessError):
            day.with_user(self.anna).write({"score": 100})
        self.assertNoEffect(TUESDAY)

    def test_02_created_and_finished_at_once(self):
        """No effect: logged after the fact, it was never planned and nothing of the
        plan is done. A day without a plan shows on the board."""
        self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        for day in (TUESDAY, WEDNESDAY):
            with self.at(f"{day} 17:00", self.TZ):
                made = self.hers.create([self.values(day) for _ in range(5)])
                made.action_feedback(GOOD)
        self.assertNoEffect(TUESDAY)
        wednesday = self.over(self.anna, WEDNESDAY)
        self.assertEqual(wednesday["extra_count"], 5)
        self.assertEqual(wednesday["planned_count"], 0)
        self.assertEqual(wednesday["score_planning"], 0)
        self.assertIn("no_plan_today", self.reasons(self.anna, WEDNESDAY))

    def test_03_finished_by_archiving(self):
        """Shows on the board: done, but without the result that was asked for."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        self.anna_does(f"{TUESDAY} 12:00", "action_archive", calls[:3])
        self.anna_does(f"{TUESDAY} 12:01", "write", calls[3:], {"active": False})
        self.assertEqual(self.over(self.anna, TUESDAY)["done_count"], 5)
        self.assertEqual(self.reasons(self.anna, TUESDAY)["results"], 5)
        self.version.weight_results = 40
        self.assertEqual(self.over(self.anna, TUESDAY)["score_results"], 0)

    def test_03_archived_where_the_policy_refuses(self):
        """No effect: refused."""
        self.version.result_mode = "block"
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        with self.assertRaises(UserError):
            self.anna_does(f"{TUESDAY} 12:00", "action_archive", calls)
        self.assertNoEffect(TUESDAY)

    def test_04_postponed_every_evening_before_the_cutoff(self):
        """Shows on the board from the third time on, and costs backlog each time."""
        calls = self.both_plan("2027-02-26 12:00", MONDAY, 5)
        following = [TUESDAY, WEDNESDAY, THURSDAY, FRIDAY]
        for today, deadline in zip(
            ["2027-02-26", MONDAY, TUESDAY, WEDNESDAY], following, strict=True
        ):
            values = {"date_deadline": deadline}
            self.anna_does(f"{today} 17:50", "write", calls, values)
        rolled = [
            self.over(self.anna, day)["rolled_count"] for day in (MONDAY, TUESDAY)
        ]
        self.assertEqual(rolled, [0, 5])
        self.assertEqual(self.over(self.anna, TUESDAY)["score_backlog"], 0)
        self.assertEqual(self.reasons(self.anna, TUESDAY)["rolled"], 5)
        # It was no plan either.
        self.assertEqual(self.over(self.anna, TUESDAY)["planned_count"], 0)
        self.assertIn("no_plan_today", self.reasons(self.anna, TUESDAY))

    def test_05_overdue_ones_deleted_at_night(self):
        """No effect on the day, and shows on the board."""
        calls = self.both_plan("2027-02-26 12:00", MONDAY)
        self.anna_does(f"{TUESDAY} 23:50", "unlink", calls)
        self.assertNoEffect(MONDAY, TUESDAY)
        self.assertEqual(self.reasons(self.anna, TUESDAY)["cancelled"], 5)

    def test_05_deleted_and_made_anew_on_the_day(self):
        """No effect on the day, and shows on the board."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            calls.with_user(self.anna).unlink()
            self.hers.create([self.values(WEDNESDAY) for _ in range(5)])
        tuesday = self.over(self.anna, TUESDAY)
        self.assertEqual((tuesday["due_count"], tuesday["done_count"]), (5, 0))
        self.assertEqual(tuesday["score_execution"], 0)
        self.assertEqual(self.reasons(self.anna, TUESDAY)["cancelled"], 5)

    def test_05_deleted_and_made_anew_the_evening_before(self):
        """Shows on the board, evening by evening: what is deleted and made anew
        instead of moved is not counted as moved."""
        calls = self.both_plan("2027-02-26 12:00", TUESDAY)
        with self.at(f"{MONDAY} 17:50", self.TZ):
            calls.with_user(self.anna).unlink()
            calls = self.hers.create([self.values(WEDNESDAY) for _ in range(5)])
        self.assertEqual(self.reasons(self.anna, MONDAY)["withdrawn"], 5)
        with self.at(f"{TUESDAY} 17:50", self.TZ):
            calls.unlink()
        self.assertEqual(self.reasons(self.anna, TUESDAY)["withdrawn"], 5)

    def test_05_a_slip_of_the_same_day_is_no_cheat(self):
        """No effect, and nobody is bothered with it."""
        calls = self.both_plan(f"{MONDAY} 12:00", WEDNESDAY)
        self.anna_does(f"{MONDAY} 12:05", "unlink", calls)
        self.assertNotIn("withdrawn", self.reasons(self.anna, MONDAY))

    def test_06_given_away_and_taken_back(self):
        """No effect on execution, and shows on the board; overdue once back."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        self.anna_does(f"{TUESDAY} 23:50", "write", calls, {"user_id": self.oleg.id})
        self.anna_does(f"{WEDNESDAY} 08:30", "write", calls, {"user_id": self.anna.id})
        tuesday = self.over(self.anna, TUESDAY)
        self.assertEqual((tuesday["due_count"], tuesday["done_count"]), (5, 0))
        self.assertEqual(self.reasons(self.anna, TUESDAY)["handed_over"], 5)
        self.assertEqual(self.reasons(self.anna, WEDNESDAY)["overdue"], 5)
        self.assertNoEffect(WEDNESDAY)

    def test_08_deals_merged(self):
        """No effect: the activities live on, on the deal that is left."""
        deals = self.deal | self.deal.copy({"user_id": self.anna.id})
        with self.at(f"{MONDAY} 12:00", self.TZ):
            for user in (self.anna, self.oleg):
                self.plan(user, TUESDAY, 3)
                self.plan(user, TUESDAY, 3, res_id=deals[1].id, by=self.env.user)
        merged = deals.with_user(self.anna).sudo()
        with self.at(f"{TUESDAY} 23:00", self.TZ):
            merged.merge_opportunity()
        tuesday = self.over(self.anna, TUESDAY)
        self.assertEqual((tuesday["due_count"], tuesday["missed_count"]), (6, 6))
        self.assertNoEffect(TUESDAY, WEDNESDAY)

    def test_09_the_meeting_moved(self):
        """No effect on the day: moved is not done. Moving again and again shows."""
        events = self.env["calendar.event"]
        with self.at("2027-02-26 12:00", self.TZ):
            meeting = events.with_user(self.anna).create(
                {
                    "name": "Visit",
                    "start": f"{MONDAY} 07:00:00",
                    "stop": f"{MONDAY} 08:00:00",
                    "user_id": self.anna.id,
                    "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "res_id": self.deal.id,
                }
            )
        for number, day in enumerate([MONDAY, TUESDAY, WEDNESDAY], 2):
            later = {
                "start": f"2027-03-0{number} 07:00:00",
                "stop": f"2027-03-0{number} 17:00:00",
            }
            with self.at(f"{day} 09:00", self.TZ):
                meeting.with_user(self.anna).write(later)
            figures = self.over(self.anna, day)
            self.assertEqual((figures["due_count"], figures["done_count"]), (1, 0), day)
        # Nor does it become longer once the plan is taken.
        self.assertEqual(self.over(self.anna, MONDAY)["planned_hours"], 1)
        self.assertEqual(self.reasons(self.anna, WEDNESDAY)["rolled"], 1)
