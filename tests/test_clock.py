"""Instants of local days (metrics section 1), on both sides of clock changes."""

from datetime import date, datetime, timedelta

from odoo.addons.sales_discipline.engine import clock

from .common import DisciplineCase


class TestClock(DisciplineCase):
    def test_a_local_hour_is_converted_in_every_zone(self):
        for tz, hour in (
            ("UTC", 18),
            ("Europe/Moscow", 15),
            ("Asia/Vladivostok", 8),
            ("America/New_York", 23),
        ):
            with self.subTest(tz=tz):
                self.assertEqual(
                    clock.local_instant(date(2027, 1, 15), 18.0, tz),
                    datetime(2027, 1, 15, hour),
                )

    def test_a_fraction_of_an_hour_is_minutes(self):
        self.assertEqual(
            clock.local_instant(date(2027, 1, 15), 17.75, "Europe/Moscow"),
            datetime(2027, 1, 15, 14, 45),
        )

    def test_a_skipped_hour_gives_the_first_instant_after_the_gap(self):
        # New York jumps from 02:00 EST to 03:00 EDT at 07:00 UTC.
        for hour in (2.0, 2.5, 2.99):
            with self.subTest(hour=hour):
                self.assertEqual(
                    clock.local_instant(date(2027, 3, 14), hour, "America/New_York"),
                    datetime(2027, 3, 14, 7),
                )
        self.assertEqual(
            clock.local_instant(date(2027, 3, 14), 3.0, "America/New_York"),
            datetime(2027, 3, 14, 7),
        )

    def test_a_repeated_hour_gives_the_first_of_the_two(self):
        # New York shows 01:30 at 05:30 UTC (EDT) and again at 06:30 UTC (EST).
        self.assertEqual(
            clock.local_instant(date(2027, 11, 7), 1.5, "America/New_York"),
            datetime(2027, 11, 7, 5, 30),
        )

    def test_days_have_23_and_25_hours_at_clock_changes(self):
        for day, hours in ((date(2027, 3, 14), 23), (date(2027, 11, 7), 25)):
            start, end = clock.day_bounds(day, "America/New_York")
            with self.subTest(day=day):
                self.assertEqual(end - start, timedelta(hours=hours))

    def test_a_day_whose_midnight_is_skipped_begins_after_the_gap(self):
        # Cairo goes from 00:00 to 01:00 on the last Friday of April.
        start, end = clock.day_bounds(date(2027, 4, 30), "Africa/Cairo")
        self.assertEqual(start, datetime(2027, 4, 29, 22))
        self.assertEqual(end - start, timedelta(hours=23))

    def test_the_local_date_flips_at_the_start_of_the_day(self):
        for tz in ("UTC", "Europe/Moscow", "Asia/Vladivostok", "America/New_York"):
            start, end = clock.day_bounds(date(2027, 3, 14), tz)
            with self.subTest(tz=tz):
                before = start - clock.MICROSECOND
                self.assertEqual(clock.local_date(before, tz), date(2027, 3, 13))
                self.assertEqual(clock.local_date(start, tz), date(2027, 3, 14))
                self.assertEqual(clock.local_date(end, tz), date(2027, 3, 15))
