"""The addons as wheels, and proof that they work (make dist).

The wheels go into ``dist/``. A new virtual environment then gets what Odoo needs and
the wheels, nothing of this folder, and Odoo installs the addons from there into a
database, which must log no warning and show the guide.
"""

import configparser
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from scripts.devenv.settings import ROOT
from scripts.steps import StepError, complaints, log_path

ADDONS = ("sales_discipline", "sales_discipline_account")
DIST = ROOT / "dist"
# What a wheel without would still build, and be useless.
NEEDED = (
    "__manifest__.py",
    "i18n/ru.po",
    "guide/head.ru.rst",
    "security/ir.model.access.csv",
    "static/src/day_bar/day_bar.js",
)
SMOKE = """
from odoo.modules import get_module_path
print("FROM", get_module_path("sales_discipline"))
guide = env["sales.discipline.guide"].get_page("head")
print("GUIDE", bool(guide["sections"]))
print("POLICY", bool(env["sales.discipline.policy"].search([])))
states = env["ir.module.module"].search([("name", "like", "sales_discipline")])
print("STATES", sorted(set(states.mapped("state"))))
"""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("Stopped."))
    try:
        wheels = build()
        with tempfile.TemporaryDirectory(prefix="sales-discipline-") as folder:
            smoke(Path(folder), wheels)
    except StepError as error:
        sys.exit(f"Error: {error}")
    print("The wheels work: " + ", ".join(wheel.name for wheel in wheels))
    return 0


def build():
    """The wheels of both addons, made from what is in this folder."""
    print("Building the wheels", flush=True)
    shutil.rmtree(DIST, ignore_errors=True)
    # The manifest's version, whatever has been committed since.
    environment = {**os.environ, "WHOOL_POST_VERSION_STRATEGY_OVERRIDE": "none"}
    run(
        *(sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet"),
        *("--wheel-dir", str(DIST), *(str(ROOT / addon) for addon in ADDONS)),
        log="dist-build",
        env=environment,
    )
    wheels = sorted(DIST.glob("*.whl"))
    if len(wheels) != len(ADDONS):
        raise StepError(f"pip made {len(wheels)} wheels of {len(ADDONS)} addons.")
    check_files(next(w for w in wheels if "account" not in w.name))
    for wheel in wheels:
        print(f"  {wheel.name}, {wheel.stat().st_size // 1024} kB", flush=True)
    return wheels


def check_files(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    prefix = f"odoo/addons/{ADDONS[0]}/"
    missing = [name for name in NEEDED if prefix + name not in names]
    strange = [n for n in names if re.search(r"\.pyc$|/node_modules/|\.git/", n)]
    if missing or strange:
        raise StepError(f"the wheel lacks {missing} and should not have {strange}.")


def smoke(folder, wheels):
    """Install the wheels beside Odoo in a new environment, and Odoo from them."""
    print("Installing them in a new environment", flush=True)
    run(sys.executable, "-m", "venv", str(folder / "venv"), log="dist-venv")
    python = folder / "venv" / "bin" / "python"
    pip = (str(python), "-m", "pip", "install", "--quiet")
    pip += ("--disable-pip-version-check",)
    run(*pip, "-r", str(ROOT / "requirements" / "odoo.txt"), log="dist-requirements")
    # Odoo itself is not on PyPI.
    run(*pip, "--no-deps", *map(str, wheels), log="dist-install")
    database = f"sd-test-{os.getpid()}-wheel"
    environment = clean_environment(folder)
    odoo = (str(python), "-m", "odoo")
    try:
        print("Installing the addons in Odoo from there", flush=True)
        words = ("server", "-d", database, "-i", f"account,{ADDONS[0]}", "--no-http")
        words += ("--stop-after-init", "--log-level=warn")
        run(*odoo, *words, log="dist-odoo", env=environment, cwd=folder)
        for line in complaints("dist-odoo"):
            raise StepError(f"installing from the wheel logged: {line}")
        words = ("shell", "-d", database, "--no-http", "--log-level=warn")
        said = run(
            *odoo, *words, log="dist-shell", env=environment, cwd=folder, code=SMOKE
        )
    finally:
        words = ("db", "drop", database)
        run(*odoo, *words, log="dist-drop", env=environment, cwd=folder, check=False)
    for wanted in (f"FROM {folder}", "GUIDE True", "POLICY True"):
        if wanted not in said:
            raise StepError(f"the smoke test did not say “{wanted}” but: {said}")
    if "STATES ['installed']" not in said:
        raise StepError(f"not both addons were installed: {said}")


def clean_environment(folder):
    """Odoo and PostgreSQL as here, but for the addons of this folder."""
    environment = {k: v for k, v in os.environ.items() if k != "PGDATABASE"}
    parts = environment.get("PYTHONPATH", "").split(os.pathsep)
    parts = [part for part in parts if part and Path(part) != ROOT]
    environment["PYTHONPATH"] = os.pathsep.join(parts)
    if settings := environment.get("ODOO_RC"):
        parser = configparser.RawConfigParser()
        parser.read(settings)
        parser.remove_option("options", "addons_path")
        with (folder / "odoo.conf").open("w") as target:
            parser.write(target)
        environment["ODOO_RC"] = str(folder / "odoo.conf")
    return environment


def run(*words, log, env=None, cwd=ROOT, code="", check=True):
    """What a program printed; all it said is in its log."""
    with log_path(log).open("w") as errors:
        done = subprocess.run(
            words,
            input=code,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=env,
            cwd=cwd,
            timeout=1200,
            check=False,
        )
        errors.write(done.stdout)
    if done.returncode and check:
        raise StepError(f"{Path(words[0]).name} failed; details: {log_path(log)}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
