"""Each shipped rule in a real browser: from the activity to calendar or statement."""

from datetime import timedelta

from .live_day_case import LiveDayCase


class TestRewardTours(LiveDayCase):
    """Five calls for today of which four are done, five more for tomorrow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["sales.discipline.reward.rule"].with_context(
            active_test=False
        )
        cls.rules.search([]).active = False

    @classmethod
    def create_day(cls):
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(days=2)
        calls = cls.plan(0, *(f"Call {number}" for number in range(5)))
        cls.plan(1, *(f"Visit {number}" for number in range(5)))
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(hours=1)
        calls[:4].with_user(cls.anna).action_feedback(feedback="Agreed on the price")
        cls.env.flush_all()
        cls.env.cr._now = None

    def switch_on(self, name):
        rule = self.env.ref(f"sales_discipline.sales_discipline_reward_rule_{name}")
        # Earlier weeks are not what the tours are about.
        monday = self.today - timedelta(days=self.today.weekday())
        start = self.today.replace(day=1) if rule.period == "month" else monday
        rule.write({"active": True, "date_from": start})
        return rule

    def close(self, day):
        """Everything up to the local date before ``day`` is closed on its morning."""
        with self.at(f"{day} 03:00", self.tz):
            self.env["sales.discipline.day"]._close_due_days()

    def reward(self, rule):
        return self.env["sales.discipline.reward"].search([("rule_id", "=", rule.id)])

    def test_an_hour_off_from_the_last_call_to_the_calendar(self):
        rule = self.switch_on("leave")
        tour = "sales_discipline_reward_"
        self.start_tour("/odoo/my-day", f"{tour}earn", login="sd_anna")
        self.assertEqual(self.reward(rule).state, "proposed")
        self.start_tour("/odoo/rewards", f"{tour}grant", login="sd_hana")
        reward = self.reward(rule)
        self.assertEqual((reward.state, reward.leave_date), ("granted", self.today))
        self.assertEqual(reward.event_id.partner_ids, self.anna.partner_id)
        self.start_tour("/odoo/my-day", f"{tour}leave", login="sd_anna")
        self.start_tour(
            "/odoo/action-calendar.action_calendar_event",
            f"{tour}calendar",
            login="sd_anna",
        )

    def test_a_week_without_overdue_activities_becomes_a_badge(self):
        rule = self.switch_on("week")
        tour = "sales_discipline_reward_"
        self.start_tour("/odoo/my-day", f"{tour}work", login="sd_anna")
        self.env["mail.activity"].search([("summary", "ilike", "Visit")]).with_user(
            self.anna
        ).action_feedback(feedback="Agreed on the price")
        self.close(self.next_monday())
        self.start_tour("/odoo/rewards", f"{tour}grant_badge", login="sd_hana")
        self.assertEqual(self.reward(rule).state, "granted")
        self.start_tour("/odoo/my-rewards", f"{tour}my_badge", login="sd_anna")

    def test_a_won_deal_becomes_a_bonus_in_the_statement(self):
        rule = self.switch_on("month")
        rule.condition_ids[0].value = 5
        tour = "sales_discipline_reward_"
        self.deal.expected_revenue = 20600
        url = f"/odoo/crm.lead/{self.deal.id}"
        self.start_tour(url, f"{tour}win", login="sd_anna")
        first = (self.today.replace(day=1) + timedelta(days=32)).replace(day=1)
        self.close(first)
        self.start_tour("/odoo/rewards", f"{tour}grant_bonus", login="sd_hana")
        self.assertEqual(self.reward(rule).amount, 412)

    def test_unplanned_days_become_a_warning_that_is_contested(self):
        rule = self.switch_on("unplanned")
        tour = "sales_discipline_reward_"
        self.start_tour("/odoo/my-day", f"{tour}work", login="sd_anna")
        self.close(self.next_monday())
        self.start_tour("/odoo/rewards", f"{tour}impose", login="sd_hana")
        self.start_tour("/odoo/my-rewards", f"{tour}contest", login="sd_anna")
        self.start_tour("/odoo/rewards", f"{tour}withdraw", login="sd_hana")
        self.assertEqual(self.reward(rule).state, "withdrawn")

    def test_the_screens_are_accessible_and_fit_a_phone(self):
        """With something to decide, granted, contested and in reach."""
        self.switch_on("unplanned")
        self.switch_on("leave")
        self.close(self.next_monday())
        reward = self.env["sales.discipline.reward"].search([])
        reward.with_user(self.head).action_grant(False, "Plan ahead")
        reward.with_user(self.anna).action_contest("I was at the fair")
        self.env["mail.activity"].search([("summary", "=", "Call 4")]).with_user(
            self.anna
        ).action_feedback(feedback="Agreed on the price")
        self.check_screen(
            "/odoo/my-rewards", ".o_sd_reach_card", login="sd_anna", parts=".o_sd_reach"
        )
        self.check_screen("/odoo/my-day", ".o_sd_daybar button", login="sd_anna")
        self.check_screen(
            "/odoo/rewards",
            ".o_sd_decide article",
            login="sd_hana",
            parts=".o_sd_reward_filters, .o_sd_decide .o_kanban_record",
        )

    def next_monday(self):
        return self.today + timedelta(days=7 - self.today.weekday())
