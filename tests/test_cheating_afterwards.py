"""Cheats 10 to 16: with one's own hours, with words, and with what is past.

Who cheats and what a test says: see ``test_cheating``.
"""

from odoo.exceptions import AccessError

from .cheating_case import GOOD, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, CheatingCase


class TestCheatingAfterwards(CheatingCase):
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
