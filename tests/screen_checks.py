"""What every screen must hold to, in a real browser: axe-core, and 360 pixels.

Nothing serious or critical by axe-core, and nothing that scrolls sideways on a phone
of 360 pixels, in the parts that are ours: what is marked with an ``o_sd_`` class, or
the parts that a test names. What stock Odoo shows around them is not looked at.

A screen that needs no clicks, from Python (desktop and phone)::

    self.check_screen("/odoo/my-day", ".o_sd_daybar button", login="sd_anna")

A screen in the middle of a tour::

    import { accessible, fits } from "./screen_checks";
    ...
    accessible(), accessible(".modal"), fits(),

axe-core comes by npm (package.json), is never part of the addon, and is loaded into
the pages of every ``DisciplineHttpCase`` before anything else.
"""

import json
import os
from functools import cache
from pathlib import Path
from unittest.mock import patch

from odoo.tests import common

MODULE = "@sales_discipline/../tests/tours/screen_checks"
PHONE = "360x740"


@cache
def axe_source():
    """axe-core as scripts/devenv installed it; the variable is set by make."""
    return Path(os.environ["SALES_DISCIPLINE_AXE"]).read_text(encoding="utf-8")


class ScreenBrowser(common.ChromeBrowser):
    """Chromium in which every page begins with axe-core."""

    def navigate_to(self, url, wait_stop=False):
        self._websocket_request(
            "Page.addScriptToEvaluateOnNewDocument", params={"source": axe_source()}
        )
        return super().navigate_to(url, wait_stop=wait_stop)


class ScreenMixin:
    """For classes of browser tests."""

    def browser_js(self, *args, **kwargs):
        with patch.object(common, "ChromeBrowser", ScreenBrowser):
            return super().browser_js(*args, **kwargs)

    def check_screen(self, url, ready, *, login, parts=None, exclude=()):
        """Fails where a screen is not accessible, or scrolls sideways on a phone.

        :param url: the page, e.g. "/odoo/my-day"
        :param ready: selector of what is there once the screen is complete
        :param parts: selector of what is ours, by default all ``o_sd_`` classes; for
            views that are built by Odoo from our arch e.g. ``.o_form_sheet``
        :param exclude: selectors of stock widgets within the parts that have faults
            of their own
        """
        size, touch = self.browser_size, self.touch_enabled
        try:
            for is_phone in (False, True):
                if is_phone:
                    self.browser_size, self.touch_enabled = PHONE, True
                with self.subTest(url=url, phone=is_phone):
                    options = {"exclude": list(exclude), "isPhone": is_phone}
                    if parts:
                        options["parts"] = parts
                    self._check_screen(url, ready, login, options)
        finally:
            self.browser_size, self.touch_enabled = size, touch

    def _check_screen(self, url, ready, login, options):
        found = f"document.querySelector({json.dumps(ready)}) !== null"
        self.browser_js(
            url,
            f"odoo.loader.modules.get('{MODULE}').checkScreen({json.dumps(options)})",
            ready=f"odoo.loader?.modules.has('{MODULE}') && {found}",
            login=login,
        )
