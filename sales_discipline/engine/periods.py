"""Days, weeks and months by their first dates. A week begins on Monday everywhere."""

from datetime import date, timedelta

PERIODS = ("week", "month")


def period_start(day: date, period: str) -> date:
    """The first date of the day, week or month that ``day`` lies in.

    >>> period_start(date(2027, 3, 3), "week")
    datetime.date(2027, 3, 1)
    """
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def period_end(start: date, period: str) -> date:
    """The last date of the period that begins on ``start``.

    >>> period_end(date(2027, 2, 1), "month")
    datetime.date(2027, 2, 28)
    """
    if period == "day":
        return start
    if period == "week":
        return start + timedelta(days=6)
    return period_start(start + timedelta(days=31), "month") - timedelta(days=1)
