"""From people's periods to the points of a scatter plot.

A person's week or month counts when every day of it was closed and measured: half a
month of sales beside a whole one would say something of the calendar alone.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from statistics import fmean

from .correlation import DIGITS
from .periods import period_end, period_start


@dataclass
class PersonPeriod:
    """What is kept of the closed days of one person in one week or month."""

    user_id: int
    start: Date
    days: int = 0
    scored_days: int = 0
    score_total: float = 0.0
    measured_days: int = 0
    parts: list = field(default_factory=list)  # (slot, figure) of outcomes.Figure
    value: float | None = None

    @property
    def score(self) -> float | None:
        if not self.scored_days:
            return None
        return round(self.score_total / self.scored_days, DIGITS)


@dataclass(frozen=True)
class Point:
    """One dot. ``start`` is None where it stands for all periods of a person.

    ``x`` and ``y`` are where it stands; score and value are what it stands for, the
    same thing unless it is measured from the person's own mean.
    """

    user_id: int
    start: Date | None
    x: float
    y: float
    score: float
    value: float
    periods: int = 1


def pair(rows, period, lag) -> list[Point]:
    """A point per person and period: the score then, the outcome ``lag`` later.

    :param rows: iterable of PersonPeriod
    :param lag: 0 for the same period, 1 for the next one
    """
    whole = {
        (row.user_id, row.start): row
        for row in rows
        if row.days == (period_end(row.start, period) - row.start).days + 1
    }
    points = []
    for (user_id, start), row in sorted(whole.items()):
        later = whole.get((user_id, _later(start, period, lag)))
        if not later or row.score is None or later.value is None:
            continue
        if later.measured_days == later.days:
            value = round(later.value, DIGITS)
            points.append(Point(user_id, start, row.score, value, row.score, value))
    return points


def between(points) -> list[Point]:
    """One point a person: the mean of the periods."""
    found = []
    for user_id, own in _by_person(points).items():
        score, value = (
            round(fmean(getattr(point, name) for point in own), DIGITS)
            for name in ("x", "y")
        )
        found.append(Point(user_id, None, score, value, score, value, len(own)))
    return found


def within(points) -> list[Point]:
    """Each period as it differs from the person's own mean.

    A single period has nothing to differ from, and is left out.
    """
    means = {point.user_id: point for point in between(points)}
    return [
        Point(
            user_id=point.user_id,
            start=point.start,
            x=round(point.x - means[point.user_id].x, DIGITS),
            y=round(point.y - means[point.user_id].y, DIGITS),
            score=point.score,
            value=point.value,
        )
        for point in points
        if means[point.user_id].periods > 1
    ]


def _by_person(points):
    people = defaultdict(list)
    for point in points:
        people[point.user_id].append(point)
    return people


def _later(start, period, lag):
    return period_end(start, period) + timedelta(days=1) if lag else start


def months_back(day, count) -> Date:
    """The first date of the month ``count`` months before that of ``day``."""
    start = period_start(day, "month")
    for _month in range(count):
        start = period_start(start - timedelta(days=1), "month")
    return start
