"""How much of everything there is, from one number."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

DUE = 12  # activities a person has due on a day
PLANNED_NEXT = 6  # and for the next day
SMALL_TEAM, LARGE_TEAM = 20, 200


@dataclass(frozen=True)
class Sizes:
    """The sizes of a run: SCALE 1 is what the project promises figures for.

    "Today" is a Wednesday; all instants are naive UTC, and so is the time zone.
    """

    scale: float
    seed: int

    @property
    def people(self) -> int:
        return max(SMALL_TEAM + 5, round(1000 * self.scale))

    @property
    def activities(self) -> int:
        return round(1_000_000 * self.scale)

    @property
    def day_rows(self) -> int:
        return round(2_000_000 * self.scale)

    @property
    def work_days(self) -> int:
        """Past working days on which everybody had ``DUE`` activities."""
        return max(65, self.activities // (self.people * DUE))

    @property
    def today(self) -> date:
        return date(2027, 3, 3)

    @property
    def now(self) -> datetime:
        return datetime(2027, 3, 3, 13, 0)

    def past_days(self) -> list[date]:
        """The last working days before today, newest first."""
        days, day = [], self.today
        while len(days) < self.work_days:
            day -= timedelta(days=1)
            if day.weekday() < 5:
                days.append(day)
        return days

    def large_team(self) -> int:
        return min(LARGE_TEAM, self.people - SMALL_TEAM)
