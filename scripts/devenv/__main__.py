"""``python3 -m scripts.devenv COMMAND``: what the targets of the Makefile call."""

import argparse
import os
import shlex
import signal
import sys

from . import linting, server, testing
from .cleaning import clean
from .console import SetupError, warn
from .database import check_exists, check_is_odoo, drop, ensure_database
from .process import foreground
from .settings import ROOT, Settings
from .stack import open_stack


def set_up(settings, _arguments):
    """Download and install everything, with the browser for the tests."""
    with open_stack(settings, browser=True):
        return 0


def database(settings, _arguments):
    """Create the database DB, or update it to the addon's files."""
    with open_stack(settings) as stack:
        ensure_database(stack, settings)
    return 0


def new_database(settings, _arguments):
    """Create the database DB anew, without the one that was there."""
    with open_stack(settings) as stack:
        drop(stack, settings.database)
        ensure_database(stack, settings)
    return 0


def drop_database(settings, _arguments):
    """Remove the database DB."""
    with open_stack(settings) as stack:
        drop(stack, settings.database)
    return 0


def execute(settings, arguments):
    """Run a program with Odoo and PostgreSQL at hand; PGDATABASE is DB."""
    with open_stack(settings, browser=arguments.browser) as stack:
        if arguments.on_database:
            check_exists(stack, settings.database)
            if arguments.words[0] != "psql":
                check_is_odoo(stack, settings.database)
        return _with_database(stack, settings, arguments.words)


def load(settings, _arguments):
    """Load the folder DATA; one that cannot be read costs no database."""
    words = ["scripts/load.py", "--data", os.environ["DATA"]]
    code = foreground([sys.executable, *words, "--check"], env=None, cwd=ROOT)
    if code:
        return code
    words += ["--database", settings.database, *shlex.split(os.environ.get("ARGS", ""))]
    with open_stack(settings) as stack:
        ensure_database(stack, settings)
        return _with_database(stack, settings, ["python", *words])


def _with_database(stack, settings, words):
    environment = {**stack.environment, "PGDATABASE": settings.database}
    words = [str(stack.python) if word == "python" else word for word in words]
    return foreground(words, env=environment, cwd=ROOT)


def pytest(settings, _arguments):
    """Run the tests selected by K in the database DB."""
    with open_stack(settings, browser=True) as stack:
        if os.environ.get("UPDATE") != "0":
            ensure_database(stack, settings)
        return testing.run_pytest(stack, settings.database, settings.select)


COMMANDS = {
    "run": lambda settings, _: server.run(settings),
    "test": lambda settings, _: testing.run_all(settings),
    "apps-tests": lambda settings, _: testing.run_beside_apps(settings),
    "lint": lambda settings, _: linting.check(settings),
    "format": lambda settings, _: linting.rewrite(settings),
    "pytest": pytest,
    "setup": set_up,
    "db": database,
    "newdb": new_database,
    "dropdb": drop_database,
    "exec": execute,
    "load": load,
    "clean": lambda settings, _: clean(settings),
}


def main():
    parser = argparse.ArgumentParser(prog="python3 -m scripts.devenv")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        command = commands.add_parser(name)
        if name == "exec":
            command.add_argument("--browser", action="store_true")
            command.add_argument("--on-database", action="store_true")
            command.add_argument("words", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _end)
    try:
        return COMMANDS[arguments.command](Settings.from_environment(), arguments)
    except SetupError as error:
        warn(f"Error: {error}")
        return 1
    except KeyboardInterrupt:
        warn("Stopped.")
        return 130


def _end(number, _frame):
    """End as after Ctrl-C: what was begun is tidied up."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
