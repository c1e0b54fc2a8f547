"""A day as a document: remarks are made on it, and tasks without another one."""

from odoo import api, models
from odoo.tools import SQL

from ..engine import clock
from ..engine.people import read_people
from .sales_discipline_day import ONE_DAY


class SalesDisciplineDay(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _name = "sales.discipline.day"
    _inherit = ["sales.discipline.day", "mail.thread", "mail.activity.mixin"]

    # Whoever reads a day, the person and the reviewers, may remark on it.
    _mail_post_access = "read"

    @api.model
    def _get_or_create(self, user, date):
        """The day of a controlled person, as superuser; one to come is open and empty.

        By SQL, since closing may write it at the same time.
        """
        self.flush_model()
        person = read_people(self.env, user)[user.id]
        self.env.cr.execute(
            SQL(
                """INSERT INTO sales_discipline_day (user_id, user_name, team_id,
                       company_id, date, tz, start_at, end_at, state, create_uid,
                       create_date)
                   VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'open', %s, %s)
                   ON CONFLICT (user_id, date) DO NOTHING""",
                user.id,
                user.name,
                person.team_id,
                person.company_id,
                date,
                person.tz,
                clock.day_start(date, person.tz),
                clock.day_start(date + ONE_DAY, person.tz),
                self.env.uid,
                self.env.cr.now(),
            )
        )
        return self.sudo().search([("user_id", "=", user.id), ("date", "=", date)])

    def _message_compute_author(self, author_id=None, email_from=None):
        """Nobody speaks as somebody else, whatever a call says."""
        if self.env.su:
            return super()._message_compute_author(author_id, email_from)
        return super()._message_compute_author()
