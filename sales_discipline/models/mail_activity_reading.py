"""Reviewers read what they judge."""

from odoo import api, models
from odoo.fields import Domain


class MailActivity(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.activity"

    def _check_access(self, operation):
        """A reviewer reads the tracked activities of the people they review.

        Stock Odoo asks for the document, and a head whose right is "own documents"
        cannot read every deal or quotation that somebody of the team works on. It
        costs nothing where stock Odoo allows.
        """
        result = super()._check_access(operation)
        if operation != "read" or not result or not self:
            return result
        forbidden = result[0] - result[0]._discipline_reviewed()
        return (
            (forbidden, lambda: forbidden._make_access_error(operation))
            if (forbidden)
            else None
        )

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        """Finds them as well where the board asks: stock screens search as before."""
        options = {"bypass_access": bypass_access, **kwargs}
        asked = self.env.context.get("discipline_review")
        if not asked or bypass_access or self.env.su:
            return super()._search(domain, offset, limit, order, **options)
        own = super()._search(domain, 0, None, None, **options)
        options["bypass_access"] = True
        reviewed = super()._search(
            Domain(domain) & self._discipline_reviewed_domain(),
            0,
            None,
            None,
            **options,
        )
        found = Domain("id", "in", own) | Domain("id", "in", reviewed)
        options["active_test"] = False
        return super()._search(found, offset, limit, order, **options)

    @api.model
    def _discipline_reviewed_domain(self):
        users = self.env["res.users"]._discipline_reviewed_users()
        tracked = self.env["sales.discipline.day"]._tracked_models()
        return Domain("user_id", "in", users.ids) & Domain("res_model", "in", tracked)

    def _discipline_reviewed(self):
        domain = self._discipline_reviewed_domain()
        return self.sudo().filtered_domain(domain).sudo(self.env.su)
