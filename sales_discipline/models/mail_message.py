"""Nobody speaks as somebody else where people are judged."""

from odoo import api, models

WATCHED = ("sales.discipline.verdict", "sales.discipline.day")


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """Stock Odoo lets a client name any author of a message it creates."""
        if not self.env.su:
            partner = self.env.user.partner_id
            own = {"author_id": partner.id, "email_from": partner.email_formatted}
            vals_list = [
                {**vals, **own} if vals.get("model") in WATCHED else vals
                for vals in vals_list
            ]
        return super().create(vals_list)
