"""A verdict reaches the person at once, and may be answered."""

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext, html_escape


class SalesDisciplineVerdict(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.verdict"

    # ------------------------------------------------------------
    # ANSWERING
    # ------------------------------------------------------------

    def action_answer(self, text):
        """Write back to whoever gave the verdict: into their inbox, and beside it.

        :raise AccessError: on a verdict about somebody else
        :raise UserError: without a text
        """
        self.ensure_one()
        self.check_access("read")
        if self.sudo().user_id != self.env.user:
            raise AccessError(self.env._("Only the person it is about answers."))
        if not isinstance(text, str) or not text.strip():
            raise UserError(self.env._("Write your answer first."))
        self.message_post(
            body=text.strip(),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.sudo().author_id.partner_id.ids,
        )
        return True

    def action_open_answer(self):
        """The dialog in which the person writes back."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "sales_discipline.answer",
            "params": {"id": self.id, "author": self.sudo().author_id.name},
        }

    def _message_compute_author(self, author_id=None, email_from=None):
        """Nobody answers as somebody else, whatever a call says."""
        if self.env.su:
            return super()._message_compute_author(author_id, email_from)
        return super()._message_compute_author()

    def _get_answers(self):
        """{verdict id: the last thing the person wrote back, as plain text}."""
        messages = self.env["mail.message"].sudo()
        found = messages.search_fetch(
            [
                ("model", "=", self._name),
                ("res_id", "in", self.ids),
                ("message_type", "=", "comment"),
            ],
            ["res_id", "author_id", "body"],
            order="id",
        )
        persons = {verdict.id: verdict.user_id.partner_id for verdict in self}
        return {
            message.res_id: html2plaintext(message.body).strip()
            for message in found
            if message.author_id == persons[message.res_id]
        }

    # ------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------

    def _announce(self):
        """Tell the person, in their language, in Odoo's inbox and perhaps by e-mail.

        Both follow the verdict from now on, so that answers reach the other.
        """
        user = self.user_id
        self.message_subscribe((user | self.author_id).partner_id.ids)
        record = self.with_context(lang=user.lang or self.env.lang)
        label = dict(record._fields["verdict"]._description_selection(record.env))
        drafter = record.env["sales.discipline.verdict.draft"]
        subject = record.env._(
            "%(date)s: %(verdict)s",
            date=drafter._format_day(self.date),
            verdict=label[self.verdict],
        )
        body = record._announcement(label[self.verdict])
        record.message_notify(
            partner_ids=user.partner_id.ids,
            author_id=self.author_id.partner_id.id,
            subject=subject,
            body=body,
        )
        if self._goes_by_email():
            record._send_email(subject, body)

    def _announcement(self, label):
        text = html_escape(self.message or "").replace("\n", Markup("<br/>"))
        links = Markup('<a href="%s">%s</a> · <a href="%s">%s</a>') % (
            self._day_url(),
            self.env._("Open my day"),
            f"/odoo/{self._name}/{self.id}",
            self.env._("Answer"),
        )
        # Odoo's list of notifications drops the tags: the space keeps words apart.
        return Markup("<p><b>%s.</b></p> <p>%s</p> <p>%s</p>") % (label, text, links)

    def _day_url(self):
        """Why the score of that day is what it is, over the person's own list."""
        return f"/odoo/my-why?date={fields.Date.to_string(self.date)}"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """A verdict is read in Odoo, also by people who chose e-mail for the rest."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        for recipient in recipients:
            if recipient["uid"] and not recipient["ushare"]:
                recipient["notif"] = "inbox"
        return recipients

    def _goes_by_email(self):
        """The policy allows it and the person reads Odoo's messages as e-mail."""
        policy = self.team_id.discipline_policy_id
        return (
            policy.verdict_by_email
            and self.user_id.notification_type == "email"
            and bool(self.user_id.email)
        )

    def _send_email(self, subject, body):
        """Beside the inbox: Odoo itself sends a notification one way or the other."""
        body = self.env["mail.render.mixin"]._replace_local_links(body)
        mails = self.env["mail.mail"].sudo()
        mails.create(
            {
                "subject": subject,
                "body_html": body,
                "email_from": self.author_id.partner_id.email_formatted,
                "recipient_ids": self.user_id.partner_id.ids,
                "auto_delete": True,
            }
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
