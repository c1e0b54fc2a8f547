"""Graph, pivot and list show what closed days say, to those who may see it."""

from datetime import date

from odoo.exceptions import AccessError

from .outcome_case import OutcomeCase

MONDAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)


class TestAnalysis(OutcomeCase):
    """Anna does 1 of 1 on Monday and 1 of 4 on Tuesday, Oleg plans nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["sales.discipline.day.report"]
        cls.lines = cls.env["sales.discipline.day.line.report"]

    def setUp(self):
        super().setUp()
        with self.at("2027-02-26 12:00", self.TZ):
            monday = self.plan(self.anna, MONDAY)
            tuesday = self.plan(self.anna, TUESDAY, 4)
        with self.at("2027-03-01 09:30", self.TZ):
            monday.action_done()
        with self.at("2027-03-02 17:59", self.TZ):
            tuesday[0].action_done()
        self.close("2027-03-03 03:00")

    def shares(self, *groups, user=None):
        return {
            row[:-1]: row[-1]
            for row in self.report.with_user(user or self.head)._read_group(
                [], groups, ["on_time_share:avg"]
            )
        }

    def test_a_share_of_many_days_weighs_activities_not_days(self):
        self.assertEqual(
            self.shares("user_id"), {(self.anna,): 40.0, (self.oleg,): False}
        )

    def test_days_can_be_grouped_by_weekday(self):
        self.assertEqual(self.shares("weekday"), {("1",): 100.0, ("2",): 25.0})

    def test_every_figure_is_that_of_the_closed_day(self):
        days = self.days.search([("state", "=", "closed")])
        self.assertEqual(len(days), 4)
        for day in days:
            row = self.report.browse(day.id)
            for name, field in self.report._fields.items():
                if name in self.days._fields and field.store:
                    self.assertEqual(row[name], day[name], (day.display_name, name))

    def test_an_open_day_is_not_analysed(self):
        day = self.days.search([("user_id", "=", self.anna.id)], limit=1)
        day.with_user(self.head).action_reopen("A deal was booked twice.")
        self.assertNotIn(day.id, self.report.search([]).ids)

    def test_activities_are_grouped_by_the_hour_on_the_persons_own_clock(self):
        rows = self.lines.with_user(self.head)._read_group(
            [("outcome", "=", "done")], ["date:day", "done_hour"], ["__count"]
        )
        self.assertEqual(rows, [(MONDAY, "09:00", 1), (TUESDAY, "17:00", 1)])

    def test_what_was_not_finished_that_day_has_no_hour(self):
        rows = self.lines._read_group(
            [("user_id", "=", self.anna.id)], ["outcome", "done_hour"], ["__count"]
        )
        self.assertIn(("missed", False, 3), rows)

    def test_head_sees_the_team_salesperson_the_own_days(self):
        self.assertEqual(len(self.shares("user_id", user=self.director)), 2)
        self.assertEqual(list(self.shares("user_id", user=self.anna)), [(self.anna,)])
        other = self.new_user("sd_zoe", "sales_discipline.group_head")
        self.assertFalse(self.shares("user_id", user=other))
        for model in (self.report, self.lines):
            users = model.with_user(self.anna).search([]).user_id
            self.assertLessEqual(users, self.anna)

    def test_in_shadow_mode_people_do_not_analyse_themselves(self):
        self.policy.shadow_mode = True
        self.assertFalse(self.report.with_user(self.anna).search([]))
        self.assertFalse(self.lines.with_user(self.anna).search([]))
        self.assertTrue(self.report.with_user(self.head).search([]))

    def test_others_than_salespeople_have_no_access(self):
        clerk = self.new_user("sd_carl", "base.group_user")
        with self.assertRaises(AccessError):
            self.report.with_user(clerk).search([])

    def test_a_row_opens_its_day(self):
        row = self.report.search([("user_id", "=", self.anna.id)], limit=1)
        action = row.with_user(self.head).action_open_why()
        self.assertEqual(
            action["params"], {"user_id": self.anna.id, "date": "2027-03-02"}
        )
        with self.assertRaises(AccessError):
            row.with_user(self.oleg).action_open_why()
