"""What one person's day is judged by (metrics sections 1 and 4).

A ``DayContext`` holds every instant and need of one (person, date); the as-of query
gets nothing else from Python.
"""

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta

from . import clock, scores
from .scores import COMPONENTS
from .worktime import Worker, WorkTime, read_work_time

ONE_DAY = timedelta(days=1)
# Days to look back and ahead for a working day, and how far to look for people who
# are away longer. Beyond that there is no last or next working day.
NEAR, FAR = 35, 400


@dataclass(frozen=True)
class Rules:
    """The numbers of one policy version."""

    version_id: int
    date_start: Date
    min_planned_count: int
    min_planned_load: float
    cutoff_hour: float
    max_overdue: int
    max_postponements: int
    weights: tuple
    result_mode: str = "off"
    bad_result_not_done: bool = False

    @property
    def weigh_data(self) -> bool:
        """Whether the completeness of records is part of the score."""
        return self.weights[COMPONENTS.index("data")] > 0

    @property
    def asks_for_a_plan(self) -> bool:
        return self.min_planned_count > 0 or self.min_planned_load > 0


@dataclass(frozen=True)
class Person:
    """A controlled salesperson: where, by which rules, since which local date."""

    user_id: int
    team_id: int
    company_id: int
    tz: str
    rules: tuple
    controlled_from: Date
    reviewer_ids: frozenset
    # Whether the days are for the eyes of reviewers alone.
    is_shadowed: bool = False
    # The instant at which control began (naive UTC), where it is known.
    controlled_at: datetime | None = None
    # What is kept of them with a closed day, and who leads their team.
    name: str | None = None
    leader_id: int | None = None

    def rules_on(self, day: Date) -> Rules:
        """The latest version that starts on or before ``day``."""
        valid = [rules for rules in self.rules if rules.date_start <= day]
        return valid[-1] if valid else self.rules[0]

    def is_controlled(self, day: Date) -> bool:
        return day >= self.controlled_from

    def could_plan_by(self, day: Date, cutoff_at: datetime) -> bool:
        """Whether control had begun when the cut-off of ``day`` came."""
        begun = self.controlled_at
        return self.is_controlled(day) and (begun is None or begun < cutoff_at)


@dataclass
class DayContext:
    """One (person, date) with all instants, hours and needs. Instants naive UTC."""

    person: Person
    rules: Rules
    date: Date
    start_at: datetime
    end_at: datetime
    cutoff_at: datetime
    judged_at: datetime
    is_over: bool
    base_hours: float
    capacity_hours: float
    off_reason: str | None
    plan_owed: bool
    need_count: int
    need_hours: float
    last_work_date: Date | None
    work_end_at: datetime | None = None
    next: "NextDay | None" = None

    @property
    def is_off(self) -> bool:
        return self.off_reason is not None

    @property
    def since(self) -> datetime:
        """The earliest instant that the day's lines or the next plan look at."""
        seen = self.next.judged_at if self.next else self.cutoff_at
        return min(self.cutoff_at, self.start_at, seen)


@dataclass
class NextDay:
    """The next day that is not off: whose plan shows whether tomorrow is ready."""

    date: Date
    start_at: datetime
    end_at: datetime
    cutoff_at: datetime
    judged_at: datetime
    capacity_hours: float
    plan_owed: bool
    need_count: int
    need_hours: float


def build_contexts(env, people: dict[int, Person], pairs, now) -> list[DayContext]:
    """A context for each (user id, date) of ``pairs``, judged at ``now``."""
    pairs = list(pairs)
    if not pairs:
        return []
    hours = _WorkWindow(env, people, pairs)
    return [_context(people[user_id], day, now, hours) for user_id, day in pairs]


def _context(person, day, now, hours) -> DayContext:
    start, end = clock.day_bounds(day, person.tz)
    needs = _needs(person, day, hours)
    context = DayContext(
        person=person,
        rules=person.rules_on(day),
        date=day,
        start_at=start,
        end_at=end,
        judged_at=min(now, end - clock.MICROSECOND),
        is_over=now >= end,
        base_hours=hours.time(day).base_hours(person.user_id, day),
        off_reason=hours.time(day).off_reason(person.user_id, day),
        last_work_date=hours.find(person, day, -1, _is_working),
        work_end_at=hours.time(day).end_at(person.user_id, day),
        **needs,
    )
    context.next = _next_day(person, context, hours)
    return context


def _next_day(person, context, hours) -> NextDay | None:
    day = hours.find(person, context.date, 1, _is_working)
    if day is None:
        return None
    start, end = clock.day_bounds(day, person.tz)
    needs = _needs(person, day, hours)
    judged_at = min(context.judged_at, needs["cutoff_at"])
    return NextDay(date=day, start_at=start, end_at=end, judged_at=judged_at, **needs)


def _needs(person, day, hours) -> dict:
    """Cut-off, capacity and what the policy asks for on ``day``."""
    rules, user_id = person.rules_on(day), person.user_id
    time = hours.time(day)
    cutoff_date = hours.find(person, day, -1, _has_calendar_hours)
    cutoff_at = clock.local_instant(
        cutoff_date or day - ONE_DAY, rules.cutoff_hour, person.tz
    )
    owed = (
        rules.asks_for_a_plan
        and cutoff_date is not None
        and not time.is_off(user_id, day)
        and person.could_plan_by(cutoff_date, cutoff_at)
        and not hours.time(cutoff_date).is_off(user_id, cutoff_date)
    )
    capacity = time.capacity_hours(user_id, day)
    base = time.base_hours(user_id, day)
    return {
        "cutoff_at": cutoff_at,
        "capacity_hours": capacity,
        "plan_owed": owed,
        "need_count": (
            scores.need_count(rules.min_planned_count, capacity, base) if owed else 0
        ),
        "need_hours": (
            scores.need_hours(rules.min_planned_load, capacity) if owed else 0.0
        ),
    }


def _has_calendar_hours(time: WorkTime, user_id: int, day: Date) -> bool:
    return time.calendar_hours(user_id, day) > 0


def _is_working(time: WorkTime, user_id: int, day: Date) -> bool:
    return not time.is_off(user_id, day)


class _WorkWindow:
    """Working time around the pairs, read near first and far only where needed."""

    def __init__(self, env, people, pairs):
        self._env = env
        self._people = people
        self._pairs = pairs
        self._user_ids = dict.fromkeys(user_id for user_id, _day in pairs)
        self._near = self._read(NEAR)
        self._far = None
        self._found = {}

    def time(self, day) -> WorkTime:
        """The reading that covers ``day``."""
        near = self._near.date_from <= day <= self._near.date_to
        return self._near if near else self._read_far()

    def find(self, person, day, step, holds) -> Date | None:
        """The nearest date before (-1) or after (1) ``day`` for which ``holds``."""
        key = (person.user_id, day, step, holds)
        if key not in self._found:
            self._found[key] = self._search(person, day, step, holds)
        return self._found[key]

    def _search(self, person, day, step, holds):
        found = self._walk(self._near, person, day, step, holds)
        if found is None:
            found = self._walk(self._read_far(), person, day, step, holds)
        return found

    def _read_far(self) -> WorkTime:
        if self._far is None:
            self._far = self._read(FAR)
        return self._far

    @staticmethod
    def _walk(time, person, day, step, holds):
        candidate = day + step * ONE_DAY
        while time.date_from <= candidate <= time.date_to:
            if holds(time, person.user_id, candidate):
                return candidate
            candidate += step * ONE_DAY
        return None

    def _read(self, margin: int) -> WorkTime:
        days = [day for _user_id, day in self._pairs]
        workers = [
            Worker(p.user_id, p.company_id, p.tz)
            for p in (self._people[user_id] for user_id in self._user_ids)
        ]
        return read_work_time(
            self._env,
            workers,
            min(days) - margin * ONE_DAY,
            max(days) + margin * ONE_DAY,
        )
