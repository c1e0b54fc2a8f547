"""Why a score is what it is: line by line, data, results, and other days."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError

from .test_day_bar import MONDAY, TUESDAY, WEDNESDAY, DayBarCase

FRIDAY_BEFORE = "2027-02-26"


class TestWhy(DayBarCase):
    def test_points_by_line_add_up(self):
        plan = self.planned(5)
        self.planned(1, MONDAY, f"{MONDAY} 09:00")
        self.finish(plan[:3])
        why = self.why()
        self.assertEqual(why["score"], 80.0)
        points = [sum(line["lost"].values()) for line in why["lines"]]
        self.assertAlmostEqual(sum(points) + sum(why["other"].values()), 20)
        self.assertEqual(
            {row["name"]: row["lost"] for row in why["components"]},
            {"planning": 0.0, "execution": 16.0, "backlog": 4.0},
        )
        self.assertEqual(why["best"], {"kind": "line", "number": 3, "points": 8.0})
        self.assertEqual((why["is_over"], why["reachable"]), (False, 100.0))

    def test_what_was_postponed_comes_back_if_done_today(self):
        plan = self.planned(5)
        late = self.planned(1, MONDAY, f"{MONDAY} 09:00")
        self.finish(plan[:2])
        with self.at(f"{TUESDAY} 11:00", self.TZ):
            plan[2].with_user(self.anna).date_deadline = "2027-03-05"
            plan[3].with_user(self.anna).unlink()
            plan[4].with_user(self.anna).user_id = self.oleg
        why = self.why()
        back = {line["outcome"]: line["back"] for line in why["lines"]}
        self.assertEqual(
            back,
            {
                "done": 0,
                "postponed": 8,
                "cancelled": 0,
                "handed_over": 8,
                "pending": 4,
            },
        )
        best = why["lines"][why["best"]["number"]]
        self.assertEqual((best["outcome"], why["best"]["points"]), ("postponed", 8))
        # And so it is.
        self.finish(plan[2])
        self.assertEqual(self.why()["score"], why["score"] + 8)
        self.finish(late)
        self.assertEqual(self.why()["score"], why["score"] + 12)

    def test_nobody_is_sent_back_to_what_they_put_off_while_as_much_is_open(self):
        plan = self.planned(2)
        with self.at(f"{TUESDAY} 11:00", self.TZ):
            plan[0].with_user(self.anna).date_deadline = "2027-03-05"
        why = self.why()
        self.assertEqual([line["back"] for line in why["lines"]], [20, 20])
        self.assertEqual(why["lines"][why["best"]["number"]]["outcome"], "pending")

    def test_what_was_moved_once_too_often_stays_moved(self):
        self.version.max_postponements = 0
        plan = self.planned(5)
        self.finish(plan[:4])
        with self.at(f"{TUESDAY} 11:00", self.TZ):
            plan[4].with_user(self.anna).date_deadline = "2027-03-05"
        why = self.why()
        self.assertEqual(why["lines"][4]["lost"]["backlog"], 4)
        self.assertEqual((why["lines"][4]["back"], why["best"]["points"]), (8, 8))
        self.finish(plan[4])
        self.assertEqual(self.why()["score"], why["score"] + 8)

    def test_nothing_comes_back_once_the_day_is_over(self):
        plan = self.planned(5, date=MONDAY, when="2027-02-26 10:00")
        with self.at(f"{MONDAY} 11:00", self.TZ):
            plan[0].with_user(self.anna).date_deadline = "2027-03-05"
        self.close(TUESDAY)
        why = self.why(date=MONDAY)
        self.assertFalse(any(line["back"] for line in why["lines"]))

    def test_a_closed_day_reads_as_it_was_closed(self):
        plan = self.planned(5, date=MONDAY, when="2027-02-26 10:00")
        self.finish(plan[:4], f"{MONDAY} 11:00")
        live = self.why(date=MONDAY, when=f"{MONDAY} 23:59")
        self.close(TUESDAY)
        plan[4].with_user(self.anna).unlink()
        closed = self.why(date=MONDAY)
        self.assertEqual(closed["score"], 88.0)
        self.assertTrue(closed["is_closed"] and closed["is_over"])
        self.assertEqual(
            [line["outcome"] for line in closed["lines"]], ["done"] * 4 + ["missed"]
        )
        self.assertEqual(set(closed), set(live))
        self.assertEqual(set(closed["lines"][0]), set(live["lines"][0]))

    def test_an_empty_score_stays_empty(self):
        self.close("2027-03-01")
        sunday = self.why(date="2027-02-28")
        self.assertIsNone(sunday["score"])
        self.assertFalse(sunday["best"])

    def test_a_plan_that_was_missing_is_the_best_advice(self):
        self.finish(self.planned(1, MONDAY, "2027-02-26 10:00"), f"{MONDAY} 11:00")
        self.close(TUESDAY)
        why = self.why(date=MONDAY)
        self.assertEqual(why["best"]["kind"], "planning")
        self.assertEqual(why["score"], 100 - why["best"]["points"])

    def test_a_day_over_but_not_closed_is_judged_now(self):
        self.planned(1, MONDAY, "2027-02-26 10:00")
        why = self.why(date=MONDAY, when=f"{TUESDAY} 00:10")
        self.assertEqual((why["is_over"], why["is_closed"]), (True, False))
        self.assertEqual(why["lines"][0]["outcome"], "missed")

    def test_only_oneself_and_reviewers(self):
        for reviewer in (self.head, self.director):
            self.assertEqual(self.why(self.anna, by=reviewer)["user_id"], self.anna.id)
        for stranger in (self.oleg, self.new_user("sd_stranger")):
            with self.assertRaises(AccessError):
                self.why(self.anna, by=stranger)
        with self.assertRaises(AccessError):
            self.why(self.head, by=self.anna)
        with self.at(f"{TUESDAY} 12:00", self.TZ), self.assertRaises(AccessError):
            self.env["sales.discipline.day.bar"].with_user(self.head).get_lines(0xFFFFF)

    def test_a_day_to_come_is_refused(self):
        with self.assertRaises(UserError):
            self.why(date=WEDNESDAY)

    def test_a_day_before_control_is_nothing(self):
        self.assertIs(self.why(date="2026-12-31"), False)

    def test_only_documents_that_can_be_opened_are_linked(self):
        self.planned(1)
        self.assertTrue(self.why()["lines"][0]["is_linked"])
        self.deal.user_id = self.oleg
        self.assertFalse(self.why()["lines"][0]["is_linked"])

    def test_the_verdict_of_the_day_comes_along(self):
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            self.env["sales.discipline.verdict"].with_user(self.head).send(
                self.anna.id, MONDAY, "ok", "In order."
            )
        self.assertEqual(self.why(date=MONDAY)["verdict"]["message"], "In order.")
        self.assertFalse(self.why()["verdict"])


class WhyCase(DayBarCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sales.discipline.data.rule"].search([]).active = False
        cls.version.write({"weight_data": 20, "weight_results": 20})

    @classmethod
    def make_rule(cls, name, fail_domain):
        return cls.env["sales.discipline.data.rule"].create(
            {
                "name": name,
                "model_id": cls.env["ir.model"]._get_id("crm.lead"),
                "domain": "[('type', '=', 'opportunity')]",
                "fail_domain": fail_domain,
            }
        )

    def assertAddsUp(self, why):
        lost = [sum(line["lost"].values()) for line in why["lines"]]
        lost += [check["lost"] for check in why["checks"]]
        total = sum(lost) + sum(why["other"].values())
        self.assertAlmostEqual(total, 100 - why["score"], delta=0.0501)
        by_component = sum(row["lost"] or 0 for row in why["components"])
        self.assertAlmostEqual(total, by_component)


class TestWhyData(WhyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.version.weight_results = 0
        cls.rule = cls.make_rule("No revenue", "[('expected_revenue', '=', 0)]")
        cls.make_rule("No phone", "[('phone', '=', False)]")
        cls.deal, _other = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {revenue}",
                    "type": "opportunity",
                    "team_id": cls.team.id,
                    "user_id": cls.anna.id,
                    "company_id": cls.company.id,
                    "expected_revenue": revenue,
                    "phone": "+7 900 000-00-00",
                }
                for revenue in (0, 5)
            ]
        )

    def test_each_rule_says_what_it_cost(self):
        self.planned(5)
        why = self.why()
        checks = {check["name"]: check for check in why["checks"]}
        failing = checks["No revenue"]
        self.assertEqual((failing["failed"], failing["checked"]), (1, 2))
        self.assertEqual(failing["still"], 1)
        self.assertGreater(failing["lost"], 0)
        self.assertEqual(checks["No phone"]["lost"], 0)
        self.assertFalse(why["other"])
        self.assertAddsUp(why)

    def test_records_can_be_the_best_advice(self):
        self.finish(self.planned(5))
        why = self.why()
        self.assertEqual(why["best"]["kind"], "data")
        self.assertEqual(why["checks"][why["best"]["number"]]["name"], "No revenue")
        self.assertEqual(why["reachable"], 100)

    def test_a_closed_day_keeps_what_was_found(self):
        self.finish(
            self.planned(5, MONDAY, f"{FRIDAY_BEFORE} 10:00"), f"{MONDAY} 11:00"
        )
        self.close(TUESDAY)
        closed = self.why(date=MONDAY)
        self.assertEqual([check["failed"] for check in closed["checks"]], [1, 0])
        self.assertEqual(closed["checks"][0]["still"], 1)
        self.deal.expected_revenue = 7
        self.rule.name = "Deals without revenue"
        mended = self.why(date=MONDAY)
        self.assertEqual(mended["checks"][0]["still"], 0)
        self.assertEqual(mended["checks"][0]["name"], "Deals without revenue")
        self.assertEqual(mended["checks"][0]["lost"], closed["checks"][0]["lost"])
        self.assertAddsUp(mended)
        self.rule.unlink()
        gone = self.why(date=MONDAY)["checks"][0]
        self.assertEqual((gone["name"], gone["still"]), ("No revenue", 0))

    def test_judging_again_keeps_what_was_found(self):
        self.close(TUESDAY)
        day = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", MONDAY)]
        )
        found = [(row.rule_id, row.failed_count) for row in day.data_ids]
        self.assertTrue(found)
        with self.at(f"{WEDNESDAY} 12:00", self.TZ):
            self.env["sales.discipline.day"]._recompute_closed(
                self.anna, day.date, day.date, "Again"
            )
        self.assertEqual(
            [(row.rule_id, row.failed_count) for row in day.data_ids], found
        )

    def test_a_day_opened_again_in_time_is_measured_again(self):
        self.close(TUESDAY)
        day = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", MONDAY)]
        )
        self.deal.expected_revenue = 7
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            day.with_user(self.head).action_reopen("Mended at once")
            self.env["sales.discipline.day"]._close_due_days()
        self.assertEqual(day.data_ids.mapped("failed_count"), [0, 0])
        self.assertEqual(day.score_data, 100)

    def test_what_was_found_is_read_by_whom_the_day_is_read(self):
        self.close(TUESDAY)
        rows = self.env["sales.discipline.day.data"]
        mine = [("day_id.user_id", "=", self.anna.id)]
        for user in (self.anna, self.head, self.director):
            self.assertTrue(rows.with_user(user).search(mine), user.login)
        self.assertFalse(rows.with_user(self.oleg).search(mine))


class TestWhyResults(WhyCase):
    def finish_with(self, activity, result, when=f"{TUESDAY} 11:00"):
        with self.at(when, self.TZ):
            activity.with_user(self.anna).action_feedback(feedback=result)

    def test_flagged_results_carry_their_points(self):
        plan = self.planned(5)
        for activity, result in zip(
            plan, ("They take forty desks", "ok", "Contract is signed"), strict=False
        ):
            self.finish_with(activity, result)
        why = self.why()
        flagged = [line for line in why["lines"] if line["is_bad_result"]]
        self.assertEqual([line["activity_id"] for line in flagged], plan[1].ids)
        self.assertGreater(flagged[0]["lost"]["results"], 0)
        self.assertFalse(flagged[0]["lost"]["execution"])
        self.assertAddsUp(why)

    def test_a_better_result_is_advised_and_can_be_written_today(self):
        plan = self.planned(5)
        for activity in plan[1:]:
            self.finish_with(activity, f"They take {activity.id} desks and a lamp")
        self.finish_with(plan[0], "ok")
        why = self.why()
        self.assertEqual(why["best"]["kind"], "result")
        self.assertEqual(why["reachable"], 100)
        with self.at(f"{TUESDAY} 11:30", self.TZ):
            plan[0].with_user(self.anna).write({"feedback": "They want a discount"})
        after = self.why()
        self.assertEqual(after["score"], 100)
        self.assertFalse(after["best"])

    def test_a_closed_day_keeps_the_points(self):
        plan = self.planned(5, MONDAY, f"{FRIDAY_BEFORE} 10:00")
        self.finish_with(plan[0], "ok", f"{MONDAY} 11:00")
        live = self.why(date=MONDAY, when=f"{MONDAY} 23:59")
        self.close(TUESDAY)
        closed = self.why(date=MONDAY)
        self.assertEqual(
            closed["lines"][0]["lost"]["results"], live["lines"][0]["lost"]["results"]
        )
        self.assertTrue(closed["lines"][0]["is_bad_result"])
        self.assertAddsUp(closed)


class TestOtherDays(WhyCase):
    def test_days_lead_to_each_other_past_days_off(self):
        self.close(TUESDAY)
        today = self.why()
        self.assertEqual((today["older"], today["newer"]), (MONDAY, False))
        monday = self.why(date=MONDAY)
        self.assertEqual((monday["older"], monday["newer"]), (FRIDAY_BEFORE, TUESDAY))
        friday = self.why(date=FRIDAY_BEFORE)
        self.assertEqual(friday["newer"], MONDAY)

    def test_a_day_that_is_not_closed_yet_is_not_skipped(self):
        self.close(MONDAY)
        why = self.why(when=f"{TUESDAY} 00:10")
        self.assertEqual((why["date"], why["older"]), (TUESDAY, MONDAY))
        self.assertEqual(
            self.why(date=MONDAY, when=f"{TUESDAY} 00:10")["newer"], TUESDAY
        )

    def test_the_last_twenty_scored_days_are_shown(self):
        self.close(TUESDAY)
        history = self.why()["history"]
        self.assertEqual(len(history), 20)
        self.assertEqual(history[-1]["date"], MONDAY)
        self.assertEqual(
            sorted(row["date"] for row in history), [r["date"] for r in history]
        )
        weekdays = {date.fromisoformat(row["date"]).weekday() for row in history}
        self.assertEqual(weekdays, set(range(5)))

    def test_the_history_of_an_old_day_ends_with_it(self):
        self.close(TUESDAY)
        old = (date.fromisoformat(MONDAY) - timedelta(days=49)).isoformat()
        history = self.why(date=old)["history"]
        self.assertEqual(history[-1]["date"], old)
        recent = self.why(date=FRIDAY_BEFORE)["history"]
        self.assertEqual(recent[-1]["date"], MONDAY)

    def test_the_first_day_has_nothing_before(self):
        self.close(TUESDAY)
        first = self.why(date="2027-01-01")
        self.assertFalse(first["older"])

    def test_a_reviewer_sees_the_history_of_the_person(self):
        self.close(TUESDAY)
        theirs = self.why(self.anna, by=self.head)
        self.assertEqual(theirs["history"], self.why()["history"])

    def test_days_of_shadow_mode_are_not_among_ones_own(self):
        self.close(TUESDAY)
        self.policy.shadow_mode = True
        self.assertTrue(self.why(self.anna, by=self.head)["history"])
        open_policy = self.policy.copy({"shadow_mode": False})
        self.team.discipline_policy_id = open_policy
        self.assertEqual(self.why()["history"], [])
