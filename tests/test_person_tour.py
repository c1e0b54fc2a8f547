"""One person over time, in a real browser: from the board, and about oneself."""

from datetime import timedelta

from .live_day_case import LiveDayCase


class TestPersonTour(LiveDayCase):
    """Nothing was owed on the first day of control, all was done on the second."""

    @classmethod
    def create_day(cls):
        cls.control_from(cls.today - timedelta(days=2))
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(days=3)
        calls = cls.plan(-1, *(f"Call {number}" for number in range(5)))
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(days=1)
        calls.with_user(cls.anna).action_feedback(feedback="Agreed on the price")
        cls.env.flush_all()
        cls.env.cr._now = cls.now
        cls.env["sales.discipline.day"]._close_due_days()
        verdicts = cls.env["sales.discipline.verdict"].with_user(cls.head)
        verdicts.send(cls.anna.id, cls.today - timedelta(days=1), "great", "Good pace.")
        cls.env["sales.discipline.verdict"].search(
            [("user_id", "=", cls.anna.id)]
        ).with_user(cls.anna).action_answer("Thank you")
        cls.env.cr._now = None

    def test_a_head_looks_at_a_person(self):
        self.start_tour(
            "/odoo/sales-review", "sales_discipline_person", login="sd_hana"
        )

    def test_the_address_names_the_person(self):
        self.check_screen(
            f"/odoo/sales-person/{self.anna.id}",
            ".o_sd_progress .o_sd_tiles",
            login="sd_hana",
        )

    def test_ones_own_page(self):
        self.check_screen(
            "/odoo/my-progress", ".o_sd_progress .o_sd_plan_times", login="sd_anna"
        )

    def test_before_the_first_closed_day(self):
        self.check_screen(
            "/odoo/my-progress",
            ".o_sd_progress .o_nocontent_help",
            login="sd_stranger",
        )

    def test_in_shadow_mode_it_says_so(self):
        self.team.discipline_policy_id.shadow_mode = True
        self.check_screen(
            "/odoo/my-progress", ".o_sd_progress .o_nocontent_help", login="sd_anna"
        )
