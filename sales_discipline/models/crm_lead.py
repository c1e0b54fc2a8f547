from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _merge_dependences_history(self, opportunities):
        """Finished activities move along too: stock Odoo takes the open ones and
        deletes the others with their deals."""
        result = super()._merge_dependences_history(opportunities)
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        activities.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", (opportunities - self).ids),
                ("active", "=", False),
            ]
        ).write({"res_id": self.id})
        return result
