"""Whoever contested the flag of a result hears how it was decided."""

from markupsafe import Markup

from odoo import fields, models


class MailActivity(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.activity"

    def _discipline_tell_decision(self):
        """One message for each of these, in the language of the person concerned."""
        for activity in self.sudo():
            user = activity.user_id
            reader = activity.with_context(lang=user.lang or self.env.lang)
            subject, sentence = reader._discipline_decision_words()
            # Without the contest: that is erased with the person's data.
            body = Markup("<p>%s</p> <p><a href='%s'>%s</a></p>") % (
                sentence,
                reader._discipline_why_url(),
                reader.env._("Why this score"),
            )
            reader.env["sales.discipline.notice"].message_notify(
                partner_ids=user.partner_id.ids, subject=subject, body=body
            )

    def _discipline_decision_words(self):
        name = self._discipline_name()
        if self.result_cleared_by_id:
            return (
                self.env._("The flag is gone: %s", name),
                self.env._("The result counts as good."),
            )
        return (
            self.env._("The flag stands: %s", name),
            self.env._("The result counts as one that says nothing."),
        )

    def _discipline_why_url(self):
        """The day on which it was done, if that is closed; otherwise today."""
        line = self.env["sales.discipline.day.line"].search(
            [("activity_id", "=", self.id), ("done_at", "=", self.done_at)], limit=1
        )
        if not line:
            return "/odoo/my-why"
        return f"/odoo/my-why?date={fields.Date.to_string(line.day_id.date)}"
