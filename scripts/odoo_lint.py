"""Odoo's own checks of source, test_lint, of this project's addons (make odoo-lint).

They look at every addon there is; what fails for Odoo's own is of no concern here, so
that a check counts as failed only when it names a file or a model of this project.
Its checkers for pylint would take half an hour over all of Odoo and look at ours only.
Needs the environment of ``scripts.devenv exec`` and a database with the addon.
"""

import glob
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from scripts.devenv.python_env import ensure_lint_python
from scripts.devenv.settings import ADDONS, ROOT

# How messages name what is ours: by path, module, model or xmlid.
OURS = (*(addon.name for addon in ADDONS), "sales.discipline")
MINUTES = 15


CHECKERS = (
    *("_odoo_checker_sql_injection", "_odoo_checker_gettext"),
    "_odoo_checker_unlink_override",
)


def main() -> int:
    packages = glob.glob(f"{ensure_lint_python().parent}/lib/python*/site-packages")
    environment = {k: v for k, v in os.environ.items() if k != "PGDATABASE"}
    # The tests import pylint; what Odoo needs itself has to come first.
    environment["PYTHONPATH"] = os.pathsep.join(
        [*environment.get("PYTHONPATH", "").split(os.pathsep), *packages]
    )
    return max(run_checkers(), run_tests(environment))


def run_checkers():
    """Odoo's checkers for pylint, over our addons."""
    done = subprocess.run(
        [
            *(ensure_lint_python() / "pylint", "--rcfile=/dev/null", "--score=n"),
            f"--load-plugins={','.join(CHECKERS)}",
            *(
                "--disable=all,unknown-option-value",
                "--enable=E8501,E8502,E8503,E8505,E8506",
            ),
            *(str(addon) for addon in ADDONS),
        ],
        env={**os.environ, "PYTHONPATH": str(tests())},
        check=False,
    )
    print(f"Odoo's checkers for pylint: {'FAILED' if done.returncode else 'passed'}")
    return 1 if done.returncode else 0


def run_tests(environment):
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder, "results.xml")
        command = [
            *(sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-q"),
            *(f"--odoo-database={os.environ['PGDATABASE']}", "--tb=short"),
            *(f"--junit-xml={answers}", str(tests())),
            *("-k", "not TestPylint and not test_checkers"),
        ]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=MINUTES * 60,
            check=False,
        )
        if done.returncode not in (0, 1):
            print(done.stdout, done.stderr, "\nError: pytest broke off.")
            return 1
        return report(ElementTree.parse(answers).iter("testcase"))


def tests():
    """Odoo's test files, wherever the environment says Odoo is."""
    from odoo.modules.module import get_module_path, initialize_sys_path
    from odoo.tools import config

    config.parse_config([])
    initialize_sys_path()
    return Path(get_module_path("test_lint")) / "tests"


def report(cases):
    """Print what each check said; return the exit code."""
    counts = {"passed": 0, "skipped": 0, "of others": 0, "FAILED": 0}
    for case in cases:
        bad = [part for part in case if part.tag in ("failure", "error")]
        text = "\n".join(f"{part.get('message')}\n{part.text}" for part in bad)
        # The folder of this project may be called like the addon in it.
        text = text.replace(f"{ROOT}{os.sep}", "")
        if case.find("skipped") is not None:
            outcome = "skipped"
            print(f"skipped: {case.get('name')}: {case.find('skipped').get('message')}")
        elif not bad:
            outcome = "passed"
        elif any(name in text for name in OURS):
            outcome = "FAILED"
            print(f"FAILED: {case.get('name')}\n{text}")
        else:
            outcome = "of others"
            print(f"fails for Odoo's own source only: {case.get('name')}")
        counts[outcome] += 1
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return 1 if counts["FAILED"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
