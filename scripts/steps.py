"""Steps of the long checks: Odoo, PostgreSQL and Python, each with its log and end.

Needs the environment of ``scripts.devenv exec``.
"""

import os
import signal
import subprocess
import sys

from scripts.devenv.settings import LOGS, ROOT

MINUTES = 30  # for each step; the longest, one round of stock tests, takes about four


class StepError(Exception):
    """A sentence for the developer about a step that could not be done."""


def sql(database, statement):
    done = subprocess.run(
        ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, database],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StepError(f"PostgreSQL refused a statement ({done.stderr.strip()}).")
    return done.stdout.strip()


def odoo(*words, log):
    if python("-m", "odoo", *words, log=log):
        raise StepError(f"odoo {words[0]} failed; details: {log_path(log)}")


def python(*words, log):
    """Run Odoo's Python with all output in a log; return its exit code."""
    command = [sys.executable, *words]
    # Odoo would take that variable for --database.
    environment = {k: v for k, v in os.environ.items() if k != "PGDATABASE"}
    # With a session of its own, so that the browsers go with it.
    with (
        log_path(log).open("w") as output,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=ROOT,
            start_new_session=True,
        ) as process,
    ):
        try:
            return process.wait(MINUTES * 60)
        except subprocess.TimeoutExpired:
            raise StepError(
                f"stopped after {MINUTES} minutes; details: {log_path(log)}"
            ) from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def log_path(log):
    LOGS.mkdir(parents=True, exist_ok=True)
    return LOGS / f"{log}.log"


def shell(database, code, log, *options):
    """Run ``code`` in Odoo's shell and return what it printed.

    Whatever Odoo logs from WARNING on is an error of the step.
    """
    path = log_path(log)
    command = [sys.executable, "-m", "odoo", "shell", "-d", database, "--no-http"]
    environment = {k: v for k, v in os.environ.items() if k != "PGDATABASE"}
    with path.open("w") as output:
        done = subprocess.run(
            [*command, "--log-level=warn", *options],
            input=code,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
            env=environment,
            cwd=ROOT,
            timeout=MINUTES * 60,
            check=False,
        )
    if done.returncode:
        raise StepError(f"Odoo's shell failed; details: {path}")
    return done.stdout


def complaints(log):
    """The lines of a log from WARNING on."""
    found = []
    for line in log_path(log).read_text().splitlines():
        words = line.split(maxsplit=4)
        if len(words) > 3 and words[3] in ("WARNING", "ERROR", "CRITICAL"):
            found.append(line)
    return found
