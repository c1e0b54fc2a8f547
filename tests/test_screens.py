"""Every screen of ours is accessible, and fits a phone of 360 pixels."""

from .live_day_case import LiveDayCase


class TestScreens(LiveDayCase):
    """What needs no clicks; the screens behind clicks are checked by their tours."""

    def test_the_day_bar(self):
        self.check_screen("/odoo/my-day", ".o_sd_daybar button", login="sd_anna")

    def test_the_board(self):
        self.check_screen(
            "/odoo/action-sales_discipline.sales_discipline_board_action",
            ".o_sd_review_board .o_sd_group",
            login="sd_hana",
        )
