"""On which dates a programme of control asks for which review.

Plain functions over phases and working days; no database.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .periods import period_start

DAILY, WEEKLY = "daily", "weekly"
QUICK, OVERALL = "quick", "overall"
DETAILED = {"everyone": "detailed_all", "sample": "detailed_sample"}
ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Phase:
    """So many working days or weeks (``count``; 0 is for good) of one kind of control.

    ``detailed`` is ``everyone``, ``sample`` or ``none``.
    """

    rhythm: str
    count: int
    overall: bool
    detailed: str

    @property
    def kinds(self) -> tuple[str, ...]:
        found = [OVERALL] if self.overall else []
        if self.detailed in DETAILED:
            found.append(DETAILED[self.detailed])
        return tuple(found)


@dataclass(frozen=True)
class Point:
    """A date on which reviews are due, and the place of its phase (0 is the first)."""

    date: date
    phase: int
    kinds: tuple[str, ...]


def control_points(phases, workdays, weekday) -> list[Point]:
    """The dates of all phases that lie in ``workdays``.

    A daily phase takes the next ``count`` working days. A weekly one asks on the last
    working day of each week up to ``weekday``, else on the first one after it; a week
    without a working day does not count. The quick look of every day is not here.

    :param phases: :class:`Phase` in order
    :param workdays: sorted dates from the start of the programme on
    :param int weekday: 0 is Monday
    """
    points, rest = [], list(workdays)
    for place, phase in enumerate(phases):
        found = rest if phase.rhythm == DAILY else _weekly(rest, weekday)
        found = found[: phase.count] if phase.count else found
        points += [Point(day, place, phase.kinds) for day in found]
        if not phase.count or len(found) < phase.count:
            break
        rest = [day for day in rest if day > found[-1]]
    return points


def _weekly(workdays, weekday):
    weeks = {}
    for day in workdays:
        weeks.setdefault(period_start(day, "week"), []).append(day)
    return [_day_of_week(days, weekday) for days in weeks.values()]


def _day_of_week(days, weekday):
    in_time = [day for day in days if day.weekday() <= weekday]
    return in_time[-1] if in_time else days[0]


def longest_span(phases) -> timedelta:
    """How far from the start the last phase begins at the latest.

    Twice the weeks that the phases before it take, for holidays, and a month.
    """
    days = sum(
        phase.count if phase.rhythm == DAILY else 5 * phase.count for phase in phases
    )
    return timedelta(days=30 + 2 * days * 7 // 5)
