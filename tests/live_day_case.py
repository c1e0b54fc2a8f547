"""A salesperson's day for tests in a real browser."""

from datetime import datetime, time, timedelta

from odoo.tests import new_test_user

from .common import DisciplineHttpCase


class LiveDayCase(DisciplineHttpCase):
    """One of four planned activities done, one overdue, two planned for tomorrow.

    +-------------+---------------------------------------------+
    | login       | role                                        |
    +-------------+---------------------------------------------+
    | sd_anna     | the salesperson                             |
    | sd_hana     | leads the team, head of sales               |
    | sd_stranger | salesperson of no team: nobody controls her |
    +-------------+---------------------------------------------+

    The browser and the server have one real clock, so the day is today. The time
    zone is the one in which it is about noon, and every weekday has working hours:
    the tours give the same at any hour and on any date.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = cls.env.cr.now().replace(tzinfo=None)
        cls.today = cls.now.date()
        cls.tz = cls.zone_at_noon()
        cls.addClassCleanup(setattr, cls.env.cr, "_now", None)
        cls.env.cr._now = cls.now - timedelta(days=30)
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", cls.env.cr._now.isoformat()
        )
        cls.company = cls.create_company()
        cls.anna = cls.new_user("sd_anna")
        cls.head = cls.new_user("sd_hana", "sales_discipline.group_head")
        cls.stranger = cls.new_user("sd_stranger")
        cls.team = cls.create_team()
        cls.deal = cls.create_deal("Forty desks")
        cls.create_day()

    @classmethod
    def zone_at_noon(cls):
        """A zone of a fixed offset where the date is the UTC date."""
        ahead = 12 - cls.now.hour
        return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"

    @classmethod
    def control_from(cls, day):
        """Nobody is controlled before the midnight, in the tours' zone, of ``day``."""
        midnight = datetime.combine(day, time()) - timedelta(hours=12 - cls.now.hour)
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", midnight.isoformat()
        )

    @classmethod
    def create_company(cls):
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Every day",
                "tz": cls.tz,
                "company_id": False,
                "attendance_ids": [
                    (5, 0, 0),
                    *(
                        (
                            0,
                            0,
                            {
                                "name": f"Day {weekday}",
                                "dayofweek": str(weekday),
                                "hour_from": 9,
                                "hour_to": 17,
                                "day_period": "full_day",
                            },
                        )
                        for weekday in range(7)
                    ),
                ],
            }
        )
        return cls.env["res.company"].create(
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
        policy = cls.env["sales.discipline.policy"].create(
            {
                "name": "Rules",
                "company_id": cls.company.id,
                "version_ids": [
                    (0, 0, {"date_start": cls.today - timedelta(days=30)}),
                ],
            }
        )
        return cls.env["crm.team"].create(
            {
                "name": "Furniture",
                "company_id": cls.company.id,
                "user_id": cls.head.id,
                "discipline_policy_id": policy.id,
                "member_ids": [(6, 0, cls.anna.ids)],
            }
        )

    @classmethod
    def create_deal(cls, name):
        return cls.env["crm.lead"].create(
            {
                "name": name,
                "type": "opportunity",
                "team_id": cls.team.id,
                "user_id": cls.anna.id,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def create_day(cls):
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(days=2)
        plan = cls.plan(0, *(f"Call {number}" for number in range(4)))
        cls.plan(-1, "Late offer")
        cls.plan(1, "Visit 0", "Visit 1")
        lost = cls.create_deal("Lost deal")
        cls.plan(0, "Call in vain", deal=lost)
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(hours=1)
        lost.action_set_lost()
        plan[0].with_user(cls.anna).action_feedback(feedback="Agreed on the price")
        verdicts = cls.env["sales.discipline.verdict"].with_user(cls.head)
        yesterday = cls.today - timedelta(days=1)
        verdicts.send(cls.anna.id, yesterday, "great", "Good pace on Forty desks.")
        cls.env.flush_all()
        cls.env.cr._now = None

    @classmethod
    def plan(cls, days, *summaries, deal=None):
        activities = cls.env["mail.activity"].with_user(cls.anna)
        return activities.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                    "res_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                    "res_id": (deal or cls.deal).id,
                    "user_id": cls.anna.id,
                    "date_deadline": cls.today + timedelta(days=days),
                    "summary": summary,
                }
                for summary in summaries
            ]
        )
