from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        """An archived account drops its owner's open activities.

        And one that is taken up again is judged from then on.
        """
        if "active" not in vals:
            return super().write(vals)
        changed = self.sudo().filtered(lambda user: user.active != bool(vals["active"]))
        result = super().write(vals)
        if changed:
            activities = self.env["mail.activity"].sudo()
            domain = [("user_id", "in", changed.ids)]
            activities.search(domain)._discipline_sync_dropped()
        if changed and vals["active"]:
            members = self.env["crm.team.member"].sudo()
            members.search([("user_id", "in", changed.ids)])._discipline_begin()
        return result

    def action_archive(self):
        """The button removes the person's open activities: dropped, not cancelled."""
        with self.env["mail.activity"]._discipline_dropping():
            return super().action_archive()

    def unlink(self):
        """Remove the person's activities as such: the database's own cascade would
        take them away unseen."""
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        with activities._discipline_dropping():
            activities.search([("user_id", "in", self.ids)]).unlink()
        return super().unlink()
