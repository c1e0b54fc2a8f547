"""Demo data: whenever it is installed, every screen has something to show.

Looks into a second database, which was installed with demo data; nothing in it is
changed.
"""

import os
from collections import Counter
from datetime import timedelta

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from odoo.addons.sales_discipline.simulation.clock import dates, local_date

from .common import DisciplineCase

HEADS = {"boris", "vera"}
PEOPLE = {"anna", "olga", "dmitry", "pavel", "maria", "galina", "igor", "roman"}


class TestDemo(DisciplineCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        name = os.environ["SALES_DISCIPLINE_DEMO_DATABASE"]
        cursor = Registry(name).cursor()
        cls.addClassCleanup(cursor.close)
        cls.demo = api.Environment(cursor, SUPERUSER_ID, {})
        users = cls.demo["res.users"].search([("login", "in", list(PEOPLE | HEADS))])
        cls.users = {user.login: user for user in users}
        people = [cls.users[login].id for login in PEOPLE]
        cls.days = cls.demo["sales.discipline.day"].search(
            [("user_id", "in", people)], order="date"
        )
        tz = cls.days[0].tz
        # The demo data were installed a moment ago, perhaps before midnight.
        installed = cls.demo.ref("base.module_sales_discipline").write_date
        cls.today = local_date(cls.demo.cr.now(), tz)
        cls.installed_on = local_date(installed, tz)

    def score(self, login):
        """Mean score of a person's closed days."""
        days = self.days.filtered(lambda day: day.user_id.login == login)
        scores = [day.score for day in days if not day.is_off]
        return sum(scores) / len(scores)

    def test_cast(self):
        self.assertEqual(set(self.users), PEOPLE | HEADS)
        teams = {
            head: self.demo.ref(f"sales_discipline.demo_team_{head}") for head in HEADS
        }
        members = [set(team.member_ids.mapped("login")) for team in teams.values()]
        self.assertEqual(set.union(*members), PEOPLE)
        for head, team in teams.items():
            self.assertEqual(team.user_id.login, head)
            self.assertTrue(self.users[head].has_group("sales_discipline.group_head"))
        director = self.demo.ref("sales_discipline.demo_user_daria")
        self.assertTrue(director.has_group("sales_discipline.group_director"))

    def test_password_is_the_login(self):
        for login in ("anna", "boris", "daria"):
            user = self.demo.ref(f"sales_discipline.demo_user_{login}")
            credential = {"type": "password", "login": login, "password": login}
            user.with_user(user)._check_credentials(credential, {"interactive": False})

    def test_six_weeks_are_closed(self):
        self.assertEqual(set(self.days.mapped("state")), {"closed"})
        first = min(self.days.mapped("date"))
        span = self.installed_on - first
        self.assertGreaterEqual(span, timedelta(weeks=6))
        self.assertLess(span, timedelta(weeks=7))
        anna = self.days.filtered(lambda day: day.user_id.login == "anna")
        self.assertEqual(
            anna.mapped("date"), dates(first, first + timedelta(days=len(anna) - 1))
        )
        self.assertGreaterEqual(len(anna.filtered("score")), 28)

    def test_newcomer_is_judged_from_the_second_week_on(self):
        roman = self.days.filtered(lambda day: day.user_id.login == "roman")
        self.assertLess(len(roman), 21)
        excused = roman.filtered(lambda day: day.off_reason == "exempt")
        self.assertEqual(len(excused.filtered("capacity_hours") or excused), 3)

    def test_habits_are_told_apart(self):
        """The order of the scores is the order in which a head would put them."""
        scores = {login: self.score(login) for login in PEOPLE}
        self.assertGreater(scores["anna"], 90)
        self.assertGreater(scores["anna"], scores["olga"] + 3)
        for login in ("galina", "igor", "dmitry", "maria"):
            self.assertLess(scores[login], scores["olga"] - 3, login)
        self.assertLess(scores["maria"], 60)

    def test_history_has_what_the_board_warns_of(self):
        lines = self.days.line_ids
        outcomes = set(lines.mapped("outcome"))
        self.assertLessEqual(
            {"done", "caught_up", "extra", "missed", "postponed", "cancelled"},
            outcomes,
        )
        self.assertIn("handed_over", outcomes)
        self.assertIn("dropped", outcomes)
        self.assertTrue(any(self.days.mapped("rolled_count")))
        self.assertTrue(any(self.days.mapped("set_by_head_count")))

    def test_a_day_in_progress(self):
        """Anna planned it; on the board is everybody of Boris's team."""
        anna = self.users["anna"]
        days = self.demo["sales.discipline.day"]
        figures = days._evaluate(anna, self.installed_on, self.installed_on)
        figures = figures[anna.id, self.installed_on]
        self.assertFalse(figures["is_off"])
        self.assertGreaterEqual(figures["planned_count"], 4)
        board = self.demo["sales.discipline.board"].with_user(self.users["boris"])
        people = board.get_board(self.installed_on.isoformat())["people"]
        self.assertEqual(len(people), 5)
        self.assertGreater(len({row["group"] for row in people}), 1)

    def test_deals_won_and_lost_on_the_way(self):
        deals = (
            self.demo["crm.lead"]
            .with_context(active_test=False)
            .search([("user_id.login", "in", list(PEOPLE))])
        )
        states = Counter(deals.mapped("won_status"))
        self.assertGreater(states["won"], 10)
        self.assertGreater(states["lost"], 5)
        self.assertGreater(states["pending"], 50)
        closed = deals.filtered(lambda deal: deal.won_status == "won")
        self.assertTrue(all(deal.date_closed > deal.create_date for deal in closed))

    def test_verdicts_of_past_days(self):
        verdicts = self.demo["sales.discipline.verdict"].search([])
        self.assertEqual(set(verdicts.mapped("author_id.login")), HEADS)
        self.assertGreater(len(set(verdicts.mapped("verdict"))), 1)

    def test_installed_once(self):
        before = self.demo["res.users"].search_count([])
        self.demo["sales.discipline.demo"]._install()
        self.assertEqual(self.demo["res.users"].search_count([]), before)

    def test_rewards_are_in_several_states(self):
        rewards = self.demo["sales.discipline.reward"].search([])
        self.assertLessEqual({"proposed", "granted"}, set(rewards.mapped("state")))
        self.assertTrue(rewards.filtered("is_penalty"))
        self.assertTrue(rewards.filtered(lambda one: one.kind == "badge"))
