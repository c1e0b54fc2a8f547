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
    def _store_outcomes(self, evaluated, day_ids):
        """Measure every outcome of the days that were written, and keep the values.

        What an outcome that is switched off was once measured at stays.
        """
        keys = [key for key in evaluated if key in day_ids]
        rows, measured = [], []
        for outcome in self.env["sales.discipline.outcome"]._get_active():
            own = [key for key in keys if concerns(outcome, evaluated[key])]
            figures = outcome._measure([slot_of(evaluated[key]) for key in own])
            if figures is None:
                continue
            measured.append(outcome.id)
            rows += [
                (
                    day_ids[key],
                    outcome.id,
                    figure.value,
                    figure.count,
                    figure.currency_id,
                )
                for key, figure in zip(own, figures, strict=True)
            ]
        self.env.cr.execute(
            SQL(
                "DELETE FROM sales_discipline_day_outcome"
                " WHERE day_id = ANY(%s) AND outcome_id = ANY(%s)",
                list(day_ids.values()),
                measured,
            )
        )
        self._execute_values(
            f"INSERT INTO sales_discipline_day_outcome ({', '.join(VALUE_COLUMNS)})"
            " VALUES %s RETURNING id",
            rows,
        )
