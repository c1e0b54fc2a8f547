from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.clock import local_date
from ..short_dates import full_date

NUMBERS = (
    "cutoff_hour",
    "min_planned_count",
    "min_planned_load",
    "max_overdue",
    "max_postponements",
    "result_mode",
)


ADMINISTRATORS = ("sales_team.group_sale_manager", "base.group_system")


class SalesDisciplineRegulationVersion(models.Model):
    """The text, and beside it the numbers of the policy: they can never disagree.

    Once published it does not change any more; people acknowledge exactly that text.
    """

    _name = "sales.discipline.regulation.version"
    _description = "Sales Discipline Regulation Version"
    _inherit = ["sales.discipline.bounds", "sales.discipline.notice"]
    _order = "date_start desc, id desc"

    regulation_id = fields.Many2one(
        "sales.discipline.regulation", required=True, index=True, ondelete="cascade"
    )
    policy_id = fields.Many2one(related="regulation_id.policy_id")
    company_id = fields.Many2one(related="regulation_id.company_id", store=True)
    date_start = fields.Date(
        "In Force From", required=True, default=fields.Date.context_today, copy=False
    )
    body = fields.Html(
        "Text",
        translate=True,
        required=True,
        default=lambda self: self._default_body(),
    )
    published_at = fields.Datetime("Published", readonly=True, copy=False)
    acknowledgement_ids = fields.One2many(
        "sales.discipline.regulation.acknowledgement", "version_id", readonly=True
    )

    # the policy's numbers, as they are today
    policy_version_id = fields.Many2one(
        "sales.discipline.policy.version", compute="_compute_numbers"
    )
    min_planned_count = fields.Integer("Planned Activities", compute="_compute_numbers")
    min_planned_load = fields.Integer("Planned Load (%)", compute="_compute_numbers")
    cutoff_hour = fields.Float("Plan Cut-off", compute="_compute_numbers")
    max_overdue = fields.Integer("Overdue Limit", compute="_compute_numbers")
    max_postponements = fields.Integer(
        "Postponements Allowed", compute="_compute_numbers"
    )
    result_mode = fields.Selection(
        selection=lambda self: (
            self.env["sales.discipline.policy.version"]
            ._fields["result_mode"]
            ._description_selection(self.env)
        ),
        string="Results",
        compute="_compute_numbers",
    )

    # who has read it
    is_mine = fields.Boolean(compute="_compute_reading")
    acknowledged_at = fields.Datetime("Acknowledged", compute="_compute_reading")
    missing_user_ids = fields.Many2many(
        "res.users", string="Not Acknowledged", compute="_compute_reading"
    )
    reading = fields.Char("Acknowledged by", compute="_compute_reading")

    def _default_body(self):
        """The text of the last version, which is what a new one changes."""
        regulation_id = self.env.context.get("default_regulation_id")
        if type(regulation_id) is not int:  # a client may send anything
            return False
        regulation = self.env["sales.discipline.regulation"].browse(regulation_id)
        return regulation.exists().version_ids.sorted("date_start")[-1:].body

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("regulation_id.name", "date_start")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for version in self:
            date = version.date_start and full_date(self.env, version.date_start)
            parts = (version.regulation_id.name, date)
            version.display_name = ", ".join(filter(None, parts))

    @api.depends("regulation_id.policy_id")
    def _compute_numbers(self):
        for version in self:
            policy = version.policy_id.sudo()
            today = local_date(self.env.cr.now(), policy.tz or str(self.env.tz))
            valid = policy.version_ids.filtered(
                lambda v, day=today: v.date_start <= day
            )
            rules = valid.sorted("date_start")[-1:]
            version.policy_version_id = rules
            for name in NUMBERS:
                version[name] = rules[name]

    @api.depends("acknowledgement_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_reading(self):
        """Of others a reviewer sees those whom they review, an administrator all,
        as with the acknowledgements themselves, and nobody else any."""
        people = self.env["sales.discipline.regulation"]._people(self.policy_id)
        reviewed = self.env.user._discipline_reviewed_users()
        sees_all = any(map(self.env.user.has_group, ADMINISTRATORS))
        for version in self:
            # A new one has no regulation yet, and so no policy.
            concerned = people.get(version.policy_id, self.env["res.users"])
            rows = version.sudo().acknowledgement_ids
            own = rows.filtered(lambda row: row.user_id == self.env.user)
            version.is_mine = self.env.user in concerned
            version.acknowledged_at = own.acknowledged_at
            shown = concerned if sees_all else concerned & reviewed
            version.missing_user_ids = shown - rows.user_id
            version.reading = (
                self.env._(
                    "%(count)s of %(all)s",
                    count=len(shown & rows.user_id),
                    all=len(shown),
                )
                if shown
                else False
            )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "published_at": False} for vals in vals_list])

    def write(self, vals):
        vals = {name: value for name, value in vals.items() if name != "published_at"}
        if {"body", "date_start", "regulation_id"} & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_published(self):
        versions = self.env["sales.discipline.policy.version"]
        if not versions._is_uninstalling():
            self._check_draft()

    def _check_draft(self):
        if any(version.sudo().published_at for version in self):
            raise UserError(
                self.env._(
                    "People have been shown this text: it stays as it is. Add a "
                    "version instead."
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_publish(self):  # pylint: disable=missing-return
        """Show the text to everybody concerned and ask them to acknowledge it."""
        self.check_access("write")
        people = self.env["sales.discipline.regulation"]._people(self.policy_id)
        for version in self.filtered(lambda version: not version.published_at):
            # Past our own write, which lets nobody set it.
            unguarded = super(SalesDisciplineRegulationVersion, version)
            unguarded.write({"published_at": self.env.cr.now()})
            version._notify_people(people[version.policy_id])

    def _notify_people(self, users):
        for user in users:
            version = self.with_context(lang=user.lang)
            text = version.env._(
                "There is a new regulation, “%(name)s”, from %(date)s on. Please "
                "read it and acknowledge it: CRM ▸ Sales ▸ Regulation.",
                name=version.regulation_id.name,
                date=full_date(version.env, self.date_start),
            )
            link = Markup('<p>%s</p> <p><a href="%s">%s</a></p>') % (
                text,
                f"/odoo/{self._name}/{self.id}",
                version.env._("Read it"),
            )
            version.message_notify(
                partner_ids=user.partner_id.ids,
                subject=version.regulation_id.name,
                body=link,
            )

    def action_acknowledge(self):
        """The caller has read the text. Once is enough, and nobody takes it back.

        :raise AccessError: for somebody whom the regulation does not concern
        """
        self.ensure_one()
        self.check_access("read")
        people = self.env["sales.discipline.regulation"]._people(self.policy_id)
        if self.env.user not in people[self.policy_id] or not self.published_at:
            raise AccessError(self.env._("This regulation is not for you."))
        rows = self.env["sales.discipline.regulation.acknowledgement"].sudo()
        if not rows.search_count(
            [("version_id", "=", self.id), ("user_id", "=", self.env.uid)]
        ):
            rows._acknowledge(self, self.env.user)
