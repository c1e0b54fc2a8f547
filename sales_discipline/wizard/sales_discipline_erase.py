from odoo import fields, models


class SalesDisciplineErase(models.TransientModel):
    """Asks before a person who has left is forgotten; for administrators alone."""

    _name = "sales.discipline.erase"
    _description = "Erase Personal Data"

    user_ids = fields.Many2many(
        "res.users",
        string="People",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
        context={"active_test": False},
    )

    def action_erase(self):
        """Forget these people.

        :raises UserError: where an account is still in use
        """
        self.check_access("write")
        for wizard in self:
            users = wizard.with_context(active_test=False).user_ids
            self.env["sales.discipline.privacy"]._forget(users)
        return {"type": "ir.actions.act_window_close"}
