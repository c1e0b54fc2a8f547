"""How long a person works on a date (metrics section 1, *Working day*).

Reads Odoo's working calendars, public holidays and leaves in a constant number of
queries per distinct calendar, whatever the number of people and dates.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, partial

import pytz

from odoo.tools.intervals import Intervals

from .clock import day_bounds, day_start

FALLBACK_HOURS_PER_DAY = 8.0


@dataclass(frozen=True)
class Worker:
    """A person whose hours are asked for."""

    user_id: int
    company_id: int
    tz: str


@dataclass
class WorkTime:
    """Hours per date, from ``date_from`` to ``date_to`` inclusive."""

    date_from: date
    date_to: date
    base: dict = field(default_factory=dict)
    open_hours: dict = field(default_factory=dict)
    capacity: dict = field(default_factory=dict)
    exempt: dict = field(default_factory=dict)
    # Of each person the instant at which the work of a date ends, by date.
    ends: dict = field(default_factory=dict)

    def base_hours(self, user_id: int, day: date) -> float:
        """Hours of the calendar before public holidays and leaves."""
        return self.base[user_id].get(day, 0.0)

    def calendar_hours(self, user_id: int, day: date) -> float:
        """Hours of the calendar less public holidays, whatever the person's leaves."""
        return self.open_hours[user_id].get(day, 0.0)

    def capacity_hours(self, user_id: int, day: date) -> float:
        """Hours of the calendar less public holidays and the person's leaves."""
        return self.capacity[user_id].get(day, 0.0)

    def is_exempt(self, user_id: int, day: date) -> bool:
        return any(a <= day <= b for a, b in self.exempt.get(user_id, ()))

    def is_off(self, user_id: int, day: date) -> bool:
        return self.capacity_hours(user_id, day) <= 0 or self.is_exempt(user_id, day)

    def end_at(self, user_id: int, day: date) -> datetime | None:
        """When the work of ``day`` ends, naive UTC; None where there is none."""
        if self.is_exempt(user_id, day):
            return None
        return self.ends[user_id]().get(day)

    def off_reason(self, user_id: int, day: date) -> str | None:
        """Why nothing is expected on ``day``; None on a working day."""
        if self.is_exempt(user_id, day):
            return "exempt"
        if self.capacity_hours(user_id, day) > 0:
            return None
        if self.calendar_hours(user_id, day) > 0:
            return "leave"
        return "holiday" if self.base_hours(user_id, day) > 0 else "no_hours"


def read_work_time(env, workers: list[Worker], date_from, date_to) -> WorkTime:
    """The working time of ``workers`` on every date of the window."""
    result = WorkTime(date_from, date_to)
    user_ids = [worker.user_id for worker in workers]
    resources = _resources(env, user_ids)
    bounds = _bounds(workers, date_from, date_to)
    public, personal = _leaves(env, workers, resources, bounds)
    result.exempt = _exemptions(env, user_ids, date_from, date_to)
    tables = {}
    for worker in workers:
        resource = resources.get((worker.user_id, worker.company_id))
        company = env["res.company"].sudo().browse(worker.company_id)
        calendar = resource.calendar_id if resource else company.resource_calendar_id
        key = (calendar.id, company.id, worker.tz)
        if key not in tables:
            tables[key] = _CalendarTable(
                calendar, company, worker.tz, bounds, public.get(company.id, [])
            )
        table = tables[key]
        own = personal.get(resource.id) if resource else None
        result.base[worker.user_id] = table.base
        result.open_hours[worker.user_id] = table.open_hours
        result.capacity[worker.user_id] = table.less(own) if own else table.open_hours
        # Few are asked for.
        result.ends[worker.user_id] = (
            cache(partial(table.ends, tuple(own))) if own else table.open_ends
        )
    return result


def read_work_ends(env, wanted) -> dict[tuple, datetime | None]:
    """When the working time of people ends, by (user id, date), naive UTC.

    None where there is none, because of a holiday, a leave or an exemption.

    :param wanted: list of (``Worker``, date)
    """
    if not wanted:
        return {}
    workers, dates = zip(*wanted, strict=True)
    time = read_work_time(env, list(dict.fromkeys(workers)), min(dates), max(dates))
    return {
        (worker.user_id, day): time.end_at(worker.user_id, day)
        for worker, day in wanted
    }


class _CalendarTable:
    """Hours per date of one calendar in one time zone, for all who share it.

    A flexible calendar names no hours of the day, so it borrows the working days of
    the company's calendar, and an absence takes the share of those hours it covers.
    """

    def __init__(self, calendar, company, tz, bounds, public):
        self.zone = pytz.timezone(tz)
        source, self.fixed_hours = _source(calendar, company)
        self.attendance = _attendance(source, self.zone, bounds)
        self.full = self._sum(self.attendance)
        holidays = [
            leave
            for leave in public
            if leave.calendar_id.id in (False, calendar.id, source.id)
        ]
        self.open = self.attendance - _intervals(holidays, self.zone)
        self.base = self._hours(self.full)
        self.open_hours = self._hours(self._sum(self.open))
        self.open_ends = cache(partial(self.ends, ()))

    def ends(self, leaves) -> dict[date, datetime]:
        """The naive UTC instant at which the work of each date ends."""
        stops = {}
        for start, stop, _record in self.open - _intervals(leaves, self.zone):
            day = start.astimezone(self.zone).date()
            stops[day] = max(stop, stops.get(day, stop))
        return {
            day: stop.astimezone(pytz.utc).replace(tzinfo=None)
            for day, stop in stops.items()
        }

    def less(self, leaves) -> dict[date, float]:
        return self._hours(self._sum(self.open - _intervals(leaves, self.zone)))

    def _sum(self, intervals) -> dict[date, float]:
        hours = defaultdict(float)
        for start, stop, _record in intervals:
            hours[start.astimezone(self.zone).date()] += (
                stop - start
            ).total_seconds() / 3600
        return hours

    def _hours(self, worked) -> dict[date, float]:
        if self.fixed_hours is None:
            return {day: round(hours, 6) for day, hours in worked.items()}
        return {
            day: round(self.fixed_hours * hours / self.full[day], 6)
            for day, hours in worked.items()
            if self.full.get(day)
        }


def _source(calendar, company):
    """The calendar that gives the working days, and fixed hours per day if flexible."""
    company_calendar = company.resource_calendar_id
    if calendar and not calendar.flexible_hours:
        return calendar, None
    hours = (
        calendar.hours_per_day
        or company_calendar.hours_per_day
        or FALLBACK_HOURS_PER_DAY
    )
    return company_calendar, hours


def _attendance(calendar, zone, bounds):
    start, stop = (pytz.utc.localize(instant) for instant in bounds)
    if not calendar or calendar.flexible_hours:
        return _weekdays(zone, start, stop)
    return calendar._attendance_intervals_batch(start, stop, tz=zone)[False]


def _weekdays(zone, start, stop):
    """Monday to Friday, for a company whose own calendar names no hours either."""
    day = start.astimezone(zone).date()
    found = []
    while day <= stop.astimezone(zone).date():
        if day.weekday() < 5:
            noon = zone.localize(datetime(day.year, day.month, day.day, 12))
            half = timedelta(hours=FALLBACK_HOURS_PER_DAY / 2)
            found.append((noon - half, noon + half, None))
        day += timedelta(days=1)
    return Intervals(found)


def _intervals(leaves, zone):
    return Intervals(
        (
            pytz.utc.localize(leave.date_from).astimezone(zone),
            pytz.utc.localize(leave.date_to).astimezone(zone),
            leave,
        )
        for leave in leaves
    )


def _bounds(workers, date_from, date_to):
    """The span that covers the window in every time zone concerned."""
    zones = {worker.tz for worker in workers} or {"UTC"}
    return (
        min(day_start(date_from, tz) for tz in zones),
        max(day_bounds(date_to, tz)[1] for tz in zones),
    )


def _resources(env, user_ids):
    resources = env["resource.resource"].sudo()
    resources = resources.search_fetch([("user_id", "in", user_ids)])
    return {(r.user_id.id, r.company_id.id): r for r in resources.sorted(reverse=True)}


def _leaves(env, workers, resources, bounds):
    """Public holidays by company, and leaves by resource.

    The company is named on purpose: Odoo's own helper lets holidays of one company
    leak into another when no resource is given.
    """
    company_ids = list({worker.company_id for worker in workers})
    resource_ids = [resource.id for resource in resources.values()]
    leaves = (
        env["resource.calendar.leaves"]
        .sudo()
        .search_fetch(
            [
                ("time_type", "=", "leave"),
                ("date_from", "<", bounds[1]),
                ("date_to", ">", bounds[0]),
                "|",
                ("resource_id", "in", resource_ids),
                "&",
                ("resource_id", "=", False),
                ("company_id", "in", company_ids),
            ]
        )
    )
    public, personal = defaultdict(list), defaultdict(list)
    for leave in leaves:
        if leave.resource_id:
            personal[leave.resource_id.id].append(leave)
        else:
            public[leave.company_id.id].append(leave)
    return public, personal


def _exemptions(env, user_ids, date_from, date_to):
    exemptions = (
        env["sales.discipline.exemption"]
        .sudo()
        .search_fetch(
            [
                ("user_id", "in", user_ids),
                ("date_from", "<=", date_to),
                ("date_to", ">=", date_from),
            ],
            ["user_id", "date_from", "date_to"],
        )
    )
    periods = defaultdict(list)
    for exemption in exemptions:
        periods[exemption.user_id.id].append((exemption.date_from, exemption.date_to))
    return periods
