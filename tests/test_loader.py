"""Loading of CSV files: bad rows are named, the rest is loaded, and only once."""

import io
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo.addons.sales_discipline.simulation.habits import HABITS

from scripts.loader import load_time
from scripts.loader.csv_files import LoadError
from scripts.loader.pipeline import read_folder
from scripts.loader.progress import Progress
from scripts.loader.session import load, make_context

from .common import DisciplineCase

TODAY = date(2026, 3, 20)
TEAMS = """sales_agent,manager,regional_office
Anna Snelling,Dustin Brinkmann,Central
Moses Frase,Dustin Brinkmann,Central
Zane Levy,Summer Sewald,West
"""
ACCOUNTS = """\
account,sector,year_established,revenue,employees,office_location,subsidiary_of
Acme Corporation,technolgy,1996,1100.04,2822,United States,
Isdom,medical,2002,3178.24,4540,Belgium,Acme Corporation
"""
PRODUCTS = """product,series,sales_price
GTX Pro,GTX,4821
MG Special,MG,55
"""
HEADER = (
    "opportunity_id,sales_agent,product,account,"
    "deal_stage,engage_date,close_date,close_value\n"
)
DEALS = HEADER + (
    "WON1,Anna Snelling,GTXPro,Isdom,Won,10/20/2016,03/01/2017,4514\n"
    "WON2,Moses Frase,GTX Pro,Isdom,Won,02/20/2017,03/11/2017,4800\n"
    "LOST1,Anna Snelling,MG Special,Acme Corporation,Lost,02/25/2017,03/07/2017,0\n"
    "OPEN1,Anna Snelling,GTXPro,,Engaging,02/27/2017,,\n"
    "OPEN2,Moses Frase,MG Special,Isdom,Engaging,01/27/2017,,\n"
    "NEW1,Moses Frase,MG Special,,Prospecting,,,\n"
)


class FolderCase(DisciplineCase):
    def setUp(self):
        super().setUp()
        temporary = TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.put("sales_teams.csv", TEAMS)
        self.put("accounts.csv", ACCOUNTS)
        self.put("products.csv", PRODUCTS)
        self.put("sales_pipeline.csv", DEALS)

    def put(self, name, text):
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / name).write_bytes(data)

    def read(self):  # pylint: disable=method-required-super
        data, problems = read_folder(self.folder, TODAY)
        return data, [str(problem) for problem in problems]


class TestRead(FolderCase):
    def assertSkipped(self, row, reason, line=8):
        """``row`` after the six good ones is skipped with ``reason``."""
        data = row if isinstance(row, bytes) else row.encode()
        self.put("sales_pipeline.csv", DEALS.encode() + data + b"\n")
        data, problems = self.read()
        self.assertEqual(
            problems, [f"sales_pipeline.csv, line {line}: {reason}; skipped"]
        )
        self.assertEqual(len(data.deals), 6)

    def test_good_files(self):
        data, problems = self.read()
        self.assertEqual(problems, [])
        self.assertEqual(len(data.deals), 6)
        self.assertEqual(data.deals["WON1"].product.name, "GTX Pro")
        self.assertEqual(data.deals["WON1"].engaged, date(2016, 10, 20))
        self.assertEqual(data.deals["OPEN1"].account, "")

    def test_other_ways_to_write_the_same(self):
        """A byte order mark, Windows line ends, ISO dates, more columns."""
        text = DEALS.replace("03/01/2017", "2017-03-01").replace("\n", "\r\n")
        lines = [f"{line},x" if line else line for line in text.split("\r\n")]
        self.put("sales_pipeline.csv", b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
        data, problems = self.read()
        self.assertEqual(problems, [])
        self.assertEqual(data.deals["WON1"].closed, date(2017, 3, 1))

    def test_bad_deals(self):
        row = "X,Anna Snelling,MG Special,Isdom,{}"
        cases = {
            "Won,13/45/2017,03/01/2017,5": (
                "engage_date “13/45/2017” is not a date (month/day/year)"
            ),
            "Won,02/01/2017,soon,5": (
                "close_date “soon” is not a date (month/day/year)"
            ),
            "Won,02/01/2017,01/01/2099,5": (
                "close_date 01/01/2099 is not between 1990 and today"
            ),
            "Won,02/01/2017,01/01/2017,5": "close_date is before engage_date",
            "Won,02/01/2017,,5": "Won without close_date",
            "Lost,,03/01/2017,0": "Lost without engage_date",
            "Engaging,02/01/2017,03/01/2017,": "Engaging with close_date",
            "Won,02/01/2017,03/01/2017,-5": "close_value -5 is negative",
            "Won,02/01/2017,03/01/2017,lots": "close_value “lots” is not a number",
            "Won,02/01/2017,03/01/2017,nan": "close_value “nan” is out of range",
            "Won,02/01/2017,03/01/2017,": "Won without close_value",
            "Dreaming,,,": (
                "deal_stage “Dreaming” is none of Prospecting, Engaging, Won, Lost"
            ),
            "Won": "5 columns instead of 8",
            "Won,02/01/2017,03/01/2017,5,6": "9 columns instead of 8",
        }
        for cells, reason in cases.items():
            with self.subTest(cells):
                self.assertSkipped(row.format(cells), reason)

    def test_unknown_names(self):
        end = "Engaging,02/01/2017,,"
        cases = {
            "X,Nobody,MG Special,Isdom": "unknown sales_agent Nobody",
            "X,Anna Snelling,Perpetuum,Isdom": "unknown product Perpetuum",
            "X,Anna Snelling,MG Special,Nowhere": "unknown account Nowhere",
            ",Anna Snelling,MG Special,Isdom": "no opportunity_id",
            "X,,MG Special,Isdom": "no sales_agent",
            "WON1,Anna Snelling,MG Special,Isdom": "WON1 is in line 2 already",
        }
        for cells, reason in cases.items():
            with self.subTest(cells):
                self.assertSkipped(f"{cells},{end}", reason)

    def test_bad_bytes(self):
        self.assertSkipped("X,Анна".encode("cp1251"), "not UTF-8 text")
        self.assertSkipped(b"X,\x00", "control characters")

    def test_unclosed_quotation_mark_costs_one_line(self):
        row = '"X,Anna Snelling,MG Special,Isdom,Engaging,02/01/2017,,'
        good = "OPEN3,Anna Snelling,MG Special,,Engaging,02/01/2017,,"
        self.put("sales_pipeline.csv", f"{DEALS}{row}\n{good}\n")
        data, problems = self.read()
        self.assertEqual(len(problems), 1)
        self.assertIn("line 8: not CSV", problems[0])
        self.assertIn("OPEN3", data.deals)

    def test_bad_masters(self):
        self.put(
            "accounts.csv",
            ACCOUNTS + "Orphan,x,,1,1,Belgium,Gone\nPoor,x,,-1,1,Belgium,\n"
            "Below,x,,1,1,Belgium,Orphan\n",
        )
        self.put("products.csv", PRODUCTS + "GTXpro,GTX,1\nFree,GTX,\n")
        self.put("sales_teams.csv", TEAMS + "Own Boss,Own Boss,East\nNobody,,East\n")
        data, problems = self.read()
        self.assertEqual(
            problems,
            [
                "accounts.csv, line 4: subsidiary of an unknown account, Gone; skipped",
                "accounts.csv, line 5: revenue -1 is negative; skipped",
                "accounts.csv, line 6: "
                "subsidiary of an unknown account, Orphan; skipped",
                "products.csv, line 4: GTXpro is in line 2 already; skipped",
                "products.csv, line 5: no sales_price; skipped",
                "sales_teams.csv, line 5: "
                "Own Boss cannot be their own manager; skipped",
                "sales_teams.csv, line 6: no manager; skipped",
            ],
        )
        self.assertEqual(len(data.accounts), 2)

    def test_nothing_to_load(self):
        cases = {
            "products.csv": (b"", "is empty"),
            "accounts.csv": (b"account;sector\nx;y\n", "The header of accounts.csv"),
            "sales_pipeline.csv": (HEADER.encode(), "has no row that can be loaded"),
            "sales_teams.csv": ("имя".encode("utf-16"), "The header of sales_teams"),
        }
        for name, (content, sentence) in cases.items():
            with self.subTest(name), self.assertRaisesRegex(LoadError, sentence):
                before = (self.folder / name).read_bytes()
                self.put(name, content)
                try:
                    self.read()
                finally:
                    self.put(name, before)

    def test_missing_file_or_folder(self):
        (self.folder / "products.csv").unlink()
        with self.assertRaisesRegex(LoadError, "has no file products.csv"):
            self.read()
        with self.assertRaisesRegex(LoadError, "There is no folder"):
            read_folder(self.folder / "nowhere")
        with self.assertRaisesRegex(LoadError, "There is no folder"):
            read_folder(self.folder / "accounts.csv")


class Interrupted(Progress):
    """Pulls the plug after so many updates of a step, when all is committed."""

    def __init__(self, title, updates):
        super().__init__(io.StringIO())
        self.plug = title
        self.left = updates

    def update(self, count):  # pylint: disable=missing-return
        super().update(count)
        if self.title == self.plug:
            self.left -= 1
            if not self.left:
                raise KeyboardInterrupt


class TestLoad(FolderCase):
    def setUp(self):
        super().setUp()
        # Two weeks instead of twelve: the same days, in seconds.
        self.startPatch(patch.object(load_time, "WEEKS", 2))
        self.startPatch(patch.object(load_time, "NEWCOMER_DAYS", 7))
        moment = datetime(2026, 3, 20, 13, 30)
        clock = self.at(moment)
        clock.__enter__()
        self.addCleanup(clock.__exit__, None, None, None)

    def startPatch(self, patcher):
        patcher.start()
        self.addCleanup(patcher.stop)

    def load(self, progress=None):
        data, _problems = read_folder(self.folder, TODAY)
        context = make_context(self.env, data, 1, progress or Progress(io.StringIO()))
        context.commit = self.env.flush_all
        load(context)
        return context

    def interrupt(self, title, updates):
        """Not by assertRaises, which would roll back what the load has kept."""
        progress = Interrupted(title, updates)
        with suppress(KeyboardInterrupt):
            self.load(progress)
        self.assertEqual(progress.left, 0)

    def deal(self, context, key):
        return self.env["crm.lead"].browse(context.ids.get("deal", key))

    def count(self):
        """How many of everything there is."""
        self.env.invalidate_all()
        models = (
            "crm.lead",
            "crm.tag",
            "crm.team",
            "crm.team.member",
            "mail.activity",
            "mail.message",
            "res.partner",
            "res.users",
            "sales.discipline.day",
            "sales.discipline.day.line",
            "sales.discipline.journal",
            "sales.discipline.policy.version",
            "ir.model.data",
        )
        return {
            name: self.env[name].with_context(active_test=False).search_count([])
            for name in models
        }

    def test_what_is_loaded(self):
        context = self.load()
        won = self.deal(context, "WON2")
        self.assertEqual(won.won_status, "won")
        self.assertEqual(won.date_closed.date(), TODAY, "the newest deal closes today")
        self.assertEqual(won.create_date.date(), TODAY - timedelta(days=19))
        self.assertEqual(won.expected_revenue, 4800)
        self.assertEqual(won.tag_ids.name, "GTX Pro")
        self.assertEqual(won.partner_id.name, "Isdom")
        self.assertEqual(won.partner_id.parent_id.name, "Acme Corporation")
        self.assertEqual(won.team_id.user_id.name, "Dustin Brinkmann")
        lost = self.deal(context, "LOST1")
        self.assertEqual(lost.won_status, "lost")
        self.assertEqual(lost.date_closed.date(), TODAY - timedelta(days=4))
        self.assertEqual(lost.expected_revenue, 55, "the price of the product")
        old = self.deal(context, "WON1")
        self.assertEqual(old.won_status, "won")
        self.assertEqual(old.date_closed.date(), TODAY - timedelta(days=10))
        self.assertFalse(self.deal(context, "OPEN1").partner_id)
        stages = [self.deal(context, key).stage_id for key in ("NEW1", "OPEN1")]
        self.assertLess(stages[0].sequence, stages[1].sequence)

    def test_days_are_closed(self):
        context = self.load()
        users = [context.ids.get("user", name) for name in context.data.agents]
        days = self.env["sales.discipline.day"].search([("user_id", "in", users)])
        self.assertEqual(set(days.mapped("state")), {"closed"})
        self.assertEqual(max(days.mapped("date")), TODAY - timedelta(days=1))
        self.assertEqual(min(days.mapped("date")), TODAY - timedelta(weeks=2))
        self.assertEqual(set(Counter(days.mapped("user_id.id"))), set(users))
        self.assertTrue(any(days.mapped("score")))

    def test_agent_without_deals_calls_accounts(self):
        context = self.load()
        activities = self.env["mail.activity"].with_context(active_test=False)
        user = context.ids.get("user", "Zane Levy")
        found = activities.search([("user_id", "=", user)])
        self.assertEqual(set(found.mapped("res_model")), {"res.partner"})

    def test_second_load_adds_nothing(self):
        self.load()
        before = self.count()
        self.load()
        self.assertEqual(self.count(), before)

    def test_second_load_days_later_adds_nothing(self):
        self.load()
        before = self.count()
        with self.at(datetime(2026, 3, 20, 20, 0)):
            self.load()
        self.assertEqual(self.count(), before)

    def test_mended_row_is_added_later(self):
        rows = DEALS.splitlines(keepends=True)
        self.put("sales_pipeline.csv", "".join(rows[:2] + rows[3:]))
        context = self.load()
        self.assertIsNone(context.ids.get("deal", "WON2"))
        before = self.count()
        self.put("sales_pipeline.csv", DEALS)
        context = self.load()
        self.assertEqual(self.deal(context, "WON2").won_status, "won")
        self.assertEqual(self.count()["crm.lead"], before["crm.lead"] + 1)
        self.assertEqual(self.count()["mail.activity"], before["mail.activity"])

    def test_interrupted_load_goes_on(self):
        self.interrupt("Deals", 2)
        self.interrupt("Activities", 4)
        self.env.invalidate_all()
        context = self.load()
        self.assertFalse(context.ids.missing("deal", context.data.deals))
        self.assert_activities_are_those_of_the_timeline(context)

    def assert_activities_are_those_of_the_timeline(self, context):
        from scripts.loader.activities import Activities
        from scripts.loader.deals import Deals

        events = Activities(context, Deals(context))._events()
        by_kind = {
            kind: {event.task for event in events if event.kind == kind}
            for kind in ("plan", "log", "finish", "cancel")
        }
        made = by_kind["plan"] | by_kind["log"]
        ids = {key: context.ids.get("activity", key) for key in made}
        self.assertEqual(len(set(ids.values())), len(made))
        activities = self.env["mail.activity"].with_context(active_test=False)
        present = activities.browse(ids.values()).exists()
        self.assertEqual(
            set(present.ids), {ids[key] for key in made - by_kind["cancel"]}
        )
        done = {ids[key] for key in by_kind["finish"] | by_kind["log"]}
        self.assertEqual(set(present.filtered("done_at").ids), done)

    def test_changed_files_cannot_go_on(self):
        self.interrupt("Activities", 4)
        self.put("sales_pipeline.csv", DEALS.replace("WON2", "WON3"))
        with self.assertRaisesRegex(LoadError, "have changed"):
            self.load()

    def test_nobody_is_judged_before_the_history_is_complete(self):
        """The scheduled job may run at any time."""
        self.interrupt("Activities", 4)
        before = self.env["sales.discipline.day"].search_count([])
        self.env["sales.discipline.day"]._close_due_days()
        self.assertEqual(self.env["sales.discipline.day"].search_count([]), before)

    def test_habits_are_told_apart(self):
        """All eight are given, however few people there are in a team."""
        self.assertEqual(len(HABITS), 8)
