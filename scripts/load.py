#!/usr/bin/env python3
"""Loads a folder of CSV files into an Odoo with this addon: see --help.

The files: sales_teams.csv, accounts.csv, products.csv, sales_pipeline.csv. Needs Odoo's
Python and configuration (PG*, ODOO_RC), which `make load DATA=folder` provides.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from loader.csv_files import LoadError
from loader.pipeline import read_folder
from loader.progress import Progress


def parse_arguments(argv):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of CSV files")
    parser.add_argument(
        "--database", default=os.environ.get("PGDATABASE"), help="default: PGDATABASE"
    )
    parser.add_argument(
        "--check", action="store_true", help="only see whether the files can be used"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the simulated habits")
    return parser.parse_args(argv)


def start_odoo():
    """Only now: Odoo takes seconds to import, and bad files are reported before.

    It reads its configuration from ODOO_RC and PG*, and finds the addons in it.
    """
    from odoo.modules.module import initialize_sys_path
    from odoo.tools import config

    config.parse_config(["--log-level=warn"], setup_logging=True)
    initialize_sys_path()


def main(argv=None):
    options = parse_arguments(argv)
    progress = Progress(sys.stdout)
    began = time.monotonic()
    try:
        data, problems = read_folder(options.data)
        if options.check:
            return 0
        if not options.database:
            raise LoadError("Name the database with --database.")
        for problem in problems:
            print(problem, file=sys.stderr)
        start_odoo()
        from loader.session import load_into

        load_into(options.database, data, options.seed, progress)
    except LoadError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted; the same command goes on from here.", file=sys.stderr)
        return 130
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    skipped = f", {len(problems)} rows skipped" if problems else ""
    print(f"Loaded in {minutes} min {seconds} s{skipped}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
