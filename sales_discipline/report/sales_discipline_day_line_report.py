"""The activities of closed days, to be grouped and compared."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.sales_discipline_day_line import OUTCOMES, SETS
from .sales_discipline_day_report import WEEKDAYS

LINE_COLUMNS = (
    "id day_id set outcome hours activity_type_id is_overdue is_rolled set_by_head"
    " summary res_name done_at"
).split()
DAY_COLUMNS = "user_id team_id company_id version_id date".split()


class SalesDisciplineDayLineReport(models.Model):
    """One activity on one closed day, with the hour in which it was finished.

    An activity that was carried along has a row on each day that it burdened.
    """

    _name = "sales.discipline.day.line.report"
    _description = "Activity Analysis"
    _auto = False
    _order = "date desc, user_id, id"
    _rec_name = "summary"
    _depends = {
        "sales.discipline.day": [*DAY_COLUMNS, "state", "tz"],
        "sales.discipline.day.line": LINE_COLUMNS[1:],
    }

    day_id = fields.Many2one("sales.discipline.day", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    version_id = fields.Many2one(
        "sales.discipline.policy.version", "Policy Version", readonly=True
    )
    date = fields.Date(readonly=True)
    weekday = fields.Selection(WEEKDAYS, readonly=True)
    set = fields.Selection(SETS, "Part of the Day", readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    activity_type_id = fields.Many2one("mail.activity.type", readonly=True)
    summary = fields.Char(readonly=True)
    res_name = fields.Char("Document Name", readonly=True)
    done_at = fields.Datetime("Done", readonly=True)
    done_hour = fields.Char(
        "Hour of Completion",
        readonly=True,
        help="In the time zone of the salesperson, of what was finished that day.",
    )
    hours = fields.Float(readonly=True)
    is_overdue = fields.Boolean("Overdue", readonly=True)
    is_rolled = fields.Boolean("Moved Again and Again", readonly=True)
    set_by_head = fields.Boolean("Set by the Head", readonly=True)

    @property
    def _table_query(self):
        columns = [SQL.identifier("line", name) for name in LINE_COLUMNS]
        columns += [SQL.identifier("day", name) for name in DAY_COLUMNS]
        return SQL(
            """
            SELECT %s,
                   EXTRACT(isodow FROM day.date)::int::text AS weekday,
                   CASE WHEN line.outcome IN ('done', 'caught_up', 'extra')
                        THEN to_char(line.done_at AT TIME ZONE 'UTC'
                                     AT TIME ZONE day.tz, 'HH24":00"')
                    END AS done_hour
              FROM sales_discipline_day_line line
              JOIN sales_discipline_day day ON day.id = line.day_id
             WHERE day.state = 'closed'
            """,
            SQL(", ").join(columns),
        )

    @api.model
    def _search(self, domain, *args, **kwargs):
        narrowing = self.env["sales.discipline.day"]._get_narrowing()
        return super()._search(Domain(domain) & narrowing, *args, **kwargs)
