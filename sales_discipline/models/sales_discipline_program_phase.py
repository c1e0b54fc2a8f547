from odoo import api, fields, models
from odoo.fields import Command

from ..engine.control_points import Phase


class SalesDisciplineProgramPhase(models.Model):
    """A stretch of a programme with one rhythm of control."""

    _name = "sales.discipline.program.phase"
    _description = "Phase of a Programme of Control"
    _inherit = ["sales.discipline.bounds"]
    _order = "sequence, id"

    program_id = fields.Many2one(
        "sales.discipline.program",
        "Programme",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="program_id.company_id")
    sequence = fields.Integer(default=10)
    count = fields.Integer(
        "How Many",
        default=4,
        help="Working days of a daily phase, weeks of a weekly one. 0: for good.",
    )
    rhythm = fields.Selection(
        [("daily", "Working days, a review each"), ("weekly", "Weeks, a review each")],
        required=True,
        default="weekly",
    )
    overall = fields.Boolean(
        "Overall Check", help="A look at the figures of everybody's week."
    )
    detailed = fields.Selection(
        [("everyone", "Everyone"), ("sample", "A sample"), ("none", "Nobody")],
        "In Detail",
        required=True,
        default="sample",
        help="Whose check points are gone through one by one.",
    )

    _check_count = models.Constraint(
        "CHECK (count >= 0)", "A phase cannot be shorter than 0; 0 means for good."
    )

    @api.depends("count", "rhythm", "overall", "detailed")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for phase in self:
            phase.display_name = f"{phase._describe_time()}: {phase._describe_kind()}"

    def _describe_time(self):
        """E.g. "5 working days"; one sentence a case, for every language's plurals."""
        if not self.count:
            if self.rhythm == "daily":
                return self.env._("Every working day")
            return self.env._("Every week")
        if self.rhythm == "daily":
            return self.env._("Working days: %s", self.count)
        return self.env._("Weeks: %s", self.count)

    def _describe_kind(self):
        """What is done, in words that follow a colon."""
        return {
            (True, "everyone"): self.env._("overall check, and everyone in detail"),
            (True, "sample"): self.env._("overall check, and a sample in detail"),
            (True, "none"): self.env._("overall check"),
            (False, "everyone"): self.env._("everyone in detail"),
            (False, "sample"): self.env._("a sample in detail"),
            (False, "none"): self.env._("the quick look alone"),
        }[bool(self.overall), self.detailed or "none"]

    def _to_engine(self):
        """The phases as the engine reads them, in order."""
        return [
            Phase(phase.rhythm, phase.count, phase.overall, phase.detailed)
            for phase in self.sorted(lambda phase: (phase.sequence, phase._origin.id))
        ]

    @api.model
    def _default_commands(self):
        """Week 1 everyone every day; three weeks, then every week, with a sample."""
        rows = [
            {"count": 5, "rhythm": "daily", "overall": False, "detailed": "everyone"},
            {"count": 3, "rhythm": "weekly", "overall": True, "detailed": "sample"},
            {"count": 0, "rhythm": "weekly", "overall": True, "detailed": "sample"},
        ]
        return [
            Command.create({**row, "sequence": 10 * place})
            for place, row in enumerate(rows, 1)
        ]
