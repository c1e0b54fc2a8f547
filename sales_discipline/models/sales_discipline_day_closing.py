"""Closing days (metrics section 7)."""

import json
import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, models
from odoo.tools import SQL

from ..engine import clock
from ..engine.people import read_people
from .sales_discipline_day import data_values_of

_logger = logging.getLogger(__name__)

# A day is closed no sooner after its end, so that a transaction begun before
# midnight has been committed.
GRACE = timedelta(hours=1)
BATCH_SIZE = 1000
# Any constant does; it only has to be the same in every worker.
CLOSING_LOCK = 7_105_023_119

DAY_COLUMNS = (
    "user_id team_id company_id version_id date tz cutoff_at start_at end_at is_off"
    " off_reason calendar_hours capacity_hours plan_owed need_count need_hours"
    " planned_count planned_hours plan_ok due_count done_count overdue_count"
    " oldest_overdue rolled_count all_done set_by_head_count set_by_head_done_count"
    " caught_up_count extra_count dropped_count released_count handed_over_count"
    " cancelled_count postponed_count pending_count missed_count next_date"
    " next_plan_owed next_capacity_hours next_need_count next_need_hours"
    " next_planned_count next_planned_hours next_plan_ok result_required_count"
    " result_bad_count junk_plan_count score_planning"
    " score_execution score_backlog score_data score_results score"
).split()
STAMPS = ("user_name", "state", "closed_at", "create_uid", "create_date")
LINE_COLUMNS = (
    "activity_id set outcome hours summary activity_type_id res_model res_id res_name"
    " deadline done_at created_at is_overdue is_rolled set_by_head"
    " set_by_system result_flag is_bad_result"
).split()
# What closing writes past the ORM.
WRITTEN_MODELS = (
    "sales.discipline.day",
    "sales.discipline.day.line",
    "sales.discipline.day.outcome",
)


class SalesDisciplineDay(models.Model):
    _inherit = "sales.discipline.day"

    @api.model
    def _cron_close_days(self):
        """Close whatever is due, a batch to a transaction."""
        self.env["sales.discipline.outcome.plan"]._record_due()
        remaining = self._close_due_days(limit=BATCH_SIZE)
        while True:
            time_left = self.env["ir.cron"]._commit_progress(
                BATCH_SIZE, remaining=remaining
            )
            if not remaining or not time_left:
                return
            before, remaining = remaining, self._close_due_days(limit=BATCH_SIZE)
            if remaining >= before:
                return

    @api.model
    def _close_due_days(self, now=None, limit=None):
        """Close the days that ended an hour ago or more, oldest first.

        Safe to call twice, late, or by two workers: a day that is closed stays as it
        is, and a worker that finds another one closing does nothing.

        :param now: naive UTC instant, the transaction's by default
        :param limit: at most so many (person, date) pairs, and as many stranded days
        :return: how many pairs remain to be closed
        """
        now = now or self.env.cr.now()
        self.env.flush_all()
        people = read_people(self.env)
        due = self._due_pairs(people, now)
        reopened = self._reopened_days()
        stranded = reopened._stranded(people, now)
        if not (due or stranded) or not self._try_closing_lock():
            return len(due) + len(stranded)
        self._store(stranded[:limit]._evaluate_as_found(now), now)
        left = len(stranded[limit:]) if limit else 0
        if not due:
            return left
        batch = due[:limit] if limit else due
        # Of days that are open again it cannot be measured once more.
        self._close_pairs_safely(people, batch, now, reopened._stored_data())
        _logger.info("Closed %s days, %s remain", len(batch), len(due) - len(batch))
        return len(due) - len(batch) + left

    def _close_pairs_safely(self, people, pairs, now, data_kept):
        """Close days; where one breaks, once more without what is broken."""
        try:
            with self.env.cr.savepoint():
                self._close_pairs(people, pairs, now, data_kept, trusting=True)
        except OperationalError:
            raise  # the database is busy, not a rule wrong
        except Exception as error:  # whatever a rule of theirs may do
            _logger.info("Closing looks for what is broken: %s", error)
            self._close_pairs(people, pairs, now, data_kept)

    def _close_pairs(self, people, pairs, now, data_kept, trusting=False):
        """Close days; data rules and outcomes that break are switched off.

        :param trusting: nothing is switched off; what breaks is raised
        """
        checks = self._measure_data(people, pairs, now, not trusting, trusting)
        data_values = data_kept | data_values_of(checks)
        evaluated = self._evaluate_pairs(people, pairs, now, data_values)
        for key, found in checks.items():
            evaluated[key]["data_checks"] = found
        self._store(evaluated, now, people=people, trusting=trusting)

    @api.model
    def _reopened_days(self):
        """Days to be judged anew. Without an account nothing can be judged."""
        return self.sudo().search([("state", "=", "open"), ("user_id", "!=", False)])

    def _stranded(self, people, now):
        """Those, long enough over, of people controlled no longer, or only later."""
        return self.filtered(
            lambda day: (
                day.end_at <= now - GRACE
                and (
                    day.user_id.id not in people
                    or day.date < people[day.user_id.id].controlled_from
                )
            )
        )

    def _try_closing_lock(self):
        return self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(%s)", CLOSING_LOCK)
        )[0][0]

    @api.model
    def _due_pairs(self, people, now):
        """(user id, date) to be closed: after the last closed day, or reopened."""
        spans = [
            (
                user_id,
                person.controlled_from,
                clock.local_date(now - GRACE, person.tz) - timedelta(days=1),
            )
            for user_id, person in people.items()
        ]
        if not spans:
            return []
        columns = [list(column) for column in zip(*spans, strict=True)]
        return [
            (user_id, day)
            for user_id, day in self.env.execute_query(
                SQL(_DUE_PAIRS, *columns, *columns)
            )
        ]

    # ------------------------------------------------------------
    # STORING
    # ------------------------------------------------------------

    @api.model
    def _store(self, evaluated, now, over_closed=False, people=None, trusting=False):
        """Write evaluated days and their lines, one statement per table.

        A day that another worker has closed meanwhile is left alone, unless
        ``over_closed``: then it is being judged again on purpose.

        :param people: the controlled people by id, where they are known
        :param trusting: whether an outcome that breaks is raised
        """
        if not evaluated:
            return
        rows = [
            (
                *(figures[column] for column in DAY_COLUMNS),
                figures["user_name"],
                "closed",
                now,
                self.env.uid,
                self.env.cr.now(),
            )
            for figures in evaluated.values()
        ]
        stored = self._insert_rows(
            "sales_discipline_day", (*DAY_COLUMNS, *STAMPS), rows, _over(over_closed)
        )
        day_ids = {(user_id, day): day_id for day_id, user_id, day, _old in stored}
        for key, day_id in day_ids.items():
            evaluated[key]["id"] = day_id
        # Only what was there before has anything to be replaced.
        old_ids = [day_id for day_id, _user_id, _day, is_old in stored if is_old]
        self._store_lines(evaluated, day_ids, old_ids)
        self._store_outcomes(evaluated, day_ids, old_ids, trusting)
        self._store_data(evaluated, day_ids, old_ids)
        for name in WRITTEN_MODELS:
            self.env[name].invalidate_model(flush=False)
        self._after_storing(evaluated, people)
        self.env.invalidate_all(flush=False)

    @api.model
    def _after_storing(self, evaluated, people=None):
        """Whatever stands on closed days looks at them again.

        :param evaluated: figures by (user id, date) of days closed or judged again
        :param people: the controlled people by id, where they are known
        """

    def _store_lines(self, evaluated, day_ids, old_ids):
        if old_ids:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM sales_discipline_day_line WHERE day_id = ANY(%s)",
                    old_ids,
                )
            )
        rows = [
            (day_ids[key], *(line[column] for column in LINE_COLUMNS))
            for key, figures in evaluated.items()
            if key in day_ids
            for line in figures["lines"]
        ]
        self._insert_rows("sales_discipline_day_line", ("day_id", *LINE_COLUMNS), rows)

    def _insert_rows(self, table, columns, rows, conflict=None):
        """One statement for all rows: its cost in queries does not grow with them.

        The rows travel as JSON, which PostgreSQL takes in in half the time of VALUES.

        :param rows: tuples of what ``columns`` hold, None for NULL
        :param conflict: what to do with rows that are there, and what to return
        :return: what ``conflict`` returns
        """
        if not rows:
            return []
        names = SQL(", ").join(SQL.identifier(name) for name in columns)
        values = json.dumps(
            [dict(zip(columns, row, strict=True)) for row in rows], default=str
        )
        query = SQL(
            "INSERT INTO %(table)s (%(names)s) SELECT %(names)s"
            " FROM json_populate_recordset(NULL::%(table)s, %(values)s::json)"
            " %(conflict)s",
            table=SQL.identifier(table),
            names=names,
            values=values,
            conflict=conflict or SQL(),
        )
        if conflict:
            return self.env.execute_query(query)
        self.env.cr.execute(query)
        return []


_DUE_PAIRS = """
    SELECT person.user_id, due.date::date
      FROM unnest(%s::int[], %s::date[], %s::date[])
           AS person(user_id, date_from, date_to)
     CROSS JOIN LATERAL (
           SELECT max(date) AS date FROM sales_discipline_day
            WHERE user_id = person.user_id AND state = 'closed'
           ) last_closed
     CROSS JOIN LATERAL generate_series(
           greatest(person.date_from, last_closed.date + 1), person.date_to,
           interval '1 day') AS due(date)
     UNION
    SELECT day.user_id, day.date
      FROM sales_discipline_day day
      JOIN unnest(%s::int[], %s::date[], %s::date[])
           AS person(user_id, date_from, date_to) ON person.user_id = day.user_id
     WHERE day.state = 'open'
       AND day.date BETWEEN person.date_from AND person.date_to
     ORDER BY 2, 1
"""


def _over(over_closed):
    """What becomes of a day that is there."""
    kept = ("user_id", "date", "create_uid", "create_date")
    updates = SQL(", ").join(
        SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name))
        for name in (*DAY_COLUMNS, *STAMPS)
        if name not in kept
    )
    guard = SQL() if over_closed else SQL("WHERE sales_discipline_day.state = 'open'")
    # PostgreSQL's xmax is 0 in a row that was inserted, not in one that was updated.
    return SQL(
        "ON CONFLICT (user_id, date) DO UPDATE SET %s %s"
        " RETURNING id, user_id, date, xmax <> 0",
        updates,
        guard,
    )
