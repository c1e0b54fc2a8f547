"""The guides open inside Odoo, and what they compute is what the engine computes."""

import re
from pathlib import Path

from odoo.exceptions import UserError
from odoo.modules import get_module_path

from .common import TeamCase
from .live_day_case import LiveDayCase

PAGES = ("head", "salesperson", "figures")
STATIC = Path(get_module_path("sales_discipline")) / "static"
DIALOG_LINK = re.compile(r"""<GuideLink\s+page="'(\w+)'"\s+section="'(\w+)'""")
SECTION = re.compile(r"""^\s+"([\w.-]+)": \["(\w+)", "(\w+)"\],$""", re.MULTILINE)


class TestGuide(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("ru_RU", "de_DE"):
            cls.env["res.lang"]._activate_lang(code)

    def page(self, name, lang="en_US"):
        guide = self.env["sales.discipline.guide"].with_user(self.anna)
        return guide.with_context(lang=lang).get_page(name)

    def test_every_page_opens_in_both_languages_with_the_same_sections(self):
        for name in PAGES:
            with self.subTest(name):
                english, russian = self.page(name), self.page(name, "ru_RU")
                ids = [section["id"] for section in english["sections"]]
                self.assertGreater(len(ids), 3)
                self.assertEqual([s["id"] for s in russian["sections"]], ids)
                for guide in (english, russian):
                    self.assertEqual([p["name"] for p in guide["pages"]], list(PAGES))
                    for section in guide["sections"]:
                        self.assertIn(f'id="{section["id"]}"', guide["html"])
                self.assertRegex(russian["title"], "[а-я]")
                self.assertNotRegex(english["html"], "[а-яА-Я]")

    def test_other_languages_read_english(self):
        self.assertEqual(self.page("head", "de_DE"), self.page("head"))

    def test_a_page_that_is_not_there_is_refused(self):
        for name in ("../__manifest__", "", None, ["head"], 5):
            with self.subTest(name), self.assertRaises(UserError):
                self.page(name)

    def test_what_a_screen_links_to_is_there(self):
        """The sections that the addon's own screens name."""
        known = {
            (name, section["id"].removeprefix("o_sd_guide_"))
            for name in PAGES
            for section in self.page(name)["sections"]
        }
        linked = set(self.sections().values())
        for path in sorted(STATIC.rglob("*.xml")):
            linked |= set(DIALOG_LINK.findall(path.read_text()))
        self.assertGreater(len(linked), 10)
        self.assertFalse(linked - known)

    def test_every_screen_of_a_menu_has_its_section(self):
        """By what the web client knows of its action, see guide_sections.js."""
        domain = [("module", "=", "sales_discipline"), ("model", "=", "ir.ui.menu")]
        ids = self.env["ir.model.data"].search(domain).mapped("res_id")
        sections = self.sections()
        screens = []
        for action in self.env["ir.ui.menu"].browse(ids).mapped("action"):
            if action and action._name != "ir.actions.server":
                client = action._name == "ir.actions.client"
                kind = action.tag if client else action.res_model
                screens.append((action.path, kind, action))
        self.assertGreater(len(screens), 20)
        lacking = [
            action.name
            for path, kind, action in screens
            if path not in sections
            and kind not in sections
            and action.target != "new"
            and kind not in ("sales_discipline.guide", "res.config.settings")
        ]
        self.assertFalse(lacking)

    def sections(self):
        """{path, tag or model: (page, section)} of guide_sections.js."""
        text = (STATIC / "src" / "guide" / "guide_sections.js").read_text()
        return {key: (page, name) for key, page, name in SECTION.findall(text)}


class TestGuideTour(LiveDayCase):
    def test_a_screen_leads_to_its_section_and_back(self):
        self.start_tour("/odoo/sales-replay", "sales_discipline_guide", login="sd_hana")


class TestWorkedExample(TeamCase):
    """The example of guide/figures: Tuesday 2 March."""

    def test_the_example_of_the_guide_is_what_the_engine_says(self):
        with self.at("2027-02-24 10:00", self.TZ):
            self.plan(self.anna, "2027-02-25", summary="Old call")
        with self.at("2027-03-01 12:00", self.TZ):
            calls = self.plan(self.anna, "2027-03-02", 4)
            meeting = self.plan(
                self.anna, "2027-03-02", summary="Meeting", planned_hours=1
            )
        with self.at("2027-03-02 15:00", self.TZ):
            done = (calls[:3] | meeting).with_user(self.anna)
            done.action_feedback(feedback="They want forty desks")
            calls[3].with_user(self.anna).date_deadline = "2027-03-05"
        with self.at("2027-03-03 03:00", self.TZ):
            self.env["sales.discipline.day"]._close_due_days()
            bar = self.env["sales.discipline.day.bar"].with_user(self.anna)
            why = bar.get_lines(False, "2027-03-02")
        self.assertEqual((why["planned_count"], why["planned_hours"]), (5, 3))
        values = {each["name"]: each["value"] for each in why["components"]}
        self.assertEqual(values, {"planning": 100, "execution": 80, "backlog": 80})
        self.assertEqual(why["score"], 88)
        lost = {
            line["summary"]: round(sum(line["lost"].values()), 6)
            for line in why["lines"]
            if any(line["lost"].values())
        }
        self.assertEqual(lost, {"Call 3": 8, "Old call": 4})
