"""The virtual environments: one for Odoo and its tests, one for the linters."""

import shutil
import sys

from .console import step
from .process import is_done, mark_done, run
from .settings import LINT_VENV, ROOT, VENV, digest


def ensure_odoo_python():
    """Odoo's own requirements and those of the tests, in one environment."""
    files = [ROOT / "requirements" / name for name in ("odoo.txt", "test.txt")]
    _ensure(VENV, files, "Installing Odoo's Python packages")
    return VENV / "bin" / "python"


def ensure_lint_python():
    files = [ROOT / "requirements" / "lint.txt"]
    _ensure(LINT_VENV, files, "Installing the Python linters")
    return LINT_VENV / "bin"


def requirements_digest():
    return digest(ROOT / "requirements" / "odoo.txt")


def _ensure(target, files, title):
    interpreter = digest(sys.version, str(target))
    key = digest(interpreter, *files)
    if is_done(target.name, key) and (target / "bin" / "python").exists():
        return
    with step(title):
        _install(target, files, interpreter)
        mark_done(target.name, key)


def _install(target, files, interpreter):
    """Made in place, as an environment knows its own path; the stamps are last.

    An environment that is whole is changed and not made anew when a requirement
    changes: another command may be running from it.
    """
    failure = (
        "The Python packages could not be installed: check the network and run "
        "the same command again."
    )
    python = target / "bin" / "python"
    made = f"{target.name}-interpreter"
    if not (is_done(made, interpreter) and python.exists()):
        shutil.rmtree(target, ignore_errors=True)
        run([sys.executable, "-m", "venv", target], failure, log="venv")
        mark_done(made, interpreter)
    words = [python, "-m", "pip", "install"]
    words += ["--disable-pip-version-check", "--no-input"]
    for path in files:
        words += ["--requirement", path]
    run(words, failure, log=f"pip-{target.name}")
