"""What a salesperson waits for: one activity created, moved, finished, cancelled."""

import statistics
import time
from datetime import timedelta

from odoo import api

from .measure import Result

REPETITIONS = 60
PROMISES = {"create": 0, "reschedule": 1, "finish": 1, "cancel": 1}
EXTRA_MILLISECONDS = 0.5


def compare(stock, addon, sizes):
    """The same calls in both databases by turns, so that both have the same weather."""
    sides = [_Side(stock, sizes), _Side(addon, sizes)]
    for side in sides:
        side.round()  # caches
        side.times.clear()
    for _number in range(REPETITIONS):
        for side in sides:
            side.round()
    return [_line(name, *sides) for name in PROMISES]


def _line(name, stock, addon):
    before, after = (statistics.median(side.times[name]) for side in (stock, addon))
    more = addon.queries[name] - stock.queries[name]
    return Result(
        f"{name} one activity",
        f"+{PROMISES[name]} queries, +{EXTRA_MILLISECONDS} ms",
        f"{before:.1f} -> {after:.1f} ms ({after / before:.2f}x), "
        f"{stock.queries[name]} -> {addon.queries[name]} queries",
        more <= PROMISES[name] and after - before <= EXTRA_MILLISECONDS,
        {"stock_ms": before, "addon_ms": after, "ratio": after / before},
    )


class _Side:
    """One database; each call in a transaction of its own, as a request is."""

    def __init__(self, registry, sizes):
        self.registry = registry
        self.tomorrow = sizes.today + timedelta(days=1)
        self.now = sizes.now
        self.times, self.queries = {}, {}
        with registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            user = env["res.users"].search([("login", "=", "bench_0003")])
            self.uid = user.id
            self.deal = env["crm.lead"].search([("user_id", "=", user.id)], limit=1).id
            self.type = env.ref("mail.mail_activity_data_call").id
            self.model = env["ir.model"]._get_id("crm.lead")

    def round(self):
        first = self.timed("create", self.create)
        self.timed("reschedule", self.reschedule, first)
        self.timed("finish", self.finish, first)
        second = self.create_quietly()
        self.timed("cancel", self.cancel, second)

    def timed(self, name, act, *arguments):
        with self.registry.cursor() as cr:
            env = self.environment(cr)
            began = time.perf_counter()
            result = act(env, *arguments)
            env.flush_all()
            elapsed = 1000 * (time.perf_counter() - began)
            self.queries[name] = cr.sql_log_count
        self.times.setdefault(name, []).append(elapsed)
        return result

    def environment(self, cr):
        # As of the day the data ends with: by the real clock most of it is to come.
        cr._now = self.now
        env = api.Environment(cr, self.uid, {"lang": "en_US", "tz": "UTC"})
        env.user.partner_id.read(["name"])  # as the session has done before
        cr.sql_log_count = 0
        return env

    def create_quietly(self):
        with self.registry.cursor() as cr:
            return self.create(self.environment(cr))

    def create(self, env):
        return (
            env["mail.activity"]
            .create(
                {
                    "activity_type_id": self.type,
                    "res_model_id": self.model,
                    "res_id": self.deal,
                    "user_id": self.uid,
                    "summary": "Call about the samples",
                    "date_deadline": self.tomorrow,
                }
            )
            .id
        )

    def reschedule(self, env, activity):
        later = self.tomorrow + timedelta(days=2)
        env["mail.activity"].browse(activity).write({"date_deadline": later})

    def finish(self, env, activity):
        record = env["mail.activity"].browse(activity)
        # Something else each time, as people do: a repetition is flagged and told.
        desks = len(self.times.get("finish", ()))
        record.action_feedback(feedback=f"They take {40 + desks} desks on Friday")

    def cancel(self, env, activity):
        env["mail.activity"].browse(activity).unlink()
