"""Measuring outcomes when days are closed."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.outcomes import concerns, slot_of

VALUE_COLUMNS = ("day_id", "outcome_id", "value", "record_count", "currency_id")


class SalesDisciplineDay(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.day"

    outcome_ids = fields.One2many(
        "sales.discipline.day.outcome", "day_id", string="Outcomes"
    )

    @api.model
    def _store_outcomes(self, evaluated, day_ids, old_ids, trusting=False):
        """Measure every outcome of the days that were written, and keep the values.

        What an outcome that is switched off was once measured at stays.

        :param old_ids: days that were there before
        :param trusting: whether an outcome that breaks is raised
        """
        keys = [key for key in evaluated if key in day_ids]
        concerned = {
            outcome: [key for key in keys if concerns(outcome, evaluated[key])]
            for outcome in self.env["sales.discipline.outcome"]._get_active()
        }
        measured = self.env["sales.discipline.outcome"]._measure_together(
            {
                outcome: [slot_of(evaluated[key]) for key in own]
                for outcome, own in concerned.items()
            },
            trusting,
        )
        rows = [
            (day_ids[key], outcome.id, figure.value, figure.count, figure.currency_id)
            for outcome, figures in measured.items()
            for key, figure in zip(concerned[outcome], figures, strict=True)
        ]
        if old_ids:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM sales_discipline_day_outcome"
                    " WHERE day_id = ANY(%s) AND outcome_id = ANY(%s)",
                    old_ids,
                    [outcome.id for outcome in measured],
                )
            )
        self._insert_rows("sales_discipline_day_outcome", VALUE_COLUMNS, rows)
