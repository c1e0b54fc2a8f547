"""Processes of Odoo that can be killed, forked as Odoo itself forks its workers."""

import importlib
import os
import signal
import time
import traceback

from freezegun import freeze_time
from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.sql_db import BaseCursor, Cursor

JOBS = {
    "close": "sales_discipline.ir_cron_sales_discipline_close_days",
    "rewards": "sales_discipline.ir_cron_sales_discipline_judge_rewards",
    "remind": "sales_discipline.ir_cron_sales_discipline_reminders",
    "program": "sales_discipline.ir_cron_sales_discipline_program",
    "mail": "mail.ir_cron_mail_scheduler_action",
}
OWN_JOBS = ("close", "rewards", "remind", "program")
SECONDS = 600  # for a process, the longest of which takes about a minute


# Small ones, so that there are many transactions to be killed in.
BATCH_SIZES = {"day_closing": 50, "reward_judging": 20, "reminder": 12}


class WorkerError(Exception):
    """A process that ended otherwise than it should have."""


def use_small_batches():
    for name, size in BATCH_SIZES.items():
        path = f"odoo.addons.sales_discipline.models.sales_discipline_{name}"
        importlib.import_module(path).BATCH_SIZE = size


def fork(act):
    """Run ``act()`` in a process of its own; return the process id."""
    # Two processes must not talk through one connection.
    sql_db.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        act()
    except BaseException:  # pylint: disable=broad-except
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def wait(pid):
    """The exit code; of a process that was killed, minus the signal."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    raise WorkerError(f"stopped after {SECONDS} s")


def run(act):
    """Run ``act()`` in a process of its own, to its end."""
    if code := wait(fork(act)):
        raise WorkerError(f"a process ended with {code}")


def kill_after(pid, seconds):
    """Kill the process outright after a while; return whether it still ran."""
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    return wait(pid) == -signal.SIGKILL


def run_jobs(database, steps, *, die_at=None, directly=False, alone=True):
    """Run jobs as Odoo's scheduler does.

    :param steps: (naive UTC instant, names of jobs) in order
    :param die_at: kill this process before the commit of that number, from 1 on;
        after it, if negative
    :param directly: call the jobs' code without the scheduler's lock on them, as a
        developer's shell or another scheduler would
    :param alone: whether a job that gives way to another process is a fault
    """
    if die_at:
        _die_at(die_at)
    for moment, names in steps:
        BaseCursor.now = lambda _cursor, moment=moment: moment
        with freeze_time(moment, tick=True), Registry(database).cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            for name in names:
                job = env.ref(JOBS[name])
                try:
                    if directly:
                        job.ir_actions_server_id.run()
                        cursor.commit()
                    else:
                        job.method_direct_trigger()
                except (UserError, OperationalError):
                    # Another process is at it, or was faster.
                    if alone:
                        raise
                    cursor.rollback()


def _die_at(number):
    commit, counted = Cursor.commit, []

    def dying(cursor):
        counted.append(cursor)
        if len(counted) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        result = commit(cursor)
        if len(counted) == -number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    Cursor.commit = dying
