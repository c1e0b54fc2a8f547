"""One condition of a reward rule."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import rewards

FIGURES = [
    ("plan_ok", "the day was planned in time"),
    ("all_done", "everything due done, nothing overdue"),
    ("next_plan_ok", "the next working day is planned"),
    ("planned_count", "activities planned"),
    ("planned_hours", "hours planned"),
    ("need_count", "activities asked for"),
    ("need_hours", "hours asked for"),
    ("due_count", "activities due"),
    ("done_count", "activities done on time"),
    ("caught_up_count", "activities caught up on"),
    ("extra_count", "activities done besides the plan"),
    ("postponed_count", "activities postponed"),
    ("handed_over_count", "activities handed over"),
    ("cancelled_count", "activities cancelled"),
    ("missed_count", "activities missed"),
    ("overdue_count", "activities overdue"),
    ("rolled_count", "activities moved again and again"),
    ("set_by_head_count", "activities set by the head"),
    ("set_by_head_done_count", "activities set by the head and done"),
    ("result_required_count", "results asked for"),
    ("result_bad_count", "results that say nothing"),
    ("score", "score"),
    ("score_planning", "score for planning"),
    ("score_execution", "score for execution"),
    ("score_backlog", "score for the backlog"),
    ("score_data", "score for data"),
    ("score_results", "score for results"),
]
OTHERS = [item for item in FIGURES if item[0] not in rewards.TRUTHS]


class SalesDisciplineRewardCondition(models.Model):
    _name = "sales.discipline.reward.condition"
    _description = "Condition of a Reward Rule"
    _inherit = ["sales.discipline.bounds"]
    _order = "sequence, id"

    rule_id = fields.Many2one(
        "sales.discipline.reward.rule", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    source = fields.Selection(
        [("figure", "Figure of a day"), ("outcome", "Sales outcome")],
        "Of",
        required=True,
        default="figure",
    )
    figure = fields.Selection(FIGURES)
    outcome_id = fields.Many2one(
        "sales.discipline.outcome", "Sales Outcome", ondelete="restrict"
    )
    outcome_value = fields.Selection(
        [
            ("achieved", "achieved"),
            ("target_share", "% of the target"),
            ("expected_share", "% of what was expected"),
            ("target", "target"),
            ("expected", "expected"),
        ],
        "Counted As",
        required=True,
        default="achieved",
    )
    aggregate = fields.Selection(
        [
            ("sum", "in total"),
            ("avg", "on average"),
            ("min", "on each day"),
            ("days", "on a number of days"),
            ("streak", "on working days running"),
        ],
        "How",
        required=True,
        default="sum",
        help="Days off do not count. Days running end with the period, and may begin "
        "before it.",
    )
    operator = fields.Selection(
        [
            ("ge", "at least"),
            ("le", "at most"),
            ("eq", "exactly"),
            ("yes", "holds"),
            ("no", "does not hold"),
        ],
        "Is",
        required=True,
        default="ge",
    )
    value = fields.Float(digits=(16, 2))
    other = fields.Selection(
        OTHERS,
        "Or Figure",
        help="Compares with another figure of the same day instead of a value.",
    )
    day_count = fields.Integer("Days", help="On how many days it must hold at least.")
    # UX
    words = fields.Char("In Words", compute="_compute_words")

    @api.depends(
        "source",
        "figure",
        "outcome_id",
        "outcome_value",
        "aggregate",
        "operator",
        "value",
        "other",
        "day_count",
        "rule_id.period",
    )
    @api.depends_context("lang")
    def _compute_words(self):
        words = self.env["sales.discipline.reward.words"]
        for condition in self:
            condition.words = words._condition(condition._to_dict())

    @api.depends("words")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for condition in self:
            condition.display_name = condition.words

    @api.onchange("figure", "source")
    def _onchange_figure(self):
        """An operator that suits: truths hold or not, numbers are compared."""
        truth = self.source == "figure" and self.figure in rewards.TRUTHS
        if truth and self.operator not in ("yes", "no"):
            self.operator = "yes"
        elif not truth and self.operator in ("yes", "no"):
            self.operator = "ge"

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains(
        "source",
        "figure",
        "outcome_id",
        "outcome_value",
        "aggregate",
        "operator",
        "other",
        "day_count",
    )
    def _check_definition(self):
        """Refuse what could never be judged, with the reason."""
        for condition in self:
            reason = condition._fault()
            if reason:
                raise ValidationError(
                    self.env._(
                        "A condition of “%(rule)s” cannot be judged: %(reason)s",
                        rule=condition.rule_id.name,
                        reason=reason,
                    )
                )

    def _fault(self):
        if self.source == "outcome":
            return self._fault_of_outcome() or self._fault_of_days()
        if not self.figure:
            return self.env._("say which figure.")
        truth = self.figure in rewards.TRUTHS
        if truth != (self.operator in ("yes", "no")):
            return self.env._(
                "what is true or not holds or does not; numbers are at least, at most "
                "or exactly a value."
            )
        if truth and self.other:
            return self.env._("what is true or not is compared with nothing.")
        if truth and self.rule_id.period != "day" and self.aggregate in ("sum", "avg"):
            return self.env._(
                "of a week or month, say on how many days it holds, or on each."
            )
        return self._fault_of_days()

    def _fault_of_outcome(self):
        if not self.outcome_id:
            return self.env._("say which outcome.")
        if self.operator in ("yes", "no") or self.other:
            return self.env._("an outcome is compared with a value.")
        planned = self.outcome_value != "achieved"
        if planned and self.rule_id.period == "day":
            return self.env._("targets are set for weeks and months.")
        if planned and self.aggregate != "sum":
            return self.env._("targets are for the whole period: choose “in total”.")
        if self.aggregate == "avg":
            return self.env._("an outcome is taken in total, or on days.")
        return None

    def _fault_of_days(self):
        if self.aggregate not in rewards.COUNTING_DAYS:
            return None
        if self.day_count < 1:
            return self.env._("say on how many days.")
        if self.aggregate == "days" and self.day_count > self._days_in_period():
            return self.env._("the period has fewer days.")
        if self.aggregate == "streak" and self.day_count > rewards.LONGEST_STREAK:
            return self.env._(
                "at most %s working days running are looked at.", rewards.LONGEST_STREAK
            )
        if self.aggregate == "streak" and self.source == "outcome":
            return self.env._("an outcome is taken in total, or on days.")
        return None

    def _days_in_period(self):
        return {"day": 1, "week": 7, "month": 31}[self.rule_id.period or "day"]

    # ------------------------------------------------------------
    # JUDGING
    # ------------------------------------------------------------

    def _to_dict(self):
        """The condition as plain values, to be kept with what it has given."""
        self.ensure_one()
        outcome = self.source == "outcome" and self.outcome_id
        return {
            "figure": False if outcome else self.figure,
            "outcome_id": outcome.id if outcome else False,
            "outcome_value": self.outcome_value,
            "aggregate": self.aggregate,
            "operator": self.operator,
            "value": self.value,
            "other": self.other,
            "day_count": self.day_count,
            "period": self.rule_id.period,
        }

    def _to_engine(self):
        return to_engine(self._to_dict())


def to_engine(values):
    """The engine's condition of kept values."""
    return rewards.Condition(
        figure=values["figure"] or None,
        outcome_id=values["outcome_id"] or None,
        outcome_value=values["outcome_value"],
        aggregate=values["aggregate"],
        operator=values["operator"],
        value=values["value"],
        other=values["other"] or None,
        day_count=values["day_count"],
    )
