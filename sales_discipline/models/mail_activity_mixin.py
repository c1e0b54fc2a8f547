from odoo import models


class MailActivityMixin(models.AbstractModel):
    _inherit = "mail.activity.mixin"

    def write(self, vals):
        """Losing or archiving a document drops its open activities, restoring it
        restores them."""
        name = self._active_name
        if not name or name not in vals:
            return super().write(vals)
        changed = self.sudo().filtered(lambda record: record[name] != bool(vals[name]))
        result = super().write(vals)
        if changed:
            activities = self.env["mail.activity"]._discipline_of_documents(changed)
            activities._discipline_sync_dropped()
        return result

    def unlink(self):
        with self.env["mail.activity"]._discipline_dropping():
            return super().unlink()
