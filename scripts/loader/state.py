"""How far a load has come, kept in the database with what it has done."""

import json
import zlib
from datetime import date, datetime

PARAMETER = "sales_discipline.load"


class LoadState:
    """``started_at`` is the "now" of all dates, also when the load is resumed later.

    ``played`` is the last date whose activities are in the database; ``is_complete``
    says that there is nothing left to simulate.
    """

    def __init__(self, env, fingerprint):
        self.env = env
        text = env["ir.config_parameter"].get_param(PARAMETER)
        known = json.loads(text) if text else {}
        self.is_new = not known
        self.started_at = datetime.fromisoformat(
            known.get("started_at") or env.cr.now().isoformat()
        )
        self.fingerprint = known.get("fingerprint", fingerprint)
        self.has_changed = self.fingerprint != fingerprint
        played = known.get("played")
        self.played = date.fromisoformat(played) if played else None
        self.is_complete = known.get("is_complete", False)

    def save(self):
        values = {
            "started_at": self.started_at.isoformat(),
            "fingerprint": self.fingerprint,
            "played": self.played and self.played.isoformat(),
            "is_complete": self.is_complete,
        }
        parameters = self.env["ir.config_parameter"]
        parameters.set_param(PARAMETER, json.dumps(values))


def fingerprint(data, seed):
    """Differs when the simulation of ``data`` would differ."""
    deals = sorted(map(str, data.deals.values()))
    agents = sorted(map(str, data.agents.values()))
    return f"{zlib.crc32(repr((seed, agents, deals)).encode()):08x}"
