from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmStage(models.Model):
    _inherit = "crm.stage"

    activity_plan_ids = fields.Many2many(
        "mail.activity.plan",
        "sales_discipline_stage_plan_rel",
        "stage_id",
        "plan_id",
        string="Activity Plans",
        domain=[("res_model", "=", "crm.lead")],
        # An archived plan starts nowhere; administrators see it to switch it on.
        context={"active_test": False},
        help="Started for the owner when a deal enters this stage, once per deal. "
        "Imported deals start none.",
    )

    @api.constrains("activity_plan_ids")
    def _check_activity_plans(self):
        plans = self.sudo().activity_plan_ids
        if foreign := plans.filtered(lambda plan: plan.res_model != "crm.lead"):
            raise ValidationError(
                self.env._(
                    "The plan “%s” is not made for deals, so no stage can start it.",
                    foreign[0].name,
                )
            )

    def _discipline_plans(self, company):
        """What starts in this stage for deals of ``company``."""
        return self.sudo().activity_plan_ids.filtered(
            lambda plan: (
                plan.active
                and plan.res_model == "crm.lead"
                and plan.template_ids
                and (not plan.company_id or plan.company_id == company)
            )
        )
