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

    # Not read along with everything else of a company, which each request does.
    discipline_retention_months = fields.Integer(
        "Months That Journal and Lines Are Kept",
        default=24,
        help="Journal and lines of days older than this are erased, the figures of the "
        "days stay. 0: kept for good.",
        prefetch="discipline",
    )

    discipline_is_set_up = fields.Boolean(
        "Sales Discipline Is Set Up",
        help="The set-up assistant was finished or declined: it is offered no more.",
        prefetch="discipline",
    )

    # What is judged again, tried by replay or contested lies weeks back, not months.
    _discipline_retention = models.Constraint(
        "CHECK (discipline_retention_months = 0 OR discipline_retention_months >= 3)",
        "Keep journal and lines for 3 months or longer, or for good (0).",
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
