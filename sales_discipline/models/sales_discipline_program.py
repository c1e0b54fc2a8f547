from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine import clock

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class SalesDisciplineProgram(models.Model):
    """Who controls which teams, how often and how closely (product.md, *Programme*).

    It says what will be asked from now on. What has been asked stands in the reviews,
    which no change of the programme touches.
    """

    _name = "sales.discipline.program"
    _description = "Programme of Control"
    _inherit = ["sales.discipline.bounds", "mail.thread"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        translate=True,
        default=lambda self: self.env._("Programme of control"),
    )
    active = fields.Boolean(
        default=True, help="An archived programme asks for nothing more."
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    date_start = fields.Date(
        "Starts On", required=True, default=fields.Date.context_today, tracking=True
    )
    team_ids = fields.Many2many(
        "crm.team",
        string="Teams",
        required=True,
        check_company=True,
        domain="[('discipline_policy_id', '!=', False), "
        "('company_id', 'in', [company_id, False])]",
        help="Only teams with a policy are controlled.",
    )
    reviewer_id = fields.Many2one(
        "res.users",
        tracking=True,
        help="Empty: the leader of each team. Whoever is away is replaced by the "
        "director, and nobody reviews themselves.",
    )
    director_id = fields.Many2one(
        "res.users",
        tracking=True,
        help="Stands in for reviewers and learns of what was missed. Empty: the "
        "directors of the company, else its administrators.",
    )
    phase_ids = fields.One2many(
        "sales.discipline.program.phase",
        "program_id",
        string="Phases",
        default=lambda self: self.env[
            "sales.discipline.program.phase"
        ]._default_commands(),
    )
    quick_look = fields.Boolean(
        "Daily Quick Look",
        default=True,
        help="Every working day everybody is looked at on the page Today.",
    )
    weekday = fields.Selection(
        WEEKDAYS,
        "Weekly Reviews On",
        required=True,
        default="4",
        help="Or the last working day of the reviewer before it in that week.",
    )
    sample_size = fields.Integer(
        "People in a Sample", default=3, required=True, tracking=True
    )
    max_weeks_unseen = fields.Integer(
        "Nobody Unseen Longer Than",
        default=4,
        required=True,
        tracking=True,
        help="Weeks. Whoever has waited so long is drawn in any case.",
    )
    reminder_hour = fields.Float(
        "Reminder At",
        default=16.0,
        required=True,
        help="The hour at which the reviewer is reminded of what is still to be done "
        "today, in the time zone of the team's policy.",
    )
    review_ids = fields.One2many("sales.discipline.review", "program_id", "Reviews")
    notice_ids = fields.One2many(
        "sales.discipline.program.notice", "program_id", "Notices"
    )
    # The last local date of which the reviews were created.
    asked_until = fields.Date(readonly=True, copy=False)

    _check_sample_size = models.Constraint(
        "CHECK (sample_size > 0)", "A sample needs at least one person."
    )
    _check_max_weeks_unseen = models.Constraint(
        "CHECK (max_weeks_unseen > 0)", "The longest wait is at least one week."
    )
    _check_reminder_hour = models.Constraint(
        "CHECK (reminder_hour >= 0 AND reminder_hour < 24)",
        "The reminder needs an hour between 0:00 and 23:59.",
    )

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("reviewer_id", "team_ids")
    def _check_reviewer(self):
        """Whoever reviews must be able to read and judge those people."""
        directors = self.env["res.users"]._discipline_directors()
        for program in self.filtered("reviewer_id").sudo():
            others = program.team_ids.filtered(
                lambda team, own=program: team.user_id != own.reviewer_id
            )
            allowed = directors[program.company_id.id]
            if others and program.reviewer_id.id not in allowed:
                raise ValidationError(
                    self.env._(
                        "%(name)s neither leads %(teams)s nor is a sales director: "
                        "leave the reviewer empty, or change who leads the team.",
                        name=program.reviewer_id.name,
                        teams=", ".join(others.mapped("name")),
                    )
                )

    @api.constrains("director_id", "company_id")
    def _check_director(self):
        directors = self.env["res.users"]._discipline_directors()
        for program in self.filtered("director_id"):
            if program.director_id.id not in directors[program.company_id.id]:
                raise ValidationError(
                    self.env._(
                        "%(name)s is no sales director of %(company)s. Give the group "
                        "“Sales Director” first, or leave the director empty.",
                        name=program.director_id.sudo().name,
                        company=program.company_id.name,
                    )
                )

    @api.constrains("active", "team_ids")
    def _check_teams(self):
        """Two programmes over one team would ask for everything twice."""
        for program in self.filtered("active").sudo():
            if not program.team_ids:
                raise ValidationError(self.env._("Choose at least one team."))
            domain = [
                ("id", "!=", program.id),
                ("team_ids", "in", program.team_ids.ids),
            ]
            other = self.sudo().search(domain, limit=1)
            if other:
                raise ValidationError(
                    self.env._(
                        "“%(other)s” controls %(teams)s already: archive it first.",
                        other=other.name,
                        teams=", ".join(
                            (other.team_ids & program.team_ids).mapped("name")
                        ),
                    )
                )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        programs = super().create(
            [{**vals, "asked_until": False} for vals in vals_list]
        )
        programs._wake_up()
        return programs

    def write(self, vals):
        vals = {name: value for name, value in vals.items() if name != "asked_until"}
        if "company_id" in vals and self.sudo().review_ids:
            raise UserError(
                self.env._("Reviews have been asked for: the company stays as it is.")
            )
        res = super().write(vals)
        if vals.get("active") or "date_start" in vals:
            self._wake_up()
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_with_reviews(self):
        if self.env["sales.discipline.policy.version"]._is_uninstalling():
            return
        if self.sudo().review_ids:
            raise UserError(
                self.env._(
                    "Reviews have been asked for by this programme: archive it instead."
                )
            )

    def _wake_up(self):
        """Whoever starts a programme today need not wait for its first review."""
        self.env.ref("sales_discipline.ir_cron_sales_discipline_program")._trigger()

    # ------------------------------------------------------------
    # TIME
    # ------------------------------------------------------------

    def _get_tz(self):
        """The zone in which dates and hours are read: that of the team's policy."""
        self.ensure_one()
        program = self.sudo()
        policy = program.team_ids.sorted("sequence").discipline_policy_id[:1]
        return policy._get_tz(program.company_id)

    def _get_today(self, now=None):
        return clock.local_date(now or self.env.cr.now(), self._get_tz())
