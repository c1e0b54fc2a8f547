"""What the server works for: closing, evaluating, replay, board, day bar, analysis."""

import time
from datetime import timedelta

from odoo import api
from odoo.tools import SQL

from .data import set_controlled_since
from .measure import Result, sample

REPETITIONS = 7
ALL = (
    "day_bar",
    "boards",
    "evaluating",
    "replay",
    "analysis",
    # Before closing, which is rolled back and leaves its rows behind.
    "storage",
    "closing",
)
BASELINE = """
    SELECT user_id, count(*) FILTER (WHERE date_deadline = %(day)s),
           count(*) FILTER (WHERE date_deadline = %(day)s AND NOT active),
           count(*) FILTER (WHERE active AND date_deadline < %(day)s)
      FROM mail_activity
     WHERE user_id = ANY(%(users)s)
       AND ((active AND date_deadline <= %(day)s) OR date_deadline = %(day)s)
  GROUP BY user_id
"""
# What the screens ask for when they open, and the largest that a head makes of it.
ANALYSES = {
    "Score by Week": ([["date:week", "team_id"]], ["score:avg", "__count"]),
    "People Compared": (
        [[], ["team_id"], ["team_id", "user_id"]],
        [
            "score:avg",
            "plan_share:avg",
            "on_time_share:avg",
            "overdue_count:avg",
            "postponed_count:sum",
            "missed_count:sum",
            "__count",
        ],
    ),
    "each person by week": ([["user_id", "date:week"]], ["score:avg", "__count"]),
}


class Works:
    """One database with the addon, at its "now"; nothing measured here is kept."""

    def __init__(self, cr, sizes):
        self.cr, self.sizes = cr, sizes
        self.root = api.Environment(cr, api.SUPERUSER_ID, {})
        self.past = sizes.past_days()
        self.people = self.root["res.users"].search(
            [("login", "=like", "bench_0%")], order="id"
        )

    def measure(self, only=None):
        """Results of all works, or of those that are named."""
        self.cr._now = self.sizes.now
        self.warm()
        for name in only or ALL:
            yield from getattr(self, name)()

    def warm(self):
        days = self.root["sales.discipline.day"]
        days._evaluate(self.people[:2], self.sizes.today, self.sizes.today)

    def as_user(self, login):
        user = self.root["res.users"].search([("login", "=", login)])
        return self.root(user=user, su=False)

    def sample(self, act, repetitions=REPETITIONS):
        def fresh():
            self.root.flush_all()
            self.root.invalidate_all()

        return sample(act, lambda: self.cr, repetitions, fresh)

    # ------------------------------------------------------------
    # SCREENS
    # ------------------------------------------------------------

    def day_bar(self):
        bar = self.as_user("bench_0003")["sales.discipline.day.bar"]
        taken = self.sample(bar.get_day_bar, 30)
        yield Result(
            "day bar",
            "20 queries, 30 ms",
            f"{taken.queries} queries, {taken.median:.1f} ms",
            taken.queries <= 20 and taken.median <= 30,
        )

    def boards(self):
        queries, lines = [], []
        for count, login in (
            (20, "bench_head_small"),
            (self.sizes.large_team(), "bench_head_large"),
            (self.sizes.people, "bench_director"),
        ):
            board = self.as_user(login)["sales.discipline.board"]
            today = str(self.sizes.today)
            taken = self.sample(lambda board=board, today=today: board.get_board(today))
            queries.append(taken.queries)
            promise = "200 ms" if count == self.sizes.large_team() else ""
            lines.append(
                Result(
                    f"Review, Today, {count} people",
                    promise,
                    f"{taken.queries} queries, {taken.median:.0f} ms",
                    taken.median <= 200 if promise else None,
                )
            )
        spread = max(queries) - min(queries)
        lines.append(
            Result("Review, Today, queries", "same +- 3", f"+- {spread}", spread <= 3)
        )
        yield from lines

    def analysis(self):
        """A quarter of the large team out of all the rows, as the screens ask."""
        env = self.as_user("bench_head_large")
        days = env["sales.discipline.day.report"]
        last = self.past[0] - timedelta(days=1)
        domain = [
            ("date", ">", str(last - timedelta(days=91))),
            ("date", "<=", str(last)),
            ("is_off", "=", False),
        ]
        for screen, (groupings, aggregates) in ANALYSES.items():
            taken = self.sample(
                lambda groupings=groupings, aggregates=aggregates: (
                    days.formatted_read_grouping_sets(domain, groupings, aggregates)
                )
            )
            yield Result(
                f"analysis, a quarter out of {self.sizes.day_rows:,} rows, {screen}",
                "200 ms",
                f"{taken.queries} queries, {taken.median:.0f} ms",
                taken.median <= 200,
            )

    # ------------------------------------------------------------
    # JUDGING
    # ------------------------------------------------------------

    def evaluating(self):
        set_controlled_since(self.root, self.past[62])
        days = self.root["sales.discipline.day"]
        for name, day in (("today", self.sizes.today), ("60 days back", self.past[59])):
            taken = self.sample(lambda day=day: days._evaluate(self.people, day, day))
            values = {"day": day, "users": self.people.ids}
            base = self.sample(
                lambda values=values: self.cr.execute(BASELINE, values),
            )
            ratio = taken.median / base.median
            yield Result(
                f"evaluating a day of {len(self.people)} people, {name}",
                "3 x baseline",
                f"{taken.median:.0f} ms = {ratio:.1f} x {base.median:.0f} ms",
                ratio <= 3,
                {"ratio": ratio},
            )

    def replay(self):
        users = self.people[: self.sizes.large_team()]
        seconds = {}
        for count in (30, 60):
            seconds[count] = self.replay_seconds(users, count)
        ratio = seconds[60] / seconds[30]
        yield Result(
            f"replay, 60 working days, {len(users)} people",
            "10 s, twice the days <= 2.2 x",
            f"{seconds[60]:.1f} s, {ratio:.2f} x",
            seconds[60] <= 10 and ratio <= 2.2,
        )

    def replay_seconds(self, users, count):
        """As the page asks: some people at a time."""
        version = self.root["sales.discipline.policy.version"].search([], limit=1)
        days = self.root["sales.discipline.day"]
        batch = 20
        began = time.perf_counter()
        for start in range(0, len(users), batch):
            self.root.invalidate_all()
            days._evaluate(
                users[start : start + batch],
                self.past[count - 1],
                self.past[0],
                version=version,
            )
        return time.perf_counter() - began

    def closing(self):
        set_controlled_since(self.root, self.past[0])
        days = self.root["sales.discipline.day"]
        times, queries = [], 0
        for _number in range(3):
            with self.cr.savepoint(flush=False) as savepoint:
                before, began = self.cr.sql_log_count, time.perf_counter()
                days._close_due_days(limit=1000)
                times.append(time.perf_counter() - began)
                queries = self.cr.sql_log_count - before
                savepoint.rollback()
            self.root.invalidate_all()
        seconds = min(times)
        yield Result(
            f"closing one day of {len(self.people)} people",
            "3 s, 40 queries",
            f"{seconds:.2f} s, {queries} queries",
            seconds <= 3 and queries <= 40,
        )

    def storage(self):
        """Bytes of a person's year: days and lines as closing has just written them,
        and the journal of what was moved."""
        days = self.root["sales.discipline.day"]
        tables = ("sales_discipline_day_line", "sales_discipline_day_outcome")
        with self.cr.savepoint(flush=False) as savepoint:
            days._close_due_days()
            per_day = sum(map(self.bytes_per_day, tables))
            savepoint.rollback()
        per_day += self.bytes_per_row("sales_discipline_day")
        per_day += 1.2 * self.bytes_per_row("sales_discipline_journal")
        megabytes = 250 * per_day / 1e6
        yield Result(
            "storage per person and year",
            "1.5 MB",
            f"{megabytes:.2f} MB",
            megabytes <= 1.5,
        )

    def bytes_per_day(self, table):
        return self.size(table) / len(self.people)

    def bytes_per_row(self, table):
        query = SQL("SELECT count(*) FROM %s", SQL.identifier(table))
        return self.size(table) / max(1, self.root.execute_query(query)[0][0])

    def size(self, table):
        query = SQL("SELECT pg_total_relation_size(%s::regclass)", table)
        return self.root.execute_query(query)[0][0]
