"""``python -m scripts.breakdowns``: allow five minutes; see ``scripts.breakdowns``.

``--seed`` repeats a run, ``--only`` selects rounds. Needs the environment of
``scripts.devenv exec`` and a database with the addon and without demo data, which it
leaves alone.
"""

import argparse
import logging
import os
import signal
import subprocess
import sys
import time

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tools import config

from . import scene
from .rounds import Rounds
from .workers import WorkerError, use_small_batches


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.breakdowns")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    parser.add_argument("--only", default="", help="e.g. killed,restored")
    options = parser.parse_args()
    template = os.environ.pop("PGDATABASE")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("Stopped."))
    # The set-up drops databases with such names whose process is gone.
    base, database = (f"sd-test-{os.getpid()}-{name}" for name in ("base", "broken"))
    print(f"Seed {options.seed} (repeat with --seed {options.seed})", flush=True)
    parent = os.getpid()
    try:
        prepare(template, base, database, options.seed)
        return run_rounds(Rounds(database, base, options.seed), options.only.split(","))
    finally:
        if os.getpid() == parent:
            sql_db.close_all()
            for name in (database, base):
                command = ["dropdb", "--if-exists", "--force", name]
                subprocess.run(command, check=False, capture_output=True)


def prepare(template, base, database, seed):
    """The history in ``base``, and the registry of its copies in this process."""
    config.parse_config([f"--database={database}"], setup_logging=True)
    # What is broken off says so; only what Odoo itself cannot go on with matters.
    logging.getLogger("odoo").setLevel(logging.CRITICAL)
    for name, origin in ((base, template), (database, template)):
        subprocess.run(["createdb", f"--template={origin}", name], check=True)
    with Registry(base).cursor() as cursor:
        scene.build(api.Environment(cursor, SUPERUSER_ID, {}), seed)
    Registry.delete(base)
    Registry(database)
    use_small_batches()


def run_rounds(rounds, only):
    failed = 0
    order = [name for name in vars(Rounds) if name.startswith("round_")]
    for name in order:
        if name != "round_undisturbed" and not any(one in name for one in only):
            continue
        method = getattr(rounds, name)
        print(f"{method.__doc__}", flush=True)
        begun = time.monotonic()
        try:
            wrong = method()
        except WorkerError as error:
            wrong = [str(error)]
        for sentence in wrong:
            print(f"    WRONG: {sentence}")
        print(f"    {'failed' if wrong else 'ok'}, {time.monotonic() - begun:.0f} s")
        failed += bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
