from odoo import api, fields, models

# The shipped plans and the stages of Odoo's own that start them.
SHIPPED = {
    "first_contact": "crm.stage_lead1",
    "proposal": "crm.stage_lead3",
    "won": "crm.stage_lead4",
}


class MailActivityPlan(models.Model):
    _inherit = "mail.activity.plan"

    crm_stage_ids = fields.Many2many(
        "crm.stage",
        "sales_discipline_stage_plan_rel",
        "plan_id",
        "stage_id",
        string="Starts in Stages",
        help="The plan starts for the owner when a deal enters one of these stages, "
        "once per deal and stage. Empty: people start it by hand.",
    )

    @api.model
    def _discipline_ship(self):
        """Give the shipped plans their stages, and the administrator's language.

        Odoo does not translate plans, so they are written once, as installed. A
        stage that somebody deleted is not made again.
        """
        lang = self.env.ref("base.user_admin").lang
        english = self.with_context(lang="en_US")._discipline_words()
        own = self.with_context(lang=lang)._discipline_words()
        words = dict(zip(english, own, strict=True))
        for name, stage in SHIPPED.items():
            plan = self.env.ref(f"sales_discipline.mail_activity_plan_{name}")
            plan.crm_stage_ids = self.env.ref(stage, raise_if_not_found=False)
            plan.name = words.get(plan.name, plan.name)
            for step in plan.template_ids:
                step.summary = words.get(step.summary, step.summary)

    def _discipline_words(self):
        """The words of the shipped plans in the language of the context."""
        return (
            self.env._("First contact"),
            self.env._("First call: what is needed, by when, who decides"),
            self.env._("Agree on the next step"),
            self.env._("Proposal follow-up"),
            self.env._("Has the proposal arrived? Questions?"),
            self.env._("Ask for the decision"),
            self.env._("After winning"),
            self.env._("Issue the invoice"),
            self.env._("Collect the payment"),
        )

    def _complain(self, leads, error):
        """Name a plan that cannot be started where somebody who misses it will look."""
        body = self.env._(
            "The plan “%(plan)s” of this stage could not be started: %(reason)s. An "
            "administrator can mend the plan; then start it here by hand.",
            plan=self.name,
            reason=error,
        )
        leads._message_log_batch(bodies=dict.fromkeys(leads.ids, body))
