"""What each person brought about on each closed day."""

from odoo import fields, models

from ..fields import EmptyFloat


class SalesDisciplineDayOutcome(models.Model):
    """One outcome of one day; 0 is a measured nothing, no row was not measured."""

    _name = "sales.discipline.day.outcome"
    _description = "Outcome of a Day"
    _order = "day_id, outcome_id"
    _rec_name = "outcome_id"
    # The day says who and when.
    _log_access = False

    day_id = fields.Many2one(
        "sales.discipline.day", required=True, index=True, ondelete="cascade"
    )
    # The constraint below has an index that begins with it.
    outcome_id = fields.Many2one(
        "sales.discipline.outcome", "Sales Outcome", required=True, ondelete="cascade"
    )
    value = EmptyFloat(digits=(16, 2), help="Empty: the average of nothing.")
    record_count = fields.Integer(
        "Records", help="How many records it was measured by."
    )
    currency_id = fields.Many2one("res.currency", ondelete="restrict")

    _day_outcome_uniq = models.Constraint(
        "UNIQUE (outcome_id, day_id)", "An outcome has one value per day."
    )
