from odoo import api, fields, models
from odoo.fields import Domain

from .sales_discipline_day_bar import PARTS


class MailActivity(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.activity"

    # Only to be searched for: the filters behind the numbers of the day bar. They are
    # asked anew with each search, so a list follows what has just been done.
    discipline_day_part = fields.Selection(
        [(part, part) for part in PARTS],
        string="Part of My Day",
        compute="_compute_discipline_day_part",
        search="_search_discipline_day_part",
        export_string_translation=False,
    )

    discipline_is_due = fields.Boolean(
        "Due by Today",
        compute="_compute_discipline_is_due",
        search="_search_discipline_is_due",
        export_string_translation=False,
    )

    def _compute_discipline_day_part(self):
        self.discipline_day_part = False

    @api.model
    def _search_discipline_day_part(self, operator, value):
        if operator != "in":
            return NotImplemented
        bar = self.env["sales.discipline.day.bar"]
        ids = [
            activity_id
            for part in value
            if part in PARTS
            for activity_id in bar._get_part_ids(part)
        ]
        return Domain("id", "in", ids)

    def _compute_discipline_is_due(self):
        today = self._discipline_today()
        for activity in self:
            deadline = activity.date_deadline
            activity.discipline_is_due = bool(deadline) and deadline <= today

    @api.model
    def _search_discipline_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("date_deadline", "<=", self._discipline_today())
        return due if True in value else ~due

    @api.model
    def _discipline_today(self):
        """The date of the caller's day bar, of everybody else their own."""
        user = self.env.user
        today = self.env["sales.discipline.day"].sudo()._today(user)
        return today.get(user.id) or fields.Date.context_today(self)
