from odoo import fields, models


class MailActivityType(models.Model):
    _inherit = "mail.activity.type"

    is_tracked = fields.Boolean(
        "Counts for Discipline",
        default=True,
        help="Whether activities of this type count in planned days and scores.",
    )
    default_hours = fields.Float(
        "Default Duration",
        default=0.5,
        help="Hours that an activity of this type takes when nothing else is planned. "
        "A meeting takes its own length.",
    )

    result_required = fields.Boolean(
        help="Whether marking an activity of this type as done asks for what came of "
        "it. What becomes of one without is up to the policy.",
    )

    _default_hours_positive = models.Constraint(
        "CHECK (default_hours >= 0)", "A default duration cannot be negative."
    )
