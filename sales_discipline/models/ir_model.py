from odoo import models


class IrModel(models.Model):
    _inherit = "ir.model"

    def unlink(self):
        """Uninstalling an app deletes the activities on its documents, past the ORM."""
        if "sales.discipline.journal" not in self.mapped("model"):
            activities = self.env["mail.activity"].sudo()
            with activities._discipline_dropping():
                activities.with_context(active_test=False).search(
                    [("res_model_id", "in", self.ids)]
                ).unlink()
        return super().unlink()
