"""What is kept about a person: theirs to have, and forgotten when they have left."""

import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import DisciplineHttpCase, TeamCase

MONDAY, TUESDAY = "2027-03-01", "2027-03-02"
SECRET = "zq-forty-desks"


class PrivacyCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-03-01T00:00:00"
        )
        cls.admin = new_test_user(
            cls.env,
            "sd_admin",
            groups="base.group_user,base.group_system",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.privacy = cls.env["sales.discipline.privacy"]
        cls.days = cls.env["sales.discipline.day"]
        cls.call.result_required = True
        for user in (cls.anna, cls.oleg):
            cls.work(user)

    @classmethod
    def work(cls, user):
        """A week of a person with texts in every place that takes one."""
        case = cls("run")
        secret = f"{SECRET} {user.login}"
        with case.at(f"{MONDAY} 10:00", cls.TZ):
            calls = case.plan(user, TUESDAY, 3, summary=secret)
        with case.at(f"{TUESDAY} 12:00", cls.TZ):
            calls[0].with_user(user).action_feedback(feedback=secret)
            calls[1].with_user(user).action_feedback(feedback="ok")
            calls[1].with_user(user).action_contest_result(secret)
            calls[2].with_user(user).unlink()
        with case.at(f"{TUESDAY} 12:30", cls.TZ):
            calls[0].feedback = f"{secret}, at once"
        with case.at("2027-03-03 03:00", cls.TZ):
            cls.days._close_due_days()
        with case.at("2027-03-03 12:00", cls.TZ):
            verdicts = cls.env["sales.discipline.verdict"].with_user(cls.head)
            verdicts.send(user.id, TUESDAY, "ok", secret)
            cls.env["sales.discipline.exemption"].with_user(cls.head).create(
                {
                    "user_id": user.id,
                    "date_from": TUESDAY,
                    "date_to": TUESDAY,
                    "reason": secret,
                }
            )

    def sheets(self, user, by=None):
        """{sheet title: its rows} of the exported file."""
        content = self.privacy.with_user(by or user)._export(user.with_user(by or user))
        book = load_workbook(io.BytesIO(content))
        return {
            sheet.title.split(" ", 1)[1]: list(sheet.iter_rows(values_only=True))
            for sheet in book
        }


class TestExport(PrivacyCase):
    def test_a_person_gets_days_lines_verdicts_and_history(self):
        sheets = self.sheets(self.anna)
        days = sheets["Working Day"]
        self.assertEqual(len(days) - 1, self.days_of(self.anna))
        self.assertIn("Score", days[0])
        texts = self.text(sheets)
        for title in (
            "Working Day Line",
            "Working Day Correction",
            "Verdict",
            "Sales Discipline Exemption",
            "Sales Discipline Journal",
            "Activity",
        ):
            self.assertIn(title, sheets)
        self.assertIn(f"{SECRET} sd_anna", texts)
        self.assertNotIn("sd_oleg", texts)

    def test_a_flag_has_its_words_wherever_it_is_kept(self):
        sheets = self.sheets(self.anna)
        for title in ("Activity", "Working Day Line", "Sales Discipline Journal"):
            with self.subTest(title):
                self.assertNotIn("stock_phrase", repr(sheets[title]))
        self.assertIn("Says Nothing", repr(sheets["Working Day Line"]))

    def days_of(self, user):
        return self.days.search_count([("user_id", "=", user.id)])

    def text(self, sheets):
        return repr(sheets)

    def test_every_table_about_people_is_found(self):
        found = self.privacy._person_models()
        self.assertGreaterEqual(
            found.keys(),
            {
                "sales.discipline.day",
                "sales.discipline.day.line",
                "sales.discipline.day.correction",
                "sales.discipline.day.outcome",
                "sales.discipline.exemption",
                "sales.discipline.outcome.plan",
                "sales.discipline.regulation.acknowledgement",
                "sales.discipline.verdict",
            },
        )

    def test_an_administrator_exports_anybody(self):
        self.assertEqual(
            self.sheets(self.anna, by=self.admin).keys(), self.sheets(self.anna).keys()
        )

    def test_nobody_else_does(self):
        for user in (self.oleg, self.head, self.director):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.sheets(self.anna, by=user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.anna.with_user(user).action_discipline_export()

    def test_what_the_policy_keeps_from_the_person_stays_so(self):
        self.policy.shadow_mode = True
        self.assertNotIn("Working Day", self.sheets(self.anna))
        self.assertIn("Working Day", self.sheets(self.anna, by=self.admin))

    def test_a_text_is_never_a_formula(self):
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            self.plan(self.anna, TUESDAY, summary='=HYPERLINK("http://example.com")')
        cells = [
            cell
            for rows in self.sheets(self.anna).values()
            for row in rows
            for cell in row
            if isinstance(cell, str)
        ]
        self.assertIn('=HYPERLINK("http://example.com")', cells)
        content = self.privacy.with_user(self.anna)._export(self.anna)
        for sheet in load_workbook(io.BytesIO(content)):
            for row in sheet.iter_rows():
                self.assertNotIn("f", {cell.data_type for cell in row if cell.value})

    def test_somebody_of_whom_nothing_is_kept(self):
        clerk = self.new_user("sd_clerk", "base.group_user")
        self.assertEqual(self.sheets(clerk).keys(), {"Contents"})


class TestErasure(PrivacyCase):
    FIGURES = ("planned_count", "due_count", "done_count", "score", "team_id", "date")

    def erase(self, user, by=None):
        wizard = self.env["sales.discipline.erase"].with_user(by or self.admin)
        wizard.create({"user_ids": [(6, 0, user.ids)]}).action_erase()
        self.env.invalidate_all()

    def everything(self):
        """All that the tables of the addon and of activities hold, as text."""
        self.env.flush_all()
        tables = [
            model._table
            for name, model in self.env.registry.items()
            if name.startswith("sales.discipline.")
            and not (model._abstract or model._transient)
            and model._auto
        ]
        found = []
        for table in tables:
            self.env.cr.execute(f"SELECT t::text FROM {table} t")
            found += [text for (text,) in self.env.cr.fetchall()]
        return "\n".join(found)

    def test_names_and_texts_go_and_figures_of_the_team_stay(self):
        days = self.days.search([("user_id", "=", self.anna.id)])
        self.assertTrue(days)
        others = self.days.search([("user_id", "=", self.oleg.id)])
        before = days.read(self.FIGURES), others.read(), others.line_ids.read()
        self.assertIn(f"{SECRET} sd_anna", self.everything())
        self.anna.action_archive()
        self.erase(self.anna)
        left = self.everything()
        self.assertNotIn(f"{SECRET} sd_anna", left)
        self.assertNotIn(self.anna.name, left)
        self.assertIn(f"{SECRET} sd_oleg", left)
        after = days.read(self.FIGURES), others.read(), others.line_ids.read()
        self.assertEqual(after, before)
        self.assertFalse(days.user_id)
        for name, path in self.privacy._person_models().items():
            about = self.env[name].sudo().search_count([(path, "=", self.anna.id)])
            self.assertFalse(about, name)

    def test_messages_about_the_person_go_too(self):
        verdict = self.env["sales.discipline.verdict"].search(
            [("user_id", "=", self.anna.id)]
        )
        where = [("model", "=", verdict._name), ("res_id", "=", verdict.id)]
        self.assertTrue(self.env["mail.message"].search(where))
        self.anna.action_archive()
        self.erase(self.anna)
        self.assertFalse(self.env["mail.message"].search(where))

    def test_colleagues_are_judged_as_before(self):
        """The journal that their figures stand on keeps its instants."""
        with self.at(f"{TUESDAY} 09:00", self.TZ):
            call = self.plan(self.anna, TUESDAY)
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            call.with_user(self.anna).write({"user_id": self.oleg.id})
        with self.at("2027-03-20 12:00") as late:
            before = self.day(self.oleg, TUESDAY, late)
        self.anna.action_archive()
        self.erase(self.anna)
        with self.at("2027-03-20 12:00") as late:
            self.assertEqual(self.day(self.oleg, TUESDAY, late), before)

    def test_who_works_here_is_not_forgotten(self):
        with self.assertRaisesRegex(UserError, "archive the account first"):
            self.erase(self.anna)

    def test_only_administrators_erase(self):
        self.anna.action_archive()
        for user in (self.oleg, self.head, self.director):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.erase(self.anna, by=user)


class TestDownload(DisciplineHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login in ("sd_anna", "sd_oleg"):
            new_test_user(
                cls.env, login, groups="base.group_user,sales_team.group_sale_salesman"
            )
        cls.anna = cls.env["res.users"].search([("login", "=", "sd_anna")])

    def download(self, user):
        return self.url_open(user.action_discipline_export()["url"])

    def test_the_person_downloads_a_spreadsheet(self):
        self.authenticate("sd_anna", "sd_anna")
        answer = self.download(self.anna.with_user(self.anna))
        self.assertEqual(answer.status_code, 200)
        self.assertIn("sales_discipline_sd_anna.xlsx", str(answer.headers))
        self.assertEqual(
            load_workbook(io.BytesIO(answer.content)).sheetnames[0][0], "0"
        )

    @mute_logger("odoo.http")
    def test_a_colleague_is_refused_and_so_is_a_guess(self):
        self.authenticate("sd_oleg", "sd_oleg")
        self.assertEqual(self.download(self.anna).status_code, 403)
        answer = self.url_open("/sales_discipline/personal_data/999999999")
        self.assertEqual(answer.status_code, 403)
        self.authenticate(None, None)
        answer = self.url_open(
            f"/sales_discipline/personal_data/{self.anna.id}", allow_redirects=False
        )
        self.assertEqual(answer.status_code, 303)
