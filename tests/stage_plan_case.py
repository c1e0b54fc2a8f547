"""Deals that enter stages which have plans of their own."""

from .outcome_case import OutcomeCase


class StagePlanCase(OutcomeCase):
    """*Talking* is where deals begin, *Offer* and *Signed* (won) start plans."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offer = cls.env["crm.stage"].create({"name": "Offer"})
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.follow_up = cls.new_plan("Follow up", [("Call back", 2), ("Decision", 7)])
        cls.offer.activity_plan_ids = cls.follow_up
        cls.settle = cls.new_plan("Settle", [("Issue the invoice", 1)])
        cls.won_stage.activity_plan_ids = cls.settle
        # Reading the team's deals is all that reviewers may do by themselves.
        all_leads = cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.head.group_ids += all_leads
        cls.starts = cls.env["sales.discipline.plan.start"]

    @classmethod
    def new_plan(cls, name, steps, **values):
        return cls.env["mail.activity.plan"].create(
            {
                "name": name,
                "res_model": "crm.lead",
                "company_id": False,
                "template_ids": [
                    (0, 0, cls.step(summary, days)) for summary, days in steps
                ],
                **values,
            }
        )

    @classmethod
    def step(cls, summary, days=0, **values):
        return {
            "activity_type_id": cls.todo.id,
            "summary": summary,
            "delay_count": days,
            "delay_from": "after_plan_date",
            **values,
        }

    def enter(self, deal, stage=None, by=None, at="2027-03-01 10:00", **context):
        """Somebody, the owner by default, moves the deal to a stage."""
        user = by or deal.user_id
        with self.at(at, self.TZ):
            mine = deal.with_user(user).with_context(**context)
            mine.write({"stage_id": (stage or self.offer).id})

    def planned(self, deals):
        return self.env["mail.activity"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "in", deals.ids)],
            order="res_id, date_deadline, id",
        )

    def assertPlanned(self, deal, *summaries):
        self.assertEqual(self.planned(deal).mapped("summary"), list(summaries))
