"""One sentence, with the field's name, for whatever cannot be meant."""

import math
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
# Beyond these no count, amount or number of hours is meant; PostgreSQL would refuse
# somewhat larger ones in its own words, or keep "not a number".
LARGEST = {"integer": 1_000_000, "float": 1e12, "monetary": 1e12}


class SalesDisciplineBounds(models.AbstractModel):
    """Looks at what is entered before anything else does, by every door.

    What a rule asks beyond that (a minimum, two fields together) is the constraints'
    of each model.
    """

    _name = "sales.discipline.bounds"
    _description = "Bounds of What Is Entered"
    # {field: (lowest, highest)} where they are narrower than the usual ones
    _entered_bounds = {}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_entered(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_entered(vals)
        return super().write(vals)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Odoo's forms offer Archive to whoever sees ``active``: only to who may."""
        described = super().fields_get(allfields, attributes)
        if "readonly" in described.get("active", {}) and not self.has_access("write"):
            described["active"]["readonly"] = True
        return described

    def _check_entered(self, vals):
        """Raise ValidationError for the first value that no field can mean."""
        for name, value in vals.items():
            field = self._fields.get(name)
            check = field and getattr(self, f"_check_entered_{field.type}", None)
            if check and value is not None and value is not False:
                expected = check(field, value)
                if expected:
                    label = field._description_string(self.env)
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(expected)s", field=label, expected=expected
                        )
                    )

    def _check_entered_integer(self, field, value):
        most = LARGEST[field.type]
        lowest, highest = self._entered_bounds.get(field.name, (-most, most))
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not lowest <= number <= highest:
            return self.env._(
                "a number from %(lowest)s to %(highest)s is expected.",
                lowest=f"{lowest:.10g}",
                highest=f"{highest:.10g}",
            )
        return ""

    _check_entered_float = _check_entered_integer
    _check_entered_monetary = _check_entered_integer

    def _check_entered_date(self, _field, value):
        try:
            day = fields.Date.to_date(value)
        except (TypeError, ValueError):
            day = None
        if not day or not FIRST <= day <= LAST:
            return self.env._("a date from the year 2000 to 2100 is expected.")
        return ""

    def _check_entered_char(self, field, value):
        if field.required and not str(value).strip():
            return self.env._("some words are expected.")
        return ""

    def _check_entered_selection(self, field, value):
        if value not in field.get_values(self.env):
            return self.env._("one of the choices offered is expected.")
        return ""
