"""A salesperson's whole day in a real browser, on a desktop and on a phone."""

from datetime import datetime, timedelta

from odoo.tools import mute_logger

from .live_day_case import LiveDayCase


class TestWholeDayTour(LiveDayCase):
    """Four planned for tomorrow are asked for; results are not left out."""

    @classmethod
    def create_team(cls):
        team = super().create_team()
        team.discipline_policy_id.version_ids.write(
            {"min_planned_count": 4, "min_planned_load": 0, "result_mode": "block"}
        )
        return team

    @classmethod
    def create_day(cls):
        # What Odoo offers when a next step is scheduled is tomorrow.
        types = cls.env["mail.activity.type"].search([])
        types.write({"delay_count": 1, "delay_unit": "days"})
        cls.create_deal("Shelves")
        cls.create_deal("Sofas")
        return super().create_day()

    def tearDown(self):
        self.env.cr._now = None
        super().tearDown()

    @mute_logger("odoo.http")  # the refusal
    def walk(self, tour):
        self.start_tour("/odoo/my-day", tour, login="sd_anna", timeout=120)
        self.env.cr._now = datetime.now()
        bar = self.env["sales.discipline.day.bar"].with_user(self.anna).get_day_bar()
        self.assertTrue(bar["next_plan_ok"])
        self.assertEqual(bar["done_count"], 2)
        planned = self.env["mail.activity"].search(
            [("summary", "in", ["Measure the wall", "Send the fabrics"])]
        )
        tomorrow = self.today + timedelta(days=1)
        self.assertEqual(planned.mapped("date_deadline"), [tomorrow] * 2)

    def test_a_day_at_the_desk(self):
        self.walk("sales_discipline_whole_day")

    def test_a_day_on_the_phone(self):
        self.browser_size = "360x740"
        self.touch_enabled = True
        self.walk("sales_discipline_whole_day_phone")
