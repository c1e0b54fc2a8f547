"""Gamification's way of counting the same people's work, for the reader to compare."""

import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .measure import Result

ANY = ("active", "in", [True, False])
# Five counts of what closing counts: due, done, open, of deals, with a result.
DOMAINS = (
    [ANY],
    [("active", "=", False)],
    [("active", "=", True)],
    [ANY, ("res_model", "=", "crm.lead")],
    [("active", "=", False), ("feedback", "!=", False)],
)


def measure(name, sizes):
    """Goals of one day for everybody, in the database without the addon.

    gamification must have been installed there; nothing is kept.
    """
    with Registry.new(name).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        goals = _goals(env, sizes)
        env.flush_all()
        env.invalidate_all()
        before, began = cr.sql_log_count, time.perf_counter()
        goals.update_goal()
        env.flush_all()
        seconds = time.perf_counter() - began
        queries = cr.sql_log_count - before
        people = len(goals.user_id)
        cr.rollback()
    return Result(
        f"gamification: {len(DOMAINS)} counting goals of {people} people",
        "",
        f"{seconds:.2f} s, {queries} queries",
        details={"seconds": seconds, "queries": queries},
    )


def _goals(env, sizes):
    field = env["ir.model.fields"]._get
    definitions = env["gamification.goal.definition"].create(
        [
            {
                "name": f"Bench {number}",
                "computation_mode": "count",
                "model_id": env["ir.model"]._get_id("mail.activity"),
                "domain": repr(domain),
                "field_date_id": field("mail.activity", "date_deadline").id,
                "batch_mode": True,
                "batch_distinctive_field": field("mail.activity", "user_id").id,
                "batch_user_expression": "user.id",
            }
            for number, domain in enumerate(DOMAINS)
        ]
    )
    people = env["res.users"].search([("login", "=like", "bench_0%")])
    day = sizes.past_days()[0]
    return env["gamification.goal"].create(
        [
            {
                "definition_id": definition.id,
                "user_id": person.id,
                "start_date": day,
                "end_date": day,
                "target_goal": 100,
                "state": "inprogress",
            }
            for definition in definitions
            for person in people
        ]
    )
