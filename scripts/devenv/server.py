"""``make run``: Odoo with demo data, unless DEMO=0, until Ctrl-C."""

import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from .console import SetupError, say, step
from .database import ensure_database, sql
from .settings import LOGS, ROOT
from .stack import open_stack

_START_SECONDS = 120
_STOP_SECONDS = 15
# Beyond a limit Odoo replaces itself by the file it was started from, and a module
# (-m odoo) cannot be started like that. A connection that a browser opens in advance
# and does not use is enough to go beyond the first one.
_WITHOUT_LIMITS = ["--limit-time-real=0", "--limit-memory-soft=0"]


def run(settings):
    _check_port(settings.port)
    with open_stack(settings) as stack:
        ensure_database(stack, settings)
        # Minutes may have passed, and another make run begun.
        _check_port(settings.port)
        child, log = _start(stack, settings)
        try:
            with step("Starting Odoo"):
                _wait_until_ready(child, settings.port, log)
            _welcome(stack, settings, log)
            return _wait_for_end(child, log)
        finally:
            _stop(child)


def _check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            reason = f"Port {port} is for administrators only"
        except OSError:
            reason = f"Port {port} is in use, perhaps by another make run"
        else:
            return
    raise SetupError(f"{reason}: choose another one, as in make run PORT=8070.")


def _start(stack, settings):
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"run-{settings.port}.log"
    command = [stack.python, "-m", "odoo", "server", f"--database={settings.database}"]
    command += [f"--http-port={settings.port}", "--max-cron-threads=1"]
    command += _WITHOUT_LIMITS
    if shutil.which("setpriv"):
        # Should this process be killed outright, Odoo ends as well.
        command = ["setpriv", "--pdeathsig", "TERM", *command]
    with log.open("wb") as output:
        child = subprocess.Popen(
            [str(word) for word in command],
            env=stack.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C comes to us alone; Odoo takes a second signal as an order
            # to break off.
            start_new_session=True,
        )
    return child, log


def _wait_until_ready(child, port, log):
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if child.poll() is not None:
            raise SetupError(f"Odoo stopped while it was starting: see {log}")
        if _answers(port):
            return
        time.sleep(0.2)
    raise SetupError(f"Odoo did not answer in {_START_SECONDS} s: see {log}")


def _answers(port):
    # The login page, and not only the health check: the first visitor should
    # not be the one who waits for the registry.
    request = urllib.request.Request(f"http://127.0.0.1:{port}/web/login")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _welcome(stack, settings, log):
    say()
    say(f"    http://127.0.0.1:{settings.port}")
    say()
    for login, role in _logins(stack, settings.database):
        say(f"    {role:<12} {login} / {login}")
    say()
    say(f"    Odoo's log: {log}")
    say("    Ctrl-C stops it.")


def _logins(stack, database):
    """Of the logins the demo data is meant to bring, those that are there."""
    statement = "SELECT login FROM res_users WHERE active"
    present = set(sql(stack, statement, database))
    lines = (ROOT / "scripts" / "demo_logins.txt").read_text().splitlines()
    pairs = [line.split(maxsplit=1) for line in lines if line and line[0] != "#"]
    return [(login, role) for login, role in pairs if login in present]


def _wait_for_end(child, log):
    try:
        code = child.wait()
    except KeyboardInterrupt:
        say("\nStopping ...")
        return 0
    raise SetupError(f"Odoo ended by itself with code {code}: see {log}")


def _stop(child):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        if child.poll() is not None:
            return
        child.send_signal(number)
        try:
            child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
