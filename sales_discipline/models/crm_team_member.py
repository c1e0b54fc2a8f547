from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.base.models.res_partner import _tz_get


class CrmTeamMember(models.Model):
    _name = "crm.team.member"
    _inherit = ["crm.team.member", "sales.discipline.rule.source"]
    _rule_fields = ("active", "crm_team_id", "user_id")

    discipline_tz = fields.Selection(
        _tz_get,
        "Working Time Zone",
        copy=False,
        tracking=True,
        help="The zone in which this person's days begin and end. Set by a reviewer of "
        "the person; empty: that of the policy.",
    )
    discipline_zone = fields.Char(
        "Time Zone in Force",
        compute="_compute_discipline_zone",
        compute_sudo=True,
        help="That of the person, else of the policy, else of the company's working "
        "hours.",
    )
    active_since = fields.Datetime(
        readonly=True,
        copy=False,
        default=lambda self: self.env.cr.now(),
        help="Since when this membership counts: it was made or taken up again then, "
        "or the team came under control.",
    )

    @api.depends(
        "discipline_tz",
        "crm_team_id.company_id.resource_calendar_id.tz",
        "crm_team_id.discipline_policy_id.tz",
        "user_id.company_id.resource_calendar_id.tz",
    )
    def _compute_discipline_zone(self):
        for member in self:
            team = member.crm_team_id
            policy = team.discipline_policy_id
            company = team.company_id or policy.company_id or member.user_id.company_id
            zone = member.discipline_tz or (policy and policy._get_tz(company))
            member.discipline_zone = zone or False

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        stamp = {"active_since": self.env.cr.now()}
        members = super().create([{**vals, **stamp} for vals in vals_list])
        members.filtered("discipline_tz")._discipline_check_reviewer()
        return members

    def write(self, vals):
        self._discipline_check_write(vals)
        vals = {name: vals[name] for name in vals if name != "active_since"}
        if "user_id" in vals and self.sudo().filtered("discipline_tz"):
            # A zone was set for that person, not for whoever takes the place.
            vals.setdefault("discipline_tz", False)
        begun = self.filtered(
            lambda member: (
                (vals.get("active") and not member.active)
                or vals.get("crm_team_id", member.crm_team_id.id)
                != member.crm_team_id.id
            )
        )
        res = super().write(vals)
        begun._discipline_begin()
        if vals.get("discipline_tz"):
            self._discipline_check_reviewer()
        return res

    def _discipline_begin(self):  # pylint: disable=missing-return
        """Control begins now: no day before it is judged, not even a missed one."""
        if self:
            members = super(CrmTeamMember, self.sudo())
            # Past our own write, which lets nobody set it.
            members.write({"active_since": self.env.cr.now()})

    def _discipline_check_write(self, vals):
        """Reviewers who are no sales administrators may set the time zone only.

        :raises AccessError: for any other field, and for a person's own zone
        """
        if self.env.su:
            return
        may_edit = self.env.user.has_group("sales_team.group_sale_manager")
        if not may_edit and vals.keys() - {"discipline_tz"}:
            raise AccessError(
                self.env._("Of a team member you may change the time zone only.")
            )
        if "discipline_tz" in vals:
            self._discipline_check_reviewer()

    def _discipline_check_reviewer(self):
        if self.env.su or not self:
            return
        if not self.env.user._discipline_is_reviewer_of(self.sudo().user_id):
            raise AccessError(
                self.env._(
                    "Only a person's head of sales or a director may set their time "
                    "zone, and nobody their own."
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_discipline_progress(self):
        """Open the person's page; what it shows is for the server's rights to say."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.client"]._for_xml_id(
            "sales_discipline.sales_discipline_person_action"
        )
        return action | {"params": {"user_id": self.user_id.id}}

    @api.model
    def action_discipline_people(self):
        """The memberships of the people whom the caller reviews."""
        users = self.env["res.users"]._discipline_reviewed_users()
        members = self._discipline_memberships(users)
        view = "sales_discipline.crm_team_member_view_%s_review"
        title = self.env._("Nobody to review yet")
        text = self.env._(
            "The people of the teams that you lead, once the team has a discipline "
            "policy."
        )
        empty = Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>")
        empty %= (title, text)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("People"),
            "res_model": "crm.team.member",
            "views": [
                (self.env.ref(view % kind).id, kind)
                for kind in ("list", "kanban", "form")
            ],
            "mobile_view_mode": "kanban",
            "help": empty,
            "domain": [("id", "in", [member.id for member in members.values()])],
        }

    # ------------------------------------------------------------
    # CONTROL
    # ------------------------------------------------------------

    @api.model
    def _discipline_memberships(self, users=None):
        """The membership by which each person is controlled, in one query.

        :param users: only these; by default everybody who is controlled
        :return: ``{user id: membership}``, people who are not controlled are absent
        """
        rows = self.env["crm.team"]._discipline_control_rows(users)
        members = self.sudo().browse([row["member_id"] for row in rows])
        return {
            row["user_id"]: member for row, member in zip(rows, members, strict=True)
        }
