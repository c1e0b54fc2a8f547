"""Closed days of one person, added up: plain figures in, plain figures out.

A mean is that of the days, a share is that of all their activities together, as in the
analysis (``sales.discipline.day.report``).
"""

from datetime import date, timedelta
from statistics import fmean, median

from .periods import period_end, period_start

# Longer spans are added up by weeks, and these by months.
MAX_DAYS, MAX_WEEK_DAYS = 10, 200
# Of fewer days nobody knows what is usual.
USUAL_DAYS = 10


def step_period(first: date, last: date) -> str:
    """By what a span is added up, so that its steps fit side by side.

    >>> step_period(date(2027, 3, 1), date(2027, 3, 31))
    'week'
    """
    length = (last - first).days + 1
    if length <= MAX_DAYS:
        return "day"
    return "week" if length <= MAX_WEEK_DAYS else "month"


def steps(first: date, last: date, period: str) -> list[tuple[date, date]]:
    """First and last date of each step, none beyond the span itself.

    >>> steps(date(2027, 3, 1), date(2027, 3, 9), "week")[-1]
    (datetime.date(2027, 3, 8), datetime.date(2027, 3, 9))
    """
    found = []
    start = period_start(first, period)
    while start <= last:
        end = period_end(start, period)
        found.append((max(start, first), min(end, last)))
        start = end + timedelta(days=1)
    return found


def add_up(days, means=(), sums=(), shares=None):
    """What several days come to.

    :param days: list of ``{figure: value}``, None where a day has none
    :param means: names of which the mean of the days counts
    :param sums: names that are added up
    :param shares: ``{name: (of these, of those)}``, in percent
    :return: ``{name: value}``, None where no day has one
    """
    found = {name: _mean(days, name) for name in means}
    for name in sums:
        found[name] = sum(day[name] for day in days) if days else None
    for name, (part, whole) in (shares or {}).items():
        total = sum(day[whole] for day in days)
        found[name] = 100 * sum(day[part] for day in days) / total if total else None
    return found


def usual(days, names):
    """``{name: median of the daily values}``; None of fewer days than it takes."""
    return {name: _median([day[name] for day in days]) for name in names}


def _mean(days, name):
    values = _known(day[name] for day in days)
    return fmean(values) if values else None


def _median(values):
    values = _known(values)
    return median(values) if len(values) >= USUAL_DAYS else None


def _known(values):
    return [value for value in values if value is not None]
