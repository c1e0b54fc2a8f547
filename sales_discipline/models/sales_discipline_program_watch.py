"""Whom a programme tells what: reminders, escalation, the week, falling teams.

Everything is sent once, whatever runs twice: a review carries the instant, the rest is
a notice. A message goes to Odoo's inbox, or by e-mail to whoever chose that.
"""

from datetime import timedelta

from odoo import api, models

from ..engine import trend
from ..engine.periods import period_start

ONE_WEEK = timedelta(days=7)
MARGIN = trend.FALLS + 1  # weeks that an alarm looks at


class SalesDisciplineProgram(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.program"

    # ------------------------------------------------------------
    # WHAT WAS NOT DONE
    # ------------------------------------------------------------

    @api.model
    def _remind(self, now=None):
        """On its day, at the programme's hour: the reviewer is told what is left."""
        now = now or self.env.cr.now()
        reviews = self._claim_reviews(
            "reminded_at",
            [
                ("state", "=", "due"),
                ("reminded_at", "=", False),
                ("remind_at", "<=", now),
            ],
            now,
        )
        for user, own in reviews.grouped("user_id").items():
            own._tell(user, "remind")

    @api.model
    def _escalate(self, now=None):
        """The day after: the director is told what was not done on its day."""
        now = now or self.env.cr.now()
        reviews = self._claim_reviews(
            "escalated_at",
            [
                ("end_at", "<=", now),
                ("state", "in", ("late", "missed")),
                ("done_at", "=", False),
                ("escalated_at", "=", False),
            ],
            now,
        )
        directors = self.env["res.users"]._discipline_directors()
        for program, own in reviews.grouped("program_id").items():
            for director in program._get_directors(directors):
                others = own.filtered(lambda r, one=director: r.user_id != one)
                if others:
                    others._tell(director, "escalate")

    @api.model
    def _claim_reviews(self, stamp, domain, now):
        """Those to be told of, and told from now on."""
        reviews = self.env["sales.discipline.review"].sudo()
        if not self._try_lock():
            return reviews
        reviews = reviews.search(domain)
        reviews[stamp] = now
        return reviews

    def _get_directors(self, directors):
        """Who is told: the programme's director, else those of the company.

        :param directors: what ``_discipline_directors`` gives
        """
        self.ensure_one()
        if self.director_id.active:
            return self.director_id
        ids = sorted(directors[self.company_id.id])
        return self.env["res.users"].sudo().browse(ids)

    # ------------------------------------------------------------
    # WEEKS
    # ------------------------------------------------------------

    @api.model
    def _watch_weeks(self, now=None):
        """When a week is over: its summary for the director, and alarms.

        Not before all of its days are closed, or two days have passed.
        """
        now = now or self.env.cr.now()
        if not self._try_lock():
            return
        programs = self.sudo().search([("active", "=", True)])
        mondays = {
            p: period_start(p._get_today(now), "week") - ONE_WEEK for p in programs
        }
        programs = programs.filtered(
            lambda p: p.date_start < mondays[p] + ONE_WEEK and p._is_week_closed(now)
        )
        programs = programs - self._told(mondays)
        if not programs:
            return
        weeks = programs.team_ids._discipline_weeks(
            min(mondays[p] for p in programs) - MARGIN * ONE_WEEK
        )
        self._raise_alarms(programs, mondays, weeks)
        self._summarise(programs, mondays, weeks)

    @api.model
    def _told(self, mondays):
        """Programmes whose last week has been summarised."""
        notices = self.env["sales.discipline.program.notice"].sudo()
        found = notices.search(
            [("kind", "=", "summary"), ("date", "in", list(set(mondays.values())))]
        )
        return found.filtered(
            lambda notice: notice.date == mondays.get(notice.program_id)
        ).program_id

    def _is_week_closed(self, now):
        """The last night of the week and the closing after it have passed."""
        self.ensure_one()
        later = self._get_today(now - timedelta(hours=6))
        return period_start(later, "week") == period_start(self._get_today(now), "week")

    def _raise_alarms(self, programs, mondays, weeks):
        keys = {}
        for program in programs:
            for team in program.team_ids:
                measure = trend.falling(_last(weeks.get(team.id), mondays[program]))
                if measure:
                    key = (program.id, "alarm", mondays[program], team.id)
                    keys[key] = (measure, _figures(weeks[team.id], measure))
        notices = self.env["sales.discipline.program.notice"]
        for notice in notices._claim([(*key, *said) for key, said in keys.items()]):
            notice._tell_alarm()

    def _summarise(self, programs, mondays, weeks):
        keys = [(p.id, "summary", mondays[p], None, None, None) for p in programs]
        notices = self.env["sales.discipline.program.notice"]._claim(keys)
        reviews = self.env["sales.discipline.review"].sudo()
        if not notices:
            return
        first = min(notices.mapped("date"))
        reviews = reviews.search(
            [("program_id", "in", notices.program_id.ids), ("date", ">=", first)]
        )
        for notice in notices:
            own = reviews.filtered(
                lambda r, n=notice: (
                    r.program_id == n.program_id
                    and n.date <= r.date < n.date + ONE_WEEK
                )
            )
            notice._tell_summary(own, weeks)


def _last(weeks, monday):
    """The weeks up to ``monday``; a gap between them ends the row."""
    found = {week.monday: week for week in weeks or ()}
    row = []
    while monday in found:
        row.insert(0, found[monday])
        monday -= ONE_WEEK
    return row


def _figures(weeks, measure):
    """The figures of the last weeks in one line, oldest first."""
    values = [getattr(week, measure) for week in weeks[-MARGIN:]]
    return " → ".join(f"{value:.1f}" for value in values)
