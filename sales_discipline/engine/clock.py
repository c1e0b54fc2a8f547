"""Instants of a local day (metrics section 1). All instants are naive UTC."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MICROSECOND = timedelta(microseconds=1)
UTC = ZoneInfo("UTC")


def local_instant(day: date, hour: float, tz: str) -> datetime:
    """The instant at which the clocks of ``tz`` show ``hour`` on ``day``.

    An hour that the clock skips gives the first instant after the gap; one that it
    repeats gives the first of the two.
    """
    minutes = round(hour * 60)
    wall = datetime.combine(day, time.min) + timedelta(minutes=minutes)
    return _wall_to_utc(wall, tz)


def day_start(day: date, tz: str) -> datetime:
    """The instant at which the local date ``day`` begins in ``tz``."""
    return _wall_to_utc(datetime.combine(day, time.min), tz)


def day_bounds(day: date, tz: str) -> tuple[datetime, datetime]:
    """``S`` and ``E``: when ``day`` and the date after it begin in ``tz``."""
    return day_start(day, tz), day_start(day + timedelta(days=1), tz)


def local_date(instant: datetime, tz: str) -> date:
    """The date that the calendar in ``tz`` shows at a naive UTC ``instant``."""
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(tz)).date()


@lru_cache(maxsize=4096)
def _wall_to_utc(wall: datetime, tz: str) -> datetime:
    zone = ZoneInfo(tz)
    earlier = _naive_utc(wall.replace(tzinfo=zone, fold=0))
    if _to_wall(earlier, zone) == wall:
        return earlier
    later = _naive_utc(wall.replace(tzinfo=zone, fold=1))
    return _transition(min(earlier, later), max(earlier, later), zone)


def _transition(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after ``low`` at which ``zone`` has the offset of ``high``."""
    target = _offset(high, zone)
    while high - low > MICROSECOND:
        middle = low + (high - low) / 2
        if _offset(middle, zone) == target:
            high = middle
        else:
            low = middle
    return high


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.replace(tzinfo=UTC).astimezone(zone).utcoffset()


def _to_wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def _naive_utc(aware: datetime) -> datetime:
    return aware.astimezone(UTC).replace(tzinfo=None)
