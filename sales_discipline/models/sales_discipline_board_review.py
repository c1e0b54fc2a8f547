from odoo import models

from ..engine import attention
from .sales_discipline_review import DETAILED


class SalesDisciplineBoard(models.AbstractModel):
    """Whoever is to be reviewed in detail needs a word, so no button for all."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.board"

    def _get_rows(self, users, day):
        rows = super()._get_rows(users, day)
        in_detail = self._users_in_detail(day)
        for row in rows:
            if row["user_id"] in in_detail:
                row["reasons"].append({"code": "in_detail"})
                if row["group"] == "in_order":
                    row["group"] = "need_word"
        return sorted(rows, key=attention.urgency) if in_detail else rows

    def _users_in_detail(self, day):
        """Ids of those in the caller's open detailed reviews that look at ``day``."""
        lines = self.env["sales.discipline.review.line"].sudo()
        lines = lines.search(
            [
                ("reviewer_id", "=", self.env.uid),
                ("kind", "in", DETAILED),
                ("review_id.is_open", "=", True),
                ("review_id.date_from", "<=", day),
                ("review_id.date", ">=", day),
                ("verdict_id", "=", False),
            ]
        )
        return set(lines.user_id.ids)
