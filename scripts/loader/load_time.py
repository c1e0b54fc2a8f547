"""Dates of a load: the newest deal closes today, and all others keep their distance."""

from datetime import timedelta

from odoo.addons.sales_discipline.simulation import clock

from .masters import habits_of

WEEKS = 12  # of activities and judged days
NEWCOMER_DAYS = 24  # ago, newcomers joined


class LoadTime:
    """Dates of the load: the newest deal closes today.

    :param now: naive UTC of the first start of this load
    """

    def __init__(self, data, now, tz, weekdays):
        self.now = now
        self.tz = tz
        self.weekdays = weekdays
        self.today = clock.local_date(now, tz)
        dates = [d for deal in data.deals.values() for d in (deal.engaged, deal.closed)]
        closed = [deal.closed for deal in data.deals.values() if deal.closed]
        newest = max(closed or [d for d in dates if d], default=self.today)
        self.shift = self.today - newest
        self.first_day = self.days_ago(7 * WEEKS)
        self.before = self.days_ago(7 * WEEKS + 3)
        self.late = {name for name, h in habits_of(data).items() if h.learns_for}

    def shifted(self, day):
        return day + self.shift

    def days_ago(self, days):
        return self.today - timedelta(days=days)

    def instant(self, day, hour):
        """Naive UTC of the local ``hour``, never later than now."""
        return min(clock.instant(day, hour * 60, self.tz), self.now)

    def first_day_of(self, name):
        """The date from which a person is controlled; newcomers joined lately."""
        return self.days_ago(NEWCOMER_DAYS) if name in self.late else self.first_day

    def workdays(self):
        until = self.today + timedelta(days=14)
        return [
            day
            for day in clock.dates(self.first_day, until)
            if day.weekday() in self.weekdays
        ]
