"""Reminders: what the day holds, in the morning; that tomorrow is not planned yet."""

import logging
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta

from markupsafe import Markup
from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from ..engine import clock
from ..engine.context import build_contexts
from ..engine.people import read_people

_logger = logging.getLogger(__name__)

ONE_HOUR = timedelta(hours=1)
# People to a transaction.
BATCH_SIZE = 100
KEPT_DAYS = 60
MY_DAY = "/odoo/action-mail.mail_activity_action_my"
PREFERENCES = "/odoo/my-preferences/"


@dataclass(frozen=True)
class Due:
    """A reminder whose hour has come, on the date where the person works."""

    user_id: int
    kind: str
    date: Date
    last_work_date: Date | None = None
    is_insisted: bool = False


class SalesDisciplineReminder(models.Model):
    """That a person got a reminder on a date: at most one of a kind.

    Written with the messages, in one transaction, so that whatever runs twice or
    stops half-way sends each reminder once or not at all.
    """

    _name = "sales.discipline.reminder"
    _description = "Sales Discipline Reminder"
    _order = "date desc, id desc"
    _rec_name = "user_id"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    date = fields.Date(required=True, help="In the time zone of the person's days.")
    kind = fields.Selection(
        [("morning", "Morning Summary"), ("plan", "Plan Reminder")], required=True
    )
    sent_at = fields.Datetime("Sent", required=True)

    _once = models.Constraint(
        "UNIQUE (user_id, date, kind)", "A reminder is sent once a day."
    )

    # ------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------

    @api.model
    def _cron_send(self):
        """Send what is due, some people to a transaction."""
        due = self._due()
        remaining = len(due)
        for batch in split_every(BATCH_SIZE, due):
            self._send(batch)
            remaining -= len(batch)
            time_left = self.env["ir.cron"]._commit_progress(
                len(batch), remaining=remaining
            )
            if not time_left:
                return

    @api.model
    def _send_due(self):
        """Send what is due at this instant; a constant number of queries, apart from
        the messages.

        :return: how many reminders were sent
        """
        return self._send(self._due())

    def _due(self):
        """The reminders whose hour has come, none of them sent yet.

        An hour later it is too late: the server was off, or this is a restored copy.
        """
        now, people = self.env.cr.now(), read_people(self.env)
        users = self.env["res.users"].sudo().browse(people)
        policies = users._discipline_reminding_policies()
        candidates = [
            Due(
                user.id,
                kind,
                clock.local_date(now, people[user.id].tz),
                is_insisted=policies[user.id].reminders_insisted,
            )
            for user in users.filtered(lambda user: user.id in policies)
            for kind in self._wanted(user, policies[user.id])
            if self._may_be_due(
                people[user.id], kind, user.discipline_morning_hour, now
            )
        ]
        unsent = self._unsent(candidates)
        pairs = dict.fromkeys((due.user_id, due.date) for due in unsent)
        contexts = {
            context.person.user_id: context
            for context in build_contexts(self.env, people, pairs, now)
        }
        return [
            replace(due, last_work_date=_last_work(contexts[due.user_id]))
            for due in unsent
            if self._is_due(contexts[due.user_id], due.kind, now)
        ]

    @api.model
    def _wanted(self, user, policy):
        """The kinds of reminders that ``user`` gets by their choice or the policy's."""
        if user.discipline_morning_summary or policy.reminders_insisted:
            yield "morning"
        if user.discipline_plan_reminder or policy.reminders_insisted:
            yield "plan"

    @api.model
    def _may_be_due(self, person, kind, morning_hour, now):
        """Whether it may be, before anything is read about the person's days."""
        today = clock.local_date(now, person.tz)
        if not person.is_controlled(today):
            return False
        if kind == "morning":
            return _just_begun(clock.local_instant(today, morning_hour, person.tz), now)
        return any(
            _just_begun(
                clock.local_instant(today, rules.cutoff_hour, person.tz) - ONE_HOUR, now
            )
            for rules in person.rules
        )

    @api.model
    def _is_due(self, context, kind, now):
        """Never on a day off, and of a plan that is owed and can still be made."""
        if context.is_off:
            return False
        if kind == "morning":
            return True
        following = context.next
        return bool(
            following
            and following.plan_owed
            and clock.local_date(following.cutoff_at, context.person.tz) == context.date
            and _just_begun(following.cutoff_at - ONE_HOUR, now)
        )

    def _unsent(self, candidates):
        rows = self.sudo().search_fetch(
            [
                ("user_id", "in", [due.user_id for due in candidates]),
                ("date", "in", list({due.date for due in candidates})),
            ],
            ["user_id", "date", "kind"],
        )
        sent = {(row.user_id.id, row.date, row.kind) for row in rows}
        return [
            due for due in candidates if (due.user_id, due.date, due.kind) not in sent
        ]

    def _send(self, due):
        figures = self._evaluate(due)
        sent = 0
        for reminder in due:
            days = figures.get(reminder.user_id, {})
            if reminder.date not in days:
                continue
            if reminder.kind == "plan" and days[reminder.date]["next_plan_ok"]:
                continue
            try:
                with self.env.cr.savepoint():
                    sent += self._send_one(reminder, days)
            except OperationalError:
                raise  # another worker, or a busy database
            except Exception:
                # One person's e-mail settings must not silence the others.
                _logger.exception(
                    "The reminder of user %s was not sent", reminder.user_id
                )
        if sent:
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        return sent

    def _evaluate(self, due):
        """{user id: {date: figures}} of the days that the messages tell about."""
        people = read_people(
            self.env, self.env["res.users"].browse({each.user_id for each in due})
        )
        pairs = dict.fromkeys(
            (reminder.user_id, date)
            for reminder in due
            for date in (reminder.date, reminder.last_work_date)
            if date and reminder.user_id in people
        )
        days = self.env["sales.discipline.day"].sudo()
        figures = {}
        for (user_id, date), values in days._evaluate_pairs(people, pairs).items():
            figures.setdefault(user_id, {})[date] = values
        return figures

    def _send_one(self, reminder, days):
        """Whether it was sent: somebody else may have been quicker."""
        inserted = self.env.execute_query(
            SQL(
                """
                INSERT INTO sales_discipline_reminder (user_id, date, kind, sent_at)
                     VALUES (%s, %s, %s, %s)
                ON CONFLICT (user_id, date, kind) DO NOTHING
                  RETURNING id
                """,
                reminder.user_id,
                reminder.date,
                reminder.kind,
                self.env.cr.now(),
            )
        )
        if not inserted:
            return False
        user = self.env["res.users"].sudo().browse(reminder.user_id)
        reader = self.with_context(lang=user.lang or self.env.lang)
        subject, lines = (
            reader._morning_words(reminder, days)
            if reminder.kind == "morning"
            else reader._plan_words(reminder, days)
        )
        reader._deliver(user, subject, lines, reminder.is_insisted)
        return True

    def _deliver(self, user, subject, lines, is_insisted):
        """In the inbox and by e-mail, one message each."""
        button = self.env._("Open my day")
        parts = [Markup("<p>%s</p>") % line for line in lines]
        parts.append(Markup("<p><a href='%s'>%s</a></p>") % (MY_DAY, button))
        # Odoo's list of notifications drops the tags: the space keeps words apart.
        body = Markup(" ").join(parts)
        self.env["sales.discipline.notice"].sudo().message_notify(
            partner_ids=user.partner_id.ids, subject=subject, body=body
        )
        if not user.email:
            return
        base_url = user.get_base_url()
        values = {
            "subject": subject,
            "lines": lines,
            "button": button,
            "url": base_url + MY_DAY,
            "preferences_url": f"{base_url}{PREFERENCES}{user.id}",
            "is_insisted": is_insisted,
            "company": user.company_id,
            "lang": self.env.lang,
        }
        template = "sales_discipline.sales_discipline_reminder_mail"
        html = self.env["ir.qweb"]._render(template, values)
        self.env["mail.mail"].sudo().create(
            {
                "subject": subject,
                "body_html": html,
                "email_to": user.email_formatted,
                "email_from": user.company_id.email_formatted
                or self.env.ref("base.user_root").email_formatted,
                "auto_delete": True,
            }
        )

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def _morning_words(self, reminder, days):
        """Subject and lines: planned, overdue, not done on the last working day."""
        drafter = self.env["sales.discipline.verdict.draft"].sudo()
        figures = days[reminder.date]
        planned, overdue = figures["planned_count"], figures["overdue_count"]
        lines = [self._planned_words(figures, drafter)]
        if overdue:
            lines.append(self.env._("Overdue: %s.", overdue))
        last = days.get(reminder.last_work_date)
        undone = last["due_count"] - last["done_count"] if last else 0
        if undone:
            when = drafter._format_day(reminder.last_work_date)
            lines.append(
                self.env._("Not done on %(date)s: %(count)s.", date=when, count=undone)
            )
        subject = (
            self.env._(
                "Today: %(planned)s planned, %(overdue)s overdue",
                planned=planned,
                overdue=overdue,
            )
            if overdue
            else self.env._("Today: %s planned", planned)
        )
        return subject, lines

    def _planned_words(self, figures, drafter):
        if not figures["planned_count"]:
            return self.env._("Nothing was planned for today.")
        return self.env._(
            "Planned for today: %(count)s (%(hours)s of %(capacity)s h).",
            count=figures["planned_count"],
            hours=drafter._format_hours(figures["planned_hours"]),
            capacity=drafter._format_hours(figures["capacity_hours"]),
        )

    def _plan_words(self, reminder, days):
        drafter = self.env["sales.discipline.verdict.draft"].sudo()
        figures = days[reminder.date]
        facts = drafter._next_facts(reminder.date, figures)
        subject = self.env._("Not planned yet: %(when)s", **facts)
        return subject, [drafter._lacking(facts, figures)]

    # ------------------------------------------------------------
    # RETENTION
    # ------------------------------------------------------------

    @api.autovacuum
    def _gc_old(self):
        """Long ago nothing is sent any more, so nothing has to be remembered."""
        limit = self.env.cr.now().date() - timedelta(days=KEPT_DAYS)
        self.sudo().search([("date", "<", limit)]).unlink()


def _just_begun(instant, now):
    """Whether ``instant`` came within the last hour."""
    return instant <= now < instant + ONE_HOUR


def _last_work(context):
    """The last working day, where it was under control."""
    date = context.last_work_date
    return date if date and context.person.is_controlled(date) else None
