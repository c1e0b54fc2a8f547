"""Comes, stays and goes without a trace (make install-check).

On databases with a year of activities the addon is installed, worked with, updated and
uninstalled. Installing invents no scores for the time before, an update keeps every
row, and uninstalling leaves Odoo as it was: tables, columns, indexes, triggers,
functions, views, menus, jobs, rights. Allow seven minutes.
"""

import json
import os
import signal
import sys

from scripts.steps import StepError, complaints, odoo, python, shell, sql

ADDON = "sales_discipline"
# What is installed before; whether with demo data; what is taken away again.
KINDS = {
    "plain": ("crm", (), (ADDON,)),
    "demo": ("crm", ("--with-demo",), (ADDON,)),
    "invoicing": ("crm,account", (), (ADDON,)),
}
A_YEAR = """
from datetime import datetime, timedelta
from odoo.addons.mail.models.mail_activity import MailActivity
now = env.cr.now()
users = env["res.users"].search([("share", "=", False)])
team = env["crm.team"].search([], limit=1)
team.member_ids |= users
kind = env["mail.activity.type"].search([], limit=1)
leads = env["crm.lead"].create([{"name": f"Deal {n}", "team_id": team.id,
    "user_id": users[n % len(users)].id} for n in range(100)])
model = env["ir.model"]._get_id("crm.lead")
for week in range(52, 0, -1):
    env.cr._now = now - timedelta(weeks=week)
    day = env.cr._now.date()
    made = env["mail.activity"].with_context(mail_activity_quick_update=True).create([{
        "res_model_id": model, "res_id": leads[n % 100].id, "activity_type_id": kind.id,
        "summary": f"Call {n}", "user_id": users[n % len(users)].id,
        "date_deadline": day + timedelta(days=n % 5)} for n in range(60)])
    env.flush_all()
    env.cr._now += timedelta(days=3)
    made[:45].with_context(mail_activity_quick_update=True)._action_done(feedback="ok")
    env.flush_all()
env.cr._now = None
env.cr.commit()
"""
# Nobody is judged for a day before the installation, however often the job runs.
NO_PAST = """
for _ in range(3):
    env["sales.discipline.day"]._close_due_days()
first = env["sales.discipline.day"].search([], order="date", limit=1).date
installed = env["ir.config_parameter"].get_param("sales_discipline.installed_at")[:10]
demo = env["ir.module.module"].search([("name", "=", "sales_discipline")]).demo
print("RESULT", bool(demo or not first or str(first) >= installed))
env.cr.rollback()
"""
WORK = """
from datetime import timedelta
user = env.ref("base.user_admin")
other = env["res.users"].create({"name": "Una", "login": "una",
    "group_ids": [(4, env.ref("sales_team.group_sale_salesman").id)]})
team = env["crm.team"].search([("discipline_policy_id", "!=", False)], limit=1)
team.member_ids |= other
team.user_id = user
lead = env["crm.lead"].create({"name": "A deal", "user_id": other.id,
                               "team_id": team.id})
today = env.cr.now().date()
calls = env["mail.activity"].union(*(lead.activity_schedule(
    "mail.mail_activity_data_call", today, summary="Call", user_id=other.id)
    for _ in range(4)))
calls[0].action_feedback(feedback="They want an offer for forty desks")
calls[1].date_deadline = today + timedelta(days=3)
calls[2].unlink()
env["sales.discipline.exemption"].create({"user_id": other.id, "reason": "Fair",
    "date_from": today, "date_to": today})
env["sales.discipline.day"]._close_due_days(now=env.cr.now() + timedelta(days=3))
env["sales.discipline.verdict"].search([], limit=1)
env.cr.commit()
"""
UNINSTALL = """
names = %r
env["ir.module.module"].search([("name", "in", names)]).button_immediate_uninstall()
"""
STOCK_WORKS = """
from datetime import date
views = ("form", "list", "kanban", "search", "graph", "pivot", "calendar", "activity")
for model in ("crm.lead", "crm.team", "crm.stage", "crm.team.member", "mail.activity",
              "mail.activity.type", "mail.activity.plan", "mail.activity.schedule",
              "calendar.event", "res.users", "res.config.settings", "digest.digest"):
    for kind in views:
        if env["ir.ui.view"].search([("model", "=", model), ("type", "=", kind)]):
            env[model].get_view(view_type=kind)
lead = env["crm.lead"].create({"name": "After"})
call = lead.activity_schedule("mail.mail_activity_data_call", date.today())
call.date_deadline = date(2030, 1, 1)
call.action_feedback(feedback="done")
lead.action_set_won()
print("RESULT", call.exists().active is False or not call.exists())
env.cr.rollback()
"""
RECORDS = """
SELECT d.module || '.' || d.name FROM ir_model_data d
 WHERE d.model NOT IN ('ir.module.module', 'ir.module.category')
   AND d.module NOT LIKE '\\_\\_%' ORDER BY 1
"""
SCHEMA = {
    "tables": "SELECT table_name FROM information_schema.tables"
    " WHERE table_schema = 'public'",
    "columns": "SELECT table_name || '.' || column_name || ' ' || data_type"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": "SELECT conrelid::regclass || ' ' || conname || ' '"
    " || pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "triggers": "SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "functions": "SELECT proname FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace",
    "records": RECORDS,
    "jobs": "SELECT cron_name FROM ir_cron",
    "menus": "SELECT name->>'en_US' || coalesce(action, '') FROM ir_ui_menu",
    "views": "SELECT model || ' ' || name FROM ir_ui_view WHERE active",
    "models": "SELECT model FROM ir_model",
    "fields": "SELECT model || '.' || name FROM ir_model_fields",
    "groups": "SELECT name->>'en_US' FROM res_groups",
    "rules": "SELECT name FROM ir_rule",
    "rights": "SELECT name FROM ir_model_access",
    "parameters": "SELECT key FROM ir_config_parameter",
    "actions": "SELECT type || ' ' || (name->>'en_US') FROM ir_actions",
    "templates": "SELECT name->>'en_US' FROM mail_template",
    "defaults": "SELECT field_id::text || coalesce(json_value, '') FROM ir_default",
}
ACTIVITIES = """
SELECT count(*) || ' ' || md5(string_agg(concat_ws('|', id, user_id, date_deadline,
       date_done, active, feedback, summary, res_id, create_date), '' ORDER BY id))
  FROM mail_activity
"""
ROWS = """
SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'
   AND table_type = 'BASE TABLE' AND (table_name LIKE 'sales\\_discipline%'
       OR table_name IN ('mail_activity', 'crm_lead', 'crm_team', 'calendar_event'))
 ORDER BY 1
"""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("Stopped."))
    faults = 0
    for kind in sys.argv[1:] or KINDS:
        database = f"sd-test-{os.getpid()}-{kind}"
        try:
            for fault in check(kind, database):
                faults += 1
                print(f"  FAULT: {fault}", flush=True)
        except StepError as error:
            sys.exit(f"Error: {error}")
        finally:
            python("-m", "odoo", "db", "drop", database, log="install-check-drop")
    print(f"{faults} faults" if faults else "It comes, stays and goes without a trace.")
    return 1 if faults else 0


def check(kind, database):
    """Sentences about what is not as it should be."""
    modules, options, taken_away = KINDS[kind]
    print(f"{kind}: {modules} with a year of activities", flush=True)
    install(database, modules, "before", *options)
    shell(database, A_YEAR, f"install-check-{kind}-year")
    before, activities = snapshot(database), sql(database, ACTIVITIES)
    # Demo data adds some.
    last = sql(database, "SELECT max(id) FROM mail_activity")
    print(f"{kind}: installing", flush=True)
    yield from install(database, ADDON, "with")
    if sql(database, f"{ACTIVITIES} WHERE id <= {last}") != activities:
        yield "installing changed activities"
    if "RESULT True" not in shell(database, NO_PAST, f"install-check-{kind}-past"):
        yield "a day before the installation was judged"
    print(f"{kind}: working, updating", flush=True)
    shell(database, WORK, f"install-check-{kind}-work")
    yield from check_update(kind, database)
    print(f"{kind}: uninstalling", flush=True)
    log = f"install-check-{kind}-uninstall"
    names = [*taken_away, *([f"{ADDON}_account"] if kind == "invoicing" else [])]
    shell(database, UNINSTALL % names, log)
    yield from (f"uninstalling logged: {line}" for line in complaints(log))
    yield from differences(before, snapshot(database))
    log = f"install-check-{kind}-stock"
    if "RESULT True" not in shell(database, STOCK_WORKS, log):
        yield "Odoo does not work as before"
    yield from (f"afterwards Odoo logged: {line}" for line in complaints(log))


def install(database, modules, word, *options):
    log = f"install-check-{database.rsplit('-', 1)[1]}-{word}"
    words = ("server", "-d", database, "-i", modules, "--stop-after-init", "--no-http")
    odoo(*words, *options, "--log-level=warn", log=log)
    return [f"installing logged: {line}" for line in complaints(log)]


def check_update(kind, database):
    """An update to the same version rewrites files and keeps every row."""
    before = rows(database)
    log = f"install-check-{kind}-update"
    words = ("server", "-d", database, "-u", ADDON, "--stop-after-init", "--no-http")
    odoo(*words, "--log-level=warn", log=log)
    yield from (f"updating logged: {line}" for line in complaints(log))
    after = rows(database)
    for table in sorted(before.keys() | after.keys()):
        if before.get(table) != after.get(table):
            yield f"updating changed the rows of {table}"


def rows(database):
    """{table: number and checksum of its rows, but for who wrote them last}."""
    return {
        table: sql(
            database,
            "SELECT count(*) || ' ' || coalesce(md5(string_agg(t, '' ORDER BY t)), '')"
            " FROM (SELECT (to_jsonb(r) - 'write_date' - 'write_uid')::text AS t"
            f' FROM "{table}" r) x',
        )
        for table in sql(database, ROWS).split()
    }


def snapshot(database):
    found = {}
    for kind, statement in SCHEMA.items():
        text = sql(database, f"SELECT json_agg(x.*) FROM ({statement}) AS x(line)")
        found[kind] = sorted(
            str(row["line"]) for row in json.loads(text or "[]") or [] if row["line"]
        )
    return found


def differences(before, after):
    for kind in SCHEMA:
        for word, more, less in (
            ("left behind", after, before),
            ("lost", before, after),
        ):
            rest = list(more[kind])
            for line in less[kind]:
                if line in rest:
                    rest.remove(line)
            if rest:
                shown = ", ".join(rest[:8])
                yield f"{kind} {word}: {shown}{', …' if len(rest) > 8 else ''}"


if __name__ == "__main__":
    sys.exit(main())
