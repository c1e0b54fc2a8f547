"""The history that every breakdown happens to: a week of 48 people in two time zones.

Built by the ORM with the transaction's clock set back, from a seed.
"""

import random
from datetime import datetime, timedelta

from odoo.fields import Command

PEOPLE = 48
FIRST_DAY = datetime(2027, 3, 15)
# Friday 09:10 in Berlin, 17:10 in Tokyo: the one half is to get its morning summary,
# the other half the reminder to plan. Four days and their rewards are due.
NOW = datetime(2027, 3, 19, 8, 10)
# Ten days and a clock change later, at 09:10 again of a Berlin in summer time.
LATER = datetime(2027, 3, 30, 7, 10)
ZONES = ("Europe/Berlin", "Asia/Tokyo")


def build(env, seed):
    """Commits; the jobs have not run yet."""
    env = env(context={**env.context, "tracking_disable": True})
    env.cr._now = FIRST_DAY - timedelta(days=1)
    env["ir.config_parameter"].set_param(
        "sales_discipline.installed_at", f"{FIRST_DAY:%Y-%m-%d}T00:00:00"
    )
    env["crm.team"].search([]).active = False
    people = _people(env)
    for zone in ZONES:
        _team(env, zone, people.filtered(lambda user, zone=zone: user.tz == zone))
    _rules(env)
    _work(env, people, random.Random(seed))
    env.cr.commit()


def _people(env):
    seller = env.ref("sales_team.group_sale_salesman")
    users = env["res.users"].with_context(no_reset_password=True)
    return users.create(
        [
            {
                "name": f"Person {number:02}",
                "login": f"person_{number:02}",
                "email": f"person_{number:02}@example.com",
                "tz": ZONES[number % len(ZONES)],
                "group_ids": [Command.link(seller.id)],
            }
            for number in range(PEOPLE)
        ]
    )


def _team(env, zone, members):
    calendar = env.company.resource_calendar_id.copy({"name": zone, "tz": zone})
    company = env["res.company"].create(
        {"name": zone, "resource_calendar_id": calendar.id}
    )
    members.write({"company_ids": [Command.link(company.id)], "company_id": company.id})
    policy = env["sales.discipline.policy"].create(
        {
            "name": zone,
            "tz": zone,
            "company_id": company.id,
            "version_ids": [Command.create({"date_start": FIRST_DAY.date()})],
        }
    )
    env["crm.team"].create(
        {
            "name": zone,
            "company_id": company.id,
            "member_ids": [Command.set(members.ids)],
            "discipline_policy_id": policy.id,
        }
    )


def _rules(env):
    """One that is judged while the day runs, one when it is closed, one penalty."""
    rules = env["sales.discipline.reward.rule"]
    rules.search([]).active = False
    for name, values, *condition in (
        ("Little overdue", {"kind": "badge"}, "overdue_count", "le", 2),
        ("Much done", {"kind": "leave", "is_live": False}, "done_count", "ge", 2),
        ("Much left", {"kind": "points", "is_live": False}, "overdue_count", "ge", 5),
    ):
        condition = dict(zip(("figure", "operator", "value"), condition, strict=True))
        rules.create(
            {
                "name": name,
                "title": name,
                "points": 5,
                "valid_days": 60,
                "condition_ids": [Command.create(condition)],
                **values,
            }
        )


def _work(env, people, chance):
    """Every day each plans five calls for the days to come, and does some due ones."""
    deals = env["crm.lead"].create(
        [{"name": f"Deal {user.name}", "user_id": user.id} for user in people]
    )
    kind = env.ref("mail.mail_activity_data_call").id
    model = env["ir.model"]._get_id("crm.lead")
    quick = env["mail.activity"].with_context(mail_activity_quick_update=True)
    for day in range(5):
        env.cr._now = FIRST_DAY + timedelta(days=day, hours=6)
        today = env.cr._now.date()
        quick.create(
            [
                {
                    "res_model_id": model,
                    "res_id": deal.id,
                    "activity_type_id": kind,
                    "summary": f"Call {number}",
                    "user_id": user.id,
                    "date_deadline": today + timedelta(days=chance.randint(0, 12)),
                }
                for user, deal in zip(people, deals, strict=True)
                for number in range(5)
            ]
        )
        env.flush_all()
        env.cr._now += timedelta(hours=1 + day % 2)
        due = quick.search([("user_id", "in", people.ids)]).filtered(
            lambda one, today=today: one.date_deadline <= today
        )
        done = due.filtered(lambda _: chance.random() < 0.7)
        done._action_done(feedback="They want an offer for forty desks by Friday")
        env.flush_all()
