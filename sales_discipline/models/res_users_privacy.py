from odoo import models


class ResUsers(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.users"

    def action_discipline_export(self):
        """Download what is kept about a person, oneself or for administrators anybody.

        :raises AccessError: for whoever is neither
        """
        self.ensure_one()
        self.env["sales.discipline.privacy"]._check_may_export(self)
        return {
            "type": "ir.actions.act_url",
            "url": f"/sales_discipline/personal_data/{self.id}",
            "target": "download",
        }
