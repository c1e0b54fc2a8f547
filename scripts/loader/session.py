"""The order of a load, and the database it goes into."""

from contextlib import contextmanager
from dataclasses import dataclass

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

from odoo.addons.sales_discipline.simulation import past

from .activities import Activities
from .csv_files import LoadError
from .deals import Deals
from .external_ids import ExternalIds
from .load_time import LoadTime
from .masters import Masters
from .pipeline import Pipeline
from .progress import Progress
from .report import print_table
from .state import LoadState, fingerprint

LOCK = 7_105_023_120  # any constant; the same in every load


@dataclass
class Context:
    """What the steps of a load share."""

    env: api.Environment
    data: Pipeline
    seed: int
    progress: Progress
    ids: ExternalIds
    state: LoadState
    time: LoadTime

    def commit(self):
        """Keep what is done; a later run goes on from here."""
        self.env.cr.commit()
        # Twelve weeks of records in the cache would slow down every flush.
        self.env.invalidate_all()


def load_into(database, data, seed, progress):
    """Load ``data`` into ``database`` and print the table of people and scores.

    :raises LoadError: where the database cannot be used
    """
    with open_environment(database) as env:
        context = make_context(env, data, seed, progress)
        load(context)
        print_table(context)


@contextmanager
def open_environment(database):
    """An environment of the superuser in a database that has the addon."""
    try:
        registry = Registry(database)
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise LoadError(
            f"The database {database} cannot be opened: {reason}"
        ) from error
    if "sales.discipline.day" not in registry:
        raise LoadError(f"Install the addon sales_discipline in {database} first.")
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"no_reset_password": True})
        _lock(env)
        yield env


def _lock(env):
    """Two loads at once would load everything twice. Ends with the connection."""
    locked = env.execute_query(SQL("SELECT pg_try_advisory_lock(%s)", LOCK))[0][0]
    if not locked:
        raise LoadError("Another load into this database is under way.")


def make_context(env, data, seed, progress):
    company = env.ref("base.main_company")
    calendar = company.resource_calendar_id
    state = LoadState(env, fingerprint(data, seed))
    weekdays = {int(line.dayofweek) for line in calendar.attendance_ids}
    load_time = LoadTime(data, state.started_at, calendar.tz or "UTC", weekdays)
    env = env(context=env.context | {"allowed_company_ids": company.ids})
    ids = ExternalIds(env)
    return Context(env, data, seed, progress, ids, state, load_time)


def load(context):
    """All steps; each does only what is missing."""
    env, progress = context.env, context.progress
    context.state.save()
    masters, deals = Masters(context), Deals(context)
    progress.start("Teams, people and accounts")
    masters.load()
    context.commit()
    progress.finish()
    deals.load()
    Activities(context, deals).load()
    first_day = context.time.first_day
    past.set_installation_back(env, context.time.instant(first_day, 0))
    masters.control()
    context.state.is_complete = True
    context.state.save()
    context.commit()
    close_days(context)


def close_days(context):
    """Close the days that are over, as the scheduled job would within the hour."""
    context.progress.start("Closing the days", 1)

    def report(remaining):
        context.commit()
        total = context.progress.total = max(context.progress.total, remaining)
        context.progress.update(total - remaining)

    past.close_days(context.env, report)
    context.progress.finish()
