"""Why a score is what it is: data and results to the point, and other days."""

from datetime import date, timedelta

from .test_day_bar import MONDAY, TUESDAY, WEDNESDAY, DayBarCase

FRIDAY_BEFORE = "2027-02-26"


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
