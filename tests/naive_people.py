"""The naive model's rules, people and working time: metrics sections 1 and 7."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from .naive_time import first_instant, hours_between

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Version:
    date_start: date
    min_planned_count: int = 5
    min_planned_load: int = 30
    cutoff_hour: Fraction = Fraction(18)
    max_overdue: int = 5
    max_postponements: int = 2
    weight_planning: int = 40
    weight_execution: int = 40
    weight_backlog: int = 20


@dataclass
class Person:
    """A controlled salesperson, as found when the day is judged.

    ``week`` gives the working hours of each weekday as (from, to) local hours;
    holidays and leaves are spans of instants, exemptions spans of dates.
    """

    key: object
    zone: str
    week: dict
    versions: list
    reviewers: frozenset = frozenset()
    holidays: list = field(default_factory=list)
    leaves: list = field(default_factory=list)
    exemptions: list = field(default_factory=list)

    def version(self, day):
        return max(
            (each for each in self.versions if each.date_start <= day),
            key=lambda each: each.date_start,
        )

    def is_controlled(self, day):
        return any(each.date_start <= day for each in self.versions)

    def begins(self, day):
        return first_instant(self.zone, day, 0)

    def calendar_hours(self, day):
        return self._hours(day, [])

    def company_hours(self, day):
        return self._hours(day, self.holidays)

    def capacity(self, day):
        return self._hours(day, self.holidays + self.leaves)

    def _hours(self, day, absences):
        spans = [
            tuple(first_instant(self.zone, day, hour) for hour in span)
            for span in self.week.get(day.weekday(), [])
        ]
        for begin, end in absences:
            before = [(start, min(stop, begin)) for start, stop in spans]
            after = [(max(start, end), stop) for start, stop in spans]
            spans = [(start, stop) for start, stop in before + after if start < stop]
        return sum((hours_between(*span) for span in spans), Fraction(0))

    def is_off(self, day):
        exempt = any(first <= day <= last for first, last in self.exemptions)
        return exempt or self.capacity(day) == 0

    def working_day(self, day, step):
        """The next (step 1) or last (step -1) day that is not off."""
        day += step * DAY
        while self.is_off(day):
            day += step * DAY
        return day

    def cutoff_date(self, day):
        day -= DAY
        while not self.company_hours(day):
            day -= DAY
        return day

    def cutoff(self, day):
        hour = self.version(day).cutoff_hour
        return first_instant(self.zone, self.cutoff_date(day), hour)

    def owes_plan(self, day):
        version, eve = self.version(day), self.cutoff_date(day)
        asked = version.min_planned_count or version.min_planned_load
        ready = self.is_controlled(eve) and not self.is_off(eve)
        return bool(not self.is_off(day) and asked and ready)
