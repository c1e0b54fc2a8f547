"""Time for the naive model: found by looking, minute after minute."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


@cache
def first_instant(zone, day, hour):
    """The first instant (naive UTC) whose wall clock in ``zone`` has reached ``hour``.

    An hour that the clock skips gives the first instant after it, one that it repeats
    the first of both.
    """
    zone = ZoneInfo(zone)
    wanted = datetime(day.year, day.month, day.day) + round(hour * 60) * MINUTE
    instant = (wanted - timedelta(hours=15)).replace(tzinfo=UTC)
    while instant.astimezone(zone).replace(tzinfo=None) < wanted:
        instant += MINUTE
    return instant.replace(tzinfo=None)


def hours_between(start, stop):
    return Fraction((stop - start) // timedelta(microseconds=1), 3_600_000_000)


def overlap(span, other):
    """Hours that two spans of instants have in common."""
    start, stop = max(span[0], other[0]), min(span[1], other[1])
    return hours_between(start, stop) if start < stop else Fraction(0)
