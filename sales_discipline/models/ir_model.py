from odoo import models
from odoo.tools import sql


class IrModel(models.Model):
    _inherit = "ir.model"

    def unlink(self):
        """Uninstalling an app deletes the activities on its documents, past the ORM.

        By then fields may have lost their columns, ours too when this addon goes.
        """
        if self and sql.column_exists(self.env.cr, "mail_activity", "dropped_at"):
            self.env["sales.discipline.journal"]._append_removed_models(self)
        return super().unlink()
