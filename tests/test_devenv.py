"""What make says and does on machines that differ from the author's."""

import contextlib
import io
import os
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

from packaging.requirements import Requirement

from scripts.devenv import __main__ as commands
from scripts.devenv import database, inside_odoo, packages, postgres, server, stack
from scripts.devenv.console import SetupError
from scripts.devenv.settings import ROOT, Settings

from .common import DisciplineCase


class PathCase(unittest.TestCase):
    """A checkout may lie in a folder of any name."""

    def test_a_name_that_a_shell_would_read_is_kept_from_postgresql(self):
        for name in ("Ada's Sales", "a,b", 'a "b"', "a$HOME", "a`b`", "x" * 120):
            folder = self._socket_of(name)
            self.assertNotIn(name, str(folder))
            self.assertLess(len(str(folder)), 90)

    def test_spaces_and_parentheses_are_no_reason_to_go_elsewhere(self):
        name = "Sales Addon (1)"
        self.assertEqual(self._socket_of(name), Path("/srv", name, ".odoo/socket"))

    def test_a_comma_in_the_path_is_refused_in_a_sentence(self):
        settings = Settings.from_environment({"ODOO": "/srv/Odoo, nineteen"})
        with (
            self.assertRaisesRegex(SetupError, "comma"),
            stack.open_stack(settings),
        ):
            self.fail("The stack was opened.")

    def _socket_of(self, name):
        cluster = Path("/srv", name, ".odoo/postgres")
        with patch.object(postgres, "CLUSTER", cluster):
            return postgres.socket_folder()


class AskingCase(unittest.TestCase):
    """Who may not install asks an administrator, and only once."""

    def test_the_sentence_names_what_later_commands_will_need(self):
        said = self._said(packages.TOOLS)
        first, later = said.split("; other commands need as well: ")
        self.assertIn("apt-get install python3-venv npm)", first)
        for name in ("postgresql-client", "postgresql", "chromium"):
            self.assertIn(name, later)
            self.assertNotIn(name, first)

    def test_nothing_more_is_named_when_all_is_asked_for(self):
        said = self._said((*packages.SERVER, *packages.BROWSER))
        self.assertNotIn("as well", said)

    def _said(self, wanted):
        nothing = dict.fromkeys(packages._CHECKS, lambda: False)
        with (
            patch.object(packages, "_CHECKS", nothing),
            patch.object(packages, "_privilege", lambda: None),
            self.assertRaises(SetupError) as caught,
        ):
            packages.ensure_packages(wanted)
        return str(caught.exception)


class LoadCase(unittest.TestCase):
    def test_a_folder_that_cannot_be_read_costs_no_database(self):
        with tempfile.TemporaryDirectory(prefix="of two words ") as folder:
            for data, said in (
                (f"{folder}/nowhere", "There is no folder"),
                (folder, "has no file sales_teams.csv"),
            ):
                done = subprocess.run(
                    [*(sys.executable, "-m", "scripts.devenv", "load")],
                    cwd=ROOT,
                    env={**os.environ, "DATA": data, "DB": "sd-test-none"},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                self.assertEqual(done.returncode, 1)
                self.assertIn(said, done.stderr)
                self.assertNotIn("==>", done.stdout)


class BrowserCase(unittest.TestCase):
    def test_a_console_needs_no_browser(self):
        asked = []

        @contextlib.contextmanager
        def remember(_settings, *, browser=False):
            asked.append(browser)
            raise SetupError("Enough.")
            yield

        for words in (["psql"], ["--browser", "psql"]):
            with (
                patch.object(commands, "open_stack", remember),
                patch.object(sys, "argv", ["devenv", "exec", *words]),
                patch.object(commands.signal, "signal"),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                self.assertEqual(commands.main(), 1)
        self.assertEqual(asked, [False, True])


class PortCase(unittest.TestCase):
    def test_a_port_taken_while_the_database_was_made_is_not_shared(self):
        """The other's answer would be taken for that of our own Odoo."""
        with socket.socket() as probe, contextlib.ExitStack() as others:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            probe.close()

            def meanwhile(*_args, **_options):
                others.enter_context(socket.create_server(("127.0.0.1", port)))

            with (
                patch.object(server, "open_stack", lambda _: contextlib.nullcontext()),
                patch.object(server, "ensure_database", meanwhile),
                patch.object(server, "_start") as start,
                self.assertRaisesRegex(SetupError, f"Port {port} is in use"),
            ):
                server.run(Settings.from_environment({"PORT": str(port)}))
        start.assert_not_called()


class DatabaseCase(unittest.TestCase):
    def test_a_name_that_no_database_has_is_not_taken_for_a_new_one(self):
        here = database.Stack(None, None, dict(os.environ))
        database.check_exists(here, "template1")
        with self.assertRaisesRegex(SetupError, "make db DB=no-such"):
            database.check_exists(here, "no-such")


class RequirementsCase(unittest.TestCase):
    def test_each_package_has_one_version_for_any_python(self):
        for python in ("3.11", "3.12", "3.13"):
            for path in sorted((ROOT / "requirements").glob("*.txt")):
                lines = path.read_text().splitlines()
                texts = [line.split("#")[0].strip() for line in lines]
                wanted = [Requirement(text) for text in texts if text]
                names = [
                    each.name.lower()
                    for each in wanted
                    if not each.marker
                    or each.marker.evaluate({"python_version": python})
                ]
                self.assertEqual(len(names), len(set(names)), f"{path.name}, {python}")
                left_out = {each.name.lower() for each in wanted} - set(names)
                self.assertFalse(left_out, f"{path.name}, {python}")


class InstallCase(DisciplineCase):
    def test_a_module_that_odoo_passed_over_is_a_failure(self):
        inside_odoo._check_installed(self.env, ["crm", "sales_discipline"])
        with self.assertRaisesRegex(SystemExit, "did not install no_such_module"):
            inside_odoo._check_installed(self.env, ["crm", "no_such_module"])
