from odoo import models


class MailActivityMixin(models.AbstractModel):
    _inherit = "mail.activity.mixin"

    def write(self, vals):
        """Losing or archiving a document drops its open activities, restoring it
        restores them."""
        result = super().write(vals)
        if self._active_name and self._active_name in vals:
            activities = self.env["mail.activity"]._discipline_of_documents(self)
            activities._discipline_sync_dropped()
        return result

    def unlink(self):
        with self.env["mail.activity"]._discipline_dropping():
            return super().unlink()
