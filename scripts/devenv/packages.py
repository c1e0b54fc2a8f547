"""Programs that only the system's package manager can bring."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .console import SetupError, step
from .process import run

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def postgres_folders():
    """Folders of PostgreSQL servers on this machine, newest first."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted((p.parent for p in debian), key=_major_version, reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return [f for f in found if (f / "postgres").exists() and (f / "pg_ctl").exists()]


def _major_version(folder):
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _has_fonts():
    return any(
        path.suffix in (".ttf", ".otf", ".pfb")
        for folder in _FONT_FOLDERS
        for path in Path(folder).rglob("*")
    )


def _has_browser():
    names = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
    return any(shutil.which(name) for name in names)


def _has_venv():
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


_CHECKS = {
    "python3-venv": _has_venv,
    "npm": lambda: shutil.which("npm"),
    "postgresql-client": lambda: shutil.which("psql"),
    "postgresql": postgres_folders,
    "chromium": _has_browser,
    "fonts-liberation": _has_fonts,
}
TOOLS = ("python3-venv", "npm")
CLIENT = (*TOOLS, "postgresql-client")
SERVER = (*CLIENT, "postgresql")
BROWSER = ("chromium", "fonts-liberation")
_EVERY = (*SERVER, *BROWSER)


def _missing(names):
    """Debian's names of what this machine lacks."""
    return [name for name in names if not _CHECKS[name]()]


def _privilege():
    """The words to put before apt-get, or None where we may not install."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        probe = subprocess.run(
            ["sudo", "-n", "true"], capture_output=True, check=False
        ).returncode
        if probe == 0:
            return ["sudo", "-n"]
    return None


def ensure_packages(wanted):
    """Install those of the named Debian packages whose programs are missing."""
    missing = _missing(wanted)
    if not missing:
        return
    names = " ".join(missing)
    privilege = _privilege()
    if privilege is None or not shutil.which("apt-get"):
        raise SetupError(
            f"Ask an administrator of this machine to install: {names} "
            f"(on Debian: apt-get install {names}){_also(missing)}, then run the same "
            "command again."
        )
    with step(f"Installing system packages: {names}"):
        _install(privilege, missing)
    still = _missing(wanted)
    if still:
        raise SetupError(
            f"{' '.join(still)} was installed but {sys.executable} or PATH does not "
            "show it: run again with PYTHON=/usr/bin/python3."
        )


def _also(asked):
    """What other commands will need, so that nobody has to ask twice."""
    later = [name for name in _missing(_EVERY) if name not in asked]
    return f"; other commands need as well: {' '.join(later)}" if later else ""


def _install(privilege, names):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    failure = (
        f"Installing {' '.join(names)} with apt-get failed: check the network and "
        "the package sources, then run the same command again."
    )
    # sudo drops the environment, hence the explicit env.
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run([*apt, "update"], failure, log="apt-update", env=environment)
    run(
        [*apt, "install", "--yes", "--no-install-recommends", *names],
        failure,
        log="apt-install",
        env=environment,
    )
