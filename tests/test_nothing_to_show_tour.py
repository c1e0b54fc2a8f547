"""Where there is nothing to show, a real browser shows why, and no error."""

from datetime import timedelta

from odoo.tools import mute_logger

from .live_day_case import LiveDayCase


class TestNothingToShowTour(LiveDayCase):
    def assert_why_says(self, date, words, login="sd_anna"):
        self.browser_js(
            f"/odoo/my-why?date={date}",
            "console.log('test successful')",
            ready="document.querySelector('.o_sd_lines_dialog')?.innerText"
            f".includes({words!r}) && !document.querySelector('.o_error_dialog')",
            login=login,
        )

    def test_no_menu_of_somebody_in_no_team_ends_in_an_error(self):
        self.start_tour("/odoo/my-day", "sales_discipline_no_team", login="sd_stranger")

    def test_a_link_to_a_day_says_that_no_rules_counted(self):
        yesterday = self.today - timedelta(days=1)
        self.assert_why_says(
            yesterday, "Nobody's rules counted on that day", login="sd_stranger"
        )

    @mute_logger("odoo.http")  # the refusal
    def test_a_link_to_a_day_to_come_says_that_it_has_not_begun(self):
        far = self.today + timedelta(days=30)
        self.assert_why_says(far, "That day has not begun yet")

    @mute_logger("odoo.http")  # the refusal
    def test_a_link_says_that_days_of_shadow_mode_are_not_shown(self):
        self.team.discipline_policy_id.shadow_mode = True
        self.assert_why_says(self.today, "only heads see scores")
