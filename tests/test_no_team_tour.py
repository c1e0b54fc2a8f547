"""Somebody of no team opens what is theirs, in a real browser."""

from datetime import timedelta

from .live_day_case import LiveDayCase


class TestNoTeamTour(LiveDayCase):
    def test_no_menu_ends_in_an_error(self):
        self.start_tour("/odoo/my-day", "sales_discipline_no_team", login="sd_stranger")

    def test_a_link_to_a_day_says_that_no_rules_counted(self):
        yesterday = self.today - timedelta(days=1)
        self.browser_js(
            f"/odoo/my-why?date={yesterday}",
            "console.log('test successful')",
            ready="document.querySelector('.o_sd_lines_dialog')?.innerText"
            ".includes('Nobody\\'s rules counted on that day')",
            login="sd_stranger",
        )
