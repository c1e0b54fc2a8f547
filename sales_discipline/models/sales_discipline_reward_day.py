"""Rewards are looked at whenever days are closed or judged again."""

from odoo import api, models


class SalesDisciplineDay(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.day"

    @api.model
    def _store(self, evaluated, now, over_closed=False):
        result = super()._store(evaluated, now, over_closed)
        self.env["sales.discipline.reward"].sudo()._judge_closed(evaluated)
        return result
