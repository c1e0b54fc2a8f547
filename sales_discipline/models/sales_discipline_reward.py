"""What a rule has given, or would give: proposed, decided, used."""

from odoo import api, fields, models
from odoo.tools import format_date

from ..short_dates import short_date, short_day
from .sales_discipline_reward_rule import KINDS

STATES = [
    ("proposed", "To decide"),
    ("granted", "Granted"),
    ("refused", "Refused"),
    ("used", "Used"),
    ("expired", "Expired"),
    ("contested", "Contested"),
    ("upheld", "Upheld"),
    ("withdrawn", "Withdrawn"),
]
# Counts against limits, and in the statement.
COUNTING = ("granted", "used", "contested", "upheld")


class SalesDisciplineReward(models.Model):
    """One result of a rule for a person and period, with a copy of what was asked.

    Nobody has the right to create, write or delete: rewards are recorded by the
    engine, and decided on by the methods below, which check who may do what.
    """

    _name = "sales.discipline.reward"
    _description = "Reward or Penalty"
    _inherit = ["sales.discipline.notice"]
    _order = "date_end desc, id desc"

    rule_id = fields.Many2one(
        "sales.discipline.reward.rule",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", "Salesperson", required=True, readonly=True, ondelete="cascade"
    )
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True)
    policy_id = fields.Many2one("sales.discipline.policy", readonly=True)
    tz = fields.Char("Time Zone", readonly=True)
    # period
    period = fields.Selection(
        [("day", "Day"), ("week", "Week"), ("month", "Month")], readonly=True
    )
    date_start = fields.Date("From", required=True, readonly=True)
    date_end = fields.Date("To", required=True, readonly=True)
    day_id = fields.Many2one(
        "sales.discipline.day",
        "Closed Day",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The last day of the period, once it is closed.",
    )
    met_at = fields.Datetime("Conditions Met", readonly=True)
    # what is given
    definition = fields.Json(
        readonly=True, help="A copy of what the rule asked and gave."
    )
    kind = fields.Selection(KINDS, "Gives", readonly=True)
    is_penalty = fields.Boolean("Penalty", readonly=True)
    hours = fields.Float(readonly=True, aggregator="sum")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        readonly=True, help="A proposal for payroll, never a payment."
    )
    points = fields.Integer(readonly=True)
    # evidence
    facts = fields.Json(readonly=True, help="What each condition came to.")
    evidence = fields.Json(readonly=True, help="A copy of the days and lines judged.")
    # life
    state = fields.Selection(
        STATES, default="proposed", required=True, readonly=True, index=True
    )
    valid_until = fields.Date(readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True)
    decided_at = fields.Datetime("Decided", readonly=True)
    word = fields.Char("Word from the Head", readonly=True)
    # leave
    leave_date = fields.Date(readonly=True)
    leave_from = fields.Datetime(readonly=True)
    leave_to = fields.Datetime(readonly=True)
    event_id = fields.Many2one(
        "calendar.event",
        "Calendar Entry",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    # contest
    contest_until = fields.Date("Can Be Contested Until", readonly=True)
    contested_at = fields.Datetime("Contested On", readonly=True)
    contest_reason = fields.Text("Why It Is Contested", readonly=True)
    # looked at again
    recheck_at = fields.Datetime(
        readonly=True,
        index="btree_not_null",
        help="When the conditions are checked once more: at the next plan cut-off.",
    )
    undone_at = fields.Datetime(
        "Undone Afterwards",
        readonly=True,
        help="When it was found that the conditions hold no longer.",
    )
    undone_facts = fields.Json(readonly=True)
    undone_settled_by_id = fields.Many2one("res.users", "Kept By", readonly=True)

    _key_uniq = models.Constraint(
        "UNIQUE (rule_id, user_id, date_start)",
        "A rule gives one thing per person and period.",
    )
    # Whoever grants at the same time: a person leaves early once a day.
    _one_leave_idx = models.UniqueIndex(
        "(user_id, leave_date) WHERE leave_date IS NOT NULL"
        " AND state IN ('granted', 'used')",
        "This person leaves early that day already.",
    )
    # Used by the statement and by limits.
    _user_date_idx = models.Index("(user_id, date_end)")

    @api.depends("user_id", "rule_id", "date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for reward in self:
            reward.display_name = (
                f"{reward.sudo().rule_id.name or ''}, "
                f"{reward.user_id.name or ''}, {reward._period_text()}"
            )

    def _period_text(self):
        """The period in words: "Tue, Mar 2", "Mar 1 – Mar 7", "March 2027"."""
        self.ensure_one()
        if not self.date_start:
            return ""
        if self.period == "day":
            return short_day(self.env, self.date_start)
        if self.period == "month":
            return format_date(self.env, self.date_start, date_format="LLLL y")
        first, last = (
            short_date(self.env, date) for date in (self.date_start, self.date_end)
        )
        return f"{first} – {last}"

    def _gift_text(self):
        """What is given, in words of the environment's language."""
        self.ensure_one()
        if self.kind == "share":
            words = self.env["sales.discipline.reward.words"]
            return words._gift(
                {"kind": "amount", "amount": self.amount}, self.currency_id
            )
        return self.env["sales.discipline.reward.words"]._gift(
            self._get_definition(), self.currency_id
        )

    def _get_definition(self):
        """What the rule asked and gave, with its words in the reader's language."""
        self.ensure_one()
        definition = self.definition  # each access copies all of it
        titles = definition.get("titles") or {}
        title = titles.get(self.env.lang) or self._translate_title(definition)
        return {**definition, "title": title}

    def _translate_title(self, definition):
        """A language installed since: as the rule has it, if it still says the same."""
        kept = definition.get("title")
        rule = self.sudo().rule_id
        if kept and rule.with_context(lang=None).title == kept:
            return rule.with_context(lang=self.env.lang).title
        return kept

    def _is_shadowed(self):
        """Whether the team's policy keeps days, and this, from the person."""
        return bool(self.sudo().policy_id.shadow_mode)
