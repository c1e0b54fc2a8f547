"""Planning in a real browser: the next step, moving, meetings of the calendar."""

from datetime import timedelta

from .live_day_case import LiveDayCase


class TestPlanningTour(LiveDayCase):
    def activities(self, summary):
        activities = self.env["mail.activity"].with_context(active_test=False)
        return activities.search([("summary", "=", summary)])

    def test_the_next_step_from_the_chatter(self):
        self.start_tour(
            f"/odoo/crm.lead/{self.deal.id}",
            "sales_discipline_next_step",
            login="sd_anna",
        )
        late = self.activities("Late offer")
        self.assertEqual(late.feedback, "They want an offer for forty desks")
        domain = [("res_id", "=", self.deal.id), ("planned_hours", "=", 2)]
        planned = self.env["mail.activity"].search(domain)
        self.assertEqual(planned.date_deadline, self.today + timedelta(days=1))

    def test_rescheduling_from_the_list(self):
        call = self.activities("Call 1")
        for days, hours in ((1, 3), (0, 2.8), (1, 2.6), (0, 2.4)):
            self.env.cr._now = self.now - timedelta(hours=hours)
            call.with_user(self.anna).date_deadline = self.today + timedelta(days=days)
            self.env.flush_all()
        self.env.cr._now = None
        self.start_tour("/odoo/my-day", "sales_discipline_reschedule", login="sd_anna")
        self.assertEqual(call.date_deadline, self.today + timedelta(days=1))
        self.assertEqual(call.postpone_count, 3)

    def test_counting_meetings(self):
        noon = self.now.replace(hour=12, minute=0) - self.offset()
        events = (
            self.env["calendar.event"]
            .with_user(self.anna)
            .create(
                [
                    {
                        "name": name,
                        "start": noon + timedelta(hours=hours),
                        "stop": noon + timedelta(hours=hours + 1),
                        "partner_ids": [(6, 0, self.anna.partner_id.ids)],
                    }
                    for name, hours in (("Showroom", 2), ("Coffee", 4))
                ]
            )
        )
        events[0].sudo().opportunity_id = self.deal
        self.start_tour(
            "/odoo/my-day", "sales_discipline_count_meeting", login="sd_anna"
        )
        activities = events.activity_ids.sudo()
        self.assertEqual(activities.mapped("res_id"), [self.deal.id] * 2)
        self.assertEqual(activities.user_id, self.anna)

    def offset(self):
        """How far the clocks of the tour's zone are ahead of UTC."""
        return timedelta(hours=12 - self.now.hour)
