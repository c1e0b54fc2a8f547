from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

STAND_INS = ("sales_team.group_sale_manager", "base.group_system")


class ResUsers(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.users"

    @api.model
    def _discipline_users_of(self, *group_xmlids):
        """The active users who have one of these groups, by implication too."""
        group_ids = self._discipline_group_ids(*group_xmlids)
        return self.sudo().search(
            [("active", "=", True), ("group_ids", "in", group_ids)]
        )

    def _discipline_group_ids(self, *group_xmlids):
        """Ids of these groups and of all that imply one of them, from caches."""
        names = [
            name if "." in name else f"sales_discipline.{name}" for name in group_xmlids
        ]
        ids = [self.env["ir.model.data"]._xmlid_to_res_id(name) for name in names]
        definitions = self.env["res.groups"]._get_group_definitions()
        return [*ids, *definitions.get_subset_ids(ids)]

    @api.model
    def _discipline_directors(self):
        """Who decides as sales director in each company, in one query.

        :return: ``{company id: set of user ids}``, a ``defaultdict``. Where a company
            has no director these are the sales and settings administrators.
        """
        directors = self._discipline_group_ids("group_director")
        self.env["res.users"].flush_model(["active", "group_ids", "company_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT own.cid, person.id, bool_or(given.gid = ANY(%s))
                  FROM res_groups_users_rel given
                  JOIN res_users person ON person.id = given.uid AND person.active
                  JOIN res_company_users_rel own ON own.user_id = person.id
                 WHERE given.gid = ANY(%s)
              GROUP BY own.cid, person.id
                """,
                directors,
                [*directors, *self._discipline_group_ids(*STAND_INS)],
            )
        )
        named, stand_ins = defaultdict(set), defaultdict(set)
        for company_id, user_id, is_director in rows:
            (named if is_director else stand_ins)[company_id].add(user_id)
        return defaultdict(set, stand_ins | named)

    def _discipline_is_reviewer_of(self, users):
        """Whether this user is a reviewer of every one of ``users``."""
        self.ensure_one()
        reviewers = self.env["crm.team"]._discipline_reviewers(users)
        return all(self.id in who for who in reviewers.values())

    @api.model
    def _discipline_reviewed_users(self):
        """The controlled people whom the current user reviews, by name.

        Those of the teams that the user leads and, for a director, of all teams, in
        the companies switched on; never the user.
        """
        directors, uid = self._discipline_directors(), self.env.uid
        ids = [
            row["user_id"]
            for row in self.env["crm.team"]._discipline_control_rows()
            if row["company_id"] in self.env.companies.ids
            and uid in {row["leader_id"]} | directors[row["company_id"]]
            and row["user_id"] != uid
        ]
        return self.sudo().browse(ids).sorted("name").sudo(self.env.su)
