"""What plans of stages cost must not grow with the deals that enter them."""

from .stage_plan_case import StagePlanCase


class TestStagePlanCost(StagePlanCase):
    def cost(self, count, plans, by):
        """Queries of moving ``count`` deals, half of them Oleg's, into *Offer*."""
        counts = []
        for _time in range(2):
            with self.cr.savepoint() as savepoint:
                self.offer.activity_plan_ids = plans
                deals = self.env["crm.lead"].concat(
                    *(
                        self.new_deal(self.oleg if number % 2 else self.anna)
                        for number in range(count)
                    )
                )
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.enter(deals, by=by)
                counts.append(self.cr.sql_log_count - before)
                self.assertEqual(
                    len(self.planned(deals)), count * len(plans.template_ids)
                )
                savepoint.rollback()
            self.env.invalidate_all()
        return counts[-1]

    def extra(self, count, by):
        nothing = self.env["mail.activity.plan"]
        return self.cost(count, self.follow_up, by) - self.cost(count, nothing, by)

    def test_moving_200_deals_costs_what_moving_2_costs(self):
        # Odoo inserts a hundred rows at a time: 400 activities, their messages and
        # followers.
        self.assertLessEqual(self.extra(200, self.head), self.extra(2, self.head) + 12)

    def test_moving_40_deals_costs_exactly_what_moving_4_costs(self):
        self.assertEqual(self.extra(40, self.head), self.extra(4, self.head))

    def test_no_plan_costs_next_to_nothing(self):
        """One look at what the stages plan."""
        self.env["mail.activity.plan"].search([]).active = False
        with_hook = self.cost(20, self.env["mail.activity.plan"], self.head)
        self.patch(
            self.env.registry["crm.lead"], "_discipline_start_plans", lambda *args: None
        )
        without = self.cost(20, self.env["mail.activity.plan"], self.head)
        self.assertLessEqual(with_hook, without + 2)
