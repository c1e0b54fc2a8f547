"""Plans deleted before their day, which are on no line of any day."""

from odoo import models
from odoo.tools import SQL


class SalesDisciplineBoard(models.AbstractModel):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.board"

    def _get_figures(self, users, day):
        figures = super()._get_figures(users, day)
        withdrawn = self._count_withdrawn(figures)
        for user_id, row in figures.items():
            row["withdrawn_count"] = withdrawn.get(user_id, 0)
        return figures

    def _count_withdrawn(self, figures):
        """{user id: activities of later days that the person deleted on the day}.

        Whoever deletes a plan every evening before the cut-off and makes it anew for
        another day would never be seen to move anything. What was made on the day
        itself does not count: slips are deleted at once.
        """
        days = [
            (row["user_id"], row["date"], row["start_at"], row["end_at"])
            for row in figures.values()
        ]
        if not days:
            return {}
        tracked = self.env["sales.discipline.day"]._tracked_models()
        columns = (list(column) for column in zip(*days, strict=True))
        return dict(self.env.execute_query(SQL(_WITHDRAWN, *columns, tracked)))


_WITHDRAWN = """
    SELECT day.user_id, count(DISTINCT journal.activity_id)
      FROM unnest(%s::int[], %s::date[], %s::timestamp[], %s::timestamp[])
           AS day(user_id, date, start_at, end_at)
      JOIN sales_discipline_journal journal
        ON journal.actor_id = day.user_id
       AND journal.at >= day.start_at AND journal.at < day.end_at
      LEFT JOIN mail_activity_type type ON type.id = journal.old_type_id
     WHERE journal.kind = 'cancelled'
       AND journal.old_user_id = day.user_id
       AND journal.old_deadline > day.date
       AND journal.created_at < day.start_at
       AND journal.old_res_model = ANY(%s)
       AND (type.id IS NULL OR type.is_tracked)
     GROUP BY day.user_id
"""
