"""The figures of the teams that the recipient reviews, in Odoo's digest e-mails."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError

from .res_users_reviewer import STAND_INS

READERS = ("sales_discipline.group_head", *STAND_INS)
# KPI: the figure of the analysis that it shows.
FIGURES = {
    "kpi_discipline_plan": "plan_share",
    "kpi_discipline_on_time": "on_time_share",
    "kpi_discipline_score": "score",
}
# On a Monday morning the last day is Friday's.
LOOK_BACK = timedelta(days=7)


class DigestDigest(models.Model):
    _inherit = "digest.digest"

    kpi_discipline_plan = fields.Boolean("Days Planned in Full, %")
    kpi_discipline_plan_value = fields.Float(
        compute="_compute_kpi_discipline_plan_value"
    )
    kpi_discipline_on_time = fields.Boolean("Done on Time, %")
    kpi_discipline_on_time_value = fields.Float(
        compute="_compute_kpi_discipline_on_time_value"
    )
    kpi_discipline_score = fields.Boolean("Discipline Score")
    kpi_discipline_score_value = fields.Float(
        compute="_compute_kpi_discipline_score_value"
    )

    def _compute_kpi_discipline_plan_value(self):
        self._discipline_compute("kpi_discipline_plan")

    def _compute_kpi_discipline_on_time_value(self):
        self._discipline_compute("kpi_discipline_on_time")

    def _compute_kpi_discipline_score_value(self):
        self._discipline_compute("kpi_discipline_score")

    def _discipline_compute(self, kpi):
        """Of the closed working days in the window that the recipient may read.

        A window without one, like 24 hours on a Monday morning, shows the last day
        before its end.
        """
        if not any(self.env.user.has_group(group) for group in READERS):
            raise AccessError(
                self.env._("Do not have access, skip this data for user's digest email")
            )
        start, end, companies = self._get_kpi_compute_parameters()
        values = self._discipline_values(
            FIGURES[kpi],
            fields.Datetime.to_datetime(start).date(),
            fields.Datetime.to_datetime(end).date(),
            companies,
        )
        for digest in self:
            company = digest.company_id or self.env.company
            digest[f"{kpi}_value"] = values.get(company.id) or 0.0

    def _discipline_values(self, figure, first, after, companies):
        """{company id: figure} of the days from ``first`` to before ``after``."""
        report = self.env["sales.discipline.day.report"]
        found = {}
        for company in companies:
            domain = [
                ("company_id", "=", company.id),
                ("is_off", "=", False),
                ("date", "<", after),
            ]
            since = report.search(
                [*domain, ("date", ">=", min(first, after - LOOK_BACK))],
                order="date desc",
                limit=1,
            ).date
            if since:
                domain.append(("date", ">=", min(first, since)))
                [(found[company.id],)] = report._read_group(
                    domain, [], [f"{figure}:avg"]
                )
        return found

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("crm.crm_menu_root").id
        action = "sales_discipline.sales_discipline_day_report_action_people"
        return actions | {kpi: f"{action}?menu_id={menu}" for kpi in FIGURES}
