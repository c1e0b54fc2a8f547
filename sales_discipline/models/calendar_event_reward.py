from odoo import fields, models


class CalendarEvent(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "calendar.event"

    discipline_reward_ids = fields.One2many(
        "sales.discipline.reward",
        "event_id",
        "Rewards",
        groups="sales_team.group_sale_salesman",
    )

    def _discipline_is_business(self):
        """An hour off is no meeting to be counted."""
        is_leave = self.sudo().discipline_reward_ids
        return not is_leave and super()._discipline_is_business()
