"""Where things are, and what the user asked for through the environment."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from .console import SetupError

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "sales_discipline"
# The thin ones beside it, for which another app must be installed, come after it.
ADDONS = (ADDON, ROOT / "sales_discipline_account")
HOME = ROOT / ".odoo"
LOGS = HOME / "logs"
VENV = HOME / "venv"
LINT_VENV = HOME / "lint"
ODOO_TREE = HOME / "odoo"
DATA_DIR = HOME / "data"
CLUSTER = HOME / "postgres"
DEFAULT_DATABASE = "sales_discipline"
ENGLISH = "en_US"

# Any of these says that the user has a PostgreSQL of their own to be used.
# PGDATABASE only names a database, which the private cluster can hold as well.
PG_SERVER_VARIABLES = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGSERVICE")


@dataclass(frozen=True)
class Settings:
    """The variables of ``make``, read once."""

    database: str
    port: int
    odoo: Path | None
    private_postgres: bool
    select: str
    demo: bool
    language: str

    @classmethod
    def from_environment(cls, environ=os.environ):
        odoo = environ.get("ODOO")
        return cls(
            database=environ.get("DB") or environ.get("PGDATABASE") or DEFAULT_DATABASE,
            port=_port(environ.get("PORT") or "8069"),
            odoo=Path(odoo).expanduser().resolve() if odoo else None,
            private_postgres=not any(environ.get(name) for name in PG_SERVER_VARIABLES),
            select=environ.get("K", ""),
            demo=environ.get("DEMO") != "0",
            language=_language(environ.get("DATABASE_LANGUAGE") or ENGLISH),
        )


def _port(text):
    if text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise SetupError(f"PORT={text} is not a port: give a number from 1 to 65535.")


def _language(text):
    if re.fullmatch(r"[a-z]{2,3}_[A-Z0-9]{2,3}(@[a-z]+)?", text):
        return text
    raise SetupError(f"LANGUAGE={text} is not a language of Odoo: ru_RU is one.")


def digest(*parts):
    """A short name for the exact content of the given files and texts."""
    result = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        result.update(len(content).to_bytes(8, "big") + content)
    return result.hexdigest()[:16]


def addon_digest():
    """Changes when any file that Odoo reads from the addons changes."""
    files = sorted(
        path
        for addon in ADDONS
        for path in addon.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    return digest(*(x for path in files for x in (str(path.relative_to(ROOT)), path)))
