"""A float that can be empty."""

from odoo import fields


class EmptyFloat(fields.Float):
    """A ``Float`` that keeps "no value" apart from 0.

    A day off has no score; Odoo's own field would read it as 0, the worst there is.
    The value is False where the column is NULL, which views show as nothing.
    """

    falsy_value = None

    def convert_to_column(self, value, record, values=None, validate=True):
        if value is None or value is False:
            return None
        return super().convert_to_column(value, record, values, validate)

    def convert_to_cache(self, value, record, validate=True):
        if value is None or value is False:
            return None
        return super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if value is False or value is None else value
