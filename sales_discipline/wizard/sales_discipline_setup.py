import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_time

STEPS = ("teams", "hours", "plan", "regulation", "program", "shadow")


class SalesDisciplineSetup(models.TransientModel):
    """The assistant of the first day: what is there already, step by step.

    A step changes something only when it is saved, and only what differs, so that it
    can be skipped, left and run again. It keeps nothing of its own: everything goes to
    the models that the screens of the configuration show.
    """

    _name = "sales.discipline.setup"
    _description = "Set Up Sales Discipline"

    step = fields.Selection(
        [
            ("teams", "Teams"),
            ("hours", "Hours"),
            ("plan", "Plan"),
            ("regulation", "Regulation"),
            ("program", "Programme"),
            ("shadow", "Shadow Mode"),
        ],
        default="teams",
        required=True,
    )
    step_text = fields.Char(compute="_compute_step_text")
    has_saved = fields.Boolean(readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain=lambda self: [("id", "in", self.env.companies.ids)],
    )
    policy_id = fields.Many2one(
        "sales.discipline.policy",
        compute="_compute_policy_id",
        store=True,
        readonly=False,
        domain="[('company_id', 'in', [company_id, False])]",
    )
    policy_team_ids = fields.Many2many(
        "crm.team",
        string="Used By",
        compute="_compute_policy_team_ids",
        help="What is set here counts for all of these teams.",
    )
    has_choice = fields.Boolean(compute="_compute_has_choice")
    # teams
    team_ids = fields.One2many(
        "sales.discipline.setup.team",
        "setup_id",
        "Sales Teams",
        compute="_compute_team_ids",
        store=True,
        readonly=False,
    )
    blind_text = fields.Char(
        compute="_compute_blind_text", export_string_translation=False
    )
    # hours
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        compute="_compute_calendar_id",
        store=True,
        readonly=False,
        domain="[('company_id', 'in', [company_id, False])]",
    )
    can_set_calendar = fields.Boolean(compute="_compute_can_set_calendar")
    tz = fields.Selection(
        selection=lambda self: (
            self.env["sales.discipline.policy"]
            ._fields["tz"]
            ._description_selection(self.env)
        ),
        string="Time Zone",
        compute="_compute_tz",
        store=True,
        readonly=False,
    )
    tz_text = fields.Char("In Force", compute="_compute_tz_text")
    # plan
    min_planned_count = fields.Integer(
        "Planned Activities",
        compute="_compute_min_planned_count",
        store=True,
        readonly=False,
    )
    min_planned_load = fields.Integer(
        "Planned Load (%)",
        compute="_compute_min_planned_load",
        store=True,
        readonly=False,
    )
    cutoff_hour = fields.Float(
        "Plan Cut-off", compute="_compute_cutoff_hour", store=True, readonly=False
    )
    plan_from = fields.Date("Counts From", compute="_compute_plan_from")
    # regulation
    regulation_version_id = fields.Many2one(
        "sales.discipline.regulation.version", compute="_compute_regulation"
    )
    regulation_body = fields.Html("Text", related="regulation_version_id.body")
    published_at = fields.Datetime(related="regulation_version_id.published_at")
    is_to_publish = fields.Boolean("Publish It Now")
    # programme
    program_ids = fields.Many2many(
        "sales.discipline.program", string="Programmes", compute="_compute_programs"
    )
    free_team_ids = fields.Many2many(
        "crm.team", string="Teams without a Programme", compute="_compute_programs"
    )
    has_program = fields.Boolean("Start a Programme")
    program_date = fields.Date("Starts On", default=fields.Date.context_today)
    # shadow mode
    shadow_mode = fields.Boolean(
        compute="_compute_shadow_mode", store=True, readonly=False
    )

    # ------------------------------------------------------------
    # WHAT IS THERE
    # ------------------------------------------------------------

    @api.depends("step")
    def _compute_step_text(self):
        for setup in self:
            setup.step_text = self.env._(
                "Step %(number)s of %(total)s",
                number=STEPS.index(setup.step) + 1,
                total=len(STEPS),
            )

    @api.depends("company_id")
    def _compute_policy_id(self):
        for setup in self:
            policies = self.env["sales.discipline.policy"]
            setup.policy_id = policies._get_default(setup.company_id).sudo(False)

    @api.depends("policy_id")
    def _compute_policy_team_ids(self):
        for setup in self:
            setup.policy_team_ids = setup.policy_id.team_ids

    @api.depends("company_id")
    def _compute_has_choice(self):
        policies = self.env["sales.discipline.policy"]
        for setup in self:
            domain = [("company_id", "in", [setup.company_id.id, False])]
            setup.has_choice = policies.search_count(domain, limit=2) > 1

    @api.depends("company_id")
    def _compute_team_ids(self):
        for setup in self:
            lines = [
                fields.Command.create(
                    {
                        "team_id": team.id,
                        "user_id": team.user_id.id,
                        "member_ids": [fields.Command.set(team.member_ids.ids)],
                        "is_controlled": bool(team.discipline_policy_id),
                    }
                )
                for team in setup._get_teams()
            ]
            setup.team_ids = [fields.Command.clear(), *lines]

    def _get_teams(self):
        domain = [("company_id", "in", [self.company_id.id, False])]
        return self.env["crm.team"].search(domain)

    @api.depends("team_ids.member_ids", "team_ids.user_id", "team_ids.is_controlled")
    def _compute_blind_text(self):
        """Who would be judged by a CRM that they cannot open; leaders get the right."""
        group = self.env.ref("sales_team.group_sale_salesman")
        for setup in self:
            lines = setup.team_ids
            people = lines.filtered("is_controlled").member_ids._origin
            people -= lines.user_id._origin
            blind = people.sudo().filtered(lambda user: group not in user.all_group_ids)
            setup.blind_text = bool(blind) and self.env._(
                "Without the right to use CRM: %s. Give them one under Sales in "
                "Settings ▸ Users.",
                ", ".join(blind.mapped("name")),
            )

    @api.depends("company_id")
    def _compute_calendar_id(self):
        for setup in self:
            setup.calendar_id = setup.company_id.resource_calendar_id

    @api.depends_context("uid")
    def _compute_can_set_calendar(self):
        self.can_set_calendar = self.env["res.company"].has_access("write")

    # One method a field: Odoo computes none of those that share one once one is given.
    @api.depends("policy_id")
    def _compute_tz(self):
        for setup in self:
            setup.tz = setup.policy_id.tz

    @api.depends("tz", "calendar_id", "policy_id")
    def _compute_tz_text(self):
        """The zone that days will follow once this step is saved, and its clock."""
        for setup in self:
            zone = setup.tz or setup.calendar_id.tz or setup.policy_id._get_tz()
            now = pytz.utc.localize(self.env.cr.now()).astimezone(pytz.timezone(zone))
            setup.tz_text = self.env._(
                "%(zone)s, where it is %(time)s now",
                zone=zone,
                time=format_time(self.env, now.time(), time_format="short"),
            )

    @api.depends("policy_id")
    def _compute_shadow_mode(self):
        for setup in self:
            setup.shadow_mode = setup.policy_id.shadow_mode

    @api.depends("policy_id")
    def _compute_min_planned_count(self):
        self._read_number("min_planned_count")

    @api.depends("policy_id")
    def _compute_min_planned_load(self):
        self._read_number("min_planned_load")

    @api.depends("policy_id")
    def _compute_cutoff_hour(self):
        self._read_number("cutoff_hour")

    def _read_number(self, name):
        versions = self.env["sales.discipline.policy.version"]
        for setup in self:
            setup[name] = (setup._get_version() or versions.new({}))[name]

    def _get_version(self):
        """The latest version, which may be one that has not begun yet."""
        return self.policy_id.version_ids.sorted("date_start")[-1:]

    @api.depends("policy_id")
    def _compute_plan_from(self):
        for setup in self:
            latest, policy = setup._get_version(), setup.policy_id
            setup.plan_from = (
                policy._get_new_version_date()
                if latest.is_locked
                else latest.date_start or policy._get_today()
            )

    @api.depends("policy_id")
    def _compute_regulation(self):
        versions = self.env["sales.discipline.regulation.version"]
        for setup in self:
            domain = [
                ("regulation_id.policy_id", "=", setup.policy_id.id),
                ("regulation_id.active", "=", True),
            ]
            latest = versions.search(domain, order="date_start desc, id desc", limit=1)
            setup.regulation_version_id = latest

    @api.depends("company_id", "step")
    def _compute_programs(self):
        programs = self.env["sales.discipline.program"]
        for setup in self:
            setup.program_ids = programs.search(
                [("company_id", "=", setup.company_id.id)]
            )
            controlled = setup._get_teams().filtered("discipline_policy_id")
            taken = programs.sudo().search([("team_ids", "in", controlled.ids)])
            setup.free_team_ids = controlled - taken.team_ids.sudo(False)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_save(self):
        """Apply this step and show the next; after the last one, the board."""
        self._check_allowed()
        getattr(self, f"_apply_{self.step}")()
        self.has_saved = True
        return self._go(1)

    def action_skip(self):
        """Leave what this step is about as it is."""
        self._check_allowed()
        return self._go(1)

    def action_back(self):
        self._check_allowed()
        return self._go(-1)

    @api.model
    @api.readonly
    def get_offer(self):
        """Whether to offer the assistant to the caller, for the current company."""
        return self.has_access("create") and not self.env.company.discipline_is_set_up

    @api.model
    def action_dismiss(self):
        """Offer it no more; the menu stays."""
        self.check_access("create")
        self.env["sales.discipline.setup"]._note_done(self.env.company)
        return True

    def _go(self, distance):
        place = STEPS.index(self.step) + distance
        if place >= len(STEPS):
            self._note_done(self.company_id)
            return self._finish()
        self.step = STEPS[max(place, 0)]
        action = "sales_discipline.sales_discipline_setup_action"
        action = self.env["ir.actions.actions"]._for_xml_id(action)
        return {**action, "res_id": self.id}

    def _finish(self):
        action = "sales_discipline.sales_discipline_board_action"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                **self._describe_end(),
                "sticky": True,
                # Which comes in the place of the board that the assistant lies on.
                "next": {
                    **self.env["ir.actions.actions"]._for_xml_id(action),
                    "target": "main",
                },
            },
        }

    @api.model
    def _note_done(self, company):
        """Only settings administrators may write companies: past that, by sudo."""
        company.sudo().discipline_is_set_up = True
        todo = self.env.ref(
            "sales_discipline.sales_discipline_setup_todo", raise_if_not_found=False
        )
        if todo:
            todo.sudo().state = "done"

    def _check_allowed(self):
        """Teams are written by sudo: only those of the caller's own companies.

        :raise AccessError: for anybody but administrators
        """
        self.ensure_one()
        self.check_access("write")
        if self.company_id not in self.env.user.company_ids:
            raise AccessError(self.env._("You do not work in that company."))


class SalesDisciplineSetupTeam(models.TransientModel):
    """A team in the first step."""

    _name = "sales.discipline.setup.team"
    _description = "Team in the Set-up"

    setup_id = fields.Many2one(
        "sales.discipline.setup", required=True, ondelete="cascade"
    )
    team_id = fields.Many2one("crm.team", required=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users", "Team Leader", domain="[('share', '=', False)]"
    )
    member_ids = fields.Many2many(
        "res.users",
        string="Salespeople",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    company_id = fields.Many2one(related="setup_id.company_id")
    is_controlled = fields.Boolean("Controlled")
