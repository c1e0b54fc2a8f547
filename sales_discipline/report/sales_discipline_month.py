"""The month of a team on paper: which month, which teams, for whom."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import format_date

from ..client_values import as_id
from ..engine.periods import period_end, period_start

MONTHS = 24


class SalesDisciplineMonth(models.TransientModel):
    """Choosing a month and teams; the report is made of what the reader may see."""

    _name = "sales.discipline.month"
    _description = "Month Report"
    _transient_max_hours = 24

    month = fields.Selection(
        selection="_select_month", required=True, default=lambda self: self._default()
    )
    team_ids = fields.Many2many(
        "crm.team",
        string="Sales Teams",
        compute="_compute_team_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        domain="[('id', 'in', readable_team_ids)]",
    )
    readable_team_ids = fields.Many2many(
        "crm.team", compute="_compute_readable_team_ids"
    )

    @api.model
    def _select_month(self):
        """The months that have closed days the reader may see, the latest first."""
        today = self._get_today()
        report = self.env["sales.discipline.day.report"]
        if not report.has_access("read"):
            return []
        since = period_start(today - timedelta(days=31 * MONTHS), "month")
        groups = report._read_group([("date", ">=", since)], ["date:month"])
        months = sorted((month for (month,) in groups), reverse=True)
        return [
            (fields.Date.to_string(month), self._month_text(month, today))
            for month in months
        ]

    def _default(self):
        """The last full month, or the running one where that is all there is."""
        months = [month for month, _text in self._select_month()]
        running = period_start(self._get_today(), "month")
        full = [month for month in months if month < fields.Date.to_string(running)]
        return (full or months or [False])[0]

    @api.model
    def _month_text(self, month, today):
        text = format_date(self.env, month, date_format="LLLL y")
        if period_end(month, "month") >= today:
            return self.env._("%s, so far", text)
        return text

    @api.depends("month")
    def _compute_readable_team_ids(self):
        for wizard in self:
            wizard.readable_team_ids = wizard._get_readable_teams()

    @api.depends("month")
    def _compute_team_ids(self):
        for wizard in self:
            teams = wizard._get_readable_teams()
            wizard.team_ids = [Command.set(teams.ids)]

    @api.constrains("month")
    def _check_month(self):
        known = {month for month, _text in self._select_month()}
        for wizard in self:
            if wizard.month not in known:
                raise ValidationError(
                    self.env._("Month: no day of %s is closed.", wizard.month)
                )

    def _get_readable_teams(self):
        """Teams with closed days of that month among those the reader may see."""
        if not self.month:
            return self.env["crm.team"]
        groups = self.env["sales.discipline.day.report"]._read_group(
            self._get_span(self._get_start()), ["team_id"]
        )
        teams = self.env["crm.team"].browse(team.id for (team,) in groups if team)
        return teams.sudo().sorted("name").sudo(self.env.su)

    def _get_today(self):
        return fields.Date.context_today(self)

    def _get_start(self):
        return fields.Date.to_date(self.month)

    def _get_span(self, start):
        end = period_end(start, "month")
        return [("date", ">=", start), ("date", "<=", end), ("is_off", "=", False)]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_print(self):
        """The report as PDF."""
        self._check_complete()
        report = self.env.ref("sales_discipline.sales_discipline_month_report")
        return report.report_action(self, config=False)

    def action_preview(self):
        """The same on the screen, where it needs no program that makes PDFs."""
        self._check_complete()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_discipline.sales_discipline_month_action_page"
        )
        return {**action, "params": {"report_id": self.id}}

    @api.model
    @api.readonly
    def get_shown(self, report_id=False):
        """What the page of a report needs of that one, or of the caller's latest.

        :return: dict of id, title and url, or False where it is not kept any more
        """
        self.check_access("read")
        own = [("create_uid", "=", self.env.uid)]
        wanted = [("id", "=", as_id(report_id))] if report_id else []
        report = self.search(own + wanted, order="id desc", limit=1)
        if not report:
            return False
        return {
            "id": report.id,
            "title": report._get_title(),
            "url": f"/report/html/sales_discipline.month_document/{report.id}",
        }

    def _check_complete(self):
        self.ensure_one()
        if not self.month:
            raise UserError(
                self.env._("No day is closed yet: there is no month to report on.")
            )
        if not self.team_ids:
            raise UserError(self.env._("Choose at least one sales team."))
