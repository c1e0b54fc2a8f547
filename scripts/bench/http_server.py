"""Odoo as an operator runs it, prefork on loopback, for as long as it is measured."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

START_SECONDS, STOP_SECONDS = 120, 20


@contextmanager
def serving(names, workers, log):
    """Workers that serve the databases ``names``; yields the port.

    The same workers serve all of them, so no side has warmer processes than another.
    """
    port, events = _free_ports(2)
    command = [sys.executable, "-m", "odoo", "server", f"--database={','.join(names)}"]
    command += [f"--workers={workers}", "--max-cron-threads=0", "--log-level=info"]
    command += [f"--http-port={port}", f"--gevent-port={events}"]
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(child, port, log)
        yield port
    finally:
        _stop(child)


def _free_ports(count):
    probes = [socket.socket() for _number in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _wait_until_ready(child, port, log):
    end = time.monotonic() + START_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end:
        if child.poll() is not None:
            break
        try:
            opener.open(f"http://127.0.0.1:{port}/web/health", timeout=10).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    raise SystemExit(f"Error: Odoo did not start to serve, see {log}")


def _stop(child):
    """The workers are in a group of their own, so none is left."""
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            child.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
