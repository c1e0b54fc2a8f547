"""Journal and lines go when they are old; figures and what is still needed stay."""

from datetime import date, datetime
from unittest.mock import patch

from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY = "2027-03-01", "2027-03-02", "2027-03-03"
# Two years after Wednesday morning: what was judged before it goes.
LATE = datetime(2029, 3, 3, 5)
FIGURES = ("planned_count", "due_count", "done_count", "overdue_count", "score")


class TestRetention(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-03-01T00:00:00"
        )
        cls.days = cls.env["sales.discipline.day"]
        cls.env["res.company"].search([]).discipline_retention_months = 24
        case = cls("run")
        with case.at(f"{MONDAY} 10:00", cls.TZ):
            cls.done, cls.late = case.plan(cls.anna, TUESDAY, 2)
            cls.gone = case.plan(cls.anna, TUESDAY)
        with case.at(f"{TUESDAY} 12:00", cls.TZ):
            cls.done.with_user(cls.anna).action_feedback(feedback="They take desks")
            cls.late.with_user(cls.anna).write({"date_deadline": WEDNESDAY})
            cls.gone.with_user(cls.anna).unlink()
        with case.at("2027-03-04 12:00", cls.TZ):
            cls.done.feedback = "They take forty desks"
            cls.late.with_user(cls.anna).action_feedback(feedback="Sent the offer")
            cls.late.feedback = "Sent the offer for forty"
        with case.at("2027-03-05 03:00", cls.TZ):
            cls.days._close_due_days()

    def day_of(self, number):
        return self.days.search(
            [("user_id", "=", self.anna.id), ("date", "=", date(2027, 3, number))]
        )

    def erase(self, now=LATE, limit=1000):
        """How many passes it took until nothing was left."""
        passes = 0
        while self.days._erase_old(now=now, limit=limit):
            passes += 1
        return passes

    def journal(self):
        self.env.cr.execute("SELECT at FROM sales_discipline_journal ORDER BY at")
        return [at for (at,) in self.env.cr.fetchall()]

    def test_what_is_older_than_two_years_goes_and_figures_stay(self):
        before = [self.day_of(n).read(FIGURES) for n in (1, 2, 3, 4)]
        self.assertTrue(self.day_of(2).line_ids)
        self.assertLess(self.journal()[0], datetime(2027, 3, 3))
        self.erase()
        self.assertEqual([self.day_of(n).is_erased for n in (1, 2, 3, 4)], [1, 1, 1, 0])
        self.assertFalse(self.day_of(2).line_ids | self.day_of(3).line_ids)
        self.assertTrue(self.day_of(4).line_ids)
        self.assertGreater(self.journal()[0], datetime(2027, 3, 3, 5))
        self.assertEqual([self.day_of(n).read(FIGURES) for n in (1, 2, 3, 4)], before)

    def test_what_is_younger_is_judged_as_before(self):
        def thursday():
            with self.at("2027-03-20 12:00") as late:
                return self.day(self.anna, "2027-03-04", late)

        before = thursday()
        self.assertTrue(before["lines"])
        self.erase()
        self.assertEqual(thursday(), before)

    def test_zero_keeps_for_good(self):
        before = self.journal()
        self.company.discipline_retention_months = 0
        self.erase()
        self.assertEqual(self.journal(), before)
        self.assertTrue(self.day_of(2).line_ids)

    def test_each_company_keeps_its_own_as_long_as_it_says(self):
        elsewhere = self.env["res.company"].create({"name": "Tin & Zinc"})
        elsewhere.discipline_retention_months = 3
        self.assertFalse(self.erase(now=datetime(2027, 8, 1)))
        self.assertTrue(self.day_of(2).line_ids)
        self.company.discipline_retention_months = 3
        self.assertTrue(self.erase(now=datetime(2027, 8, 1)))
        self.assertFalse(self.day_of(2).line_ids)

    def test_rows_of_open_activities_stay(self):
        """They say how often it was moved, and where it was first."""
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            moved = self.plan(self.anna, TUESDAY)
        with self.at(f"{TUESDAY} 13:00", self.TZ):
            moved.with_user(self.anna).write({"date_deadline": "2027-03-08"})
        self.env.flush_all()
        rows = self.env["sales.discipline.journal"]
        mine = [("activity_id", "=", moved.id)]
        self.erase()
        self.assertEqual(rows.search_count(mine), 1)
        with self.at(f"{WEDNESDAY} 09:00", self.TZ):
            moved.with_user(self.anna).action_feedback(feedback="Sent the offer")
        self.erase()
        self.assertEqual(rows.search_count(mine), 0)

    def test_batches_are_bounded_and_come_to_the_same(self):
        # Two people, three days each, three at a time: two passes for marking alone.
        self.assertGreater(self.erase(limit=3), 2)
        self.assertFalse(self.day_of(2).line_ids)
        self.assertGreater(self.journal()[0], datetime(2027, 3, 3, 5))

    def test_an_erased_day_is_never_judged_again(self):
        before = self.day_of(2).read(FIGURES)
        self.erase()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            self.day_of(2).with_user(self.head).action_reopen("Once more")
        with self.at(LATE):
            self.env["sales.discipline.exemption"].with_user(self.head).create(
                {
                    "user_id": self.anna.id,
                    "date_from": MONDAY,
                    "date_to": "2027-03-04",
                    "reason": "Ill",
                }
            )
        self.env.invalidate_all()
        self.assertEqual(self.day_of(2).read(FIGURES), before)
        self.assertEqual(self.day_of(4).off_reason, "exempt")

    def test_why_this_score_says_that_the_activities_are_gone(self):
        self.erase()
        with self.at("2027-03-20 12:00"):
            bar = self.env["sales.discipline.day.bar"].with_user(self.head)
            found = bar.get_lines(self.anna.id, TUESDAY)
        self.assertTrue(found["is_erased"])
        self.assertEqual((found["lines"], found["other"]), ([], {}))
        self.assertEqual(found["planned_count"], 3)

    def test_the_job_works_off_everything(self):
        job = self.env.ref("sales_discipline.ir_cron_sales_discipline_retention")
        batch = "odoo.addons.sales_discipline.models.sales_discipline_day_retention"
        with (
            self.at(LATE),
            self.enter_registry_test_mode(),
            patch(f"{batch}.BATCH_SIZE", 3),
        ):
            job.method_direct_trigger()
        self.assertFalse(self.day_of(2).line_ids)
        self.assertGreater(self.journal()[0], datetime(2027, 3, 3, 5))

    def test_less_than_three_months_is_refused(self):
        for months in (1, 2, -1):
            with (
                self.subTest(months),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.company.discipline_retention_months = months
                self.env.flush_all()

    def test_administrators_set_it_for_their_company(self):
        self.env.user.write({"company_ids": [(4, self.company.id)]})
        settings = self.env["res.config.settings"].with_company(self.company)
        self.assertEqual(settings.create({}).discipline_retention_months, 24)
        settings.create({"discipline_retention_months": 36}).execute()
        self.assertEqual(self.company.discipline_retention_months, 36)
