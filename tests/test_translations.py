import re
from pathlib import Path

import polib

from odoo.modules import get_module_path
from odoo.tools.translate import TranslationModuleReader

from .account_case import AccountDatabase
from .common import DisciplineCase

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]\b|%%|\{\w*\}")
TAG = re.compile(r"</?\w+")


def normalised(text):
    """Wrapping differs between files and says nothing."""
    return " ".join(text.split())


class RussianMixin:
    MODULE = "sales_discipline"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = Path(get_module_path(cls.MODULE)) / "i18n"
        cls.russian = polib.pofile(str(folder / "ru.po"))

    def test_every_term_of_the_addon_is_translated_into_russian(self):
        translated = {
            normalised(entry.msgid)
            for entry in self.russian.translated_entries()
            if not entry.obsolete
        }
        reader = TranslationModuleReader(self.cr, modules=[self.MODULE])
        # module, type, name, res_id, source, value, comments
        wanted = {normalised(row[4]) for row in reader}
        self.assertFalse(sorted(wanted - translated))

    def test_no_translation_is_in_doubt(self):
        self.assertFalse([entry.msgid for entry in self.russian.fuzzy_entries()])

    def test_placeholders_and_tags_survive_translation(self):
        for pattern in (PLACEHOLDER, TAG):
            lost = [
                entry.msgid
                for entry in self.russian.translated_entries()
                if sorted(pattern.findall(entry.msgid))
                != sorted(pattern.findall(entry.msgstr))
            ]
            self.assertFalse(lost)


class TestTranslations(RussianMixin, DisciplineCase):
    def test_a_russian_reader_reads_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"]._load_module_terms(
            ["sales_discipline"], ["ru_RU"], overwrite=True
        )
        menu = self.env.ref("sales_discipline.sales_discipline_review_menu")
        self.assertEqual(menu.with_context(lang="ru_RU").name, "Проверка")
        group = self.env.ref("sales_discipline.group_head")
        self.assertEqual(
            group.with_context(lang="ru_RU").name, "Руководитель отдела продаж"
        )
        verdicts = self.env["sales.discipline.verdict"].with_context(lang="ru_RU")
        labels = dict(verdicts._fields["verdict"]._description_selection(verdicts.env))
        self.assertEqual(labels["needs_work"], "Доработать")


class TestAccountTranslations(AccountDatabase, RussianMixin, DisciplineCase):
    MODULE = "sales_discipline_account"

    def test_a_russian_reader_reads_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"]._load_module_terms(
            [self.MODULE], ["ru_RU"], overwrite=True
        )
        outcome = self.env.ref(f"{self.MODULE}.sales_discipline_outcome_paid")
        self.assertEqual(outcome.with_context(lang="ru_RU").name, "Сумма оплат")
