"""One person over time: the figures of the analysis, to whom they are to be shown."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError

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
        self.assertEqual((found["median"], found["days"]), (70.0, 4))
        self.assertEqual(
            found["steps"][-1], {"first": "2027-03-22", "last": "2027-03-28"}
        )

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
        self.assertEqual((found["days"], found["median"]), (1, 70.0))

    def test_without_a_closed_day_everything_is_empty(self):
        found = self.person()
        self.assertEqual((found["days"], found["median"]), (0, None))
        for values in found["figures"].values():
            self.assertEqual(values, [None] * 13)
        self.assertEqual((found["verdicts"], found["outcomes"]), ([], []))

    def test_when_the_plan_is_written_down(self):
        [day] = self.days(
            self.anna,
            THIS_WEEK,
            [70],
            cutoff_at="2027-03-19 15:00:00",  # Friday 18:00 in Moscow
        )
        self.env["sales.discipline.day.line"].create(
            [
                {"day_id": day.id, "outcome": "done", **values}
                for values in (
                    {"set": "planned", "created_at": "2027-03-18 20:59:59"},
                    {"set": "planned", "created_at": "2027-03-18 21:00:00"},
                    {"set": "planned", "created_at": "2027-03-19 14:59:59"},
                    {"set": "planned", "created_at": "2027-03-19 14:10:00"},
                    {"set": "planned", "created_at": "2027-03-19 15:00:00"},
                    {"set": "added", "created_at": "2027-03-19 15:00:01"},
                    {"set": "added", "created_at": "2027-03-22 09:00:00"},
                    {"set": "carried", "created_at": "2027-03-19 09:00:00"},
                    {"set": "extra", "created_at": "2027-03-22 09:00:00"},
                    {
                        "set": "planned",
                        "created_at": "2027-03-19 09:00:00",
                        "set_by_head": True,
                    },
                )
            ]
        )
        self.assertEqual(
            self.person()["plans"],
            {
                "before": 1,
                "hours": {"0": 1, "17": 2, "18": 1},
                "after": 2,
                "cutoff_hour": 18.0,
            },
        )

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
        with self.assertRaises(AccessError):
            self.person(self.anna)

    def test_who_left_the_team_is_still_found(self):
        self.days(self.anna, THIS_WEEK, [70])
        self.anna.sudo().crm_team_member_ids.active = False
        self.assertEqual(self.person(self.head)["days"], 1)

    def test_what_cannot_be_asked_is_refused(self):
        model = self.env["sales.discipline.person"].with_user(self.head)
        for user_id in ("1", [self.anna.id], 2.5, True, 10**9):
            with self.subTest(user_id), self.assertRaises(UserError):
                model.get_person(user_id)
        with self.assertRaises(UserError):
            model.get_person(self.anna.id, span="century")

    def test_the_last_word_and_its_answer(self):
        with self.at("2027-03-23 12:00", self.TZ):
            self.env["sales.discipline.verdict"].with_user(self.head).send(
                self.anna.id, "2027-03-23", "needs_work", "Plan tomorrow, please."
            )
            self.env["sales.discipline.verdict"].search(
                [("user_id", "=", self.anna.id)]
            ).with_user(self.anna).action_answer("I will.")
        [verdict] = self.person()["verdicts"]
        self.assertEqual(verdict["message"], "Plan tomorrow, please.")
        self.assertEqual(verdict["answer"], "I will.")
        self.assertEqual(verdict["author"], self.head.name)

    def test_the_queries_do_not_grow_with_days(self):
        self.days(self.anna, THIS_WEEK, [70])

        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.person()
            return self.cr.sql_log_count - before

        queries()
        few = queries()
        self.days(self.anna, date(2027, 2, 1), [60] * 40)
        self.assertLessEqual(queries(), few + 1)
