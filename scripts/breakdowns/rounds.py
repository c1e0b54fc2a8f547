"""The breakdowns, each in a fresh copy of the same history."""

import random
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta

from odoo import SUPERUSER_ID, api, sql_db

from . import scene, snapshot, workers
from .mail_sink import free_port, mail_sink
from .workers import OWN_JOBS

AT_ONCE = [(scene.NOW, OWN_JOBS)]
KILLS_AT_RANDOM, KILLS_EACH = 12, 3  # in one copy
COMMITS = range(1, 6)


class Rounds:
    """Each method that starts with ``round_`` returns sentences about what is wrong.

    :param database: name of the copy; the processes know its registry
    :param base: name of the database with the history
    """

    def __init__(self, database, base, seed):
        self.database, self.base = database, base
        self.chance = random.Random(seed)
        self.expected = self.seconds = None

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def fresh(self, dump=None):
        """Begin anew with the history, or with a dump."""
        sql_db.close_all()
        _run("dropdb", "--if-exists", "--force", self.database)
        if dump:
            _run("createdb", "--template=template0", self.database)
            _run("pg_restore", "--no-owner", f"--dbname={self.database}", dump)
        else:
            _run("createdb", f"--template={self.base}", self.database)

    @contextmanager
    def cursor(self):
        with sql_db.db_connect(self.database).cursor() as cursor:
            yield cursor
        sql_db.close_all()

    def snapshot(self, *tables):
        with self.cursor() as cursor:
            return snapshot.take(cursor, *tables)

    def jobs(self, steps, **options):
        workers.run(lambda: workers.run_jobs(self.database, steps, **options))

    def fork_jobs(self, steps, **options):
        return workers.fork(lambda: workers.run_jobs(self.database, steps, **options))

    def compare(self, what):
        return [
            f"{what}: {sentence}"
            for sentence in snapshot.differences(self.expected, self.snapshot())
        ]

    # ------------------------------------------------------------
    # ROUNDS
    # ------------------------------------------------------------

    def round_undisturbed(self):
        """What is to be expected; running everything twice changes nothing"""
        self.fresh()
        begun = time.monotonic()
        self.jobs(AT_ONCE)
        self.seconds = time.monotonic() - begun
        self.expected = self.snapshot()
        print(
            "   ", {name: snapshot.short(rows) for name, rows in self.expected.items()}
        )
        wrong = [
            f"no {name} at all" for name, rows in self.expected.items() if not rows
        ]
        self.jobs(AT_ONCE)
        return wrong + self.compare("run again")

    def round_killed_at_commits(self):
        """Killed outright before each commit of each job, and after each"""
        wrong, killed = [], 0
        for job in OWN_JOBS[:3]:
            for sign in (1, -1):
                self.fresh()
                if job == "rewards":
                    self.jobs([(scene.NOW, ["close"])])
                # Each time it comes as far as before and a step further.
                for number in COMMITS:
                    steps = [(scene.NOW, [job])]
                    pid = self.fork_jobs(steps, die_at=sign * number)
                    killed += workers.wait(pid) == -signal.SIGKILL
                self.jobs(AT_ONCE)
                when = "before" if sign > 0 else "after"
                wrong += self.compare(f"{job} killed {when} its commits")
        print(f"    {killed} processes killed")
        return wrong + ["hardly anything was killed"] * (killed < len(COMMITS))

    def round_killed_at_random(self):
        """Killed outright again and again at moments nobody chose"""
        wrong, killed = [], 0
        for number in range(KILLS_AT_RANDOM):
            if not number % KILLS_EACH:
                self.fresh()
            pid = self.fork_jobs(AT_ONCE)
            killed += workers.kill_after(pid, self.chance.uniform(0, self.seconds))
            if not (number + 1) % KILLS_EACH:
                self.jobs(AT_ONCE)
                wrong += self.compare("killed at random")
        print(f"    {killed} of {KILLS_AT_RANDOM} processes killed at work")
        return wrong

    def round_two_at_once(self):
        """Two schedulers at once, and two that know nothing of each other"""
        wrong = []
        for directly in (False, True):
            for _ in range(3):
                self.fresh()
                options = {"directly": directly, "alone": False}
                pids = [self.fork_jobs(AT_ONCE, **options) for _ in range(2)]
                codes = [workers.wait(pid) for pid in pids]
                if any(codes):
                    wrong.append(f"two at once, directly={directly}: ended {codes}")
                self.jobs(AT_ONCE)
                wrong += self.compare(f"two at once, directly={directly}")
        return wrong

    def round_off_for_ten_days(self):
        """The server is off from Friday until Tuesday week, when Berlin has moved on"""
        self.fresh()
        hours = int((scene.LATER - scene.NOW) / timedelta(hours=1))
        ticks = [scene.NOW + timedelta(hours=each) for each in range(0, hours, 24)]
        self.jobs([(moment, OWN_JOBS) for moment in [*ticks, scene.LATER]])
        tables = ("days_without_data", "lines", "closed_rewards")
        running = self.snapshot(*tables)
        self.fresh()
        self.jobs(AT_ONCE)
        before = set(self.snapshot("reminders")["reminders"])
        self.jobs([(scene.LATER, OWN_JOBS)])
        after = self.snapshot(*running)
        wrong = list(snapshot.differences(running, after))
        sent = set(self.snapshot("reminders")["reminders"]) - before
        late = [row for row in sent if "2027, 3, 30" not in row]
        morning = [row for row in sent if "'morning'" in row]
        print(f"    {len(after['lines'])} lines, {len(sent)} reminders afterwards")
        wrong += [f"sent too late: {late[0]}"] if late else []
        if len(morning) != scene.PEOPLE // 2:
            wrong.append(f"{len(morning)} morning summaries on the day of the return")
        return wrong

    def round_no_mail_server(self):
        """The mail server is down, then up again: nothing lost, nothing twice"""
        self.fresh()
        with mail_sink() as (port, received):
            closed = free_port()
            self._use_mail_server(closed)
            self.jobs(AT_ONCE)
            wrong = self.compare("without a mail server")
            self.jobs([(scene.NOW, ["mail"])])
            self.jobs([(scene.NOW + timedelta(minutes=5), [*OWN_JOBS, "mail"])])
            wrong += [f"received {len(received)} from nowhere"] if received else []
            self._use_mail_server(port)
            workers.run(self._retry)
            for minutes in (10, 20):
                moment = scene.NOW + timedelta(minutes=minutes)
                self.jobs([(moment, [*OWN_JOBS, "mail"])])
            wanted = len(self.expected["mails"])
            print(f"    {len(received)} of {wanted} e-mails received")
            if len(received) != wanted or len(set(received)) != wanted:
                wrong.append(f"{wanted} e-mails expected, {len(received)} received")
        again = self.snapshot("days", "lines", "rewards", "reminders", "notices")
        self.expected, kept = (
            {name: self.expected[name] for name in again},
            self.expected,
        )
        wrong += snapshot.differences(self.expected, again)
        self.expected = kept
        return wrong

    def _use_mail_server(self, port):
        def act():
            with sql_db.db_connect(self.database).cursor() as cursor:
                env = api.Environment(cursor, SUPERUSER_ID, {})
                servers = env["ir.mail_server"]
                servers.search([]).unlink()
                servers.create(
                    {
                        "name": "Local",
                        "smtp_host": "127.0.0.1",
                        "smtp_port": port,
                        "smtp_encryption": "none",
                        "smtp_authentication": "login",
                    }
                )

        workers.run(act)

    def _retry(self):
        """What an administrator does: Settings, Technical, Emails, Retry."""
        with sql_db.db_connect(self.database).cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            env["mail.mail"].search([("state", "=", "exception")]).action_retry()

    def round_restored(self):
        """A dump is restored: what came after it is gone, and no late message goes"""
        tables = ("days", "lines", "rewards", "reminders")
        after = [(scene.NOW + timedelta(hours=hours), OWN_JOBS) for hours in (2, 90)]
        with tempfile.TemporaryDirectory() as folder:
            dump = f"{folder}/before"
            self.fresh()
            _run("pg_dump", "--format=custom", f"--file={dump}", self.database)
            self.jobs(AT_ONCE)
            workers.run(self._finish_all)
            self.jobs(after)
            lost = self.snapshot(*tables)
            self.fresh()
            self.jobs(after)
            surviving = self.snapshot(*tables)
            self.fresh(dump)
            self.jobs(after)
            restored = self.snapshot(*tables)
        wrong = list(snapshot.differences(surviving, restored))
        if lost["days"] == restored["days"]:
            wrong.append("the lost work made no difference, so this proves nothing")
        friday = [row for row in restored["reminders"] if "2027, 3, 19" in row]
        if friday:
            wrong.append(f"{len(friday)} reminders of Friday, whose hour had passed")
        return wrong

    def _finish_all(self):
        moment = scene.NOW + timedelta(minutes=30)
        with sql_db.db_connect(self.database).cursor() as cursor:
            cursor._now = moment
            env = api.Environment(cursor, SUPERUSER_ID, {})
            due = [("date_deadline", "<=", moment.date())]
            activities = env["mail.activity"].search(due)
            activities._action_done(feedback="They ordered thirty desks and a table")


def _run(*command):
    subprocess.run(command, check=True, capture_output=True)
