"""pytest with pytest-odoo: in a database of the developer, or in a fresh one."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from .console import SetupError, step
from .database import create, drop, install
from .node_packages import AXE
from .process import foreground
from .settings import HOME, ROOT
from .stack import open_stack

# A test that needs demo data opens the database this variable names.
DEMO_DATABASE = "SALES_DISCIPLINE_DEMO_DATABASE"
# Tests load the file this names into pages, see tests/screen_checks.py.
AXE_FILE = "SALES_DISCIPLINE_AXE"
_COMPLAINT = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")


def run_all(settings):
    """``make test``: everything from nothing, and nothing left behind."""
    with open_stack(settings, browser=True) as stack, _fresh(stack) as names:
        plain, demo = names
        return run_pytest(stack, plain, settings.select, {DEMO_DATABASE: demo})


def run_pytest(stack, database, select, environment=None):
    """The exit code of pytest over ``tests/`` in ``database``."""
    command = [stack.python, "-m", "pytest", f"--odoo-database={database}"]
    command.append(f"--odoo-extra=screenshots={HOME / 'screenshots'}")
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
    """A database without demo data and one with, dropped at the end."""
    names = [f"sd-test-{os.getpid()}-{kind}" for kind in ("plain", "demo")]
    try:
        for name in names:
            create(stack, name, demo=name.endswith("demo"))
        title = "Installing the addon, without demo data and with"
        with step(title), ThreadPoolExecutor() as pool:
            logs = list(pool.map(lambda name: _install(stack, name), names))
        for log in logs:
            _check_log(log)
        yield names
    finally:
        for name in names:
            drop(stack, name)


def _install(stack, name):
    kind = name.rsplit("-", 1)[1]
    # No browser opens the one with demo data.
    return install(stack, name, log=f"install-test-{kind}", assets=kind == "plain")


def _check_log(path):
    found = [line for line in path.read_text().splitlines() if _COMPLAINT.match(line)]
    if found:
        raise SetupError(
            f"Odoo complained while it installed the addon ({found[0]}): "
            f"mend the cause; all of it is in {path}."
        )
