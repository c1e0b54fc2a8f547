"""What stands beside a person's figures on the board, in one query each."""

from odoo import models
from odoo.tools import SQL

from ..engine.outcomes import slot_of

WON = "deals_won"


class SalesDisciplineBoard(models.AbstractModel):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.board"

    def _add_facts(self, figures):
        """Add to each person's figures what the engine does not count.

        ``restored_count`` (activities of deals that the person lost and restored on
        the day), ``won_count`` (deals), ``tasks_open`` (what reviewers set and is
        still to do, whenever it is due) and ``to_decide`` (counts by kind).
        """
        users = self.env["res.users"].sudo().browse(figures)
        restored = self._count_restored(figures)
        won = self._count_won(figures)
        tasks = self._get_open_tasks(users)
        waiting = self._count_to_decide(users)
        for user_id, row in figures.items():
            row["restored_count"] = restored.get(user_id, 0)
            row["won_count"] = won.get(user_id, 0)
            row["tasks_open"] = len(tasks.get(user_id, ()))
            row["to_decide"] = waiting.get(user_id, {})

    # ------------------------------------------------------------
    # TO DECIDE
    # ------------------------------------------------------------

    def _count_to_decide(self, users):
        """{user id: {kind: how many}} of what waits for a reviewer's decision.

        Kinds: *contest*, a flag that the person finds wrong. Whatever else is to be
        decided extends this, and names its kind in ``board_decisions.js``.
        """
        self.env["mail.activity"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT user_id, count(*) FROM mail_activity
                    WHERE user_id = ANY(%s) AND result_contest IS NOT NULL
                      AND result_flag IS NOT NULL
                      AND result_cleared_by_id IS NULL AND result_upheld_by_id IS NULL
                    GROUP BY user_id""",
                users.ids,
            )
        )
        return {user_id: {"contest": count} for user_id, count in rows}

    # ------------------------------------------------------------
    # LOST AND RESTORED
    # ------------------------------------------------------------

    def _count_restored(self, figures):
        """{user id: activities whose lost deal the person restored on the day}.

        A lost deal takes its activities out of the day; who restores it afterwards
        has perhaps only wanted them out of the way.
        """
        spans = [(f["user_id"], f["start_at"], f["end_at"]) for f in figures.values()]
        if not spans:
            return {}
        rows = self.env.execute_query(
            SQL(
                """SELECT person.user_id, count(DISTINCT journal.activity_id)
                     FROM unnest(%s::int[], %s::timestamp[], %s::timestamp[])
                          AS person(user_id, start_at, end_at)
                     JOIN sales_discipline_journal journal
                       ON journal.actor_id = person.user_id
                      AND journal.at >= person.start_at AND journal.at < person.end_at
                    WHERE journal.kind = 'restored'
                      AND journal.old_user_id = person.user_id
                      AND journal.old_res_model = 'crm.lead'
                    GROUP BY person.user_id""",
                *(list(column) for column in zip(*spans, strict=True)),
            )
        )
        return dict(rows)

    # ------------------------------------------------------------
    # DEALS WON
    # ------------------------------------------------------------

    def _count_won(self, figures):
        """{user id: deals won on the day}: as kept where closed, else as of now."""
        outcome = self.env["sales.discipline.outcome"]._get_active()
        outcome = outcome.filtered(lambda one: one.code == WON)
        if not outcome or not figures:
            return {}
        closed = [row["day_id"] for row in figures.values() if row["day_id"]]
        return self._won_kept(outcome, closed) | self._won_now(outcome, figures)

    def _won_kept(self, outcome, day_ids):
        values = self.env["sales.discipline.day.outcome"].sudo()
        kept = values.search_fetch(
            [("outcome_id", "=", outcome.id), ("day_id", "in", day_ids)],
            ["day_id", "record_count"],
        )
        return {each.day_id.user_id.id: each.record_count for each in kept}

    def _won_now(self, outcome, figures):
        rows = [row for row in figures.values() if not row["day_id"]]
        found = outcome._measure_quietly([slot_of(row) for row in rows])
        return {
            row["user_id"]: figure.count
            for row, figure in zip(rows, found, strict=True)
        }
