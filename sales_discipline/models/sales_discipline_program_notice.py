from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

ONE_WEEK = timedelta(days=7)


class SalesDisciplineProgramNotice(models.Model):
    """What a programme has told somebody, so that it is told once."""

    _name = "sales.discipline.program.notice"
    _description = "Notice of a Programme"
    _order = "date desc, id desc"

    program_id = fields.Many2one(
        "sales.discipline.program",
        "Programme",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id", store=True)
    team_id = fields.Many2one("crm.team", "Sales Team", ondelete="cascade")
    kind = fields.Selection(
        [("summary", "Weekly summary"), ("alarm", "Use of the system is falling")],
        required=True,
    )
    date = fields.Date(
        "Week Of", required=True, help="The Monday of the week it is about."
    )
    measure = fields.Selection(
        [("score", "Mean score"), ("activities", "Activities per person and day")],
        "What Falls",
    )
    figures = fields.Char(help="Of the last four weeks, oldest first.")

    _once_idx = models.UniqueIndex(
        "(program_id, kind, date, COALESCE(team_id, 0))", "This has been told already."
    )

    @api.model
    def _claim(self, keys):
        """Those of ``keys`` that nobody has told yet; told from now on.

        Two workers at once: each notice goes to one of them.

        :param keys: (program id, kind, Monday, team id, measure, figures), the last
            three may be None
        :return: the new notices
        """
        if not keys:
            return self.browse()
        now = self.env.cr.now()
        companies = self.env["sales.discipline.program"].sudo()
        rows = [
            (*key, companies.browse(key[0]).company_id.id, now, self.env.uid)
            for key in keys
        ]
        self.env.flush_all()
        values = SQL(", ").join(SQL("%s", row) for row in rows)
        found = self.env.execute_query(
            SQL(
                """INSERT INTO sales_discipline_program_notice
                          (program_id, kind, date, team_id, measure, figures,
                           company_id, create_date, create_uid)
                   VALUES %s ON CONFLICT DO NOTHING RETURNING id""",
                values,
            )
        )
        self.env["sales.discipline.program"].invalidate_model(["notice_ids"])
        return self.sudo().browse([row[0] for row in found])

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    @api.depends("kind", "date", "team_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice._get_subject()

    def _get_subject(self):
        drafter = self.env["sales.discipline.verdict.draft"]
        day = self.date and drafter._format_day(self.date)
        if self.kind == "alarm":
            return self.env._(
                "%(team)s uses the system less every week", team=self.team_id.name
            )
        return self.env._("Reviews in the week from %s on", day)

    def _tell_alarm(self):
        """To the directors and to whoever reviews that team."""
        directors = self.env["res.users"]._discipline_directors()
        program = self.program_id
        head = program.reviewer_id or self.team_id.user_id
        for user in program._get_directors(directors) | head.filtered("active"):
            notice = self.with_context(lang=user.lang or self.env.lang)
            labels = dict(self._fields["measure"]._description_selection(notice.env))
            notice._send(
                user,
                Markup("<p>%s<br/>%s: %s</p>")
                % (
                    notice.env._("It has fallen for three weeks in a row."),
                    labels[self.measure],
                    self.figures,
                ),
            )

    def _tell_summary(self, reviews, weeks):
        """The week in a table for the directors: reviewers first, then teams.

        :param reviews: those that were due in the week
        :param weeks: what ``_discipline_weeks`` of the teams gives
        """
        directors = self.env["res.users"]._discipline_directors()
        for user in self.program_id._get_directors(directors):
            notice = self.with_context(lang=user.lang or self.env.lang)
            alarms = notice.search(
                [
                    ("program_id", "=", self.program_id.id),
                    ("kind", "=", "alarm"),
                    ("date", "=", self.date),
                ]
            )
            notice._send(
                user,
                notice._reviewers_table(reviews)
                + notice._teams_table(weeks)
                + Markup("").join(
                    Markup("<p><b>%s</b></p>") % alarm.display_name for alarm in alarms
                ),
            )

    def _reviewers_table(self, reviews):
        if not reviews:
            return Markup("<p>%s</p>") % self.env._("No review was due in this week.")
        header = (
            self.env._("Reviewer"),
            self.env._("Due"),
            self.env._("Done"),
            self.env._("Late"),
            self.env._("Missed"),
        )
        rows = []
        for user, own in reviews.grouped("user_id").items():
            states = own.mapped("state")
            counts = [states.count(name) for name in ("done", "late", "missed")]
            rows.append((user.name, len(own), *counts))
        return _table(header, rows)

    def _teams_table(self, weeks):
        header = (
            self.env._("Sales Team"),
            self.env._("Mean score"),
            self.env._("The week before"),
        )
        rows = []
        for team in self.program_id.team_ids:
            scores = {week.monday: week.score for week in weeks.get(team.id, ())}
            now, before = scores.get(self.date), scores.get(self.date - ONE_WEEK)
            rows.append(
                (team.name, self._format_score(now), self._format_score(before))
            )
        return _table(header, rows)

    @api.model
    def _format_score(self, score):
        return "–" if score is None else formatLang(self.env, score, digits=1)

    def _send(self, user, body):
        """About the programme, as whoever reads it may open that."""
        program = self.program_id
        program.message_notify(
            partner_ids=user.partner_id.ids,
            subject=self._get_subject(),
            body=body,
            # The job's user would sign as "System".
            email_add_signature=False,
        )


def _table(header, rows):
    def cells(tag, values):
        cell = Markup("<{0} style='padding: 2px 12px 2px 0'>%s</{0}>").format(tag)
        return Markup("<tr>%s</tr>") % Markup("").join(cell % each for each in values)

    body = Markup("").join(cells("td", row) for row in rows)
    return Markup("<table>%s%s</table>") % (cells("th", header), body)
