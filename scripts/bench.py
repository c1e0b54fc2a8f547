#!/usr/bin/env python3
"""Measures speed at a known size: make bench (SCALE=1, about half an hour).

Two databases with the same people, deals and activities, without the addon and with
it, are made, measured side by side and dropped. Prints a table and writes a JSON
file. Needs the environment of ``scripts.devenv exec``.
"""

import argparse
import json
import os
import platform
import sys
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.devenv.settings import HOME


def main():
    options = parse_arguments()
    start_odoo()
    from odoo.modules.registry import Registry

    from scripts.bench import actions, data, goals, http_load
    from scripts.bench.sizes import Sizes
    from scripts.bench.works import Works

    sizes = Sizes(options.scale, options.seed)
    names = [f"sd-test-{os.getpid()}-bench-{kind}" for kind in ("stock", "addon")]
    results = []
    with databases(names) as stack:
        stock, addon = (Registry(name) for name in names)
        for registry in (stock, addon) if not options.only else (addon,):
            with clock(f"Filling {registry.db_name}"), environment(registry) as env:
                data.fill(env, sizes)
                data.analyse(env)
        if not options.only:
            for result in actions.compare(stock, addon, sizes):
                results.append(show(result))
        with environment(addon) as env:
            for result in Works(env.cr, sizes).measure(options.only):
                results.append(show(result))
            env.cr.rollback()
        if not options.only:
            for result in http_load.compare(stock, addon, sizes, options.seconds):
                results.append(show(result))
            # Last, as it puts another module into the database without the addon.
            results.append(show(compare_goals(stack, names[0], sizes, goals)))
    write(options, sizes, results)
    missed = [result.work for result in results if result.ok is False]
    print(f"{len(results)} measured, {len(missed)} not reached: {', '.join(missed)}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--only", action="append", help="one of the works by name, e.g. boards"
    )
    parser.add_argument(
        "--seconds", type=float, default=300, help="of load through HTTP, each side"
    )
    parser.add_argument("--out", type=Path, default=HOME / "bench.json")
    return parser.parse_args()


def start_odoo():
    from odoo.modules.module import initialize_sys_path
    from odoo.tools import config

    config.parse_config(["--log-level=warn"], setup_logging=True)
    initialize_sys_path()


@contextmanager
def databases(names):
    """Both from the template with CRM; the second with the addon."""
    from scripts.devenv.database import create, drop, install
    from scripts.devenv.settings import Settings
    from scripts.devenv.stack import open_stack

    with open_stack(Settings.from_environment()) as stack:
        try:
            for name in names:
                create(stack, name, demo=False)
            install(stack, names[1], log="bench-install", assets=False)
            yield stack
        finally:
            close_connections()
            for name in names:
                drop(stack, name)


def compare_goals(stack, name, sizes, goals):
    """Beside closing; after what is measured without any other module."""
    from scripts.devenv.database import install

    install(stack, name, modules="gamification", log="bench-goals", assets=False)
    return goals.measure(name, sizes)


def close_connections():
    from odoo.sql_db import close_all

    close_all()


@contextmanager
def environment(registry):
    from odoo import SUPERUSER_ID, api

    with registry.cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@contextmanager
def clock(title):
    began = time.perf_counter()
    print(f"{title} ...", flush=True)
    yield
    print(f"    {time.perf_counter() - began:.0f} s", flush=True)


def show(result):
    mark = {True: "ok", False: "NOT REACHED", None: ""}[result.ok]
    print(
        f"{result.work:52} {result.promise:30} {result.measured:48} {mark}", flush=True
    )
    return result


def write(options, sizes, results):
    import odoo.release

    options.out.write_text(
        json.dumps(
            {
                "scale": options.scale,
                "seed": options.seed,
                "people": sizes.people,
                "activities": sizes.people * 12 * (sizes.work_days + 1),
                "day_rows": sizes.day_rows,
                "machine": f"{platform.machine()}, {os.cpu_count()} cores",
                "python": platform.python_version(),
                "odoo": odoo.release.version,
                "results": [vars(result) for result in results],
            },
            indent=2,
        )
        + "\n"
    )
    print(f"Written to {options.out}")


if __name__ == "__main__":
    main()
