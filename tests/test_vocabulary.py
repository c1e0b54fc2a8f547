"""Simulated people write the language of the database, and the figures are the same."""

import re
from dataclasses import asdict, replace

from odoo.addons.sales_discipline.engine.result_check import (
    check_result,
    is_junk_summary,
    is_no_answer,
)
from odoo.addons.sales_discipline.simulation.demo import Demo
from odoo.addons.sales_discipline.simulation.english import ENGLISH
from odoo.addons.sales_discipline.simulation.russian import RUSSIAN

from .common import DisciplineCase
from .test_simulation import make_people, play

NUMBERS = range(4, 29)
# Abbreviations and numbers need no letter of the language.
CYRILLIC, LATIN = re.compile("[А-Яа-яЁё]"), re.compile("[A-Za-z]")


def shape(value):
    """What is left of a vocabulary without its words."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [shape(each) for each in value]
    return bool(value) if isinstance(value, str) else value


def texts_in(value):
    """All texts of a vocabulary, without keys and types of activities."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = value.values()
    is_many = not isinstance(value, (int, float))
    return [text for each in value for text in texts_in(each)] if is_many else []


def said(plan):
    kind, _summary, hours = plan
    return kind, hours


class TestVocabulary(DisciplineCase):
    def test_both_say_as_much_about_as_much(self):
        """Who draws the fifth of sixteen texts draws it in either language."""
        self.assertEqual(shape(asdict(RUSSIAN)), shape(asdict(ENGLISH)))
        self.assertEqual(
            list(map(said, RUSSIAN.writing.plans)),
            list(map(said, ENGLISH.writing.plans)),
        )

    def test_honest_results_pass_and_junk_is_flagged_alike(self):
        for name in ("results", "junk_results"):
            pairs = zip(
                getattr(ENGLISH.writing, name),
                getattr(RUSSIAN.writing, name),
                strict=True,
            )
            for english, russian in pairs:
                with self.subTest(english=english, russian=russian):
                    flag = check_result(russian)
                    self.assertEqual(flag, check_result(english))
                    self.assertEqual(bool(flag), name == "junk_results")
                    self.assertEqual(is_no_answer(russian), is_no_answer(english))

    def test_junk_plans_are_recognized_alike(self):
        for name in ("junk_plans", "urgent"):
            with self.subTest(name):
                self.assertEqual(
                    list(map(is_junk_summary, getattr(RUSSIAN.writing, name))),
                    list(map(is_junk_summary, getattr(ENGLISH.writing, name))),
                )
        for _type, summary, _hours in RUSSIAN.writing.plans:
            self.assertFalse(is_junk_summary(summary), summary)

    def test_what_comes_next_repeats_and_reaches_nobody_as_little(self):
        """No two texts are one by mistake, and none becomes a "no answer"."""
        for words in (ENGLISH, RUSSIAN):
            steps = [
                step.format(number=number)
                for step in words.writing.next_steps
                for number in (NUMBERS if "{number}" in step else [0])
            ]
            self.assertEqual(len(set(steps)), len(steps))
            self.assertFalse([step for step in steps if is_no_answer(step)])
        self.assertEqual(
            ["{number}" in step for step in RUSSIAN.writing.next_steps],
            ["{number}" in step for step in ENGLISH.writing.next_steps],
        )

    def test_russians_do_the_same_and_write_russian(self):
        russians = [
            replace(person, writing=RUSSIAN.writing) for person in make_people()
        ]
        english, russian = play(), play(people=russians)
        silent = {"text": "", "summary": ""}
        self.assertEqual(
            [replace(event, **silent) for event in russian],
            [replace(event, **silent) for event in english],
        )
        texts = {text for event in russian for text in (event.summary, event.text)}
        self.assertEqual({text for text in texts if LATIN.search(text)}, set())
        self.assertGreater(len(texts), 500)

    def test_no_english_is_left_in_the_russian_scene(self):
        for part in (RUSSIAN.scene, RUSSIAN.heads):
            for text in texts_in(asdict(part)):
                with self.subTest(text):
                    bare = text.replace("{number:02}", "")
                    self.assertFalse(LATIN.search(bare))
                    self.assertTrue(CYRILLIC.search(bare) or not bare or "+7" in bare)


class TestLanguageOfTheDemo(DisciplineCase):
    def vocabulary(self, lang):
        self.env["res.lang"]._activate_lang(lang)
        self.env.ref("base.user_admin").lang = lang
        return Demo(self.env).vocabulary

    def test_russian_where_the_administrator_has_russian(self):
        self.assertIs(self.vocabulary("ru_RU"), RUSSIAN)

    def test_english_everywhere_else(self):
        self.assertIs(Demo(self.env).vocabulary, ENGLISH)
        self.assertIs(self.vocabulary("de_DE"), ENGLISH)

    def test_people_get_the_language_that_they_write(self):
        """Their screens and their texts are in one language from the first login."""
        self.vocabulary("ru_RU")
        demo = Demo(self.env)
        demo._date_policy()
        demo._create_people()
        self.assertEqual({user.lang for user in demo.users.values()}, {"ru_RU"})
        self.assertEqual(demo.users["anna"].name, "Анна Белова")
        self.assertEqual(demo.teams["offices"].name, "Офисы и школы")

    def test_deals_are_called_and_priced_as_in_russia(self):
        self.vocabulary("ru_RU")
        self.env.ref("base.RUB").active = True
        self.env.ref("base.main_company").currency_id = self.env.ref("base.RUB")
        demo = Demo(self.env)
        demo._date_policy()
        demo._create_people()
        demo._create_deals()
        deals = self.env["crm.lead"].concat(*demo.deals.values())
        self.assertFalse([name for name in deals.mapped("name") if LATIN.search(name)])
        self.assertGreater(min(deals.mapped("expected_revenue")), 100_000)
