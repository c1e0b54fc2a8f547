from odoo import models


class SalesDisciplineNotice(models.AbstractModel):
    """Messages that everybody reads in Odoo's inbox, of a document or of none."""

    _name = "sales.discipline.notice"
    _description = "Sales Discipline Notice"
    _inherit = ["mail.thread"]

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """In the inbox, for people who chose e-mail for the rest as well."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        for recipient in recipients:
            if recipient["uid"] and not recipient["ushare"]:
                recipient["notif"] = "inbox"
        return recipients
