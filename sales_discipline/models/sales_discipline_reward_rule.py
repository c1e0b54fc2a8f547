"""What is rewarded, and what costs something: rules that people can read."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

REWARD_KINDS = [
    ("leave", "Leave early"),
    ("amount", "Amount of money"),
    ("share", "Share of an outcome"),
    ("badge", "Badge"),
    ("note", "Note"),
]
PENALTY_KINDS = [
    ("points", "Penalty: points"),
    ("warning", "Penalty: warning"),
    ("reduction", "Penalty: reduction of a bonus"),
]
KINDS = REWARD_KINDS + PENALTY_KINDS
PENALTIES = tuple(kind for kind, _label in PENALTY_KINDS)
# What a kind needs: the field and the least it may be.
GIVEN = {
    "leave": "hours",
    "amount": "amount",
    "share": "percent",
    "badge": "title",
    "note": "title",
    "points": "points",
    "reduction": "amount",
}


class SalesDisciplineRewardRule(models.Model):
    """All conditions must hold; what then is given; who decides; how often.

    A rule may be changed at any time: what it has given keeps its own copy of what was
    asked and given (``_get_definition``), and is never judged by another rule.
    """

    _name = "sales.discipline.reward.rule"
    _description = "Reward Rule"
    _inherit = ["sales.discipline.bounds"]
    _entered_bounds = {
        "amount": (0, 1e12),
        "percent": (0, 100),
        "points": (0, 1000),
    }
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", help="People controlled in this company. Empty: in all."
    )
    team_ids = fields.Many2many(
        "crm.team", string="Sales Teams", help="Empty: every team that is controlled."
    )
    date_from = fields.Date("Valid From", help="First date that can be judged.")
    date_to = fields.Date("Valid Until", help="Last date that can be judged.")
    # conditions
    period = fields.Selection(
        [("day", "Day"), ("week", "Week"), ("month", "Month")],
        required=True,
        default="day",
    )
    is_live = fields.Boolean(
        "As Soon as Met",
        default=True,
        help="Proposed the moment all conditions of a day hold. Otherwise once the "
        "day, week or month is over and closed.",
    )
    condition_ids = fields.One2many(
        "sales.discipline.reward.condition", "rule_id", "Conditions", copy=True
    )
    # what is given
    kind = fields.Selection(KINDS, "Gives", required=True, default="leave")
    is_penalty = fields.Boolean(
        "Penalty", compute="_compute_is_penalty", store=True, precompute=True
    )
    hours = fields.Float(default=1.0)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary()
    percent = fields.Float("Share", digits=(5, 2), help="Percent of the outcome.")
    outcome_id = fields.Many2one(
        "sales.discipline.outcome", "Sales Outcome", ondelete="restrict"
    )
    title = fields.Char("Words", translate=True, help="Name of the badge, or the note.")
    points = fields.Integer()
    # deciding
    needs_approval = fields.Boolean(
        "A Head Decides",
        default=True,
        help="Otherwise it is granted at once. Penalties are always decided on.",
    )
    limit_person = fields.Integer("At Most per Person", help="0: no limit.")
    limit_person_period = fields.Selection(
        [("week", "Week"), ("month", "Month")], "Per", default="month", required=True
    )
    limit_team = fields.Integer(
        "People per Team and Day",
        help="How many of a team may leave early on one day, or be given this on one "
        "day. 0: no limit.",
    )
    valid_days = fields.Integer(
        "Days to Decide",
        default=14,
        help="What nobody decided so many days after the period expires. A leave can "
        "be granted for a day until then.",
    )
    contest_days = fields.Integer(
        "Working Days to Contest",
        default=5,
        help="For how many working days a person can contest the penalty.",
    )
    # Raised with each grant: of two grants at once the second is tried again.
    grant_count = fields.Integer("Granted", readonly=True, copy=False)
    # UX
    sentence = fields.Text("In Plain Words", compute="_compute_sentence")

    _positive = models.Constraint(
        "CHECK (limit_person >= 0 AND limit_team >= 0 AND valid_days >= 0"
        " AND contest_days >= 0)",
        "Limits and numbers of days cannot be negative.",
    )
    _dates = models.Constraint(
        "CHECK (date_from <= date_to)", "A rule cannot end before it begins."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("kind")
    def _compute_is_penalty(self):
        for rule in self:
            rule.is_penalty = rule.kind in PENALTIES

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for rule in self:
            company = rule.company_id or self.env.company
            rule.currency_id = company.currency_id

    @api.depends(
        "period",
        "is_live",
        "kind",
        "hours",
        "amount",
        "percent",
        "outcome_id",
        "title",
        "points",
        "needs_approval",
        "limit_person",
        "limit_person_period",
        "limit_team",
        "contest_days",
        "team_ids",
        "date_from",
        "date_to",
        "condition_ids.sequence",
        "condition_ids.figure",
        "condition_ids.source",
        "condition_ids.outcome_id",
        "condition_ids.outcome_value",
        "condition_ids.aggregate",
        "condition_ids.operator",
        "condition_ids.value",
        "condition_ids.other",
        "condition_ids.day_count",
    )
    @api.depends_context("lang", "company")
    def _compute_sentence(self):
        words = self.env["sales.discipline.reward.words"]
        for rule in self:
            rule.sentence = words._sentence(rule)

    @api.onchange("kind", "period")
    def _onchange_kind(self):
        if self.is_penalty or self.period != "day":
            self.is_live = False
        if self.is_penalty:
            self.needs_approval = True

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("condition_ids", "period", "is_live")
    def _check_conditions(self):
        for rule in self:
            if not rule.condition_ids:
                raise ValidationError(
                    self.env._("Say on what conditions “%s” is given.", rule.name)
                )
            rule.condition_ids._check_definition()

    @api.constrains("kind", *set(GIVEN.values()), "outcome_id")
    def _check_gift(self):
        for rule in self:
            name = GIVEN.get(rule.kind)
            value = name and rule[name]
            if name and (not value or (name != "title" and value < 0)):
                raise ValidationError(
                    self.env._("Say how much “%s” gives, or which words.", rule.name)
                )
            if rule.kind == "leave" and rule.hours > 24:
                raise ValidationError(self.env._("A day has 24 hours."))
            if rule.kind == "share":
                rule._check_share()

    def _check_share(self):
        if self.percent > 100:
            raise ValidationError(self.env._("A share is at most 100 %."))
        outcome = self.outcome_id.sudo()
        if not outcome._is_money() or outcome.measure != "sum":
            raise ValidationError(
                self.env._(
                    "A share is of an amount of money that is added up: choose such "
                    "an outcome."
                )
            )

    @api.constrains("kind", "is_live", "period", "needs_approval")
    def _check_fairness(self):
        for rule in self:
            if rule.is_penalty and not rule.needs_approval:
                raise ValidationError(
                    self.env._("A head of sales decides on every penalty.")
                )
            if rule.is_live and rule.is_penalty:
                raise ValidationError(
                    self.env._(
                        "A day that is not over can still become good: a penalty is "
                        "proposed once it is closed."
                    )
                )
            if rule.is_live and rule.period != "day":
                raise ValidationError(
                    self.env._("Weeks and months are judged once they are over.")
                )

    @api.constrains("company_id", "team_ids", "outcome_id", "condition_ids")
    def _check_companies(self):
        for rule in self.filtered("company_id"):
            outcomes = rule.outcome_id | rule.condition_ids.outcome_id
            for record in (*rule.sudo().team_ids, *outcomes.sudo()):
                if record.company_id not in (rule.company_id, record.company_id[:0]):
                    raise ValidationError(
                        self.env._(
                            "“%(name)s” belongs to another company than the rule.",
                            name=record.name,
                        )
                    )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_without_count(vals) for vals in vals_list])

    def write(self, vals):
        vals = {name: value for name, value in vals.items() if name != "grant_count"}
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for rule, vals in zip(self, vals_list, strict=True):
            if not (default or {}).get("name"):
                vals["name"] = self.env._("%s (copy)", rule.name)
        return vals_list

    @api.ondelete(at_uninstall=True)
    def _unlink_except_given(self):
        # Not at_uninstall=False: that is switched off by a context key which any
        # client can send.
        if self.env["sales.discipline.policy.version"]._is_uninstalling():
            return
        given = self.env["sales.discipline.reward"].sudo()
        for (rule,) in given._read_group([("rule_id", "in", self.ids)], ["rule_id"]):
            raise UserError(
                self.env._("“%s” has judged people: archive it instead.", rule.name)
            )

    # ------------------------------------------------------------
    # JUDGING
    # ------------------------------------------------------------

    @api.model
    def _get_active(self, *domain):
        """The rules in force, whoever asks, as superuser."""
        return self.sudo().search_fetch([("active", "=", True), *domain])

    def _get_conditions(self):
        """The conditions as the engine takes them."""
        self.ensure_one()
        return [condition._to_engine() for condition in self.condition_ids]

    def _get_definition(self):
        """What is asked and given, as plain values for rewards to keep.

        ``title`` is in the language of the environment, ``titles`` has it in all.
        """
        self.ensure_one()
        langs = [code for code, _name in self.env["res.lang"].get_installed()]
        return {
            "period": self.period,
            "kind": self.kind,
            "hours": self.hours,
            "amount": self.amount,
            "percent": self.percent,
            "outcome_id": self.outcome_id.id,
            "title": self.title,
            "titles": {code: self.with_context(lang=code).title for code in langs},
            "points": self.points,
            "contest_days": self.contest_days,
            "conditions": [condition._to_dict() for condition in self.condition_ids],
        }

    def _concerns(self, person, first, last):
        """Whether a person is judged by this rule over the period.

        :param person: ``engine.context.Person``
        """
        self.ensure_one()
        if self.company_id and self.company_id.id != person.company_id:
            return False
        if self.team_ids and person.team_id not in self.team_ids.ids:
            return False
        starts, ends = self.date_from or first, self.date_to or last
        return starts <= first and last <= ends and person.is_controlled(first)

    def _count_grant(self):
        """Take this rule's turn: whoever grants by it at the same time tries again."""
        self.env.cr.execute(
            "UPDATE sales_discipline_reward_rule SET grant_count = grant_count + 1"
            " WHERE id = ANY(%s)",
            [self.ids],
        )
        self.invalidate_recordset(["grant_count"], flush=False)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_view_rewards(self):
        """What this rule has given."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_discipline.sales_discipline_reward_action"
        )
        return {**action, "domain": [("rule_id", "=", self.id)], "context": {}}


def _without_count(vals):
    """Given explicitly, so that no default of the caller's context takes its place."""
    return {**vals, "grant_count": 0}
