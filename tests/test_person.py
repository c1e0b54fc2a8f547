"""One person over time: the figures of the analysis, to whom they are to be shown."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_discipline.report.sales_discipline_person import (
    MEANS,
    SHOWN_SHARES,
)

from .common_companies import CompaniesCase

THIS_WEEK = date(2027, 3, 22)


class TestPerson(CompaniesCase):
    """It is Wednesday evening, 24 March 2027."""

    def person(self, user=None, about=None, **asked):
        model = self.env["sales.discipline.person"].with_user(user or self.head)
        about = about or self.anna
        with self.at("2027-03-24 20:00", self.TZ):
            return model.get_person(about.id, **asked)

    def days(self, user, first, scores, **values):
        return self.env["sales.discipline.day"].union(
            *(
                self.closed_day(
                    user, str(first + timedelta(days=number)), score=score, **values
                )
                for number, score in enumerate(scores)
            )
        )

    def test_a_step_is_the_mean_of_its_days_as_in_the_analysis(self):
        self.days(self.anna, date(2027, 3, 15), [80, 60, 100])
        self.days(self.anna, THIS_WEEK, [50])
        found = self.person()
        self.assertEqual(found["figures"]["score"][-2:], [80.0, 50.0])
        self.assertEqual(found["figures"]["score"][:-2], [None] * 11)
        self.assertEqual((found["total"]["score"], found["days"]), (72.5, 4))
        self.assertEqual(
            found["steps"][-1], {"first": "2027-03-22", "last": "2027-03-24"}
        )

    def test_every_figure_is_that_of_the_analysis(self):
        """The same days, grouped there and added up here."""
        for number in range(20):  # to 11 March
            self.closed_day(
                self.anna,
                str(date(2027, 2, 1) + timedelta(days=2 * number)),
                score=50 + 2.3 * number,
                score_planning=number or False,
                score_backlog=100 - number,
                plan_owed=bool(number % 3),
                plan_ok=bool(number % 2),
                planned_hours=number / 3,
                due_count=number,
                done_count=number // 2,
                overdue_count=number % 4,
                postponed_count=number % 3,
                rolled_count=number % 2,
                cancelled_count=number % 6,
                handed_over_count=number % 7,
                missed_count=number % 5,
            )
        report = self.env["sales.discipline.day.report"]
        found = self.person(span="year")
        for name, values in found["figures"].items():
            how = "avg" if name in (*MEANS, *SHOWN_SHARES) else "sum"
            rows = report._read_group(
                [("user_id", "=", self.anna.id)], ["date:month"], [f"{name}:{how}"]
            )
            own = [value for value in values if value is not None]
            theirs = [value for _month, value in rows if value is not False]
            self.assertEqual(len(own), len(theirs), name)
            for value, expected in zip(own, theirs, strict=True):
                self.assertAlmostEqual(value, expected, 2, name)

    def test_what_is_usual_is_the_median_of_ones_own_days_of_a_year(self):
        self.days(self.anna, date(2027, 3, 1), [10, 20, 30, 40, 50, 60, 70, 80, 90])
        self.days(self.oleg, date(2027, 3, 1), [100] * 9)
        self.days(self.anna, date(2026, 3, 1), [1000] * 9)
        self.assertIsNone(self.person(span="weeks")["usual"]["score"])
        self.days(self.anna, THIS_WEEK, [100])
        found = self.person(span="weeks")
        self.assertEqual((found["usual"]["score"], found["usual_days"]), (55.0, 10))

    def test_a_span_of_ones_own(self):
        self.days(self.anna, date(2027, 2, 22), [10, 20, 30, 40, 50, 60, 70, 80])
        week = self.person(date_from="2027-02-22", date_to="2027-02-28")
        self.assertEqual((week["span"], week["period"]), ("own", "day"))
        self.assertEqual(week["figures"]["score"], [10, 20, 30, 40, 50, 60, 70])
        month = self.person(date_from="2027-02-01", date_to="2027-02-28")
        self.assertEqual(month["period"], "week")
        self.assertEqual(month["figures"]["score"], [None, None, None, 40.0])
        year = self.person(date_from="2026-03-01", date_to="2027-02-28")
        self.assertEqual((year["period"], len(year["steps"])), ("month", 12))

    def test_a_week_begins_on_monday_in_every_language(self):
        self.env["res.lang"]._activate_lang("en_US")
        self.assertEqual(self.env["res.lang"]._lang_get("en_US").week_start, "7")
        self.days(self.anna, date(2027, 3, 21), [10])  # a Sunday
        self.days(self.anna, date(2027, 3, 22), [90])
        self.assertEqual(self.person()["figures"]["score"][-2:], [10.0, 90.0])

    def test_a_year_goes_by_months(self):
        self.days(self.anna, date(2027, 2, 28), [40, 90])
        found = self.person(span="year")
        self.assertEqual(len(found["steps"]), 12)
        self.assertEqual(found["figures"]["score"][-2:], [40.0, 90.0])
        self.assertEqual(found["steps"][0]["first"], "2026-04-01")

    def test_days_off_and_open_days_do_not_count(self):
        self.days(self.anna, THIS_WEEK, [70])
        self.closed_day(self.anna, "2027-03-23", is_off=True)
        self.closed_day(self.anna, "2027-03-24", score=1, state="open")
        found = self.person()
        self.assertEqual((found["days"], found["total"]["score"]), (1, 70.0))

    def test_without_a_closed_day_everything_is_empty(self):
        found = self.person()
        self.assertEqual((found["days"], found["has_days"]), (0, False))
        for values in found["figures"].values():
            self.assertEqual(values, [None] * 13)
        self.assertEqual(found["outcomes"], [])
        self.assertEqual(found["plans"]["total"], 0)
        self.days(self.anna, date(2026, 3, 1), [70])
        self.assertTrue(self.person()["has_days"])

    def test_somebody_in_no_team_is_promised_no_closed_day(self):
        self.assertTrue(self.person()["is_controlled"])
        stranger = self.new_user("sd_stranger", "sales_team.group_sale_salesman")
        self.assertFalse(self.person(stranger, stranger)["is_controlled"])

    def test_each_sees_whom_they_may(self):
        self.days(self.anna, THIS_WEEK, [70])
        for user in (self.anna, self.head, self.director):
            self.assertEqual(self.person(user)["figures"]["score"][-1], 70.0)
        for user in (self.oleg, self.kira, self.sam, self.rolf):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.person(user)

    def test_a_clerk_sees_nobody(self):
        clerk = self.new_user("sd_clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.person(clerk)

    def test_in_shadow_mode_the_head_alone_sees_it(self):
        self.days(self.anna, THIS_WEEK, [70])
        self.policy.shadow_mode = True
        self.assertEqual(self.person(self.head)["days"], 1)
        found = self.person(self.anna)
        self.assertEqual(
            found,
            {
                "user_id": self.anna.id,
                "name": self.anna.name,
                "is_own": True,
                "is_shadowed": True,
            },
        )

    def test_a_head_who_sells_sees_no_own_day_that_is_tried_out(self):
        """As leader of the team the record rules would show it."""
        self.team.member_ids += self.head
        self.days(self.head, THIS_WEEK, [70])
        self.assertEqual(self.person(self.head, self.head)["days"], 1)
        self.policy.shadow_mode = True
        self.assertTrue(self.person(self.head, self.head)["is_shadowed"])
        # Moved to a team whose policy is no longer tried out.
        self.team.discipline_policy_id = self.policy.copy({"shadow_mode": False})
        found = self.person(self.head, self.head)
        self.assertEqual((found["is_shadowed"], found["days"]), (False, 0))

    def test_who_left_the_team_is_still_found(self):
        self.days(self.anna, THIS_WEEK, [70])
        self.anna.sudo().crm_team_member_ids.active = False
        self.assertEqual(self.person(self.head)["days"], 1)

    def test_what_cannot_be_asked_is_refused(self):
        model = self.env["sales.discipline.person"].with_user(self.head)
        for user_id in ("1", [self.anna.id], 2.5, True, 10**9):
            with self.subTest(user_id), self.assertRaises(UserError):
                model.get_person(user_id)
        for asked in (
            {"span": "century"},
            {"span": ["year"]},
            {"date_from": "2027-03-01"},
            {"date_from": "2027-03-02", "date_to": "2027-03-01"},
            {"date_from": "2017-03-02", "date_to": "2027-03-01"},
            {"date_from": "yesterday", "date_to": "2027-03-01"},
            {"date_from": [1], "date_to": {}},
        ):
            with self.subTest(asked), self.assertRaises(UserError):
                model.get_person(self.anna.id, **asked)

    def test_the_last_word_and_its_answer(self):
        with self.at("2027-03-23 12:00", self.TZ):
            self.env["sales.discipline.verdict"].with_user(self.head).send(
                self.anna.id, "2027-03-23", "needs_work", "Plan tomorrow, please."
            )
            self.env["sales.discipline.verdict"].search(
                [("user_id", "=", self.anna.id)]
            ).with_user(self.anna).action_answer("I will.")
        verdicts = self.person()["verdicts"]
        self.assertEqual((verdicts["counts"], verdicts["bulk"]), ({"needs_work": 1}, 0))
        [verdict] = verdicts["listed"]
        self.assertEqual(verdict["message"], "Plan tomorrow, please.")
        self.assertEqual(verdict["answer"], "I will.")
        self.assertEqual(verdict["author"], self.head.name)

    def verdicts(self, *dates):
        quiet = self.env["sales.discipline.verdict"]._quiet()
        quiet.create(
            [
                {
                    "user_id": self.anna.id,
                    "date": each,
                    "author_id": self.head.id,
                    "verdict": "great",
                    "message": "Good.",
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                }
                for each in dates
            ]
        )

    def test_the_queries_do_not_grow_with_days(self):
        self.days(self.anna, THIS_WEEK, [70])
        self.verdicts("2027-03-22")

        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.person()
            return self.cr.sql_log_count - before

        queries()
        few = queries()
        with_lines = self.days(self.anna, date(2027, 2, 1), [60] * 40)
        with_lines.write({"plan_owed": True, "cutoff_at": "2027-01-29 15:00:00"})
        self.env["sales.discipline.day.line"].create(
            [
                {
                    "day_id": day.id,
                    "set": "planned",
                    "outcome": "done",
                    "created_at": "2027-01-28 15:00:00",
                }
                for day in with_lines
            ]
        )
        self.verdicts(*(f"2027-03-{number:02}" for number in range(1, 13)))
        queries()  # whatever emptied Odoo's caches meanwhile
        self.assertEqual(queries(), few)
