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
