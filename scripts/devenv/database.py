"""Databases: templates that make a fresh one cheap, and the life of each.

A template holds Odoo with the addon's dependencies, so that a fresh database
needs only the addon itself. Its name contains a digest of everything it was
made from; when that changes, a new one is made and the old one dropped.
"""

import ast
import fcntl
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass

from .console import SetupError, say, step
from .process import run
from .python_env import requirements_digest
from .settings import ADDON, DATA_DIR, ENGLISH, HOME, ROOT, addon_digest, digest

MODULE = "sales_discipline"
_READY = "sales_discipline, ready: "


@dataclass(frozen=True)
class Stack:
    """What is needed to work with databases: Odoo, its Python, a server."""

    python: object
    odoo: object
    environment: dict


def quoted(name):
    """``name`` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def sql(stack, statement, database="postgres"):
    """The answer of one statement, as lines."""
    done = subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, database],
        env=stack.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no answer"])[0]
        raise SetupError(f"PostgreSQL refused a statement ({reason}).")
    return done.stdout.splitlines()


def exists(stack, name):
    where = f"WHERE datname = {literal(name)}"
    return bool(sql(stack, f"SELECT 1 FROM pg_database {where}"))


def check_exists(stack, name):
    """Odoo would begin an empty database of that name, without the addon."""
    if not exists(stack, name):
        raise SetupError(
            f"There is no database {name}: name another one with DB=, or create it "
            f"with make db DB={name}."
        )


def check_name(name):
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{1,49}", name):
        raise SetupError(
            f"DB={name} is not a name for a database: use 2 to 50 letters, digits "
            "and underscores."
        )


def drop(stack, name):
    sql(stack, f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")
    shutil.rmtree(_filestore(name), ignore_errors=True)


def create(stack, name, *, demo, language=ENGLISH):
    """A database with the addon's dependencies, without the addon."""
    template = _ensure_template(stack, demo=demo, language=language)
    # PostgreSQL copies a template for one client at a time.
    with _locked("template"):
        drop(stack, name)
        statement = f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(template)}"
        sql(stack, statement)
        # Stored files are never changed in place, so links are enough.
        if _filestore(template).is_dir():
            shutil.copytree(
                _filestore(template), _filestore(name), copy_function=os.link
            )


def install(stack, name, *, modules=MODULE, log=None, assets=True):
    """Install the addon in a copy of a template; return the log to be examined.

    ``assets``: build the bundles as well, or else the first page is slow, and in
    tests every page, as they roll back what they built.
    """
    words = ["--install", modules, "--new-identity"] + ["--assets"] * assets
    failure = f"Odoo could not install {modules} in {name}."
    return _inside_odoo(stack, name, words, failure, log or f"install-{name}")


def update(stack, name):
    words = ["--update", MODULE, "--assets"]
    failure = f"Odoo could not update {MODULE} in {name}."
    return _inside_odoo(stack, name, words, failure, f"update-{name}")


def ensure_database(stack, settings):
    """Bring the database of ``settings`` to the addon's present files."""
    name = settings.database
    current = _READY + digest(addon_digest(), stack.odoo.identity)
    with _locked(f"database-{name}"):
        if not exists(stack, name):
            with step(f"Creating the database {name}"):
                _build(stack, name, demo=settings.demo, language=settings.language)
        elif _comment(stack, name) == current:
            return _say_language(stack, settings)
        else:
            check_is_odoo(stack, name)
            with step(f"Updating the database {name}"):
                update(stack, name)
            _say_language(stack, settings)
        sql(stack, f"COMMENT ON DATABASE {quoted(name)} IS {literal(current)}")


def _say_language(stack, settings):
    """Whoever asks for a language would wait for it in vain."""
    known = (
        f"SELECT 1 FROM res_lang WHERE active AND code = {literal(settings.language)}"
    )
    if not sql(stack, known, settings.database):
        say(
            f"    {settings.database} was there already: LANGUAGE= is for new ones. "
            f"make newdb DB={settings.database} LANGUAGE={settings.language} begins "
            "it anew."
        )


def _build(stack, name, *, demo, language):
    """Under another name until complete, so that a failure leaves no ruin."""
    partial = f"{name}-partial"
    create(stack, partial, demo=demo, language=language)
    install(stack, partial, log=f"install-{name}")
    _rename(stack, partial, name)


def _rename(stack, old, new):
    shutil.rmtree(_filestore(new), ignore_errors=True)
    if _filestore(old).is_dir():
        os.replace(_filestore(old), _filestore(new))
    sql(stack, f"ALTER DATABASE {quoted(old)} RENAME TO {quoted(new)}")


def _comment(stack, name):
    statement = (
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        f"WHERE datname = {literal(name)}"
    )
    return "".join(sql(stack, statement))


def check_is_odoo(stack, name):
    tables = "SELECT 1 FROM pg_tables WHERE tablename = 'ir_module_module'"
    version = ""
    if sql(stack, tables, name):
        base = "SELECT latest_version FROM ir_module_module WHERE name = 'base'"
        version = "".join(sql(stack, base, name))
    if not version.startswith("19."):
        raise SetupError(
            f"The database {name} exists and is not of Odoo 19: choose another name "
            "with DB=."
        )


def _ensure_template(stack, *, demo, language):
    key = digest(stack.odoo.identity, requirements_digest(), _dependencies())
    tongue = "" if language == ENGLISH else f"{language}-"
    prefix = f"sd-template-{tongue}" + ("demo-" if demo else "plain-")
    name = prefix + key
    with _locked("template"):
        if not exists(stack, name):
            _drop_all_like(stack, prefix)
            title = "Preparing a template with CRM" + (" and demo data" if demo else "")
            with step(title + (tongue and f" in {language}")):
                _make_template(stack, name, demo=demo, language=language)
    return name


def _make_template(stack, name, *, demo, language):
    partial = f"{name}-partial"
    drop(stack, partial)
    sql(
        stack,
        f"CREATE DATABASE {quoted(partial)} TEMPLATE template0 ENCODING 'UTF8' "
        "LC_COLLATE 'C'",
    )
    words = ["--install", ",".join(_dependencies())] + ["--demo"] * demo
    if language != ENGLISH:
        words += ["--language", language]
    failure = "Odoo could not create a database with CRM."
    _inside_odoo(stack, partial, words, failure, "template")
    _rename(stack, partial, name)


def _dependencies():
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text())
    return sorted(manifest["depends"])


def _drop_all_like(stack, prefix):
    statement = (
        f"SELECT datname FROM pg_database WHERE starts_with(datname, '{prefix}')"
    )
    for name in sql(stack, statement):
        drop(stack, name)


def drop_leftovers(stack):
    """Databases of test runs whose process is gone."""
    for name in sql(stack, "SELECT datname FROM pg_database"):
        found = re.match(r"sd-test-(\d+)-", name)
        if found and not os.path.exists(f"/proc/{found.group(1)}"):
            drop(stack, name)


def _filestore(name):
    return DATA_DIR / "filestore" / name


def _inside_odoo(stack, name, words, failure, log):
    command = [stack.python, "-m", "scripts.devenv.inside_odoo", name, *words]
    return run(command, failure, log=log, env=stack.environment, cwd=ROOT)


@contextmanager
def _locked(name):
    """Several people and commands share the cluster; one at a time here."""
    folder = HOME / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
