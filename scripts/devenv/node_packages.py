"""What npm brings, at the versions of package-lock.json: linters, and axe-core.

Two folders, as browser tests need only the ``dependencies`` of package.json, and
those of any Node.js, while the linters (``devDependencies``) need a new one.
"""

import shutil
import subprocess

from .console import SetupError, step
from .process import is_done, mark_done, run
from .settings import HOME, ROOT, digest

LINTERS = HOME / "node"
BROWSER_TOOLS = HOME / "node-browser"
# Loaded into pages by tests alone; see tests/screen_checks.py.
AXE = BROWSER_TOOLS / "node_modules" / "axe-core" / "axe.min.js"
_OLDEST_NODE = (20, 19)


def ensure_linters():
    """The folder with ``node_modules`` of the linters."""
    version = _node_version()
    if tuple(_numbers(version)) < _OLDEST_NODE:
        raise SetupError(
            "make lint needs Node.js {}.{} or newer".format(*_OLDEST_NODE)
            + f", and this is {version or 'none'}: put a newer one on PATH."
        )
    _ensure(LINTERS, [], "Installing the JavaScript linters")
    return LINTERS


def ensure_browser_tools():
    """What tests load into the pages of the browser."""
    _ensure(BROWSER_TOOLS, ["--omit=dev"], "Installing what browser tests load")


def _ensure(target, options, title):
    files = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    key = digest(_node_version(), *files)
    if is_done(target.name, key) and (target / "node_modules").is_dir():
        return
    with step(title):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for path in files:
            shutil.copy(path, target)
        failure = (
            "Packages could not be installed with npm: check the network and run the "
            "same command again."
        )
        words = ["npm", "ci", "--no-audit", "--no-fund", *options]
        run(words, failure, log=f"npm-{target.name}", cwd=target)
        mark_done(target.name, key)


def _node_version():
    return subprocess.run(
        ["node", "--version"], capture_output=True, text=True, check=False
    ).stdout.strip()


def _numbers(version):
    return [int(x) for x in version.lstrip("v").split(".")[:2] if x.isdigit()]
