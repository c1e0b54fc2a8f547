"""Why a closed day was judged again."""

from odoo import api, fields, models

from ..fields import EmptyFloat


class SalesDisciplineDayCorrection(models.Model):
    _name = "sales.discipline.day.correction"
    _description = "Working Day Correction"
    _order = "at desc, id desc"

    day_id = fields.Many2one(
        "sales.discipline.day", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("reopened", "Reopened"), ("recomputed", "Recomputed")], required=True
    )
    at = fields.Datetime("When", required=True)
    actor_id = fields.Many2one("res.users", "By", ondelete="set null")
    reason = fields.Char(required=True)
    score_before = fields.Char(help="Empty where the day had no score.")
    score_shown = EmptyFloat(
        "Score Before It", compute="_compute_score_shown", digits=(16, 1)
    )

    @api.depends("score_before")
    def _compute_score_shown(self):
        """The number as the reader's language writes it."""
        for correction in self:
            text = correction.score_before
            correction.score_shown = float(text) if text else None

    def _record(self, days, kind, reason, scores_before):
        """Note on each of ``days`` who judges it again, when, why, and its score."""
        return self.create(
            [
                {
                    "day_id": day.id,
                    "kind": kind,
                    "at": self.env.cr.now(),
                    "actor_id": self.env.uid,
                    "reason": reason,
                    "score_before": _text(scores_before[day.id]),
                }
                for day in days
            ]
        )


def _text(score):
    return "" if score is False or score is None else f"{score:.1f}"
