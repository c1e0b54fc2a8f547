"""Running other programs, with their output in a file and failures in a sentence."""

import os
import shutil
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
        raise SetupError(f"{failure} Details: {path}")
    return path


def output_of(command, env=None):
    """Standard output of a program that is expected to succeed."""
    return subprocess.run(
        [str(word) for word in command],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    ).stdout


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
