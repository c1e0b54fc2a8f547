"""Odoo's own tests, without the addon and with it (make stock-tests).

Both must give the same results: the addon adds rules and must not change Odoo. Two
databases are made for it, alike but for the addon, and dropped at the end; allow
ten minutes. What differs is run once more, and the second result counts. Further words
go to pytest: ``make stock-tests ARGS="-k activity"``.
Needs the environment of ``scripts.devenv exec``.
"""

import os
import re
import signal
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from scripts.devenv.settings import ROOT
from scripts.steps import StepError, log_path, odoo, python, sql

ADDON = "sales_discipline"
MODULES = "crm,calendar,gamification,test_mail"
# Whatever could notice our changes to activities, meetings, deals, teams and users.
# Those of performance compare numbers of queries with what Odoo's developers counted.
TESTS = (
    *("crm/tests", "calendar/tests", "sales_team/tests", "gamification/tests"),
    *("mail/tests/test_mail_activity.py", "mail/tests/test_res_users.py"),
    "test_mail/tests/test_mail_activity*.py",
    "test_mail/tests/test_performance.py",
)
WORDS = ("passed", "failed", "skipped")


def main() -> int:
    # However it is stopped, the databases go.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("Stopped."))
    # The set-up drops databases with such names whose process is gone, should this
    # one be killed.
    without, with_addon = (f"sd-test-{os.getpid()}-stock-{n}" for n in (1, 2))
    try:
        prepare(without, with_addon)
        results = run_both(without, with_addon)
        if differing := names_that_differ(*results):
            # Odoo's tours click on pages that are still loading when the machine is
            # busy with something else.
            print("\nOnce more, because they differ:", *differing, sep="\n    ")
            methods = sorted({name.rpartition("::")[2] for name in differing})
            again = run_both(without, with_addon, "-k", " or ".join(methods))
            for result, second in zip(results, again, strict=True):
                result.update(second)
    except StepError as error:
        sys.exit(f"Error: {error}")
    finally:
        for name in (without, with_addon):
            # There may be none yet, which Odoo calls an error.
            python("-m", "odoo", "db", "drop", name, log="stock-tests-drop")
    return report(*results)


# ------------------------------------------------------------
# DATABASES
# ------------------------------------------------------------


def prepare(without, with_addon):
    """Two databases that differ by the addon and by nothing else."""
    print("Installing Odoo's modules with demo data", flush=True)
    install(without, MODULES, "--with-demo")
    print("Installing the addon in a copy", flush=True)
    odoo("db", "duplicate", without, with_addon, log="stock-tests-copy")
    # The addon's own demo data, two teams with their weeks of work, would change
    # figures that Odoo's tests rely on. Odoo installs it where the modules below have
    # theirs, so we say for a moment that one has not.
    sql(with_addon, "UPDATE ir_module_module SET demo = FALSE WHERE name = 'crm'")
    install(with_addon, ADDON)
    sql(with_addon, "UPDATE ir_module_module SET demo = TRUE WHERE name = 'crm'")
    check_policies(with_addon)


def install(database, modules, *options):
    words = ("server", "-d", database, "-i", modules, "--stop-after-init", "--no-http")
    odoo(*words, *options, log=f"stock-tests-install-{modules.split(',')[0]}")


def check_policies(database):
    """Without its policies the addon would do next to nothing, and prove nothing."""
    teams, controlled = sql(
        database, "SELECT count(*), count(discipline_policy_id) FROM crm_team"
    ).split("|")
    print(f"{controlled} of {teams} sales teams have a discipline policy", flush=True)
    if not int(teams) or controlled != teams:
        raise StepError("every team must have got its policy on installation.")


# ------------------------------------------------------------
# TESTS
# ------------------------------------------------------------


def run_both(without, with_addon, *words):
    return [
        run_tests(without, "stock-tests-without", *words),
        run_tests(with_addon, "stock-tests-with", *words),
    ]


def run_tests(database, log, *words):
    """``{test: (outcome, message)}`` in one database."""
    print(f"Running the tests, {log.rsplit('-', 1)[1]} the addon", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder, "results.xml")
        # Our settings, even where Odoo is in a folder that has settings of its own.
        code = python(
            *("-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-q"),
            f"--odoo-database={database}",
            f"--odoo-extra=screenshots={log_path(log).with_suffix('')}",
            *(f"--junit-xml={answers}", *sys.argv[1:], *words, *test_paths()),
            log=log,
        )
        if code not in (0, 1):
            raise StepError(f"pytest broke off; details: {log_path(log)}")
        return read_results(answers)


def test_paths():
    """Odoo's test files, wherever the environment says Odoo is."""
    from odoo.modules.module import get_module_path, initialize_sys_path
    from odoo.tools import config

    config.parse_config([])
    initialize_sys_path()
    for path in TESTS:
        module, pattern = path.split("/", 1)
        found = sorted(Path(get_module_path(module)).glob(pattern))
        if not found:
            raise StepError(f"this Odoo has no {path}.")
        yield from map(str, found)


def read_results(path):
    """The worst that was said of each test: a subtest or the tidying up may fail."""
    results = {}
    for case in ElementTree.parse(path).iter("testcase"):
        # The class and what follows: where Odoo is does not matter.
        where = re.sub(r"^.*?(\w+)\.tests\.", r"\1.", case.get("classname"))
        said = {child.tag: child.get("message", "") for child in case}
        name = f"{where}::{case.get('name')}"
        if bad := [said[tag] for tag in ("failure", "error") if tag in said]:
            results[name] = ("failed", bad[0])
        elif name not in results:
            skipped = "skipped" in said
            results[name] = ("skipped" if skipped else "passed", "")
    return results


# ------------------------------------------------------------
# REPORT
# ------------------------------------------------------------


def names_that_differ(without, with_addon):
    absent = ("absent", "")
    return [
        name
        for name in sorted(without.keys() | with_addon.keys())
        if without.get(name, absent)[0] != with_addon.get(name, absent)[0]
    ]


def report(without, with_addon):
    """Print the comparison; return the exit code."""
    print(f"\n{'':8}{'without':>9}{'with':>9}")
    for word in WORDS:
        counts = [
            sum(outcome == word for outcome, _ in results.values())
            for results in (without, with_addon)
        ]
        print(f"{word:8}{counts[0]:9}{counts[1]:9}")
    differing = names_that_differ(without, with_addon)
    for name in sorted(without.keys() | with_addon.keys()):
        before = without.get(name, ("absent", ""))
        after = with_addon.get(name, ("absent", ""))
        if name in differing:
            print(f"\nDIFFERS: {name}: {before[0]} without, {after[0]} with")
            print_message(before, after)
        elif before[0] == "failed":
            print(f"\nfails either way: {name}")
            print_message(before, after)
    print(f"\n{len(differing)} of {len(without)} tests differ")
    return 1 if differing or not without else 0


def print_message(*results):
    """The first line of each failure; where both are the same, once."""
    for message in dict.fromkeys(message for _, message in results if message):
        print(f"    {message.splitlines()[0][:200]}")


if __name__ == "__main__":
    sys.exit(main())
