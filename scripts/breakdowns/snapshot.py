"""What must be the same after a breakdown: facts by name, without ids and stamps."""

import hashlib
import importlib

_DAYS = """
    SELECT person.login, {day}
      FROM sales_discipline_day day JOIN res_users person ON person.id = day.user_id
"""
_LINES = """
    SELECT person.login, day.date, {line}
      FROM sales_discipline_day_line line
      JOIN sales_discipline_day day ON day.id = line.day_id
      JOIN res_users person ON person.id = day.user_id
"""
_REWARDS = """
    SELECT person.login, rule_id, date_start, date_end, one.state, one.kind, one.points
      FROM sales_discipline_reward one JOIN res_users person ON person.id = one.user_id
"""
_REMINDERS = """
    SELECT person.login, one.date, kind, sent_at
      FROM sales_discipline_reminder one
      JOIN res_users person ON person.id = one.user_id
"""
# What people found in their inboxes, and what waits to be sent by e-mail.
_NOTICES = """
    SELECT partner.name, message.subject, message.model
      FROM mail_notification notice
      JOIN mail_message message ON message.id = notice.mail_message_id
      JOIN res_partner partner ON partner.id = notice.res_partner_id
     WHERE message.message_type <> 'notification' OR message.subject IS NOT NULL
"""
_MAILS = """
    SELECT mail.email_to, message.subject, mail.state
      FROM mail_mail mail JOIN mail_message message
        ON message.id = mail.mail_message_id
"""
TABLES = {
    "days": _DAYS,
    "lines": _LINES,
    "rewards": _REWARDS,
    "reminders": _REMINDERS,
    "notices": _NOTICES,
    "mails": _MAILS,
}

# A server that is off cannot measure records, which have no history, nor see what
# people met for a while during a day.
OF_LATE = {
    "days_without_data": _DAYS.replace("{day}", "{day_without_data}"),
    "closed_rewards": _REWARDS
    + " JOIN sales_discipline_reward_rule rule ON rule.id = one.rule_id"
    " WHERE NOT rule.is_live",
}


def take(cursor, *tables):
    """``{table: sorted rows as text}``; all tables by default."""
    facts, columns = {}, _columns()
    for table in tables or TABLES:
        cursor.execute((TABLES | OF_LATE)[table].format(**columns))
        facts[table] = sorted(repr(row) for row in cursor.fetchall())
    return facts


def _columns():
    """Everything that the engine says; the addon can be imported once Odoo runs."""
    closing = "odoo.addons.sales_discipline.models.sales_discipline_day_closing"
    module = importlib.import_module(closing)
    days, lines = (
        [f'{table}."{name}"' for name in names]
        for table, names in (("day", module.DAY_COLUMNS), ("line", module.LINE_COLUMNS))
    )
    without = [name for name in days if name != 'day."score_data"']
    return {
        "day": ", ".join(days),
        "day_without_data": ", ".join(without),
        "line": ", ".join(lines),
    }


def short(rows):
    return f"{len(rows)}:{hashlib.sha256(repr(rows).encode()).hexdigest()[:8]}"


def differences(expected, found):
    """A sentence for every table that is not as expected."""
    for table, rows in expected.items():
        if rows != found[table]:
            missing = [row for row in rows if row not in set(found[table])]
            surplus = [row for row in found[table] if row not in set(rows)]
            yield (
                f"{table}: {len(rows)} expected, {len(found[table])} found;"
                f" missing {missing[:1]}, surplus {surplus[:1]}"
            )
