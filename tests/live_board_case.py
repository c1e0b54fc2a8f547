"""A head's board for tests in a real browser, with one real clock."""

from datetime import timedelta

from odoo.tests import new_test_user

from .common import DisciplineHttpCase

TODAY = 0
TOMORROW = 1
YESTERDAY = -1


class LiveBoardCase(DisciplineHttpCase):
    """People of one team whom sd_hana leads; the subclass says what they plan.

    The browser and the server have one real clock. The time zone is the one in which
    it is about two in the afternoon, and every weekday has working hours: the tour
    gives the same at any hour and on any date.
    """

    LOGINS = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = cls.env.cr.now()
        cls.addClassCleanup(setattr, cls.env.cr, "_now", None)
        cls.env.cr._now = cls.now - timedelta(days=30)
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", cls.env.cr._now.isoformat()
        )
        cls.env["crm.team.member"].search([]).active = False
        ahead = 14 - cls.now.hour
        cls.tz = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
        cls.create_company()
        cls.create_team()
        cls.env.cr._now = cls.now - timedelta(days=2)
        cls.create_plans()
        cls.env.cr._now = cls.now
        cls.env.flush_all()

    @classmethod
    def create_company(cls):
        hours = {"hour_from": 9, "hour_to": 17, "day_period": "full_day"}
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Every day",
                "tz": cls.tz,
                "company_id": False,
                "attendance_ids": [
                    (5, 0, 0),
                    *(
                        (0, 0, {"name": "Day", "dayofweek": str(weekday), **hours})
                        for weekday in range(7)
                    ),
                ],
            }
        )
        cls.company = cls.env["res.company"].create(
            {"name": "Oak & Pine", "resource_calendar_id": calendar.id}
        )

    @classmethod
    def new_user(cls, login, group="sales_team.group_sale_salesman"):
        return new_test_user(
            cls.env,
            login,
            groups=f"base.group_user,{group}",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            tz=cls.tz,
        )

    @classmethod
    def create_team(cls):
        cls.head = cls.new_user("sd_hana", "sales_discipline.group_head")
        cls.people = [cls.new_user(login) for login in cls.LOGINS]
        cls.policy = cls.env["sales.discipline.policy"].create(
            {
                "name": "Rules",
                "company_id": cls.company.id,
                "version_ids": [(0, 0, {"date_start": cls.env.cr._now.date()})],
            }
        )
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Furniture",
                "company_id": cls.company.id,
                "user_id": cls.head.id,
                "discipline_policy_id": cls.policy.id,
                "member_ids": [(6, 0, [user.id for user in cls.people])],
            }
        )

    @classmethod
    def create_plans(cls):
        """What people planned two days ago."""
        raise AssertionError("each case plans its own")

    @classmethod
    def plan(cls, user, day, count):
        deal = cls.env["crm.lead"].create(
            {"name": "Desks", "user_id": user.id, "company_id": cls.company.id}
        )
        cls.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                    "res_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                    "res_id": deal.id,
                    "user_id": user.id,
                    "date_deadline": cls.now.date() + timedelta(days=day),
                    "summary": f"Call {number}",
                }
                for number in range(count)
            ]
        )
