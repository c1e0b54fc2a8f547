"""Closes the past of a bench database until its standard input ends.

Started by ``http_load`` as a process of its own; arguments: database, scale, seed.
"""

import select
import sys

DAYS = 20  # past working days that are opened again when all are closed


def main(name, scale, seed):
    from scripts.bench.sizes import Sizes

    sizes = Sizes(float(scale), int(seed))
    _start_odoo()
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    registry, remaining, batches = Registry(name), 0, 0
    with registry.cursor() as cr:
        from scripts.bench.data import set_controlled_since

        env = api.Environment(cr, SUPERUSER_ID, {})
        set_controlled_since(env, sizes.past_days()[DAYS - 1])
    print("closing", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        with registry.cursor() as cr:
            cr._now = sizes.now
            env = api.Environment(cr, SUPERUSER_ID, {})
            if not remaining:
                cr.execute(
                    "UPDATE sales_discipline_day SET state = 'open' WHERE date >= %s",
                    [sizes.past_days()[DAYS - 1]],
                )
            days = env["sales.discipline.day"]
            remaining = days._close_due_days(limit=sizes.people)
        batches += 1
    print(batches)


def _start_odoo():
    from odoo.modules.module import initialize_sys_path
    from odoo.tools import config

    config.parse_config(["--log-level=warn"], setup_logging=True)
    initialize_sys_path()


if __name__ == "__main__":
    main(*sys.argv[1:])
