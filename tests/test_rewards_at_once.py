"""Several workers at once, on real connections that really commit."""

import threading
from contextlib import contextmanager

from psycopg2 import IntegrityError
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import DisciplineCase

WORKERS = 6


class TestAtOnce(DisciplineCase):
    """What is committed here is removed again at the end of each test."""

    def setUp(self):
        super().setUp()
        self.made = []
        self.addCleanup(self.remove)
        with self.committing() as env:
            self.build(env)

    @contextmanager
    def committing(self):
        """An environment of its own, committed at the end."""
        with self.registry.cursor() as cursor:
            yield api.Environment(cursor, SUPERUSER_ID, {"tracking_disable": True})

    def make(self, env, model, values):
        record = env[model].create(values)
        self.made.append((model, record.id))
        return record

    def remove(self):
        with self.committing() as env:
            env["sales.discipline.reward"].search(
                [("rule_id", "in", self.ids_of("sales.discipline.reward.rule"))]
            ).event_id.unlink()
            env["sales.discipline.reward"].search(
                [("rule_id", "in", self.ids_of("sales.discipline.reward.rule"))]
            ).unlink()
            for model, record_id in reversed(self.made):
                env[model].browse(record_id).unlink()

    def ids_of(self, model):
        return [record_id for name, record_id in self.made if name == model]

    def build(self, env):
        """Two people who work every day round the clock, their head, one rule."""
        everyday = self.make(
            env,
            "resource.calendar",
            {
                "name": "Round the clock",
                "tz": "UTC",
                "company_id": False,
                "attendance_ids": [
                    (0, 0, self.attendance(weekday)) for weekday in range(7)
                ],
            },
        )
        company = env.ref("base.main_company")
        self.users = {}
        for login in ("sd_once_anna", "sd_once_oleg", "sd_once_head"):
            group = "group_head" if login.endswith("head") else None
            groups = f"sales_discipline.{group}" if group else self.SALESMAN
            user = new_test_user(env, login, groups=f"base.group_user,{groups}")
            self.users[login] = user.id
            self.made += [("res.partner", user.partner_id.id), ("res.users", user.id)]
            self.make(
                env,
                "resource.resource",
                {
                    "name": login,
                    "user_id": user.id,
                    "company_id": company.id,
                    "calendar_id": everyday.id,
                    "tz": "UTC",
                },
            )
        self.build_team(env, company)

    SALESMAN = "sales_team.group_sale_salesman"

    def attendance(self, weekday):
        return {
            "name": f"Day {weekday}",
            "dayofweek": str(weekday),
            "hour_from": 0,
            "hour_to": 24,
            "day_period": "full_day",
        }

    def build_team(self, env, company):
        policy = self.make(
            env,
            "sales.discipline.policy",
            {
                "name": "At once",
                "tz": "UTC",
                "company_id": company.id,
                "announce_rewards": False,
                "version_ids": [(0, 0, {"date_start": "2020-01-01"})],
            },
        )
        team = self.make(
            env,
            "crm.team",
            {
                "name": "At once",
                "company_id": company.id,
                "user_id": self.users["sd_once_head"],
                "discipline_policy_id": policy.id,
            },
        )
        for login in ("sd_once_anna", "sd_once_oleg"):
            values = {"crm_team_id": team.id, "user_id": self.users[login]}
            self.make(env, "crm.team.member", values)
        self.rule = self.make(
            env,
            "sales.discipline.reward.rule",
            {
                "name": "Nothing overdue",
                "team_ids": [(6, 0, team.ids)],
                "kind": "leave",
                "hours": 24,
                "is_live": True,
                "limit_person": 0,
                "condition_ids": [
                    (0, 0, {"figure": "overdue_count", "operator": "le", "value": 99})
                ],
            },
        ).id

    # ------------------------------------------------------------

    def at_once(self, *acts):
        """Run each of ``acts`` with its own connection, all begun at one moment.

        A transaction that another one was faster than is tried again, as Odoo does.

        :return: what each gave, or the error that it ended with
        """
        begun = threading.Barrier(len(acts))
        results = [None] * len(acts)

        def run(number):
            for attempt in range(10):
                try:
                    with self.committing() as env:
                        # The snapshot is taken with the first query.
                        env.cr.execute("SELECT 1")
                        if not attempt:
                            begun.wait(timeout=30)
                        results[number] = acts[number](env)
                    return
                except (SerializationFailure, IntegrityError):
                    continue
                except UserError as error:
                    results[number] = error
                    return

        threads = [
            threading.Thread(target=run, args=(number,)) for number in range(len(acts))
        ]
        with mute_logger("odoo.sql_db"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return results

    def judge(self, env):
        users = env["res.users"].browse(self.users.values())
        return len(env["sales.discipline.reward"]._judge_live(users))

    def grant(self, reward_id):
        def act(env):
            rewards = env["sales.discipline.reward"].with_user(
                self.users["sd_once_head"]
            )
            return rewards.browse(reward_id).action_grant()

        return act

    def stored(self):
        """(user id, state, has an entry in the calendar) of each reward."""
        with self.committing() as env:
            found = env["sales.discipline.reward"].search(
                [("rule_id", "=", self.rule)], order="user_id"
            )
            self.assertEqual(
                len(env["calendar.event"].search([("id", "in", found.event_id.ids)])),
                len(found.event_id),
            )
            return [(r.user_id.id, r.state, bool(r.event_id)) for r in found]

    def test_six_workers_record_one_reward_each(self):
        self.at_once(*[self.judge] * WORKERS)
        anna, oleg = self.users["sd_once_anna"], self.users["sd_once_oleg"]
        self.assertEqual(
            self.stored(), [(anna, "proposed", False), (oleg, "proposed", False)]
        )

    def test_the_person_and_the_job_record_one(self):
        def record(env):
            rewards = env["sales.discipline.reward"]
            return rewards.with_user(self.users["sd_once_anna"]).record_met()

        self.at_once(record, self.judge, record, self.judge)
        self.assertEqual(len(self.stored()), 2)

    def test_two_clicks_grant_once(self):
        self.at_once(self.judge)
        with self.committing() as env:
            first = env["sales.discipline.reward"].search(
                [("rule_id", "=", self.rule)], limit=1
            )
            first_id = first.id
            before = self.count_events(env)
        results = self.at_once(self.grant(first_id), self.grant(first_id))
        self.assertEqual(sum(result is True for result in results), 1, results)
        self.assertIn("decided already", str(results))
        with self.committing() as env:
            self.assertEqual(self.count_events(env), before + 1)

    def count_events(self, env):
        return env["calendar.event"].search_count(
            [("user_id", "in", list(self.users.values()))]
        )

    def test_a_limit_holds_when_two_are_granted_at_once(self):
        with self.committing() as env:
            env["sales.discipline.reward.rule"].browse(self.rule).limit_team = 1
        self.at_once(self.judge)
        with self.committing() as env:
            ids = (
                env["sales.discipline.reward"].search([("rule_id", "=", self.rule)]).ids
            )
        results = self.at_once(*map(self.grant, ids))
        self.assertEqual(sum(result is True for result in results), 1, results)
        self.assertIn("limit is reached", str(results))
        states = [state for _user, state, _event in self.stored()]
        self.assertEqual(sorted(states), ["granted", "proposed"])

    def test_one_leave_a_day_whatever_the_rule(self):
        with self.committing() as env:
            other = env["sales.discipline.reward.rule"].browse(self.rule).copy()
            self.made.append((other._name, other.id))
        self.at_once(self.judge)
        with self.committing() as env:
            ids = (
                env["sales.discipline.reward"]
                .search([("user_id", "=", self.users["sd_once_anna"])])
                .ids
            )
            self.assertEqual(len(ids), 2)
        results = self.at_once(*map(self.grant, ids))
        self.assertEqual(sum(result is True for result in results), 1, results)
        self.assertIn("leaves early on", str(results))
