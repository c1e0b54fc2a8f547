from odoo import api, fields, models
from odoo.exceptions import UserError

CHECKS = (
    "tasks_ok",
    "fields_ok",
    "results_ok",
    "next_steps_ok",
    "talked_over",
    "praised",
)


class SalesDisciplineReviewLine(models.Model):
    """A person in a review: why, what the reviewer checked, and the word given."""

    _name = "sales.discipline.review.line"
    _description = "Person in a Review"
    _order = "review_id desc, id"

    review_id = fields.Many2one(
        "sales.discipline.review",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="review_id.company_id", store=True)
    date = fields.Date(related="review_id.date", store=True)
    kind = fields.Selection(related="review_id.kind", store=True)
    reviewer_id = fields.Many2one(related="review_id.user_id", store=True)
    reason = fields.Selection(
        [
            ("everyone", "Everyone"),
            ("random", "By lot"),
            ("waited", "Waited long enough"),
            ("added", "Added by the reviewer"),
        ],
        "Why",
        required=True,
        readonly=True,
        default="everyone",
    )
    waited_weeks = fields.Integer(
        "Weeks Waited", readonly=True, help="Since the person was last looked at."
    )
    # check points
    tasks_ok = fields.Boolean("All tasks there", readonly=True)
    fields_ok = fields.Boolean("Fields filled", readonly=True)
    results_ok = fields.Boolean("Results say something", readonly=True)
    next_steps_ok = fields.Boolean("Next steps set", readonly=True)
    talked_over = fields.Boolean("Talked it over", readonly=True)
    praised = fields.Boolean(readonly=True)
    verdict_id = fields.Many2one(
        "sales.discipline.verdict", readonly=True, index=True, ondelete="set null"
    )
    verdict = fields.Selection(related="verdict_id.verdict", string="Said")
    facts = fields.Json(
        readonly=True, help="What the check points stood beside when it was finished."
    )

    _person_uniq = models.Constraint(
        "UNIQUE (review_id, user_id)", "This person is in the review already."
    )

    @api.depends("user_id", "review_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.user_id.name}: {line.review_id.display_name}"

    # ------------------------------------------------------------
    # WHAT THE REVIEWER DOES
    # ------------------------------------------------------------

    def set_check(self, name, value):
        """Tick or untick a check point of a detailed review.

        :param name: tasks_ok, fields_ok, results_ok, next_steps_ok, talked_over or
            praised
        :raise UserError: for another name, or a review that has none
        :raise AccessError: when the caller is not the reviewer
        """
        self.ensure_one()
        review = self.review_id._check_mine()
        if name not in CHECKS or not review.kind.startswith("detailed"):
            raise UserError(self.env._("There is no such check point here."))
        review._note_first_act()
        self.sudo().write({name: bool(value)})
        return True

    def _has_check(self):
        return any(self[name] for name in CHECKS)

    def _freeze_facts(self):
        """Keep what the reviewer saw: later the same days read differently."""
        for review, lines in self.grouped("review_id").items():
            facts = review._read_facts()
            for line in lines:
                line.facts = facts.get(line.id)
