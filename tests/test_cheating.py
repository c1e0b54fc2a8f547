"""Sixteen ways to look better than one worked, and what each of them comes to.

Anna cheats; Oleg had the same work and left it undone, as an honest person who did
nothing. Each test says in its docstring whether the cheat has no effect on the score
or shows on the board, and proves that from the outside: what Anna can call, what the
engine says of her day, what her head sees.

The week is Monday 1 to Friday 5 March 2027; the plan of a day is taken at 18:00 of
the working day before.
"""

from odoo.exceptions import AccessError, UserError

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2027-03-0{n}" for n in range(1, 6))
GOOD = "They take forty desks, contract on Friday"


class CheatingCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Days before the tested week would only be in the way.
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-02-26T00:00:00"
        )
        cls.call.result_required = True

    def setUp(self):
        super().setUp()
        self.hers = self.env["mail.activity"].with_user(self.anna)

    # ------------------------------------------------------------
    # Playing
    # ------------------------------------------------------------

    def both_plan(self, when, deadline, count=5, **values):
        """The same calls for both; Anna's are returned, in her own rights."""
        with self.at(when, self.TZ):
            self.plan(self.oleg, deadline, count, **values)
            return self.plan(self.anna, deadline, count, **values)

    def anna_does(self, when, method, records, *args, **kwargs):
        """One transaction of Anna's."""
        with self.at(when, self.TZ):
            return getattr(records.with_user(self.anna), method)(*args, **kwargs)

    def finish(self, when, activities, result=GOOD):
        for number, activity in enumerate(activities):
            text = result and f"{result}, no. {number}"
            self.anna_does(f"{when}:{number:02}", "action_feedback", activity, text)

    def close(self, day):
        """The job on the night after ``day``."""
        with self.at(f"{day} 03:00", self.TZ):
            self.env["sales.discipline.day"]._close_due_days()

    # ------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------

    def over(self, user, day):
        """The engine's figures of a day, when it is over."""
        with self.at("2027-03-20 12:00", self.TZ) as late:
            return self.day(user, day, late)

    def stored(self, user, day):
        days = self.env["sales.discipline.day"]
        return days.search([("user_id", "=", user.id), ("date", "=", day)])

    def row(self, user, day, when=None):
        """What the head sees of a person, by default in the evening of that day."""
        with self.at(when or f"{day} 23:58", self.TZ):
            board = self.env["sales.discipline.board"].with_user(self.head)
            people = board.with_context(tz=self.TZ).get_board(day)["people"]
        return next(row for row in people if row["user_id"] == user.id)

    def reasons(self, user, day, when=None):
        """{code: count} of why the head should have a word."""
        found = self.row(user, day, when)["reasons"]
        return {reason["code"]: reason.get("count") for reason in found}

    def assertNoEffect(self, *days):
        """Anna's scores are Oleg's: it was for nothing."""
        for day in days:
            names = ("score", "score_planning", "score_execution", "score_backlog")
            anna, oleg = self.over(self.anna, day), self.over(self.oleg, day)
            self.assertEqual(
                {name: anna[name] for name in names},
                {name: oleg[name] for name in names},
                day,
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

    def test_10_own_time_zone(self):
        """No effect: days begin and end where a reviewer says."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        for zone in ("Pacific/Apia", "Pacific/Pago_Pago"):
            self.anna_does(f"{TUESDAY} 09:00", "write", self.anna, {"tz": zone})
        late = calls.with_context(tz="Pacific/Pago_Pago")
        self.anna_does(f"{WEDNESDAY} 00:30", "action_feedback", late[0], GOOD)
        self.assertEqual(self.over(self.anna, TUESDAY)["done_count"], 0)
        self.assertEqual(self.over(self.anna, TUESDAY)["tz"], self.TZ)
        member = self.team.crm_team_member_ids.filtered(
            lambda each: each.user_id == self.anna
        )
        with self.assertRaises(AccessError):
            self.anna_does(
                f"{TUESDAY} 09:00", "write", member, {"discipline_tz": "Pacific/Apia"}
            )

    def test_10_own_working_hours(self):
        """No effect: refused."""
        self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        calendar = self.company.resource_calendar_id
        resource = self.resource()
        for record, values in (
            (calendar, {"tz": "Pacific/Apia"}),
            (calendar.attendance_ids[0], {"hour_to": 9.5}),
            (resource, {"tz": "Pacific/Apia"}),
            (self.company, {"resource_calendar_id": calendar.copy().id}),
            (self.team, {"discipline_policy_id": False}),
            (self.version, {"min_planned_count": 0}),
        ):
            with self.subTest(record._name), self.assertRaises(AccessError):
                self.anna_does(f"{TUESDAY} 09:00", "write", record, values)
        with self.assertRaises(AccessError):
            self.holiday(TUESDAY, False, by=self.anna)
        self.assertNoEffect(TUESDAY)

    def resource(self):
        return self.env["resource.resource"].create(
            {
                "name": "Anna",
                "user_id": self.anna.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
            }
        )

    def holiday(self, day, resource, by=None):
        leaves = self.env["resource.calendar.leaves"].with_user(by or self.env.user)
        return leaves.create(
            {
                "name": "Ill",
                "resource_id": resource and resource.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "company_id": self.company.id,
                "date_from": f"{day} 00:00:00",
                "date_to": f"{day} 20:59:59",
            }
        )

    def test_11_type_document_hours_and_result_changed_after_the_fact(self):
        """No effect: a closed day stays what it was, and the plan is what was taken."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY, 4, planned_hours=0.1)
        self.anna_does(f"{TUESDAY} 09:00", "write", calls, {"planned_hours": 8})
        self.assertAlmostEqual(self.over(self.anna, TUESDAY)["planned_hours"], 0.4)
        self.anna_does(f"{TUESDAY} 12:00", "action_feedback", calls[0], "ok")
        self.close(WEDNESDAY)
        day = self.stored(self.anna, TUESDAY)
        before = day.read(), day.line_ids.read()
        contact = self.env["res.partner"].create({"name": "Birch"})
        self.anna_does(
            f"{WEDNESDAY} 09:00",
            "write",
            calls,
            {
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": contact.id,
                "planned_hours": 3,
                "feedback": GOOD,
            },
        )
        self.close(THURSDAY)
        self.env.invalidate_all()
        self.assertEqual((day.read(), day.line_ids.read()), before)
        again = self.over(self.anna, TUESDAY)
        self.assertEqual(again["result_bad_count"], day.result_bad_count)
        self.assertEqual(again["score"], day.score)

    def test_11_another_type_does_not_take_the_flag_away(self):
        """No effect: whoever was asked for a result when finishing stays asked."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        self.anna_does(f"{TUESDAY} 12:00", "action_feedback", calls[0], "ok")
        todo = self.env.ref("mail.mail_activity_data_todo")
        self.assertFalse(todo.result_required)
        values = {"activity_type_id": todo.id}
        self.anna_does(f"{TUESDAY} 12:10", "write", calls[0], values)
        self.anna_does(f"{TUESDAY} 12:11", "write", calls[0], {"feedback": "ok "})
        self.assertEqual(self.over(self.anna, TUESDAY)["result_bad_count"], 1)
        self.assertEqual(self.reasons(self.anna, TUESDAY)["results"], 1)

    def test_12_junk_results_and_summaries(self):
        """Shows on the board, first of all."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY, summary="asdfgh")
        for number, text in enumerate(("ok", "...", "sdfsdfsdf", "done")):
            when = f"{TUESDAY} 12:{number:02}"
            self.anna_does(when, "action_feedback", calls[number], text)
        codes = list(self.reasons(self.anna, TUESDAY).items())[:2]
        self.assertEqual(codes, [("results", 4), ("junk_plan", 5)])

    def test_13_a_day_full_of_trivial_tasks(self):
        """Shows on the board, and the plan is worth its hours; the same words again
        and again are flagged."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY, 8, planned_hours=0.05)
        tuesday = self.over(self.anna, TUESDAY)
        self.assertFalse(tuesday["plan_ok"])
        # 0.4 of the 2.4 hours that are asked for.
        self.assertAlmostEqual(tuesday["score_planning"], 100 / 6)
        self.assertIn("no_plan_today", self.reasons(self.anna, TUESDAY))
        for number, call in enumerate(calls):
            when = f"{TUESDAY} 12:{number:02}"
            self.anna_does(when, "action_feedback", call, "Checked the price list")
        self.assertGreaterEqual(self.reasons(self.anna, TUESDAY)["results"], 5)

    def test_14_reopened_afterwards(self):
        """Shows on the board: what was finished and is open again is late."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        self.finish(f"{TUESDAY} 12", calls)
        with self.at(f"{TUESDAY} 16:00", self.TZ) as now:
            self.assertTrue(self.day(self.anna, TUESDAY, now)["all_done"])
        self.anna_does(f"{TUESDAY} 17:30", "action_unarchive", calls)
        self.assertFalse(self.over(self.anna, TUESDAY)["all_done"])
        self.assertNoEffect(TUESDAY)
        following = self.reasons(self.anna, WEDNESDAY, f"{WEDNESDAY} 09:00")
        self.assertEqual(following["overdue"], 5)

    def test_15_tomorrows_plan_deleted_after_leaving(self):
        """No effect on tomorrow, where it counts as not done; shows on the board."""
        calls = self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        self.anna_does(f"{MONDAY} 18:30", "unlink", calls)
        tuesday = self.over(self.anna, TUESDAY)
        self.assertEqual((tuesday["due_count"], tuesday["done_count"]), (5, 0))
        self.assertEqual(tuesday["score_execution"], 0)
        self.assertEqual(self.reasons(self.anna, TUESDAY)["cancelled"], 5)

    def test_15_tomorrows_plan_deleted_before_the_cutoff(self):
        """Shows on the board the same evening, and costs tomorrow's planning."""
        calls = self.both_plan("2027-02-26 12:00", TUESDAY)
        with self.at(f"{MONDAY} 16:00", self.TZ) as now:
            self.assertTrue(self.day(self.anna, MONDAY, now)["next_plan_ok"])
        self.anna_does(f"{MONDAY} 17:30", "unlink", calls)
        reasons = self.reasons(self.anna, MONDAY)
        self.assertIn("no_plan_next", reasons)
        self.assertEqual(reasons["withdrawn"], 5)
        self.assertEqual(self.over(self.anna, TUESDAY)["score_planning"], 0)

    def test_16_a_colleagues_work_in_ones_own_name(self):
        """No effect on the plan that was hers, and the colleague's counts as his."""
        self.both_plan(f"{MONDAY} 12:00", TUESDAY)
        with self.at(f"{MONDAY} 12:30", self.TZ):
            his = self.plan(self.oleg, TUESDAY, 3)
        self.anna_does(f"{TUESDAY} 15:00", "action_feedback", his[0], GOOD)
        with self.at(f"{TUESDAY} 15:30", self.TZ):
            taken = his[1].with_user(self.anna)
            taken.write({"user_id": self.anna.id})
            taken.action_feedback(f"{GOOD}, too")
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            his[2].with_user(self.oleg).action_feedback(f"{GOOD}, three")
        values = {"user_id": self.anna.id, "done_by_id": self.anna.id}
        self.anna_does(f"{TUESDAY} 16:30", "write", his[2], values)
        anna, oleg = self.over(self.anna, TUESDAY), self.over(self.oleg, TUESDAY)
        self.assertEqual((anna["due_count"], anna["done_count"]), (5, 0))
        self.assertEqual(anna["score_execution"], 0)
        # What she took over at once and finished is extra, and no more than that.
        self.assertEqual(anna["extra_count"], 1)
        self.assertEqual((oleg["due_count"], oleg["done_count"]), (8, 3))
