from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import SQL

# What decides who is controlled, where and by which rules.
CONTROLLING = (
    "crm.team",
    "crm.team.member",
    "res.company",
    "res.users",
    "resource.calendar",
    "sales.discipline.policy",
)
# The memberships that control somebody, and in which order the first one counts.
CONTROLLING_MEMBERSHIPS = SQL("""crm_team_member m
                  JOIN crm_team t ON t.id = m.crm_team_id AND t.active
                  JOIN sales_discipline_policy p
                    ON p.id = t.discipline_policy_id AND p.active""")
FIRST_OF_PERSON = SQL("m.user_id, t.sequence, t.id, m.id")


class CrmTeam(models.Model):
    _name = "crm.team"
    _inherit = ["crm.team", "sales.discipline.rule.source"]
    _rule_fields = ("active", "discipline_policy_id", "sequence")

    # Not read along with everything else of a team, as with each message on a deal.
    discipline_policy_id = fields.Many2one(
        "sales.discipline.policy",
        check_company=True,
        tracking=True,
        index="btree_not_null",
        domain="[('company_id', 'in', [company_id, False])]",
        help="The rules by which the days of this team's salespeople are judged. "
        "Empty: the team is not controlled.",
        prefetch=False,
    )

    @api.constrains("discipline_policy_id")
    def _check_discipline_policy(self):
        """Without numbers a policy controls nobody, and nothing would say so."""
        for policy in self.sudo().discipline_policy_id:
            if not policy.version_ids:
                raise ValidationError(
                    self.env._(
                        "The policy “%s” has no version yet, so it controls nobody: "
                        "add one with its numbers first.",
                        policy.name,
                    )
                )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        # No field default: Odoo would ask it for existing teams while this addon is
        # being installed, before there are policies. The hook serves those.
        values = super().default_get(fields)
        if "discipline_policy_id" in fields and "discipline_policy_id" not in values:
            company = self.env["res.company"].browse(values.get("company_id"))
            policy = self.env["sales.discipline.policy"]._get_default(company)
            values["discipline_policy_id"] = policy.id
        return values

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(self._discipline_add_policy(vals_list))
        teams._discipline_grant_head()
        return teams

    def write(self, vals):
        free = self._discipline_free(vals)
        res = super().write(vals)
        if {"user_id", "discipline_policy_id"} & vals.keys():
            self._discipline_grant_head()
        (free - free._discipline_free(vals)).crm_team_member_ids._discipline_begin()
        return res

    def _discipline_free(self, vals):
        """Those that are not controlled, if ``vals`` could change that."""
        if not {"active", "discipline_policy_id"} & vals.keys():
            return self.browse()
        return self.sudo().filtered(
            lambda team: not (team.active and team.discipline_policy_id.active)
        )

    @api.model
    def _discipline_add_policy(self, vals_list):
        """Give teams made without a policy the one usable for their company."""
        policies = self.env["sales.discipline.policy"]
        return [
            vals
            if "discipline_policy_id" in vals or not vals.get("company_id")
            else {
                **vals,
                "discipline_policy_id": policies._get_default(
                    self.env["res.company"].browse(vals["company_id"])
                ).id,
            }
            for vals in vals_list
        ]

    def _discipline_grant_head(self):
        """Leaders of controlled teams can review: stock Odoo gives them no right."""
        group = self.env.ref("sales_discipline.group_head")
        leaders = self.sudo().filtered("discipline_policy_id").user_id
        # Whoever became a portal user or left may still be named as leader.
        missing = leaders.filtered(
            lambda user: (
                user.active and not user.share and group not in user.all_group_ids
            )
        )
        if missing:
            missing.write({"group_ids": [Command.link(group.id)]})

    # ------------------------------------------------------------
    # REVIEWERS
    # ------------------------------------------------------------

    @api.model
    def _discipline_reviewers(self, users, rows=None):
        """Who reviews each of ``users`` (metrics, first definition).

        The leader of the team that controls the person and the directors of that
        team's company; where it has no director, the sales and settings
        administrators. Never the person. A person whom no team controls has the
        directors of their own company. A constant number of queries.

        :param rows: what ``_discipline_control_rows`` gives, where it is known
        :return: ``{user id: set of reviewers' user ids}``, a key for every user
        """
        directors = self.env["res.users"]._discipline_directors()
        if rows is None:
            rows = self._discipline_control_rows(users)
        leaders = {row["user_id"]: row["leader_id"] for row in rows}
        companies = self._discipline_companies(users, rows)
        return {
            user_id: ({leaders.get(user_id)} | directors[companies[user_id]])
            - {user_id, None}
            for user_id in users.ids
        }

    @api.model
    def _discipline_companies(self, users, rows=None):
        """The company in which each user is controlled, else their main one.

        :param rows: what ``_discipline_control_rows`` gives, where it is known
        :return: ``{user id: company id}``
        """
        if rows is None:
            rows = self._discipline_control_rows(users)
        controlled = {row["user_id"]: row["company_id"] for row in rows}
        others = users.sudo().filtered(lambda user: user.id not in controlled)
        return {user.id: user.company_id.id for user in others} | controlled

    @api.model
    def _discipline_control_rows(self, users=None):
        """The membership that controls each of ``users`` (all, by default).

        With several teams the first counts: lowest sequence, then team, then
        membership.

        :return: dicts of user_id, name, member_id, active_since, team_id, leader_id,
            company_id (the team's, else its policy's, else the person's main one),
            policy_id, shadow_mode and tz (metrics section 1)
        """
        for name in CONTROLLING:
            self.env[name].flush_model()
        self.env["res.partner"].flush_model(["name"])
        only = SQL("AND m.user_id = ANY(%s)", users.ids) if users is not None else SQL()
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT ON (m.user_id)
                       m.user_id, partner.name, m.id AS member_id, m.active_since,
                       t.id AS team_id, t.user_id AS leader_id,
                       company.id AS company_id, p.id AS policy_id, p.shadow_mode,
                       COALESCE(m.discipline_tz, p.tz, calendar.tz, 'UTC') AS tz
                  FROM %s
                  JOIN res_users u ON u.id = m.user_id AND u.active
                  JOIN res_partner partner ON partner.id = u.partner_id
                  JOIN res_company company
                    ON company.id = COALESCE(t.company_id, p.company_id, u.company_id)
             LEFT JOIN resource_calendar calendar
                    ON calendar.id = company.resource_calendar_id
                 WHERE m.active %s
              ORDER BY %s
                """,
                CONTROLLING_MEMBERSHIPS,
                only,
                FIRST_OF_PERSON,
            )
        )
        return self.env.cr.dictfetchall()
