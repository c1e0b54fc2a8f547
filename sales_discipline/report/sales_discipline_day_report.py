"""Closed days, to be grouped and compared."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..fields import EmptyFloat
from ..models.sales_discipline_day import OFF_REASONS

WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]
# {share: (of these, those)}. A mean of daily shares would let a day of one activity
# weigh as much as one of twenty.
SHARES = {
    "plan_share": ("plan_met_days", "plan_owed_days"),
    "on_time_share": ("done_count", "due_count"),
    "result_share": ("result_good_count", "result_required_count"),
    "head_share": ("set_by_head_done_count", "set_by_head_count"),
}
COLUMNS = (
    "id user_id team_id company_id version_id date is_off off_reason capacity_hours"
    " planned_count planned_hours due_count done_count overdue_count rolled_count"
    " caught_up_count extra_count cancelled_count postponed_count handed_over_count"
    " missed_count set_by_head_count set_by_head_done_count result_required_count"
    " score_planning score_execution score_backlog score_data score_results score"
).split()


class SalesDisciplineDayReport(models.Model):
    """A closed day as a row of graph, pivot and list; the figures are the day's own.

    Not a view of the database: a query in the statement, of which PostgreSQL reads the
    rows of the wanted people and dates only.
    """

    _name = "sales.discipline.day.report"
    _description = "Discipline Analysis"
    _auto = False
    _order = "date desc, user_id"
    _rec_name = "user_id"
    _depends = {"sales.discipline.day": [*COLUMNS[1:], "state", "plan_owed", "plan_ok"]}

    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    version_id = fields.Many2one(
        "sales.discipline.policy.version", "Policy Version", readonly=True
    )
    date = fields.Date(readonly=True)
    weekday = fields.Selection(WEEKDAYS, readonly=True)
    is_off = fields.Boolean("Off", readonly=True)
    off_reason = fields.Selection(OFF_REASONS, readonly=True)
    capacity_hours = fields.Float("Capacity", readonly=True)

    # plan
    planned_count = fields.Integer("Planned", readonly=True)
    planned_hours = fields.Float(readonly=True)
    plan_owed_days = fields.Integer("Days with a Plan Owed", readonly=True)
    plan_met_days = fields.Integer("Days Planned in Full", readonly=True)
    plan_share = EmptyFloat("Planned in Full, %", readonly=True, aggregator="avg")

    # execution and backlog
    due_count = fields.Integer("Due", readonly=True)
    done_count = fields.Integer("Done on Time", readonly=True)
    on_time_share = EmptyFloat("On Time, %", readonly=True, aggregator="avg")
    # A backlog is not added up over days; its mean is seldom a whole number.
    overdue_count = fields.Float("Overdue", readonly=True, aggregator="avg")
    rolled_count = fields.Integer("Moved Again and Again", readonly=True)
    caught_up_count = fields.Integer("Caught Up", readonly=True)
    extra_count = fields.Integer("Extra", readonly=True)
    cancelled_count = fields.Integer("Cancelled", readonly=True)
    postponed_count = fields.Integer("Postponed", readonly=True)
    handed_over_count = fields.Integer("Handed Over", readonly=True)
    missed_count = fields.Integer("Missed", readonly=True)
    set_by_head_count = fields.Integer("Set by the Head", readonly=True)
    set_by_head_done_count = fields.Integer("Set by the Head, Done", readonly=True)
    head_share = EmptyFloat("Set by the Head, % Done", readonly=True, aggregator="avg")

    # results
    result_required_count = fields.Integer("Results Asked", readonly=True)
    result_good_count = fields.Integer("Results That Say Something", readonly=True)
    result_share = EmptyFloat("Good Results, %", readonly=True, aggregator="avg")

    # scores
    score_planning = EmptyFloat("Planning", readonly=True, aggregator="avg")
    score_execution = EmptyFloat("Execution", readonly=True, aggregator="avg")
    score_backlog = EmptyFloat("Backlog", readonly=True, aggregator="avg")
    score_data = EmptyFloat("Data", readonly=True, aggregator="avg")
    score_results = EmptyFloat("Results", readonly=True, aggregator="avg")
    score = EmptyFloat(readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        columns = SQL(", ").join(SQL.identifier("day", name) for name in COLUMNS)
        return SQL(
            """
            SELECT %s,
                   EXTRACT(isodow FROM day.date)::int::text AS weekday,
                   day.plan_owed::int AS plan_owed_days,
                   (day.plan_owed AND day.plan_ok)::int AS plan_met_days,
                   day.result_required_count - day.result_bad_count
                       AS result_good_count,
                   CASE WHEN day.plan_owed
                        THEN 100.0 * day.plan_ok::int END AS plan_share,
                   100.0 * day.done_count / NULLIF(day.due_count, 0)
                       AS on_time_share,
                   100.0 * day.set_by_head_done_count
                       / NULLIF(day.set_by_head_count, 0) AS head_share,
                   100.0 * (day.result_required_count - day.result_bad_count)
                       / NULLIF(day.result_required_count, 0) AS result_share
              FROM sales_discipline_day day
             WHERE day.state = 'closed'
            """,
            columns,
        )

    @api.model
    def _search(self, domain, *args, **kwargs):
        narrowing = self.env["sales.discipline.day"]._get_narrowing()
        return super()._search(Domain(domain) & narrowing, *args, **kwargs)

    def _read_group_select(self, aggregate_spec, query):
        """Of many days a share is all of the ones among all of the others."""
        name, _colon, function = aggregate_spec.partition(":")
        if name not in SHARES or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        part, whole = (
            self._field_to_sql(self._table, column, query) for column in SHARES[name]
        )
        return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s), 0)", part, whole)

    def action_open_why(self):
        """Show why the score of this day is what it is."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "sales_discipline.why",
            "params": {
                "user_id": self.user_id.id,
                "date": fields.Date.to_string(self.date),
            },
        }

    def action_open_person(self):
        """Open the page of the person whose day it is."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.client"]._for_xml_id(
            "sales_discipline.sales_discipline_person_action"
        )
        return action | {"params": {"user_id": self.user_id.id}}
