"""The clock and the cast that every test of this project shares."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from freezegun import freeze_time

from odoo import fields
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged

from .screen_checks import ScreenMixin


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
class DisciplineHttpCase(ClockMixin, ScreenMixin, HttpCase):
    """Base of the tests in a real browser, with the checks of ``screen_checks``."""


class TeamCase(DisciplineCase):
    """A controlled team in Moscow time, Monday to Friday, eight hours a day.

    +--------+----------------------------------+
    | login  | role                             |
    +--------+----------------------------------+
    | sd_hana  | leads the team, head of sales  |
    | sd_dora  | director                       |
    | sd_anna, sd_oleg | salespeople            |
    +--------+----------------------------------+

    The addon counts as installed on 1 January 2027 and the policy starts that day.
    The week of the tests is Monday 1 to Friday 5 March 2027.
    """

    TZ = "Europe/Moscow"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr._now = datetime(2027, 1, 1)
        cls.addClassCleanup(setattr, cls.env.cr, "_now", None)
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-01-01T00:00:00"
        )
        # People whom the database came with are not what the tests are about.
        cls.env["crm.team.member"].search([]).active = False
        calendar = cls.env["resource.calendar"].create(
            {"name": "40 hours", "tz": cls.TZ, "company_id": False}
        )
        cls.company = cls.env["res.company"].create(
            {"name": "Oak & Pine", "resource_calendar_id": calendar.id}
        )
        cls.head = cls.new_user("sd_hana", "sales_discipline.group_head")
        cls.director = cls.new_user("sd_dora", "sales_discipline.group_director")
        cls.anna = cls.new_user("sd_anna")
        cls.oleg = cls.new_user("sd_oleg")
        cls.policy = cls.env["sales.discipline.policy"].create(
            {
                "name": "Rules",
                "company_id": cls.company.id,
                "version_ids": [(0, 0, {"date_start": "2027-01-01"})],
            }
        )
        cls.version = cls.policy.version_ids
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Furniture",
                "company_id": cls.company.id,
                "user_id": cls.head.id,
                "discipline_policy_id": cls.policy.id,
                "member_ids": [(6, 0, (cls.anna | cls.oleg).ids)],
            }
        )
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        # Unassigned, so that every salesperson may work on it.
        cls.deal = cls.env["crm.lead"].create(
            {
                "name": "Forty desks",
                "type": "opportunity",
                "team_id": cls.team.id,
                "user_id": False,
                "company_id": cls.company.id,
            }
        )
        cls.env.flush_all()

    @classmethod
    def new_user(cls, login, group="sales_team.group_sale_salesman"):
        return new_test_user(
            cls.env,
            login,
            groups=f"base.group_user,{group}",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            tz=cls.TZ,
        )

    def plan(self, user, deadline, count=1, by=None, **values):
        """``count`` calls on the deal for ``user``, due on ``deadline``."""
        return (
            self.env["mail.activity"]
            .with_user(by or user)
            .with_context(mail_activity_quick_update=True)
            .create(
                [
                    {
                        "activity_type_id": self.call.id,
                        "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                        "res_id": self.deal.id,
                        "user_id": user.id,
                        "date_deadline": deadline,
                        "summary": f"Call {number}",
                        **values,
                    }
                    for number in range(count)
                ]
            )
        )

    def day(self, user, day, now=None):
        """What the engine says of ``user`` on ``day``."""
        day = fields.Date.to_date(day)
        days = self.env["sales.discipline.day"]
        return days._evaluate(user, day, day, now)[user.id, day]
