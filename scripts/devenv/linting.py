"""``make lint`` and ``make format``: pinned tools, each in its own place."""

import fcntl
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .console import say
from .node_packages import ensure_linters
from .packages import TOOLS, ensure_packages
from .python_env import ensure_lint_python
from .settings import ADDONS, HOME, ROOT

_ADDONS = tuple(addon.name for addon in ADDONS)
_PYTHON = (*_ADDONS, "tests", "scripts")
_TEXT = (*(f"{name}/**/*.{{xml,js,scss}}" for name in _ADDONS), "*.cjs")


@dataclass(frozen=True)
class Tool:
    """One linter: its name for the reader, and how it is called."""

    name: str
    command: list
    rewrite: list | None = None


def check(_settings):
    """Run every linter, two at a time; the exit code is 1 if any found a fault."""
    tools, environment = _set_up()
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda tool: _run(tool, environment), tools))
    return 0 if all(results) else 1


def rewrite(_settings):
    """Let the formatters put the files in order."""
    tools, environment = _set_up()
    for tool in tools:
        if tool.rewrite:
            subprocess.run(tool.rewrite, cwd=ROOT, env=environment, check=False)
    return 0


def _set_up():
    HOME.mkdir(exist_ok=True)
    with (HOME / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ensure_packages(TOOLS)
        binaries = ensure_lint_python()
        node = ensure_linters() / "node_modules"
    environment = {
        **os.environ,
        "PATH": f"{binaries}{os.pathsep}{node / '.bin'}{os.pathsep}"
        + os.environ["PATH"],
        "NODE_PATH": str(node),
        "PYLINTHOME": str(HOME / "cache" / "pylint"),
    }
    return _tools(), environment


def _tools():
    python = [name for name in _PYTHON if any((ROOT / name).rglob("*.py"))]
    tools = [
        # The slowest first.
        Tool("pylint-odoo", ["pylint", "--rcfile=.pylintrc", *_ADDONS, "tests"]),
        Tool(
            "prettier",
            ["prettier", "--log-level=warn", "--check", *_TEXT],
            ["prettier", "--log-level=warn", "--write", *_TEXT],
        ),
        Tool("eslint", ["eslint", "sales_discipline", "eslint.config.cjs"]),
        # Attributes stand in reading order: the condition before the look.
        Tool(
            "oca-checks-odoo-module",
            ["oca-checks-odoo-module", "--disable=xml-tag-position", *_ADDONS],
        ),
        Tool(
            "ruff check",
            ["ruff", "check", *python],
            ["ruff", "check", "--fix", *python],
        ),
        Tool(
            "ruff format",
            ["ruff", "format", "--check", *python],
            ["ruff", "format", *python],
        ),
    ]
    terms = sorted(
        str(path) for addon in ADDONS for path in (addon / "i18n").glob("*.po*")
    )
    if terms:
        # Odoo's own export decides how such a file is laid out.
        options = ["--disable=po-pretty-format"]
        tools.append(Tool("oca-checks-po", ["oca-checks-po", *options, *terms]))
    return tools


def _run(tool, environment):
    start = time.monotonic()
    done = subprocess.run(
        tool.command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "FAILED" if done.returncode else "ok"
    lines = [f"{tool.name}: {verdict} ({time.monotonic() - start:.1f} s)"]
    if done.returncode:
        lines.append(done.stdout.rstrip())
    say("\n".join(lines))
    return done.returncode == 0
