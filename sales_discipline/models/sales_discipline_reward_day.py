"""Rewards are looked at whenever days are closed or judged again."""

from odoo import api, models


class SalesDisciplineDay(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.day"

    @api.model
    def _after_storing(self, evaluated, people=None):
        # pylint: disable=missing-return
        super()._after_storing(evaluated, people)
        self.env["sales.discipline.reward"].sudo()._judge_closed(evaluated, people)
