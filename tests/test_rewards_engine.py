"""The function that judges: live, at closing and in a replay. No database."""

from datetime import date, timedelta

from odoo.addons.sales_discipline.engine.rewards import (
    Condition,
    OutcomeFigures,
    judge,
)

from .common import DisciplineCase

MONDAY = date(2027, 3, 1)


def days(*values, figure="overdue_count", over=True, first=MONDAY):
    """A day for each value, from ``first`` on; None is a day off."""
    return [
        {
            "date": first + timedelta(days=number),
            "is_off": value is None,
            "is_over": over,
            figure: value,
        }
        for number, value in enumerate(values)
    ]


def week(condition, table, outcomes=None):
    return judge([condition], table, outcomes or {}, MONDAY, MONDAY + timedelta(days=6))


class TestJudge(DisciplineCase):
    def finding(self, table, **values):
        values = {"figure": "overdue_count", "operator": "le", **values}
        return week(Condition(**values), table).findings[0]

    def test_aggregates(self):
        table = days(1, 0, 3, 2, 4, None, None)
        for aggregate, wanted, value in (
            ("sum", 10, 10),
            ("avg", 2, 2),
            ("min", 4, 4),
        ):
            with self.subTest(aggregate):
                found = self.finding(table, aggregate=aggregate, value=wanted)
                self.assertTrue(found.met)
                self.assertEqual(found.value, value)
                less = self.finding(table, aggregate=aggregate, value=wanted - 0.5)
                self.assertFalse(less.met)

    def test_days_with_and_days_running(self):
        table = days(0, 3, None, 3, 4, 3, None)
        at_least = {"operator": "ge", "value": 3}
        for aggregate, count in (("days", 4), ("streak", 4)):
            with self.subTest(aggregate):
                met = self.finding(table, aggregate=aggregate, day_count=4, **at_least)
                self.assertTrue(met.met)
                self.assertEqual(met.value, count)
                more = self.finding(table, aggregate=aggregate, day_count=5, **at_least)
                self.assertFalse(more.met)

    def test_days_running_begin_before_the_period_and_end_with_it(self):
        before = days(5, 5, 5, None, None, first=MONDAY - timedelta(days=5))
        condition = Condition(
            figure="overdue_count", aggregate="streak", value=1, day_count=5
        )
        self.assertTrue(week(condition, before + days(5, 5)).met)
        self.assertFalse(week(condition, before + days(5, 0)).met)

    def test_a_period_without_a_working_day_meets_nothing(self):
        condition = Condition(figure="overdue_count", operator="le", value=9)
        self.assertFalse(week(condition, days(None, None)).met)
        self.assertFalse(week(condition, []).met)

    def test_no_condition_is_not_met(self):
        self.assertFalse(judge([], days(1), {}, MONDAY, MONDAY).met)

    def test_an_empty_score_is_not_nought(self):
        values = {"figure": "score", "aggregate": "avg", "operator": "ge", "value": 80}
        table = days(90, 80, figure="score")
        table[1]["score"] = None
        self.assertEqual(week(Condition(**values), table).findings[0].value, 90)
        only = days(0, figure="score")
        only[0]["score"] = None
        self.assertFalse(week(Condition(**values), only).met)

    def test_a_figure_of_the_same_day_takes_the_place_of_a_value(self):
        condition = Condition(figure="done_count", operator="ge", other="need_count")
        table = days(4, figure="done_count")
        table[0]["need_count"] = 5
        finding = judge([condition], table, {}, MONDAY, MONDAY).findings[0]
        self.assertFalse(finding.met)
        self.assertEqual((finding.value, finding.wanted), (4, 5))

    def test_what_cannot_come_true_any_more_is_gone(self):
        gone = self.finding(days(0, 1), value=0)
        self.assertTrue(gone.gone)
        running = self.finding(days(0, 1, over=False), value=0)
        self.assertFalse(running.gone)
        failed = self.finding(days(0, 1), aggregate="min", value=0)
        self.assertTrue(failed.gone)

    def test_outcomes_are_compared_with_targets_and_expectations(self):
        found = {7: OutcomeFigures(achieved=1100.0, expected=None, target=1000.0)}
        for value, wanted, met in (
            ("achieved", 1100, True),
            ("target", 1000, True),
            ("target_share", 110, True),
            ("target_share", 111, False),
            ("expected_share", 1, False),
            ("expected", 0, False),
        ):
            with self.subTest(value, wanted=wanted):
                condition = Condition(outcome_id=7, outcome_value=value, value=wanted)
                self.assertEqual(week(condition, days(0), found).met, met)

    def test_all_conditions_must_hold(self):
        good = Condition(figure="overdue_count", operator="le", value=0)
        bad = Condition(figure="overdue_count", operator="ge", value=1)
        self.assertTrue(judge([good, good], days(0), {}, MONDAY, MONDAY).met)
        self.assertFalse(judge([good, bad], days(0), {}, MONDAY, MONDAY).met)
