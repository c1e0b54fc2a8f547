"""How full a day is, and what one more activity makes of it. Pure functions.

``figures`` are those of one day with its ``lines`` (metrics sections 3 and 4).
"""

from datetime import date as Date

from . import scores

# What was planned for the day and takes time on it, done or not.
ON_THE_DAY = ("done", "pending", "missed")


def on_the_day(figures: dict, without=()) -> tuple[int, float]:
    """How many activities lie on the day, and their hours.

    The plan, less what has left it, and what was added after its cut-off. Overdue
    ones that the day inherits are not of it.

    :param without: ids of activities to leave aside
    """
    hours = [
        line["hours"]
        for line in figures["lines"]
        if line["activity_id"] not in without and _is_on_day(line, figures["date"])
    ]
    return len(hours), round(sum(hours), 9)


def _is_on_day(line: dict, day: Date) -> bool:
    if line["set"] == "planned":
        return line["outcome"] in ON_THE_DAY
    return line["set"] == "added" and line["deadline"] == day


def hours_of(planned: float, usual: float, capacity: float) -> float:
    """Hours of an activity without a meeting (metrics section 3).

    The engine reads them in SQL; this is the same for one that is not there yet.
    """
    return min(capacity, planned if planned > 0 else usual)


def lacking(figures: dict, count: int, hours: float) -> tuple[int, float]:
    """Activities and hours that a plan of ``count`` and ``hours`` still lacks."""
    missing = figures["need_hours"] - hours
    return (
        max(0, figures["need_count"] - count),
        missing if missing > scores.HAIR else 0.0,
    )
