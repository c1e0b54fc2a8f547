"""Fifty salespeople through HTTP, with and without the addon, while days are closed."""

import os
import statistics
import subprocess
import sys
from collections import Counter

from odoo import SUPERUSER_ID, api

from scripts.devenv.settings import LOGS, ROOT

from .http_people import Person, work
from .http_server import serving
from .measure import Result

PEOPLE, WORKERS = 50, 4
SLICE = 30  # seconds of one side before it is the other's turn
MORE_MILLISECONDS = 50
ACTIONS = ("create", "reschedule", "finish", "cancel")


def compare(stock, addon, sizes, seconds):
    """Turn about, ``seconds`` each in all, so that both have the same weather."""
    log = LOGS / "bench-http.log"
    LOGS.mkdir(parents=True, exist_ok=True)
    with serving([stock.db_name, addon.db_name], WORKERS, log) as port:
        sides = [_sign_in(registry, port, sizes) for registry in (stock, addon)]
        for people in sides:
            work(people, 8)  # every worker loads its registry
            for person in people:
                person.times.clear()
                person.errors.clear()
        for _number in range(max(1, round(seconds / SLICE))):
            work(sides[0], min(SLICE, seconds))
            with _closing(addon.db_name, sizes):
                work(sides[1], min(SLICE, seconds))
    return [*_lines(*sides), _errors(sides, log)]


def _sign_in(registry, port, sizes):
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        facts = {
            "type": env.ref("mail.mail_activity_data_call").id,
            "model": env["ir.model"]._get_id("crm.lead"),
        }
    people = [
        Person(port, registry.db_name, f"bench_{number:04}", facts)
        for number in range(min(PEOPLE, sizes.people))
    ]
    for person in people:
        person.sign_in()
    return people


class _closing:
    """A process of its own closes the past over and over, as cron does."""

    def __init__(self, name, sizes):
        self.words = [name, str(sizes.scale), str(sizes.seed)]

    def __enter__(self):
        self.child = subprocess.Popen(
            [sys.executable, "-m", "scripts.bench.closer", *self.words],
            cwd=ROOT,
            env=os.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.child.stdout.readline()  # it has begun

    def __exit__(self, *_failure):
        # The end of its input tells it to stop after the batch it is at.
        output, _errors_ = self.child.communicate()
        if self.child.returncode:
            raise SystemExit(f"Error: closing failed beside the load: {output}")


def _lines(stock, addon):
    for name in (*ACTIONS, "all actions"):
        before, after = (_times(people, name) for people in (stock, addon))
        more = _p95(after) - _p95(before)
        is_promised = name == "all actions"
        yield Result(
            f"{len(stock)} people through HTTP, {name}",
            f"p95 at most +{MORE_MILLISECONDS} ms" if is_promised else "",
            f"p50 {statistics.median(before):.0f} -> {statistics.median(after):.0f}, "
            f"p95 {_p95(before):.0f} -> {_p95(after):.0f} ms",
            more <= MORE_MILLISECONDS if is_promised else None,
            {
                "actions": [len(before), len(after)],
                "p50_ms": [statistics.median(before), statistics.median(after)],
                "p95_ms": [_p95(before), _p95(after)],
            },
        )


def _times(people, name):
    return [
        milliseconds
        for person in people
        for action, milliseconds in person.times
        if name in (action, "all actions")
    ] or [float("nan")]


def _p95(times):
    return sorted(times)[int(0.95 * (len(times) - 1))]


def _errors(sides, log):
    errors = [sum((person.errors for person in people), Counter()) for people in sides]
    text = log.read_text(errors="replace")
    # What Odoo tried again, and nobody noticed.
    retries = text.count("SERIALIZATION_FAILURE, ")
    return Result(
        "the same, errors a user would have seen",
        "none",
        f"{errors[0].total()} -> {errors[1].total()}, {retries} tried again",
        not errors[1],
        {"stock": errors[0], "addon": errors[1], "tried_again": retries},
    )
