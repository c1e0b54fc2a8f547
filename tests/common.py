"""The clock and the cast that every test of this project shares."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from odoo.tests import HttpCase, TransactionCase, tagged


def utc(text, tz="UTC"):
    """The naive UTC instant of a local wall-clock time, e.g. "2026-03-02 18:00"."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(tz))
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


class ClockMixin:
    """Freezes both clocks: Python's and the transaction's.

    ``freeze_time`` alone leaves ``cr.now()`` running, and ``create_date`` with it.
    """

    @contextmanager
    def at(self, instant, tz="UTC"):
        """Everything inside happens at ``instant`` (text in ``tz``, or naive UTC)."""
        moment = utc(instant, tz) if isinstance(instant, str) else instant
        before = self.env.cr._now
        self.env.flush_all()
        self.env.cr._now = moment
        try:
            with freeze_time(moment):
                yield moment
                self.env.flush_all()
        finally:
            self.env.cr._now = before


@tagged("standard", "post_install", "-at_install")
class DisciplineCase(ClockMixin, TransactionCase):
    """Base of the tests without a browser."""


@tagged("standard", "post_install", "-at_install")
class DisciplineHttpCase(ClockMixin, HttpCase):
    """Base of the tests in a real browser."""
