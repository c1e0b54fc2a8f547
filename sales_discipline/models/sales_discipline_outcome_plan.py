"""What a person is expected to bring about in a week or month, and the target set."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..engine import clock
from ..engine.people import read_people
from ..engine.periods import period_end, period_start
from ..fields import EmptyFloat
from ..short_dates import full_date

# What a reviewer says; the rest is the server's.
KEY = ("user_id", "period", "date_start", "outcome_id")


class SalesDisciplineOutcomePlan(models.Model):
    """Expected, target and achieved of one person, period and outcome.

    What is expected is recorded by the closing job on the first morning of the period
    and never changes. A target is set by a reviewer of the person, until the period
    has ended.
    """

    _name = "sales.discipline.outcome.plan"
    _description = "Sales Target"
    _inherit = ["sales.discipline.bounds"]
    _order = "date_start desc, period, user_id, outcome_id"

    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', reviewed_user_ids)]",
    )
    outcome_id = fields.Many2one(
        "sales.discipline.outcome",
        "Sales Outcome",
        required=True,
        index=True,
        ondelete="cascade",
    )
    period = fields.Selection(
        [("week", "Week"), ("month", "Month")], required=True, default="month"
    )
    date_start = fields.Date(
        "From",
        required=True,
        default=fields.Date.context_today,
        help="Any date of the week or month: it becomes the first.",
    )
    date_end = fields.Date("To", compute="_compute_date_end", store=True)
    team_id = fields.Many2one(
        "crm.team", "Sales Team", compute="_compute_team", store=True, index=True
    )
    company_id = fields.Many2one("res.company", compute="_compute_team", store=True)
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", store=True
    )
    # expectation
    expected = EmptyFloat(
        readonly=True,
        copy=False,
        digits=(16, 2),
        help="What open records promised on the first morning.",
    )
    recorded_at = fields.Datetime("Expectation Recorded", readonly=True, copy=False)
    # target
    target = EmptyFloat(digits=(16, 2))
    target_set_by_id = fields.Many2one(
        "res.users", "Set By", readonly=True, copy=False, ondelete="set null"
    )
    target_set_at = fields.Datetime("Set On", readonly=True, copy=False)
    # result
    achieved = EmptyFloat(
        compute="_compute_achieved", digits=(16, 2), help="So far, or in the end."
    )
    # UX
    reviewed_user_ids = fields.Many2many(
        "res.users", compute="_compute_reviewed_user_ids"
    )

    _key_uniq = models.Constraint(
        "UNIQUE (user_id, period, date_start, outcome_id)",
        "There is a line for this person, period and outcome: set the target there.",
    )
    _check_target = models.Constraint(
        "CHECK (target > 0)", "A target must be more than 0."
    )

    @api.depends("period", "date_start")
    def _compute_date_end(self):
        for plan in self:
            if plan.date_start and plan.period:
                start = period_start(plan.date_start, plan.period)
                plan.date_end = period_end(start, plan.period)
            else:
                plan.date_end = False

    @api.depends("user_id")
    def _compute_team(self):
        members = self.env["crm.team.member"]._discipline_memberships(self.user_id)
        companies = self.env["crm.team"]._discipline_companies(self.user_id)
        for plan in self:
            member = members.get(plan.user_id.id)
            plan.team_id = member.crm_team_id if member else False
            plan.company_id = companies.get(plan.user_id.id)

    @api.depends("company_id", "outcome_id")
    def _compute_currency_id(self):
        for plan in self:
            money = plan.outcome_id.sudo()._is_money()
            plan.currency_id = plan.company_id.currency_id if money else False

    @api.depends("user_id", "outcome_id", "date_start", "date_end")
    def _compute_achieved(self):
        achieved = self._origin._get_achieved()
        for plan in self:
            plan.achieved = achieved.get(plan._origin)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_reviewed_user_ids(self):
        self.reviewed_user_ids = self.env["res.users"]._discipline_reviewed_users()

    @api.depends("user_id", "outcome_id", "date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for plan in self:
            # Nothing of a new one is known: the screen then calls it "New".
            person, outcome = plan.user_id.name, plan.outcome_id.name
            plan.display_name = (
                self.env._(
                    "%(person)s: %(outcome)s from %(date)s",
                    person=person,
                    outcome=outcome,
                    date=full_date(self.env, plan.date_start),
                )
                if person and outcome
                else person
            )

    @api.onchange("period", "date_start")
    def _onchange_period(self):
        if self.date_start and self.period:
            self.date_start = period_start(self.date_start, self.period)

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create([self._prepare_target(vals) for vals in vals_list])
        plans._check_reviewer()
        plans._check_not_over()
        return plans

    def write(self, vals):
        if not vals.keys().isdisjoint(KEY):
            raise UserError(
                self.env._("Make another target for another person, period or outcome.")
            )
        self.check_access("write")
        if "target" not in vals:
            return True
        self._check_reviewer()
        self._check_not_over()
        return super().write(self._stamped(vals["target"]))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_recorded(self):
        if self.env["sales.discipline.policy.version"]._is_uninstalling():
            return
        self._check_reviewer()
        if any(plan.recorded_at for plan in self):
            raise UserError(
                self.env._(
                    "What was expected has been recorded and stays: empty the target "
                    "instead."
                )
            )
        self._check_not_over()

    # ------------------------------------------------------------
    # TARGETS
    # ------------------------------------------------------------

    @api.model
    def _prepare_target(self, vals):
        """Creation values with nothing of a client's in those of the server.

        Given explicitly, so that no default, from whatever source, takes their place.
        """
        names = [name for name in (*KEY, "target") if name not in vals]
        vals = {**self.default_get(names), **vals}
        period, day = vals.get("period"), fields.Date.to_date(vals.get("date_start"))
        if day and period:
            vals["date_start"] = period_start(day, period)
        return {
            **{name: vals[name] for name in KEY if name in vals},
            **self._stamped(vals.get("target")),
            "expected": False,
            "recorded_at": False,
        }

    @api.model
    def _stamped(self, target):
        """A target, who set it and when; 0 is none."""
        return {
            "target": target or False,
            "target_set_by_id": self.env.uid,
            "target_set_at": self.env.cr.now(),
        }

    def _check_reviewer(self):
        if self.env.su or not self:
            return
        if not self.env.user._discipline_is_reviewer_of(self.sudo().user_id):
            raise AccessError(
                self.env._(
                    "Only a person's head of sales or a director may set a target, "
                    "and nobody their own."
                )
            )

    def _check_not_over(self):
        """No target is set when the result is known."""
        people = read_people(self.env, self.sudo().user_id)
        now = self.env.cr.now()
        for plan in self.sudo():
            person = people.get(plan.user_id.id)
            tz = person.tz if person else plan.company_id.resource_calendar_id.tz
            if plan.date_end < clock.local_date(now, tz or "UTC"):
                raise ValidationError(
                    self.env._("The period is over: a target cannot be set any more.")
                )
