"""Unit tests of our Owl components, in a real browser.

They stand in ``sales_discipline/static/tests/*.test.js`` and run by Odoo's own Hoot.
A page with all of them and a debugger: /web/tests?id=… on a server with ``--dev=all``.
"""

from odoo.addons.web.tests.test_js import unit_test_error_checker

from .common import DisciplineHttpCase

SUITE = "@sales_discipline"
PRESETS = {"desktop": ("1366x768", False), "mobile": ("375x667", True)}


def suite_id(name):
    """The id by which Hoot knows a suite: a hash of its name."""
    number = 0
    for character in name:
        number = (number * 31 + ord(character)) & 0xFFFFFFFF
    return f"{number:08x}"


class TestComponents(DisciplineHttpCase):
    def test_units(self):
        url = f"/web/tests?headless&loglevel=2&timeout=15000&id={suite_id(SUITE)}"
        for preset, (size, touch) in PRESETS.items():
            self.browser_size, self.touch_enabled = size, touch
            with self.subTest(preset=preset):
                self.browser_js(
                    f"{url}&preset={preset}",
                    "",
                    login="admin",
                    timeout=120,
                    success_signal="[HOOT] Test suite succeeded",
                    error_checker=unit_test_error_checker,
                )
