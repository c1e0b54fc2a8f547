"""One activity on one day, with its own copy of everything worth reading later."""

from odoo import fields, models

from .mail_activity_result import RESULT_FLAGS

SETS = [
    ("planned", "Planned"),
    ("carried", "Carried Over"),
    ("added", "Added"),
    ("extra", "Extra"),
]
OUTCOMES = [
    ("done", "Done"),
    ("caught_up", "Caught Up"),
    ("extra", "Done, Unplanned"),
    ("dropped", "Dropped with its Document"),
    ("released", "Released by a Reviewer"),
    ("handed_over", "Handed Over"),
    ("cancelled", "Cancelled"),
    ("postponed", "Postponed"),
    ("pending", "Still to Do"),
    ("missed", "Missed"),
]


class SalesDisciplineDayLine(models.Model):
    _name = "sales.discipline.day.line"
    _description = "Working Day Line"
    _order = "day_id, id"
    _rec_name = "summary"
    # A column each would double the size of the biggest table for nothing: lines are
    # written by closing alone, and the day says who and when.
    _log_access = False

    day_id = fields.Many2one(
        "sales.discipline.day", required=True, index=True, ondelete="cascade"
    )
    # Survives the activity, so no foreign key.
    activity_id = fields.Integer()
    set = fields.Selection(SETS, required=True)
    outcome = fields.Selection(OUTCOMES, required=True)
    hours = fields.Float()
    summary = fields.Char()
    activity_type_id = fields.Many2one("mail.activity.type", ondelete="set null")
    res_model = fields.Char("Document Model")
    res_id = fields.Integer("Document")
    res_name = fields.Char("Document Name")
    deadline = fields.Date("Due Date")
    done_at = fields.Datetime("Done")
    created_at = fields.Datetime("Created")
    is_overdue = fields.Boolean("Overdue")
    is_rolled = fields.Boolean("Moved Again and Again")
    set_by_head = fields.Boolean("Set by the Head")
    set_by_system = fields.Boolean("Set by the System")
    result_flag = fields.Selection(RESULT_FLAGS)
    # Flagged, and one of the results that the day is judged by.
    is_bad_result = fields.Boolean("Bad Result")
