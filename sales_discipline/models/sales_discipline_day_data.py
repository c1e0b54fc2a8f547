"""What the data rules found when a day was closed: why its component data is so."""

from odoo import api, fields, models
from odoo.tools import SQL

DATA_COLUMNS = ("day_id", "rule_id", "rule_name", "checked_count", "failed_count")


class SalesDisciplineDayData(models.Model):
    """One rule of one day. Records have no history, so it cannot be found out later."""

    _name = "sales.discipline.day.data"
    _description = "Data Rule of a Day"
    _order = "day_id, id"
    _rec_name = "rule_name"
    # The day says who and when.
    _log_access = False

    day_id = fields.Many2one(
        "sales.discipline.day", required=True, index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        "sales.discipline.data.rule", index="btree_not_null", ondelete="set null"
    )
    # Reads right when the rule is gone.
    rule_name = fields.Char("Rule's Name", required=True)
    checked_count = fields.Integer("Checked")
    failed_count = fields.Integer("Failing")

    def _to_checks(self):
        """As the engine has them of a day that is not closed."""
        return [
            {
                "rule_id": row.rule_id.id,
                "name": row.rule_id.name or row.rule_name,
                "checked": row.checked_count,
                "failed": row.failed_count,
            }
            for row in self
        ]


class SalesDisciplineDay(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.day"

    data_ids = fields.One2many("sales.discipline.day.data", "day_id", "Data Rules")

    @api.model
    def _store_data(self, evaluated, day_ids, old_ids):
        """Keep what was found for the days that were written, in two statements.

        :param old_ids: those that were there before
        """
        checks = {key: figures["data_checks"] for key, figures in evaluated.items()}
        measured = [key for key in day_ids if checks[key]]
        measured_again = {day_ids[key] for key in measured} & set(old_ids)
        if measured_again:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM sales_discipline_day_data WHERE day_id = ANY(%s)",
                    list(measured_again),
                )
            )
        rows = [
            (
                day_ids[key],
                check["rule_id"],
                check["name"],
                check["checked"],
                check["failed"],
            )
            for key in measured
            for check in checks[key]
        ]
        self._insert_rows("sales_discipline_day_data", DATA_COLUMNS, rows)
