from odoo import models
from odoo.tools import SQL

from ..engine import trend


class CrmTeam(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "crm.team"

    def _discipline_weeks(self, since):
        """How the teams have used the system, week by week, from ``since`` (a Monday).

        Over closed working days: the mean score, and the activities per person and day
        that were planned or, beside the plan, done. One query.

        :return: ``{team id: [trend.Week, ...]}``, oldest first, weeks without a closed
            working day left out
        """
        self.env["sales.discipline.day"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT team_id, date_trunc('week', date)::date, avg(score)::float8,
                          avg(planned_count + caught_up_count + extra_count)::float8
                     FROM sales_discipline_day
                    WHERE team_id = ANY(%s) AND date >= %s
                      AND state = 'closed' AND is_off IS NOT TRUE
                    GROUP BY 1, 2 ORDER BY 1, 2""",
                self.ids,
                since,
            )
        )
        weeks = {team_id: [] for team_id in self.ids}
        for team_id, *values in rows:
            weeks[team_id].append(trend.Week(*values))
        return weeks
