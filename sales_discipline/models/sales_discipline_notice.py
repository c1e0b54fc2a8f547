from markupsafe import escape

from odoo import api, models


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

    @api.model
    def _notify_at_once(self, notices):
        """Messages to many people, in queries that do not grow with their number.

        What ``message_notify`` does for one person who reads in Odoo, but for the push
        to a page that is open: closing tells hundreds, hours after their day. They see
        the counter with the next page.

        :param notices: dicts of ``record``, ``user``, ``subject`` and ``body`` (text)
        """
        author_id, email_from = self._message_compute_author()
        common = {
            "author_id": author_id,
            "email_from": email_from,
            "reply_to": email_from,
            "is_internal": True,
            "message_type": "user_notification",
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
        }
        messages = self.env["mail.message"].sudo()
        created = messages.create(
            [
                {
                    **common,
                    "model": notice["record"]._name,
                    "res_id": notice["record"].id,
                    "subject": notice["subject"],
                    "body": escape(notice["body"]),
                    "partner_ids": notice["user"].partner_id.ids,
                }
                for notice in notices
            ]
        )
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": author_id,
                    "mail_message_id": message.id,
                    "notification_status": "sent",
                    "notification_type": "inbox",
                    "res_partner_id": notice["user"].partner_id.id,
                }
                for message, notice in zip(created, notices, strict=True)
            ]
        )
