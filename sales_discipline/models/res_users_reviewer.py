from collections import defaultdict

from odoo import api, models

STAND_INS = ("sales_team.group_sale_manager", "base.group_system")


class ResUsers(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.users"

    @api.model
    def _discipline_users_of(self, *group_xmlids):
        """The active users who have one of these groups, by implication too."""
        names = [
            name if "." in name else f"sales_discipline.{name}" for name in group_xmlids
        ]
        group_ids = [self.env.ref(name).id for name in names]
        domain = [("active", "=", True), ("all_group_ids", "in", group_ids)]
        return self.sudo().search(domain)

    @api.model
    def _discipline_directors(self):
        """Who decides as sales director in each company, in a constant number of
        queries.

        :return: ``{company id: set of user ids}``, a ``defaultdict``. Where a company
            has no director these are the sales and settings administrators.
        """
        named = _by_company(self._discipline_users_of("group_director"))
        stand_ins = _by_company(self._discipline_users_of(*STAND_INS))
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


def _by_company(users):
    user_ids = defaultdict(set)
    for user in users:
        for company in user.company_ids:
            user_ids[company.id].add(user.id)
    return user_ids
