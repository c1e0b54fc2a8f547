from odoo import api, fields, models


class SalesDisciplineRegulation(models.Model):
    """The written rules of a policy, in dated versions."""

    _name = "sales.discipline.regulation"
    _description = "Sales Discipline Regulation"
    _inherit = ["sales.discipline.bounds"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    policy_id = fields.Many2one(
        "sales.discipline.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id", store=True)
    version_ids = fields.One2many(
        "sales.discipline.regulation.version", "regulation_id", "Versions"
    )

    _policy_unique = models.UniqueIndex(
        "(policy_id) WHERE active IS TRUE",
        "This policy has a regulation already: add a version to that one.",
    )

    @api.model
    @api.readonly
    def action_open_own(self):
        """The regulation that the caller is to know or leads by, as a window.

        Where there is none, an empty list that says what will be there.
        """
        user = self.env.user
        version = self._own_version(user) or self._led_version(user)
        if not version:
            return self.env["ir.actions.act_window"]._for_xml_id(
                "sales_discipline.sales_discipline_regulation_version_action_none"
            )
        return {
            "type": "ir.actions.act_window",
            "name": version.regulation_id.name,
            "res_model": version._name,
            "res_id": version.id,
            "views": [(False, "form")],
        }

    @api.model
    def _own_version(self, user):
        """The latest published version of the user's policy, to begin or in force."""
        members = self.env["crm.team.member"].sudo()._discipline_memberships(user)
        member = members.get(user.id)
        policies = member and member.crm_team_id.discipline_policy_id
        return self._latest_version(policies)

    @api.model
    def _led_version(self, user):
        """The latest published one of the teams that the user leads."""
        teams = self.env["crm.team"].sudo().search([("user_id", "=", user.id)])
        return self._latest_version(teams.discipline_policy_id)

    @api.model
    def _latest_version(self, policies):
        versions = self.env["sales.discipline.regulation.version"]
        if not policies:
            return versions
        found = versions.sudo().search(
            [
                ("regulation_id.policy_id", "in", policies.ids),
                ("regulation_id.active", "=", True),
                ("published_at", "!=", False),
            ],
            order="date_start desc, id desc",
            limit=1,
        )
        return versions.browse(found.id)

    @api.model
    def _people(self, policies):
        """{policy: the users whom it controls}."""
        members = self.env["crm.team.member"].sudo()._discipline_memberships()
        people = dict.fromkeys(policies, self.env["res.users"])
        for member in members.values():
            policy = member.crm_team_id.discipline_policy_id
            if policy in people:
                people[policy] |= member.user_id
        return people
