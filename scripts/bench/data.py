"""Fills two databases alike, one without the addon and one with it.

People and teams come from the ORM; deals, activities and closed days, of which there
are too many for it, from SQL over ``generate_series`` with a fixed seed.
"""

from datetime import timedelta

from odoo.fields import Command
from odoo.tools import SQL

from .sizes import DUE, PLANNED_NEXT, SMALL_TEAM

DEALS_EACH = 5
PASSWORD = "bench"
# Of the past activities: moved once, left open.
MOVED, LEFT_OPEN = 0.10, 0.002


def fill(env, sizes):
    """Everything, in a database that has only what Odoo installs."""
    with_addon = "sales.discipline.day" in env
    env.cr._now = sizes.now - timedelta(days=4000 if with_addon else 1)
    people = _people(env, sizes)
    _teams(env, sizes, people)
    if with_addon:
        _control(env, sizes)
    env.cr._now = None
    env.flush_all()
    env.cr.execute("SELECT setseed(%s)", [sizes.seed / 1000])
    _deals(env, people)
    _activities(env, sizes, people, with_addon)
    if with_addon:
        _journal(env)
        _days(env, sizes, people)
    env.cr.commit()
    env.invalidate_all()


def analyse(env):
    """What autovacuum would have done by the next morning; not in a transaction."""
    env.cr.commit()
    connection = env.cr._cnx
    connection.autocommit = True
    env.cr.execute("VACUUM ANALYZE")
    connection.autocommit = False


def _people(env, sizes):
    group = env.ref("sales_team.group_sale_salesman")
    users = env["res.users"].with_context(no_reset_password=True)
    people = users.create(
        [
            {
                "name": f"Person {number:04}",
                "login": f"bench_{number:04}",
                "group_ids": [Command.link(group.id)],
                "tz": "UTC",
            }
            for number in range(sizes.people)
        ]
    )
    # Hashing takes a third of a second, on purpose: once for all of them.
    people[0].password = PASSWORD
    env.flush_all()
    env.cr.execute(
        """UPDATE res_users SET password = first.password FROM res_users first
            WHERE first.id = %s AND res_users.id = ANY(%s)""",
        [people[0].id, people.ids],
    )
    return people


def _teams(env, sizes, people):
    """A team of 20, a large one, and the rest; leaders sell nothing."""
    users = env["res.users"].with_context(no_reset_password=True)
    leaders = users.create(
        [
            {
                "name": name,
                "login": name,
                "group_ids": [
                    Command.link(env.ref("sales_team.group_sale_manager").id)
                ],
            }
            for name in ("bench_head_small", "bench_head_large", "bench_head_rest")
        ]
    )
    last = SMALL_TEAM + sizes.large_team()
    groups = people[:SMALL_TEAM], people[SMALL_TEAM:last], people[last:]
    env["crm.team"].search([]).active = False
    env["crm.team"].create(
        [
            {
                "name": leader.name,
                "user_id": leader.id,
                "member_ids": [Command.set(members.ids)],
            }
            for leader, members in zip(leaders, groups, strict=True)
        ]
    )


def _control(env, sizes):
    """Everybody is controlled since yesterday's day, which is due to be closed."""
    director = env["res.users"].with_context(no_reset_password=True)
    group = env.ref("sales_discipline.group_director")
    director.create(
        {
            "name": "bench_director",
            "login": "bench_director",
            "group_ids": [Command.link(group.id)],
        }
    )
    calendar = env.company.resource_calendar_id
    calendar.tz = "UTC"
    policy = env["sales.discipline.policy"].create(
        {
            "name": "Bench",
            "tz": "UTC",
            "version_ids": [Command.create({"date_start": "2016-01-01"})],
        }
    )
    env["crm.team"].search([]).discipline_policy_id = policy
    set_controlled_since(env, sizes.past_days()[0])


def set_controlled_since(env, day):
    """As if the addon had been installed on the morning of ``day``."""
    env["ir.config_parameter"].set_param(
        "sales_discipline.installed_at", f"{day}T00:00:00"
    )
    env.flush_all()


def _deals(env, people):
    model = env.ref("crm.model_crm_lead")
    lead = env["crm.lead"].create({"name": "Deal", "type": "opportunity"})
    env.flush_all()
    columns = _columns(env, "crm_lead", {"id", "user_id", "name"})
    env.cr.execute(
        SQL(
            """INSERT INTO crm_lead (user_id, name, %(columns)s)
               SELECT person, 'Deal ' || number, %(values)s
                 FROM crm_lead template,
                      unnest(%(people)s) person,
                      generate_series(1, %(each)s) number
                WHERE template.id = %(template)s""",
            columns=SQL(", ").join(map(SQL.identifier, columns)),
            values=SQL(", ").join(SQL.identifier("template", c) for c in columns),
            people=people.ids,
            each=DEALS_EACH,
            template=lead.id,
        )
    )
    return model


def _columns(env, table, without):
    rows = env.execute_query(
        SQL(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY 1",
            table,
        )
    )
    return [name for (name,) in rows if name not in without]


def _days_and_deals(env, sizes):
    """What is due and done on each day, and the deals of each person by number."""
    env.cr.execute(
        """CREATE TEMPORARY TABLE bench_day (day date, due int, done float);
           CREATE TEMPORARY TABLE bench_deal AS
           SELECT id, user_id, row_number() OVER (PARTITION BY user_id) - 1 AS number
             FROM crm_lead WHERE user_id IS NOT NULL;
           CREATE UNIQUE INDEX ON bench_deal (user_id, number)"""
    )
    following = sizes.today + timedelta(days=1)
    rows = [(day, DUE, 1.0) for day in sizes.past_days()]
    rows += [(sizes.today, DUE, 0.5), (following, PLANNED_NEXT, 0.0)]
    env.cr.execute_values("INSERT INTO bench_day VALUES %s", rows)


def _activities(env, sizes, people, with_addon):
    """Created two days before, done in the afternoon; today half of them."""
    _days_and_deals(env, sizes)
    extra = (
        ", done_at, done_by_id, first_deadline, postpone_count, planned_hours,"
        " result_key"
        if with_addon
        else ""
    )
    values = (
        """, CASE WHEN is_done THEN day + time '14:00' END,
            CASE WHEN is_done THEN person END, day, 0, 0,
            CASE WHEN is_done THEN substr(md5(text), 1, 16) END"""
        if with_addon
        else ""
    )
    env.cr.execute(
        f"""INSERT INTO mail_activity
                   (user_id, res_model, res_model_id, res_id, res_name, summary,
                    activity_type_id, date_deadline, active, date_done, feedback,
                    automated, create_uid, create_date, write_uid, write_date{extra})
            SELECT person, 'crm.lead', %(model)s, deal.id, 'Deal',
                   'Call about the order ' || line.number, %(type)s, day, NOT is_done,
                   CASE WHEN is_done THEN day END, CASE WHEN is_done THEN text END,
                   FALSE, person, day - 2 + time '09:00', person,
                   day - 2 + time '09:00'{values}
              FROM (SELECT person, day, number, random() >= %(open)s
                           AND number <= due * done AS is_done,
                           'They want ' || (random() * 1000000)::int || ' desks' AS text
                      FROM unnest(%(people)s) person, bench_day,
                           generate_series(1, due) number) line
              JOIN bench_deal deal
                ON deal.user_id = person AND deal.number = line.number %% %(each)s""",
        {
            "model": env.ref("crm.model_crm_lead").id,
            "type": env.ref("mail.mail_activity_data_call").id,
            "open": LEFT_OPEN,
            "people": people.ids,
            "each": DEALS_EACH,
        },
    )
    env.cr.execute("DROP TABLE bench_day, bench_deal")


def _journal(env):
    """A tenth of the activities were moved once, from the day before."""
    env.cr.execute(
        """INSERT INTO sales_discipline_journal
                  (activity_id, kind, at, actor_id, old_user_id, new_user_id,
                   old_deadline, new_deadline, old_type_id, new_type_id,
                   old_res_model, new_res_model, old_res_id, new_res_id)
           SELECT id, 'changed', create_date + interval '3 hours', user_id, user_id,
                  user_id, date_deadline - 1, date_deadline, activity_type_id,
                  activity_type_id, res_model, res_model, res_id, res_id
             FROM mail_activity WHERE create_uid > 5 AND random() < %s""",
        [MOVED],
    )
    env.cr.execute(
        """UPDATE mail_activity SET postpone_count = 1 FROM sales_discipline_journal
            WHERE activity_id = mail_activity.id"""
    )


def _days(env, sizes, people):
    """Closed days of years, before the history that can be evaluated."""
    each = sizes.day_rows // sizes.people
    env.cr.execute(
        """INSERT INTO sales_discipline_day
                  (user_id, user_name, team_id, company_id, version_id, date, tz, state,
                   is_off, capacity_hours, plan_owed, planned_count, planned_hours,
                   plan_ok, due_count, done_count, overdue_count, rolled_count,
                   score_planning, score_execution, score_backlog, score, start_at,
                   end_at, closed_at)
           SELECT member.user_id, 'Person', member.crm_team_id, %(company)s,
                  (SELECT max(id) FROM sales_discipline_policy_version),
                  day, 'UTC', 'closed', FALSE, 8, TRUE, 12, 6, TRUE, 12,
                  12 - number %% 5, number %% 3, 0, 100,
                  100 * (12 - number %% 5) / 12.0, 80, 60 + number %% 40, day, day + 1,
                  day + 1 + time '01:00'
             FROM crm_team_member member,
                  LATERAL (SELECT number, %(last)s::date - number AS day
                             FROM generate_series(1, %(each)s) number) past
            WHERE member.active AND member.user_id = ANY(%(people)s)""",
        {
            "company": env.company.id,
            "last": sizes.past_days()[0],
            "each": each,
            "people": people.ids,
        },
    )
