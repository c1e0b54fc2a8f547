"""Running other programs, with their output in a file and failures in a sentence."""

import os
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

from .console import SetupError
from .settings import HOME, LOGS


def run(command, failure, *, log, cwd=None, env=None, stdin=None):
    """Run ``command`` with all output in ``.odoo/logs/<log>.log``.

    ``failure`` becomes the user's sentence when the program fails.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    with path.open("wb") as output:
        code = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env=env,
            stdin=stdin or subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    if code:
        raise SetupError(f"{failure} Details: {path} ({_last_line(path)})")
    return path


def _last_line(path):
    """The end of a log, where programs say what went wrong."""
    lines = path.read_text(errors="replace").split("\n")
    ends = [line.strip() for line in lines if line.strip()] or ["no output"]
    return ends[-1][:200]


def foreground(command, *, env, cwd=None):
    """Run a program in the user's terminal; return its exit code.

    Ctrl-C reaches it by itself; here it must not end the waiting, so that what
    has to be tidied up afterwards is. A request to end is passed on.
    """
    before = {name: signal.getsignal(name) for name in _PASSED_ON}
    with subprocess.Popen([str(word) for word in command], env=env, cwd=cwd) as child:
        signal.signal(signal.SIGINT, lambda *_: None)
        for name in _PASSED_ON[1:]:
            signal.signal(name, lambda number, _: child.send_signal(number))
        try:
            return child.wait()
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


_PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def replacing(target):
    """Yield an empty folder that takes the place of ``target`` on success only.

    An interrupted download therefore leaves nothing that looks complete.
    """
    target = Path(target)
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        shutil.rmtree(target, ignore_errors=True)
        os.replace(partial, target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def is_done(name, key):
    """Whether the step ``name`` was completed for exactly this ``key``."""
    stamp = HOME / "stamps" / name
    return stamp.is_file() and stamp.read_text() == key


def mark_done(name, key):
    stamp = HOME / "stamps" / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    partial = stamp.with_name(stamp.name + ".partial")
    partial.write_text(key)
    os.replace(partial, stamp)
