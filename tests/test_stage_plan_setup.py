"""Who chooses the plans of a stage, whom a plan may name, and the shipped ones."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .stage_plan_case import StagePlanCase


class TestStagePlanSetup(StagePlanCase):
    def test_who_manages_stages_chooses_their_plans(self):
        manager = self.new_user("sd_mila", "sales_team.group_sale_manager")
        stage = self.open_stage.with_user(manager)
        with Form(stage) as form:
            form.activity_plan_ids.add(self.follow_up)
        self.assertEqual(self.open_stage.activity_plan_ids, self.follow_up)
        with self.assertRaises(AccessError):
            self.open_stage.with_user(self.head).activity_plan_ids = False

    def test_a_plan_of_other_documents_is_refused(self):
        plan = self.env["mail.activity.plan"].create(
            {"name": "Welcome", "res_model": "res.partner"}
        )
        with self.assertRaisesRegex(ValidationError, "Welcome"):
            self.offer.activity_plan_ids = plan

    # ------------------------------------------------------------
    # SHIPPED
    # ------------------------------------------------------------

    def test_the_shipped_plans_wait_to_be_switched_on(self):
        plans = self.env["mail.activity.plan"]
        for name, stage in (
            ("first_contact", "crm.stage_lead1"),
            ("proposal", "crm.stage_lead3"),
            ("won", "crm.stage_lead4"),
        ):
            plan = self.env.ref(f"sales_discipline.mail_activity_plan_{name}")
            self.assertFalse(plan.active)
            self.assertFalse(plan.company_id)
            self.assertEqual(plan.crm_stage_ids, self.env.ref(stage))
            self.assertIn(plan, self.env.ref(stage).activity_plan_ids)
            plans |= plan
        won = plans[-1].template_ids.mapped("summary")
        self.assertEqual(won, ["Issue the invoice", "Collect the payment"])

    def test_switching_one_on_is_all_it_takes(self):
        plan = self.env.ref("sales_discipline.mail_activity_plan_won")
        plan.active = True
        deal = self.new_deal(self.anna)
        self.enter(deal, self.env.ref("crm.stage_lead4"))
        self.assertPlanned(deal, "Issue the invoice", "Collect the payment")

    def test_a_stage_that_somebody_deleted_is_not_made_again(self):
        self.env.ref("crm.stage_lead3").unlink()
        self.env["mail.activity.plan"]._discipline_ship()
        plan = self.env.ref("sales_discipline.mail_activity_plan_proposal")
        self.assertFalse(plan.crm_stage_ids)

    def test_the_person_a_plan_names(self):
        """As long as they can work on the deal; else its owner."""
        first, second = self.follow_up.template_ids
        (first | second).write(
            {"responsible_type": "other", "responsible_id": self.oleg.id}
        )
        second.responsible_id = self.director
        self.director.active = False
        deal = self.new_deal(self.anna)
        self.enter(deal)
        self.assertEqual(
            self.planned(deal).mapped("user_id.login"), ["sd_oleg", "sd_anna"]
        )
