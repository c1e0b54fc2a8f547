"""Which review is due on which date, and when a team's use of the system falls."""

import unittest
from datetime import date, timedelta

from odoo.addons.sales_discipline.engine.control_points import (
    DAILY,
    WEEKLY,
    Phase,
    control_points,
)
from odoo.addons.sales_discipline.engine.trend import Week, falling

FRIDAY = 4
MONDAY = date(2027, 3, 1)
ROLL_OUT = [
    Phase(DAILY, 5, False, "everyone"),
    Phase(WEEKLY, 3, True, "sample"),
    Phase(WEEKLY, 0, True, "sample"),
]


def workdays(first, weeks, free=()):
    """Monday to Friday from ``first`` to the end of the last week."""
    end = first - timedelta(days=first.weekday()) + timedelta(weeks=weeks)
    days = [first + timedelta(days=n) for n in range((end - first).days)]
    return [day for day in days if day.weekday() < 5 and day not in free]


class TestControlPoints(unittest.TestCase):
    def points(self, days, phases=ROLL_OUT, weekday=FRIDAY):
        found = control_points(phases, days, weekday)
        return [(point.date, point.phase) for point in found]

    def march(self, *days, phase=0):
        return [(date(2027, 3, day), phase) for day in days]

    def test_a_week_in_detail_three_weekly_ones_then_for_good(self):
        points = self.points(workdays(MONDAY, 6))
        self.assertEqual(points[:5], self.march(1, 2, 3, 4, 5))
        self.assertEqual(points[5:8], self.march(12, 19, 26, phase=1))
        self.assertEqual(points[8:], [(date(2027, 4, 2), 2), (date(2027, 4, 9), 2)])

    def test_kinds_of_each_phase(self):
        points = control_points(ROLL_OUT, workdays(MONDAY, 6), FRIDAY)
        self.assertEqual(points[0].kinds, ("detailed_all",))
        self.assertEqual(points[-1].kinds, ("overall", "detailed_sample"))
        self.assertEqual(Phase(WEEKLY, 0, False, "none").kinds, ())

    def test_a_start_in_the_middle_of_a_week_takes_five_working_days_all_the_same(self):
        points = self.points(workdays(date(2027, 3, 3), 3))
        self.assertEqual(points[:5], self.march(3, 4, 5, 8, 9))
        self.assertEqual(points[5:], self.march(12, 19, phase=1))

    def test_a_holiday_moves_the_weekly_review_forward(self):
        free = (date(2027, 3, 12), date(2027, 3, 2))
        points = self.points(workdays(MONDAY, 3, free))
        self.assertEqual(points[:5], self.march(1, 3, 4, 5, 8))
        self.assertEqual(points[5:], self.march(11, 19, phase=1))

    def test_a_week_that_begins_after_the_weekday_is_reviewed_on_its_first_day(self):
        free = [date(2027, 3, day) for day in (8, 9, 10)]
        weekly = [Phase(WEEKLY, 0, True, "none")]
        points = self.points(workdays(MONDAY, 2, free), weekly, weekday=1)
        self.assertEqual(points, self.march(2, 11))

    def test_a_week_without_a_working_day_does_not_count(self):
        free = [date(2027, 3, day) for day in range(8, 13)]
        weekly = [Phase(WEEKLY, 2, True, "none")]
        points = self.points(workdays(MONDAY, 4, free), weekly)
        self.assertEqual(points, self.march(5, 19))

    def test_nothing_after_the_last_phase_that_ends(self):
        points = self.points(workdays(MONDAY, 8), ROLL_OUT[:2])
        self.assertEqual(points[-1], (date(2027, 3, 26), 1))


class TestTrend(unittest.TestCase):
    def weeks(self, scores, activities=None):
        activities = activities or [5.0] * len(scores)
        return [
            Week(MONDAY + timedelta(weeks=number), *pair)
            for number, pair in enumerate(zip(scores, activities, strict=True))
        ]

    def test_three_falls_in_a_row_that_lose_a_tenth(self):
        self.assertEqual(falling(self.weeks([90.0, 88.0, 85.0, 80.0])), "score")
        self.assertEqual(
            falling(self.weeks([80.0] * 4, [6.0, 5.5, 5.0, 4.0])), "activities"
        )

    def test_what_is_no_alarm(self):
        for scores in (
            [90.0, 85.0, 80.0],  # two falls
            [90.0, 80.0, 85.0, 70.0],  # up in between
            [90.0, 85.0, 85.0, 70.0],  # level in between
            [90.0, 89.0, 88.0, 87.0],  # less than a tenth
            [90.0, None, 80.0, 70.0],  # a week without a working day
            [90.0, 80.0, 70.0, 60.0, 61.0],  # over
        ):
            with self.subTest(scores=scores):
                self.assertIsNone(falling(self.weeks(scores)))
