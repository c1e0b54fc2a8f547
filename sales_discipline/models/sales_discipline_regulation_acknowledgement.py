from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesDisciplineRegulationAcknowledgement(models.Model):
    """Who has read which text, and when; written by ``action_acknowledge`` alone."""

    _name = "sales.discipline.regulation.acknowledgement"
    _description = "Sales Discipline Regulation Acknowledgement"
    _order = "acknowledged_at desc, id desc"
    _rec_name = "user_id"

    version_id = fields.Many2one(
        "sales.discipline.regulation.version",
        required=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade"
    )
    acknowledged_at = fields.Datetime(required=True)

    _version_user_uniq = models.Constraint(
        "UNIQUE (version_id, user_id)", "Each person acknowledges a version once."
    )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model
    def _acknowledge(self, version, user):
        # Past our own, which refuses whoever calls it.
        return super().create(  # pylint: disable=super-method-mismatch
            {
                "version_id": version.id,
                "user_id": user.id,
                "acknowledged_at": self.env.cr.now(),
            }
        )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("Each person acknowledges for themselves."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("What was acknowledged stays so."))
