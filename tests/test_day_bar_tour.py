"""The salesperson's day in a real browser."""

from .live_day_case import LiveDayCase


class TestDayBarTour(LiveDayCase):
    def test_my_day(self):
        self.start_tour("/odoo/crm", "sales_discipline_my_day", login="sd_anna")
        done = self.env["mail.activity"].with_context(active_test=False)
        done = done.search([("summary", "=", "Call 1"), ("user_id", "=", self.anna.id)])
        self.assertTrue(done.done_at)

    def test_the_message_of_a_verdict_leads_to_its_day(self):
        late = self.env["mail.activity"].search(
            [("summary", "=", "Late offer"), ("user_id", "=", self.anna.id)]
        )
        late.with_user(self.anna).action_feedback(feedback="They keep the old desks")
        verdict = self.env["sales.discipline.verdict"].search(
            [("user_id", "=", self.anna.id)]
        )
        self.start_tour(verdict._day_url(), "sales_discipline_my_why", login="sd_anna")

    def test_my_deals(self):
        action = self.env.ref("crm.crm_lead_action_my_activities")
        url = f"/odoo/action-{action.id}"
        self.start_tour(url, "sales_discipline_my_deals", login="sd_anna")

    def test_a_phone_has_two_lines(self):
        self.browser_size = "360x740"
        self.touch_enabled = True
        self.start_tour(
            "/odoo/my-day", "sales_discipline_my_day_phone", login="sd_anna"
        )

    def test_nobody_else_has_a_bar(self):
        self.start_tour("/odoo/my-day", "sales_discipline_no_day", login="sd_stranger")
