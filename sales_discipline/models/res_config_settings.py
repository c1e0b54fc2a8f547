from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    discipline_retention_months = fields.Integer(
        related="company_id.discipline_retention_months", readonly=False
    )
