"""When a team's use of the system falls week by week. Plain functions, no database.

A week of a team has two figures over its closed working days: the mean score, and the
activities planned or done per person and day. An alarm is raised when one of them has
fallen in each of the last three weeks and has lost a tenth or more of what it was
before them; less than that is the weather.
"""

from dataclasses import dataclass
from datetime import date

FALLS = 3
LOSS = 0.1
MEASURES = ("score", "activities")


@dataclass(frozen=True)
class Week:
    """One team in one week; ``None`` where there was nothing to measure."""

    monday: date
    score: float | None
    activities: float | None


def falling(weeks: list[Week]) -> str | None:
    """Which figure falls: ``score``, ``activities`` or None.

    :param weeks: consecutive weeks, oldest first; only the last four count

    >>> mondays = [date(2027, 3, day) for day in (1, 8, 15, 22)]
    >>> falling([Week(m, s, 5.0) for m, s in zip(mondays, (90.0, 85.0, 84.0, 70.0))])
    'score'
    """
    last = weeks[-FALLS - 1 :]
    if len(last) <= FALLS:
        return None
    for name in MEASURES:
        if _falls([getattr(week, name) for week in last]):
            return name
    return None


def _falls(values) -> bool:
    if any(value is None for value in values):
        return False
    pairs = zip(values, values[1:], strict=False)
    return all(b < a for a, b in pairs) and values[-1] <= values[0] * (1 - LOSS)
