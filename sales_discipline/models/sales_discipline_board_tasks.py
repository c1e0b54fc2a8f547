"""Tasks that the head sets for a person."""

from datetime import timedelta

from odoo import models
from odoo.tools import SQL

# How long a finished task is listed.
DONE_DAYS = 14


class SalesDisciplineBoard(models.AbstractModel):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.board"

    def _get_open_tasks(self, users):
        """{user id: ids} of what reviewers set and is to do, whenever it is due."""
        return self._get_tasks(
            users, SQL("task.active IS TRUE AND task.dropped_at IS NULL")
        )

    def _get_recent_tasks(self, users):
        """{user id: ids} of what reviewers set and was done lately."""
        since = self.env.cr.now() - timedelta(days=DONE_DAYS)
        return self._get_tasks(users, SQL("task.done_at >= %s", since))

    def _get_tasks(self, users, condition):
        """{user id: ids of activities that a reviewer set for the person}.

        Set by: created by a reviewer with the person as first owner (metrics
        section 4).
        """
        reviewers = self.env["crm.team"]._discipline_reviewers(users)
        pairs = [(user, who) for user, them in reviewers.items() for who in them]
        if not pairs:
            return {}
        self.env["mail.activity"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT task.user_id,
                          array_agg(task.id ORDER BY task.date_deadline, task.id)
                     FROM unnest(%s::int[], %s::int[]) AS pair(user_id, reviewer_id)
                     JOIN mail_activity task ON task.user_id = pair.user_id
                      AND task.create_uid = pair.reviewer_id
                      AND task.create_uid <> task.user_id
                     LEFT JOIN mail_activity_type kind
                       ON kind.id = task.activity_type_id
                    WHERE %s AND coalesce(kind.is_tracked, TRUE)
                      AND task.res_model = ANY(%s)
                      AND NOT EXISTS (
                          SELECT 1 FROM sales_discipline_journal journal
                           WHERE journal.activity_id = task.id
                             AND journal.old_user_id IS DISTINCT FROM task.user_id)
                    GROUP BY task.user_id""",
                *(list(column) for column in zip(*pairs, strict=True)),
                condition,
                self.env["sales.discipline.day"]._tracked_models(),
            )
        )
        return dict(rows)
