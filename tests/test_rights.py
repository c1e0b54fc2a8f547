"""docs/rights.md is true: each of its cells, tried as each role."""

import json
import re

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .rights_case import (
    NOTHING,
    OPERATIONS,
    TABLE,
    RightsCase,
    read_table,
)

DIALOG = "screen"
METHODS_ONLY = re.compile(r"^\| `([\w.]+)` \| [^|]+ \|$", re.MULTILINE)


class TestRights(RightsCase):
    @mute_logger("odoo.sql_db")
    def test_every_cell_of_the_table_is_what_the_server_does(self):
        for (model, whose), cells in read_table().items():
            for role, told in cells.items():
                with self.subTest(f"{role}: {model}, {whose}"):
                    self.assertEqual(self.found(model, whose, role), told)

    def found(self, model, whose, role):
        if whose == DIALOG:
            mine = self.env[model].with_user(self.users[role])
            letters = (
                letter
                for letter, operation in OPERATIONS.items()
                if mine.has_access(operation)
            )
            return "".join(letters) or NOTHING
        record = self.records[model, whose][role]
        self.assertTrue(record.sudo().exists(), "nothing to try it on")
        return self.allowed(role, record)

    def test_a_search_finds_what_may_be_read_and_nothing_else(self):
        for (model, whose), cells in read_table().items():
            if whose == DIALOG:
                continue
            for role, told in cells.items():
                mine = self.as_role(role, self.records[model, whose][role])
                if not mine.browse().has_access("read"):
                    continue
                with self.subTest(f"{role}: {model}, {whose}"):
                    found = mine.with_context(active_test=False).search(
                        [("id", "in", mine.ids)]
                    )
                    self.assertEqual(bool(found), "r" in told)

    def test_every_model_has_its_row(self):
        models = {name for name in self.env.registry if name.startswith("sales.disc")}
        rows = {model for model, _whose in read_table()}
        methods_only = set(METHODS_ONLY.findall(TABLE.read_text()))
        self.assertEqual(rows | methods_only, models)
        self.assertFalse(rows & methods_only)
        for name in methods_only:
            self.assertTrue(self.env[name]._abstract, name)

    def test_every_kind_of_record_has_all_its_rows(self):
        rows = {key for key in read_table() if key[1] != DIALOG}
        self.assertEqual(rows, set(self.records))


@tagged("standard", "post_install", "-at_install")
class TestRightsFromOutside(RightsCase, HttpCase):
    """The same over JSON-2 and the web client's routes."""

    def keys_of(self, role):
        keys = self.env["res.users.apikeys"].with_user(self.users[role]).sudo()
        end = fields.Datetime.add(fields.Datetime.now(), days=1)
        return keys._generate("rpc", "Rights", end)

    def refused(self, answer):
        """Whether an answer says no, in the way of its route."""
        if answer.status_code != 200:
            self.assertIn(answer.status_code, (403, 404, 422), answer.text[:300])
            return True
        body = answer.json()
        return isinstance(body, dict) and "error" in body

    def json2(self, key, model, method, **arguments):
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )

    def call_kw(self, model, method, *args):
        params = {"model": model, "method": method, "args": args, "kwargs": {}}
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        )

    def export(self, model, ids):
        data = {
            "model": model,
            "fields": [{"name": "id", "label": "ID"}],
            "ids": ids,
            "domain": [],
            "import_compat": False,
        }
        return self.url_open("/web/export/csv", data={"data": json.dumps(data)})

    def firsts(self):
        """One record of each model: the one that a salesperson may see least of."""
        rows = {}
        for (model, whose), cells in read_table().items():
            if whose != DIALOG and cells["salesperson"] == NOTHING:
                rows[model] = self.records[model, whose]["salesperson"].id
        return rows

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_a_salesperson_is_refused_over_every_route(self):
        key = self.keys_of("salesperson")
        self.authenticate("sd_anna", "sd_anna")
        rows = self.firsts()
        self.assertGreater(len(rows), 20)
        for model, record_id in rows.items():
            ids = [record_id]
            with self.subTest(model):
                read = self.json2(key, model, "read", ids=ids, fields=["id"])
                self.assertTrue(self.refused(read) or read.json() == [])
                for method in ("write", "unlink"):
                    args = [ids, {}] if method == "write" else [ids]
                    keywords = {"ids": ids} | (
                        {"vals": {"active": False}} if method == "write" else {}
                    )
                    self.assertTrue(
                        self.refused(self.json2(key, model, method, **keywords))
                    )
                    if method == "unlink":
                        self.assertTrue(
                            self.refused(self.call_kw(model, method, *args))
                        )
                self.assertTrue(self.refused(self.call_kw(model, "create", [{}])))
                self.assertEqual(self.env[model].sudo().browse(ids).exists().ids, ids)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_a_salesperson_reads_own_days_and_no_other_s(self):
        key = self.keys_of("salesperson")
        for whose, may in (("own", True), ("team", False), ("other company", False)):
            day = self.records["sales.discipline.day", whose]["salesperson"]
            answer = self.json2(key, day._name, "read", ids=day.ids, fields=["score"])
            self.assertEqual(not self.refused(answer), may, whose)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_reports_and_exports_are_refused_to_an_employee(self):
        self.authenticate("sd_clerk", "sd_clerk")
        row = self.records["sales.discipline.statement", "team"]["employee"]
        page = self.url_open(
            f"/report/html/sales_discipline.statement_document/{row.id}"
        )
        self.assertNotEqual(page.status_code, 200)
        export = self.export("sales.discipline.day", [1])
        self.assertNotEqual(export.status_code, 200)
