"""Every screen of ours is accessible, and fits a phone of 360 pixels.

What stands behind clicks is checked by the tours on their way: the dialogs of the day
by tests/test_whole_day_tour.py, the verdict by tests/test_board_tour.py.
"""

from .live_day_case import LiveDayCase

# Of Odoo's own: the boxes that select rows have no name, nor has the pager's arrow.
STOCK = (
    ".o_list_record_selector",
    ".o_list_actions_header",
    ".o_optional_columns_dropdown",
)


class TestScreens(LiveDayCase):
    def check_action(self, action, ready, login="sd_hana", **options):
        url = f"/odoo/action-sales_discipline.{action}"
        self.check_screen(url, ready, login=login, **options)

    def check_views(self, action, login="sd_hana"):
        """A screen that Odoo builds from our arch; on a phone it shows cards."""
        self.check_action(
            action,
            ".o_content .o_data_row, .o_content .o_kanban_record:not(.o_kanban_ghost)",
            login,
            parts=".o_content",
            exclude=STOCK,
        )

    def test_the_day_bar(self):
        self.check_screen("/odoo/my-day", ".o_sd_daybar button", login="sd_anna")

    def test_a_month_report_that_is_gone(self):
        self.check_screen(
            "/odoo/month-report/999999", ".o_content .alert", login="sd_hana"
        )

    def test_the_deals_with_no_next_step(self):
        self.check_action(
            "crm_lead_next_step_action", ".o_sd_daybar button", login="sd_anna"
        )

    def test_the_board(self):
        self.check_action(
            "sales_discipline_board_action", ".o_sd_review_board .o_sd_group"
        )
