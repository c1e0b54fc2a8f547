"""Lists of verdicts in a real browser: whose they are where that is a question."""

import json

from .live_day_case import LiveDayCase
from .screen_checks import PHONE

ROW = ".o_content :is(.o_data_row, .o_kanban_record:not(.o_kanban_ghost))"


class TestVerdictScreens(LiveDayCase):
    """There is one verdict, about sd_anna by sd_hana."""

    def check_row(self, url, login, *, named):
        """The row is there, with the word and the name of the person or without."""
        row = f"document.querySelector({json.dumps(ROW)})"
        self.browser_js(
            url,
            f"""
                const text = {row}.innerText;
                if (!text.includes("Good pace")) {{
                    console.error(`No word in: ${{text}}`);
                }} else if (text.includes("sd_anna") !== {json.dumps(named)}) {{
                    console.error(`Whose it is: ${{text}}`);
                }} else {{
                    console.log("test successful");
                }}
            """,
            ready=f"{row} !== null",
            login=login,
        )

    def check_both(self):
        self.check_row("/odoo/my-verdicts", "sd_anna", named=False)
        self.check_row(
            "/odoo/action-sales_discipline.sales_discipline_verdict_action",
            "sd_hana",
            named=True,
        )

    def test_heads_read_whose_it_is_and_nobody_their_own_name(self):
        self.check_both()

    def test_on_a_phone_as_well(self):
        self.browser_size, self.touch_enabled = PHONE, True
        self.check_both()
