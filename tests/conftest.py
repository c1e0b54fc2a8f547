"""What every test run must hold to: no skipped test, no complaint in Odoo's log."""

import logging
import os
import shutil
from unittest.mock import patch

import pytest
from hypothesis import settings

from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from odoo.tools import config

from .result_texts import REPORT

settings.register_profile(
    # The same examples on every machine and in every run; a found fault is kept
    # as a test of its own.
    "repeatable",
    deadline=None,  # the first example warms Odoo's caches
    derandomize=True,
    database=None,
)
settings.load_profile("repeatable")

# Loggers whose warnings mean that something is wrong in Odoo or the addon.
WATCHED = ("odoo", "werkzeug")


class Complaints(logging.Handler):
    """Collects warnings and errors, also those of the web server's threads.

    Expected ones do not come here: ``mute_logger`` and ``assertLogs`` keep them.
    """

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        if record.name.split(".")[0] in WATCHED:
            message = record.getMessage()
            self.lines.append(f"{record.levelname} {record.name}: {message}")

    def take(self):
        lines, self.lines = self.lines, []
        return lines


COMPLAINTS = Complaints()
SKIPPED = []
# What the tests measured, as lines for the end of the run.
FIGURE = "figure"
FIGURES = []


def pytest_sessionstart():
    logging.getLogger().addHandler(COMPLAINTS)


@pytest.fixture(scope="session", autouse=True)
def own_files(load_registry, tmp_path_factory):
    """Each of several processes has files of its own.

    pytest-odoo shares them, and Odoo removes after every test class what its own
    database does not know.
    """
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        yield
        return
    files = tmp_path_factory.mktemp("files") / "filestore"
    shared = config.filestore(get_db_name())
    shutil.copytree(shared, files, copy_function=os.link)
    with patch.object(config, "filestore", lambda _name: str(files)):
        yield


@pytest.fixture(scope="session", autouse=True)
def other_registries(load_registry):
    """Load the registries of the databases with demo data and with invoicing.

    Inside a test Odoo would run its own tests while loading them.
    """
    for kind in ("DEMO", "ACCOUNT"):
        if name := os.environ.get(f"SALES_DISCIPLINE_{kind}_DATABASE"):
            Registry(name)


@pytest.fixture(autouse=True)
def no_complaints(request):
    """A test fails if Odoo logged a warning or an error since the last one."""
    yield
    while REPORT:
        request.node.user_properties.append((FIGURE, REPORT.pop(0)))
    lines = COMPLAINTS.take()
    if lines:
        pytest.fail("Odoo logged:\n" + "\n".join(lines), pytrace=False)


def pytest_runtest_logreport(report):
    if report.skipped:
        SKIPPED.append(report.nodeid)
    if report.when == "teardown":
        FIGURES.extend(line for name, line in report.user_properties if name == FIGURE)


def pytest_collectreport(report):
    if report.skipped:
        SKIPPED.append(report.nodeid)


def pytest_testnodedown(node):
    """One of several processes has ended; only this one sees what it could not tell."""
    told = getattr(node, "workeroutput", {})
    COMPLAINTS.lines += told.get("complaints", ())
    SKIPPED.extend(told.get("skipped", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Odoo skips browser tests where no browser is found; that must not pass."""
    if hasattr(session.config, "workeroutput"):
        told = {"complaints": COMPLAINTS.take(), "skipped": SKIPPED}
        session.config.workeroutput.update(told)
    elif exitstatus == pytest.ExitCode.OK and (SKIPPED or COMPLAINTS.lines):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    for nodeid in dict.fromkeys(SKIPPED):
        terminalreporter.write_line(f"SKIPPED, which counts as failed: {nodeid}")
    for line in COMPLAINTS.take():
        terminalreporter.write_line(f"Odoo logged after the last test: {line}")
    for line in FIGURES:
        terminalreporter.write_line(line)
