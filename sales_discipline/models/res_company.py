from odoo import fields, models
from odoo.fields import Domain


class ResCompany(models.Model):
    _inherit = "res.company"

    discipline_has_director = fields.Boolean(
        "Has a Sales Director",
        compute="_compute_discipline_has_director",
        search="_search_discipline_has_director",
        help="Where a company has no sales director, administrators stand in.",
    )

    def _compute_discipline_has_director(self):
        directed = self._discipline_directed()
        for company in self:
            company.discipline_has_director = company._origin in directed

    def _search_discipline_has_director(self, operator, value):
        if operator != "in":
            return NotImplemented
        directed = Domain("id", "in", self._discipline_directed().ids)
        wanted = [directed if has else ~directed for has in set(map(bool, value))]
        return Domain.OR(wanted)

    def _discipline_directed(self):
        """The companies in which some active user is a sales director."""
        return self.env["res.users"]._discipline_users_of("group_director").company_ids
