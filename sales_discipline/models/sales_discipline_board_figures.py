from collections import Counter, defaultdict

from odoo import models
from odoo.tools import SQL

from ..engine import attention
from ..engine.people import read_people
from .sales_discipline_day import controlled_pairs

# What a row shows; all are columns of sales.discipline.day and keys of its engine.
FIGURES = (
    "user_id",
    "team_id",
    "company_id",
    "version_id",
    "date",
    "tz",
    "start_at",
    "end_at",
    "is_off",
    "off_reason",
    "capacity_hours",
    "plan_owed",
    "need_count",
    "need_hours",
    "planned_count",
    "planned_hours",
    "plan_ok",
    "due_count",
    "done_count",
    "overdue_count",
    "oldest_overdue",
    "rolled_count",
    "all_done",
    "set_by_head_count",
    "set_by_head_done_count",
    "caught_up_count",
    "extra_count",
    "handed_over_count",
    "cancelled_count",
    "postponed_count",
    "pending_count",
    "missed_count",
    "result_required_count",
    "result_bad_count",
    "junk_plan_count",
    "next_date",
    "next_plan_owed",
    "next_capacity_hours",
    "next_need_count",
    "next_need_hours",
    "next_planned_count",
    "next_planned_hours",
    "next_plan_ok",
    "score_planning",
    "score_execution",
    "score_backlog",
    "score_data",
    "score_results",
    "score",
)


class SalesDisciplineBoard(models.AbstractModel):
    """Where the board's figures come from: closed days, and the engine for the rest."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.board"

    def _get_figures(self, users, day):
        """{user id: figures}: as closed where closed, else as of now."""
        figures, reopened = self._closed_figures(users, day)
        rest = users.filtered(lambda user: user.id not in figures)
        if rest:
            people = read_people(self.env, rest)
            pairs = controlled_pairs(people, rest.ids, day, day)
            evaluated = self.env["sales.discipline.day"]._evaluate_pairs(people, pairs)
            figures |= {
                user_id: {
                    **row,
                    "day_id": False,
                    "is_reopened": user_id in reopened,
                    "planned_outcomes": _planned_outcomes(row["lines"]),
                }
                for (user_id, _date), row in evaluated.items()
            }
        shown = (
            *FIGURES,
            # That of a closed day: what is asked of it later is asked by its id.
            "day_id",
            "is_reopened",
            "is_over",
            "next_cutoff_at",
            "planned_outcomes",
        )
        return {
            user_id: {name: row[name] for name in shown}
            for user_id, row in figures.items()
        }

    def _closed_figures(self, users, day):
        """{user id: figures} of closed days, and the ids of users whose day was closed
        and is open: reopened, and not judged again yet.

        By SQL: the ORM would read an empty score as 0. A day that tasks stand on is
        stored before it is closed.
        """
        self.env["sales.discipline.day"].flush_model()
        columns = SQL(", ").join(SQL.identifier(name) for name in FIGURES)
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT id AS day_id, state = 'open' AS is_reopened, %s"
                " FROM sales_discipline_day"
                " WHERE user_id = ANY(%s) AND date = %s AND closed_at IS NOT NULL",
                columns,
                users.ids,
                day,
            )
        )
        outcomes = self._closed_outcomes(users, day) if rows else {}
        reopened = {row["user_id"] for row in rows if row["is_reopened"]}
        closed = {
            row["user_id"]: {
                **row,
                "is_over": True,
                "next_cutoff_at": None,
                "planned_outcomes": outcomes.get(row["user_id"], {}),
            }
            for row in rows
            if not row["is_reopened"]
        }
        return closed, reopened

    def _closed_outcomes(self, users, day):
        """{user id: {outcome: how many}} of what was planned."""
        self.env["sales.discipline.day.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT day.user_id, line.outcome, count(*)
                     FROM sales_discipline_day AS day
                     JOIN sales_discipline_day_line AS line ON line.day_id = day.id
                    WHERE day.user_id = ANY(%s) AND day.date = %s
                      AND line.set = 'planned'
                    GROUP BY day.user_id, line.outcome""",
                users.ids,
                day,
            )
        )
        outcomes = defaultdict(dict)
        for user_id, outcome, count in rows:
            outcomes[user_id][outcome] = count
        return outcomes

    def _past_scores(self, users, day):
        """{user id: [(date, score), ...]}: the last scored days before ``day``."""
        rows = self.env.execute_query(
            SQL(
                """SELECT person.id, past.date, past.score
                     FROM unnest(%s::int[]) AS person(id),
                  LATERAL (SELECT date, score FROM sales_discipline_day
                            WHERE user_id = person.id AND date < %s
                              AND state = 'closed' AND score IS NOT NULL
                            ORDER BY date DESC LIMIT %s) AS past
                    ORDER BY past.date DESC""",
                users.ids,
                day,
                attention.WINDOW,
            )
        )
        scores = defaultdict(list)
        for user_id, date, score in rows:
            scores[user_id].append((date, score))
        return scores


def _planned_outcomes(lines):
    return dict(Counter(line["outcome"] for line in lines if line["set"] == "planned"))
