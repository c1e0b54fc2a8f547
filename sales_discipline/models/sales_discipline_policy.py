from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from odoo.addons.base.models.res_partner import _tz_get

from ..engine.clock import local_date


class SalesDisciplinePolicy(models.Model):
    """The rules a sales team is judged by; the numbers are in dated versions."""

    _name = "sales.discipline.policy"
    _description = "Sales Discipline Policy"
    _inherit = ["sales.discipline.bounds", "sales.discipline.rule.source"]
    _rule_fields = ("active", "shadow_mode")
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(
        default=True, help="An archived policy controls nobody, its past days remain."
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: teams of every company may use it."
    )
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        help="The zone in which days begin and end and the cut-off is read. "
        "Empty: that of the company's working hours. A reviewer can set another one "
        "for a person who works elsewhere. Another zone moves the cut-offs of days "
        "that are not closed yet, today's included: change it in the evening.",
    )
    zone = fields.Char(
        "Time Zone in Force",
        compute="_compute_zone",
        help="That of the policy, else of the company's working hours.",
    )
    shadow_mode = fields.Boolean(
        help="Days are judged and shown to heads of sales only. Use it to see how the "
        "rules would work before telling anybody.",
    )
    verdict_by_email = fields.Boolean(
        "Verdicts by E-mail Too",
        help="A word of the head always reaches the person in Odoo. People whose "
        "preference is to handle notifications by e-mail get it there as well.",
    )
    announce_rewards = fields.Boolean(
        "Announce Leaves",
        default=True,
        help="Tell the team's channel when somebody may leave early: colleagues are "
        "meant to see it.",
    )
    publishes = fields.Selection(
        [
            ("nothing", "Nothing"),
            ("average", "The team's average"),
            ("ranking", "The ranking, with names"),
        ],
        string="Shown of Colleagues",
        default="nothing",
        required=True,
        help="What salespeople see of the scores of their own team besides their own, "
        "in My Progress. A ranking spurs on the first few and discourages the rest: "
        "ask the team before you publish one.",
    )
    reminders_insisted = fields.Boolean(
        "Insist on Reminders",
        help="People get the morning summary and the reminder to plan the next working "
        "day, and cannot switch them off. In shadow mode nobody gets any.",
    )
    version_ids = fields.One2many(
        "sales.discipline.policy.version", "policy_id", string="Versions"
    )
    team_ids = fields.One2many("crm.team", "discipline_policy_id", string="Teams")
    # UX
    has_judged = fields.Boolean(compute="_compute_has_judged")

    def _compute_has_judged(self):
        judged = self._filter_judged()
        for policy in self:
            policy.has_judged = policy._origin in judged

    @api.constrains("company_id")
    def _check_teams_company(self):
        for policy in self.filtered("company_id"):
            foreign = policy.sudo().team_ids.filtered(
                lambda team, policy=policy: team.company_id != policy.company_id
            )
            if foreign:
                raise ValidationError(
                    self.env._(
                        "The policy “%(policy)s” is used by teams outside %(company)s: "
                        "%(teams)s. Give them another policy first.",
                        policy=policy.name,
                        company=policy.company_id.name,
                        teams=", ".join(foreign.mapped("name")),
                    )
                )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    def write(self, vals):
        revived = self.filtered(lambda policy: not policy.active)
        res = super().write(vals)
        if vals.get("active"):
            revived.sudo().team_ids.crm_team_member_ids._discipline_begin()
        return res

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for policy, vals in zip(self, vals_list, strict=True):
            if not (default or {}).get("name"):
                vals["name"] = self.env._("%s (copy)", policy.name)
            latest = policy.version_ids.sorted("date_start")[-1:]
            if latest and "version_ids" not in vals:
                # Without numbers it would control nobody, and not say so.
                vals["version_ids"] = [
                    Command.create({**values, "policy_id": False})
                    for values in latest.copy_data({"date_start": policy._get_today()})
                ]
        return vals_list

    @api.ondelete(at_uninstall=True)
    def _unlink_except_judged_or_used(self):
        # Not at_uninstall=False: that is switched off by a context key which any
        # client can send.
        if self.env["sales.discipline.policy.version"]._is_uninstalling():
            return
        for policy in self._filter_judged():
            raise UserError(
                self.env._(
                    "Days have been judged by the policy “%s”: archive it instead.",
                    policy.name,
                )
            )
        for policy in self.filtered("team_ids"):
            raise UserError(
                self.env._(
                    "The policy “%(policy)s” is used by %(teams)s. "
                    "Give those teams another policy first.",
                    policy=policy.name,
                    teams=", ".join(policy.team_ids.mapped("name")),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_new_version(self):
        """Copy the latest version to one that starts tomorrow, and open that one."""
        self.ensure_one()
        self.check_access("write")
        latest = self.version_ids.sorted("date_start")[-1:]
        values = {"policy_id": self.id, "date_start": self._get_new_version_date()}
        if latest:
            version = latest.copy(values)
        else:
            version = self.env["sales.discipline.policy.version"].create(values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Version from %s", version.display_name),
            "res_model": version._name,
            "res_id": version.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    @api.model
    def _get_default(self, company):
        """The policy that a new team of ``company`` gets, or none.

        The one shipped with the addon where it may be used, else one of that company.
        """
        domain = [("company_id", "in", [False, company.id])]
        usable = self.sudo().search(domain, order="company_id, id")
        usable = usable.filtered("version_ids")
        shipped = self.env.ref(
            "sales_discipline.sales_discipline_policy_default", raise_if_not_found=False
        )
        return shipped if shipped in usable else usable[:1]

    @api.depends("tz", "company_id.resource_calendar_id.tz")
    @api.depends_context("company")
    def _compute_zone(self):
        for policy in self:
            policy.zone = policy._get_tz()

    def _get_tz(self, company=None):
        """The name of the time zone in which the policy's dates are read.

        :param company: whose working hours count when the policy names no zone;
            by default the policy's own company, else the current one
        """
        company = company or self.company_id or self.env.company
        return self.tz or company.sudo().resource_calendar_id.tz or "UTC"

    def _get_today(self):
        """The local date of this transaction in the policy's time zone."""
        return local_date(self.env.cr.now(), self._get_tz())

    def _get_new_version_date(self):
        """Tomorrow, or the first date after the last version."""
        self.ensure_one()
        dates = self.version_ids.mapped("date_start")
        last = max([self._get_today(), *filter(None, dates)])
        return last + timedelta(days=1)

    def _filter_judged(self):
        """Those of ``self`` by which at least one day has been judged."""
        days = self.env["sales.discipline.day"].sudo()
        domain = [("version_id.policy_id", "in", self.ids)]
        groups = days._read_group(domain, ["version_id"])
        return self.browse({version.policy_id.id for (version,) in groups})
