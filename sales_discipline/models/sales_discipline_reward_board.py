"""Rewards and contests that wait for a decision are a reason for a word."""

from odoo import models
from odoo.tools import SQL


class SalesDisciplineBoard(models.AbstractModel):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.board"

    def _count_to_decide(self, users):
        """Also *reward* and *penalty*, proposals, and *penalty_contest*."""
        waiting = super()._count_to_decide(users)
        self.env["sales.discipline.reward"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT user_id, CASE WHEN state = 'contested' THEN 'penalty_contest'"
                " WHEN is_penalty THEN 'penalty' ELSE 'reward' END AS waiting_for,"
                " count(*) FROM sales_discipline_reward"
                " WHERE user_id = ANY(%s) AND state IN ('proposed', 'contested')"
                " GROUP BY user_id, waiting_for",
                users.ids,
            )
        )
        for user_id, kind, count in rows:
            waiting.setdefault(user_id, {})[kind] = count
        return waiting
