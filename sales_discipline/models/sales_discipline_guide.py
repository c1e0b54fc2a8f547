"""The guides, readable inside Odoo: one text for the repository and the screens."""

from functools import lru_cache
from pathlib import Path

from docutils.core import publish_parts
from lxml import html

from odoo import api, models
from odoo.exceptions import UserError

GUIDES = Path(__file__).resolve().parent.parent / "guide"
# In the order of the screen: page, and whether it is for heads alone.
PAGES = ("head", "salesperson", "figures")
LANGUAGES = ("en", "ru")
# A guide is text and nothing else.
SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 2,
    "halt_level": 2,
    "initial_header_level": 2,
    "embed_stylesheet": False,
    "section_self_link": False,
}


class SalesDisciplineGuide(models.AbstractModel):
    _name = "sales.discipline.guide"
    _description = "Guide"

    @api.model
    @api.readonly
    def get_page(self, page):
        """A guide in the caller's language, English where there is none.

        Nothing in it is about anybody: whoever is logged in may read it.

        :param str page: one of ``head``, ``salesperson``, ``figures``
        :return dict: ``pages`` (name and title of all), ``page``, ``title``, ``html``
            and ``sections`` (id and title), in order
        :raise UserError: no such page
        """
        if page not in PAGES:
            raise UserError(self.env._("There is no such guide."))
        language = (self.env.lang or "en")[:2]
        language = language if language in LANGUAGES else "en"
        return {
            "pages": [
                {"name": name, "title": _read(name, language)["title"]}
                for name in PAGES
            ],
            "page": page,
            **_read(page, language),
        }


@lru_cache
def _read(page, language):
    """Title, HTML and sections of a file; anchors are those of the text."""
    text = (GUIDES / f"{page}.{language}.rst").read_text(encoding="utf-8")
    parts = publish_parts(text, writer_name="html5", settings_overrides=SETTINGS)
    body = html.fromstring(parts["body"])
    sections = []
    for section in body.iter("section"):
        anchor, heading = section.find("span[@id]"), section.find("h2")
        section.set("id", f"o_sd_guide_{anchor.get('id')}")
        section.remove(anchor)
        sections.append({"id": section.get("id"), "title": heading.text_content()})
    return {
        "title": parts["title"],
        "html": html.tostring(body, encoding="unicode"),
        "sections": sections,
    }
