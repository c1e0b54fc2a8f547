"""A closed day is opened again, with a reason."""

from odoo import fields, models


class SalesDisciplineReopen(models.TransientModel):
    _name = "sales.discipline.reopen"
    _description = "Reopen a Day"

    day_id = fields.Many2one(
        "sales.discipline.day", required=True, readonly=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)

    def action_reopen(self):
        """See ``sales.discipline.day.action_reopen``, which checks the rights."""
        self.ensure_one()
        self.day_id.action_reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
