from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.result_check import MIN_LENGTH
from ..engine.result_phrases import ALLOWED_PHRASES, STOCK_PHRASES
from ..short_dates import full_date


class SalesDisciplinePolicyVersion(models.Model):
    """The numbers of a policy from a date on (metrics sections 5 and 7).

    On a date the latest version that starts on or before it counts. Once its policy
    has judged a day, only versions that start tomorrow or later can be added, changed
    or removed: what people were judged by stays, and no rule changes during a day.
    """

    _name = "sales.discipline.policy.version"
    _description = "Sales Discipline Policy Version"
    _inherit = ["sales.discipline.bounds", "sales.discipline.rule.source"]
    _order = "date_start desc, id desc"
    _rec_name = "date_start"

    policy_id = fields.Many2one(
        "sales.discipline.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    date_start = fields.Date(
        "In Force From",
        required=True,
        default=lambda self: self._default_date_start(),
        copy=False,
    )
    # plan
    min_planned_count = fields.Integer(
        "Planned Activities",
        default=5,
        help="How many activities a full working day must have at the cut-off.",
    )
    min_planned_load = fields.Integer(
        "Planned Load (%)",
        default=30,
        help="The share of the day's working hours that they must fill.",
    )
    cutoff_hour = fields.Float(
        "Plan Cut-off",
        default=18.0,
        help="The hour of the working day before by which a day must be planned.",
    )
    # backlog
    max_overdue = fields.Integer(
        "Overdue Limit",
        default=5,
        help="With that many overdue activities the backlog scores 0.",
    )
    max_postponements = fields.Integer(
        "Postponements Allowed",
        default=2,
        help="Moving the same activity later more often than that costs points.",
    )
    # results
    result_mode = fields.Selection(
        [
            ("off", "Not looked at"),
            ("flag", "Flagged when it says nothing"),
            ("block", "Refused when missing or too short"),
        ],
        "Results",
        required=True,
        default="flag",
        help="What becomes of a result where the activity type requires one.",
    )
    min_result_length = fields.Integer(
        "Shortest Result",
        default=MIN_LENGTH,
        help="How many letters and digits a result needs.",
    )
    allowed_repeats = fields.Integer(
        "Repetitions Allowed",
        default=2,
        help="How often a person may write the same result within 30 days.",
    )
    bad_result_not_done = fields.Boolean(
        "Done Needs a Result",
        help="What was done on time counts as done only with a result that says "
        "something.",
    )
    stock_phrases = fields.Text(
        default=lambda self: "\n".join(STOCK_PHRASES),
        help="One a line. A result that consists of nothing but these says nothing.",
    )
    allowed_phrases = fields.Text(
        "Honest Phrases",
        default=lambda self: "\n".join(ALLOWED_PHRASES),
        help="One a line. A result with one of these is honest, however short or "
        "frequent.",
    )
    # weights
    weight_planning = fields.Integer("Weight of Planning", default=40)
    weight_execution = fields.Integer("Weight of Execution", default=40)
    weight_backlog = fields.Integer("Weight of Backlog", default=20)
    weight_data = fields.Integer("Weight of Data", default=0)
    weight_results = fields.Integer("Weight of Results", default=0)
    # UX
    is_locked = fields.Boolean(compute="_compute_is_locked")

    _policy_date_unique = models.Constraint(
        "UNIQUE (policy_id, date_start)",
        "This policy already has a version that starts on that date.",
    )
    _check_min_planned_count = models.Constraint(
        "CHECK (min_planned_count >= 0)",
        "The number of planned activities cannot be negative.",
    )
    _check_min_planned_load = models.Constraint(
        "CHECK (min_planned_load BETWEEN 0 AND 200)",
        "The planned load is a share of the day: 0 to 200 %.",
    )
    _check_cutoff_hour = models.Constraint(
        "CHECK (cutoff_hour >= 0 AND cutoff_hour < 24)",
        "The plan cut-off must be an hour from 00:00 to 23:59.",
    )
    _check_max_overdue = models.Constraint(
        "CHECK (max_overdue >= 0)", "The overdue limit cannot be negative."
    )
    _check_max_postponements = models.Constraint(
        "CHECK (max_postponements >= 0)",
        "The number of postponements cannot be negative.",
    )
    _check_results = models.Constraint(
        "CHECK (LEAST(min_result_length, allowed_repeats) >= 0)",
        "Neither the shortest result nor the repetitions allowed can be negative.",
    )
    _check_weights = models.Constraint(
        "CHECK (LEAST(weight_planning, weight_execution, weight_backlog, weight_data,"
        " weight_results) >= 0 AND GREATEST(weight_planning, weight_execution,"
        " weight_backlog, weight_data, weight_results) > 0)",
        "Weights cannot be negative, and at least one must be above 0.",
    )

    @api.depends("date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for version in self:
            start = version.date_start
            version.display_name = full_date(self.env, start) if start else False

    def _default_date_start(self):
        policy = self.env["sales.discipline.policy"].browse(
            self.env.context.get("default_policy_id")
        )
        if policy and policy.version_ids:
            return policy._get_new_version_date()
        return policy._get_today()

    def _compute_is_locked(self):
        judged = self.policy_id._origin._filter_judged()
        for version in self:
            version.is_locked = (
                version.policy_id._origin in judged
                and version._origin.date_start
                and version._origin.date_start <= version.policy_id._get_today()
            )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions._check_not_in_force()
        return versions

    def write(self, vals):
        self._check_not_in_force()
        res = super().write(vals)
        self._check_not_in_force()
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_in_force(self):
        if not self._is_uninstalling():
            self._check_not_in_force()
            self._check_numbers_stay()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_replay(self):
        """Open the page that tries these numbers on past weeks."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_discipline.sales_discipline_replay_action"
        )
        return {**action, "context": {"replay_version_id": self.id}}

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _check_not_in_force(self):
        """Refuse for versions of judged policies that do not start in the future.

        :raises UserError: for everybody, the superuser included
        """
        judged = self.policy_id._filter_judged()
        for version in self.filtered(lambda version: version.policy_id in judged):
            tomorrow = version.policy_id._get_today() + timedelta(days=1)
            if version.date_start < tomorrow:
                raise UserError(
                    self.env._(
                        "Days have been judged by the policy “%(policy)s”, so its "
                        "version of %(start)s can be neither added, changed nor "
                        "deleted. Make a new version that starts on %(tomorrow)s or "
                        "later.",
                        policy=version.policy_id.name,
                        start=full_date(self.env, version.date_start),
                        tomorrow=full_date(self.env, tomorrow),
                    )
                )

    def _check_numbers_stay(self):
        """Refuse to take from teams the numbers by which they are judged today.

        :raises UserError: where no version that has begun is left
        """
        for policy in self.policy_id:
            teams = policy.sudo().team_ids
            today = policy._get_today()
            gone = self.filtered(lambda version, own=policy: version.policy_id == own)
            left = policy.version_ids - gone
            if not teams or min(left.mapped("date_start"), default=date.max) <= today:
                continue
            if min(gone.mapped("date_start")) > today:
                continue  # nothing is in force as it is
            raise UserError(
                self.env._(
                    "The policy “%(policy)s” is used by %(teams)s, and without its "
                    "version of %(start)s there would be no numbers today. Make a "
                    "version that starts on %(today)s or earlier first, or give "
                    "those teams another policy.",
                    policy=policy.name,
                    teams=", ".join(teams.mapped("name")),
                    start=full_date(self.env, max(gone.mapped("date_start"))),
                    today=full_date(self.env, today),
                )
            )

    @api.model
    def _is_uninstalling(self):
        """Whether this addon is being removed, whatever a client's context says."""
        module = self.env["ir.module.module"].sudo()
        domain = [("name", "=", "sales_discipline"), ("state", "=", "to remove")]
        return bool(module.search_count(domain, limit=1))
