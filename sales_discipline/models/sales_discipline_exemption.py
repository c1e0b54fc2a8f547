from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class SalesDisciplineExemption(models.Model):
    """Dates on which a person owes nothing: new, ill, excused (metrics section 1).

    Entered before or after by a reviewer of that person, never by the person. The
    closed days concerned are recomputed at once.
    """

    _name = "sales.discipline.exemption"
    _description = "Sales Discipline Exemption"
    _inherit = ["sales.discipline.bounds"]
    _order = "date_from desc, id desc"
    _rec_name = "reason"

    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', reviewed_user_ids)]",
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)
    granted_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, index=True
    )
    # UX
    reviewed_user_ids = fields.Many2many(
        "res.users", compute="_compute_reviewed_user_ids"
    )

    _check_dates = models.Constraint(
        "CHECK (date_from <= date_to)",
        "An exemption cannot end before it begins.",
    )
    # Used by every evaluation.
    _user_dates_idx = models.Index("(user_id, date_from, date_to)")

    @api.depends("user_id")
    def _compute_company_id(self):
        companies = self.env["crm.team"]._discipline_companies(self.user_id)
        for exemption in self:
            exemption.company_id = companies.get(exemption.user_id.id)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_reviewed_user_ids(self):
        self.reviewed_user_ids = self.env["res.users"]._discipline_reviewed_users()

    @api.depends("user_id", "reason")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for exemption in self:
            # Nothing of a new one is known: the screen then calls it "New".
            name, reason = exemption.user_id.name, exemption.reason
            exemption.display_name = (
                self.env._("%(person)s: %(reason)s", person=name, reason=reason)
                if name and reason
                else name
            )

    @api.constrains("reason")
    def _check_reason(self):
        if any(not (exemption.reason or "").strip() for exemption in self):
            raise ValidationError(self.env._("An exemption needs a reason."))

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        stamp = {"granted_by_id": self.env.uid}
        exemptions = super().create([{**vals, **stamp} for vals in vals_list])
        exemptions._check_reviewer()
        exemptions._recompute_days(exemptions._get_spans())
        return exemptions

    def write(self, vals):
        self._check_reviewer()
        spans = self._get_spans()
        res = super().write({**vals, "granted_by_id": self.env.uid})
        self._check_reviewer()
        self._recompute_days(spans | self._get_spans())
        return res

    def unlink(self):
        self._check_reviewer()
        spans = self._get_spans()
        res = super().unlink()
        self._recompute_days(spans, removed=True)
        return res

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _check_reviewer(self):
        """Only reviewers of the people concerned enter, change or remove."""
        if self.env.su or not self:
            return
        if not self.env.user._discipline_is_reviewer_of(self.sudo().user_id):
            raise AccessError(
                self.env._(
                    "Only a person's head of sales or a director may exempt them, "
                    "and nobody themselves."
                )
            )

    def _get_spans(self):
        """The (user id, first date, last date, reason) of each exemption."""
        return {
            (each.user_id.id, each.date_from, each.date_to, each.reason)
            for each in self.sudo()
        }

    def _recompute_days(self, spans, removed=False):
        """Judge the closed days of ``spans`` again, one call per distinct period.

        :param removed: whether the exemptions are gone, which the days then say
        """
        users_by_period = {}
        for user_id, *period in spans:
            users_by_period.setdefault(tuple(period), set()).add(user_id)
        self.env.flush_all()
        days = self.env["sales.discipline.day"].sudo()
        for (date_from, date_to, reason), user_ids in users_by_period.items():
            users = self.env["res.users"].sudo().browse(user_ids)
            days._recompute_closed(
                users,
                date_from,
                date_to,
                self.env._("Exemption removed: %s", reason)
                if removed
                else self.env._("Exemption: %s", reason),
            )
