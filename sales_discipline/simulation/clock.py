"""Working time of simulated people, and the transaction's clock."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_UTC = ZoneInfo("UTC")


def instant(day, minutes, tz):
    """Naive UTC of ``minutes`` after local midnight of ``day`` in ``tz``.

    Fractions of a minute count; wall-clock time, also on a day of 23 or 25 hours.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=ZoneInfo(tz)).astimezone(_UTC).replace(tzinfo=None)


def local_date(moment, tz):
    """The date in ``tz`` at a naive UTC instant."""
    return moment.replace(tzinfo=_UTC).astimezone(ZoneInfo(tz)).date()


def dates(first, last):
    """All dates from ``first`` to ``last``, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@contextmanager
def at(env, moment):
    """What the ORM does inside happens at ``moment`` (naive UTC).

    ``create_date`` and the addon's stamps take the transaction's clock, which only
    code on the server can set.
    """
    env.cr.flush()
    before = env.cr._now
    env.cr._now = moment
    try:
        yield
        env.cr.flush()
    finally:
        env.cr._now = before
