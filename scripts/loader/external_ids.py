"""Which records were loaded before: Odoo's external ids under a module name of our own.

They make a second load add nothing and an interrupted one go on where it stopped.
"""

import re
import zlib

MODULE = "sales_discipline_load"


class ExternalIds:
    """Maps (kind, key) to record ids, in memory and in ir.model.data."""

    def __init__(self, env):
        self.env = env
        rows = env["ir.model.data"].search_fetch(
            [("module", "=", MODULE)], ["name", "res_id"]
        )
        self.known = {row.name: row.res_id for row in rows}

    def get(self, kind, key):
        """The id of the record, or None."""
        return self.known.get(_name(kind, key))

    def missing(self, kind, keys):
        return [key for key in keys if _name(kind, key) not in self.known]

    def add(self, kind, records):
        """Remember ``records``, a dict of records by key."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{MODULE}.{_name(kind, key)}",
                    "record": record,
                    "noupdate": True,
                }
                for key, record in records.items()
            ]
        )
        self.known |= {_name(kind, key): rec.id for key, rec in records.items()}


def _name(kind, key):
    """Readable, and different for keys that differ in punctuation only."""
    readable = re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_")
    return f"{kind}_{readable}_{zlib.crc32(key.encode()):08x}"
