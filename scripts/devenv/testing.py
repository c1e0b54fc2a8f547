"""pytest with pytest-odoo: in a database of the developer, or in a fresh one."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from .console import SetupError, step
from .database import MODULE, create, drop, install
from .node_packages import AXE
from .process import foreground
from .settings import HOME, ROOT
from .stack import open_stack

# Tests that need demo data, or invoicing, open the databases these variables name.
DEMO_DATABASE = "SALES_DISCIPLINE_DEMO_DATABASE"
ACCOUNT_DATABASE = "SALES_DISCIPLINE_ACCOUNT_DATABASE"
# What Odoo is asked to install in each of the databases of a test run. Invoicing
# brings the addon for it by itself, as it would at a user's.
_MODULES = {"plain": MODULE, "demo": MODULE, "account": f"{MODULE},account"}
# Tests load the file this names into pages, see tests/screen_checks.py.
AXE_FILE = "SALES_DISCIPLINE_AXE"
# Apps that bring working hours, leaves, documents and users' fields of their own.
_APPS = "hr,hr_holidays,sale_management,account,project,website"
# What does not depend on other apps, or has a database of its own in make test.
_APART = "tour demo simulation loader cost over_http account translations"
_APPS_SELECT = " and ".join(f"not {word}" for word in _APART.split())
# pytest-odoo gives each process a copy of the database. A file stays in one, as its
# classes share what they set up.
_SPREAD = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")
_COMPLAINT = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")


def run_all(settings):
    """``make test``: everything from nothing, and nothing left behind."""
    with open_stack(settings, browser=True) as stack, _fresh(stack) as names:
        environment = {DEMO_DATABASE: names["demo"], ACCOUNT_DATABASE: names["account"]}
        spread = () if settings.select else _SPREAD
        return run_pytest(
            stack, names["plain"], settings.select, environment, options=spread
        )


def run_beside_apps(settings):
    """``make apps-tests``: installs beside the usual apps, and the tests pass there."""
    name = f"sd-test-{os.getpid()}-apps"
    with open_stack(settings, browser=True) as stack:
        try:
            create(stack, name, demo=False)
            with step(f"Installing the addon with {_APPS}"):
                modules = f"{MODULE},{_APPS}"
                log = install(stack, name, modules=modules, log="install-test-apps")
            _check_log(log)
            return run_pytest(stack, name, settings.select or _APPS_SELECT)
        finally:
            drop(stack, name)


def run_pytest(stack, database, select, environment=None, options=()):
    """The exit code of pytest over ``tests/`` in ``database``."""
    command = [stack.python, "-m", "pytest", f"--odoo-database={database}"]
    command.append(f"--odoo-extra=screenshots={HOME / 'screenshots'}")
    command += options
    if select:
        command += ["-k", select]
    environment = {
        **stack.environment,
        AXE_FILE: str(AXE),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(HOME / "cache" / "hypothesis"),
        **(environment or {}),
    }
    return foreground(command, env=environment, cwd=ROOT)


@contextmanager
def _fresh(stack):
    """A database for each of ``_MODULES``, by that name; dropped at the end."""
    names = {kind: f"sd-test-{os.getpid()}-{kind}" for kind in _MODULES}
    try:
        for kind, name in names.items():
            create(stack, name, demo=kind == "demo")
        title = "Installing the addon: alone, with demo data, with invoicing"
        with step(title), ThreadPoolExecutor() as pool:
            logs = list(pool.map(lambda kind: _install(stack, kind, names), names))
        for log in logs:
            _check_log(log)
        yield names
    finally:
        for name in names.values():
            drop(stack, name)


def _install(stack, kind, names):
    return install(
        stack,
        names[kind],
        modules=_MODULES[kind],
        log=f"install-test-{kind}",
        # No browser opens the others.
        assets=kind == "plain",
    )


def _check_log(path):
    found = [line for line in path.read_text().splitlines() if _COMPLAINT.match(line)]
    if found:
        raise SetupError(
            f"Odoo complained while it installed the addon ({found[0]}): "
            f"mend the cause; all of it is in {path}."
        )
