"""The spreadsheet of what is kept about a person."""

import io
import re

import xlsxwriter

from odoo import api, models
from odoo.exceptions import MissingError

WIDTH = 20
NAME_LENGTH = 31  # of a sheet; Excel refuses more


class SalesDisciplinePrivacy(models.AbstractModel):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.privacy"

    @api.model
    def _export(self, user):
        """The content of an xlsx file: a sheet for each table, instants in UTC.

        :raises AccessError: unless ``user`` is the caller or it is an administrator
        """
        self._check_may_export(user)
        if not user.sudo().exists():
            raise MissingError(self.env._("That account does not exist."))
        tables = self._collect(user)
        content = io.BytesIO()
        # A text is a text, whatever it begins with.
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd hh:mm",
        }
        with xlsxwriter.Workbook(content, options) as book:
            bold = book.add_format({"bold": True})
            self._write_cover(book, user, tables)
            for number, (title, columns, rows) in enumerate(tables, 1):
                sheet = book.add_worksheet(_sheet_name(number, title))
                sheet.set_column(0, len(columns) - 1, WIDTH)
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, columns, bold)
                for line, row in enumerate(rows, 1):
                    sheet.write_row(line, 0, row)
        return content.getvalue()

    def _write_cover(self, book, user, tables):
        sheet = book.add_worksheet(_sheet_name(0, self.env._("Contents")))
        sheet.set_column(0, 0, 2 * WIDTH)
        sheet.write_row(0, 0, [self.env._("Kept about"), user.sudo().name])
        sheet.write_row(1, 0, [self.env._("As of (UTC)"), self.env.cr.now()])
        for line, (title, _columns, rows) in enumerate(tables, 3):
            sheet.write_row(line, 0, [title, len(rows)])


def _sheet_name(number, title):
    plain = re.sub(r"[\[\]:*?/\\']", " ", title)
    return f"{number} {plain}"[:NAME_LENGTH].strip()
