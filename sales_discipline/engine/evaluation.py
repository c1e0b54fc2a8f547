"""The engine: figures and lines of many days at once (metrics sections 3 to 5)."""

from collections import defaultdict

from odoo.tools import SQL

from . import lines, scores
from .context import DayContext, build_contexts
from .result_check import is_junk_summary

READ_TABLES = ("mail.activity", "mail.activity.type", "calendar.event")

LINE_COLUMNS = (
    "activity_id",
    "set",
    "outcome",
    "hours",
    "summary",
    "activity_type_id",
    "res_model",
    "res_id",
    "res_name",
    "deadline",
    "done_at",
    "created_at",
    "is_overdue",
    "is_rolled",
    "set_by_head",
    "set_by_system",
    "result_flag",
    "is_bad_result",
)

# Figures that are plain counts of lines with one outcome.
OUTCOME_COUNTS = (
    "caught_up",
    "extra",
    "dropped",
    "released",
    "handed_over",
    "cancelled",
    "postponed",
    "pending",
    "missed",
)

# The planner thinks our many steps expensive and would compile them for half a minute,
# only to run the result for a second.
_NO_JIT = SQL("SET LOCAL jit = off;")

_OUTCOMES = SQL(
    ", ".join(
        f"count(*) FILTER (WHERE outcome = '{outcome}') AS {outcome}_count"
        for outcome in OUTCOME_COUNTS
    )
)

# What the lines of each day come to, and the lines; in one statement, since planning it
# costs more than running it for one person. The figures stand beside the first line.
_DAYS = SQL(
    """
    , figure AS (
    SELECT k, 1::bigint AS first, %s,
           count(*) FILTER (WHERE outcome = 'done'
                            AND NOT (bad_not_done AND result_flag IS NOT NULL))
               AS done_count,
           count(*) FILTER (WHERE needs_result) AS result_required_count,
           count(*) FILTER (WHERE needs_result AND result_flag IS NOT NULL)
               AS result_bad_count,
           count(*) FILTER (WHERE set = 'planned') AS planned_count,
           coalesce(sum(hours) FILTER (WHERE set = 'planned'), 0) AS planned_hours,
           count(*) FILTER (WHERE set = 'planned'
                            AND outcome NOT IN ('dropped', 'released')) AS due_count,
           count(*) FILTER (WHERE is_overdue) AS overdue_count,
           min(deadline_n) FILTER (WHERE is_overdue) AS oldest_overdue,
           count(*) FILTER (WHERE is_rolled) AS rolled_count,
           count(*) FILTER (WHERE is_still_due) AS still_due_count,
           count(*) FILTER (WHERE set_by_head AND set IS NOT NULL)
               AS set_by_head_count,
           count(*) FILTER (WHERE set_by_head
                            AND outcome IN ('done', 'caught_up', 'extra'))
               AS set_by_head_done_count,
           coalesce(array_agg(activity_id) FILTER (WHERE in_next), '{}')
               AS next_activity_ids,
           count(*) FILTER (WHERE in_next) AS next_planned_count,
           coalesce(sum(next_hours), 0) AS next_planned_hours
      FROM fact
     GROUP BY k)
    , line AS (
    SELECT activity_id, set, outcome, hours, summary, type_id, res_model, res_id,
           document_name, deadline, done_at, created_at, is_overdue, is_rolled,
           set_by_head, set_by_system, result_flag,
           needs_result AND result_flag IS NOT NULL AS is_bad_result,
           k, row_number() OVER (
               PARTITION BY k
               ORDER BY array_position('{planned,carried,added,extra}', set), deadline,
                        created_at, activity_id) AS number
      FROM fact
     WHERE set IS NOT NULL)
    SELECT line.*, figure.*
      FROM figure
      FULL JOIN line ON line.k = figure.k AND line.number = figure.first
     ORDER BY coalesce(line.k, figure.k), line.number
""",
    _OUTCOMES,
)

FIGURE_COLUMNS = (
    *(f"{outcome}_count" for outcome in OUTCOME_COUNTS),
    "done_count",
    "result_required_count",
    "result_bad_count",
    "planned_count",
    "planned_hours",
    "due_count",
    "overdue_count",
    "oldest_overdue",
    "rolled_count",
    "still_due_count",
    "set_by_head_count",
    "set_by_head_done_count",
    "next_activity_ids",
    "next_planned_count",
    "next_planned_hours",
)
_NOTHING = {
    **dict.fromkeys(FIGURE_COLUMNS, 0),
    "planned_hours": 0.0,
    "next_planned_hours": 0.0,
    "oldest_overdue": None,
    "next_activity_ids": (),
}


def evaluate(env, people, pairs, now, data_values) -> dict[tuple, dict]:
    """Figures of each (user id, date) of ``pairs``, as of naive UTC ``now``.

    ``people`` are those of ``people.read_people``; nothing is written. Each value
    is a dict of the figures under the names of metrics sections 4 and 5, and
    ``lines``. ``data_values`` are those of the component *data*, by pair. The number
    of queries depends on neither people nor dates.
    """
    contexts = build_contexts(env, people, pairs, now)
    if not contexts:
        return {}
    for name in READ_TABLES:
        env[name].flush_model()
    facts = lines.facts(contexts, env["sales.discipline.day"]._tracked_models())
    counted, found = _read_days(env, facts)
    result = {}
    for k, context in enumerate(contexts):
        counts = counted.get(k, _NOTHING)
        key = context.person.user_id, context.date
        figures = day_figures(context, counts, data_values.get(key))
        figures["lines"] = found[k]
        figures["junk_plan_count"] = sum(map(_is_junk_plan, found[k]))
        result[key] = figures
    return result


def _read_days(env, facts):
    """Counts and lines of the days that have any, by their number."""
    counted, found = {}, defaultdict(list)
    line_day = len(LINE_COLUMNS)
    figure_day = line_day + 2
    for row in env.execute_query(SQL("%s %s %s", _NO_JIT, facts, _DAYS)):
        # Of the thousands of rows nothing is cut out that need not be.
        if row[line_day] is not None:
            found[row[line_day]].append(dict(zip(LINE_COLUMNS, row, strict=False)))
        if row[figure_day] is not None:
            figures = zip(FIGURE_COLUMNS, row[figure_day + 2 :], strict=True)
            counted[row[figure_day]] = dict(figures)
    return counted, found


def _is_junk_plan(line):
    return line["set"] == "planned" and is_junk_summary(line["summary"])


def day_figures(context: DayContext, counted: dict, data_value=None) -> dict:
    """All figures of a day from its context and the counts of its lines.

    :param data_value: the component data as measured; None leaves it out
    """
    figures = {**_identity(context), **counted, "data_value": data_value}
    figures["planned_hours"] = round(figures["planned_hours"], 9)
    figures["plan_ok"] = scores.plan_ok(figures)
    figures["all_done"] = (
        figures["due_count"] > 0
        and figures["done_count"] == figures["due_count"]
        and not figures["overdue_count"]
        and not figures["still_due_count"]
    )
    figures.update(_next_figures(context, counted))
    figures.update(_scores(context, figures))
    return figures


def _identity(context):
    person = context.person
    return {
        "user_id": person.user_id,
        "user_name": person.name,
        "team_id": person.team_id,
        "company_id": person.company_id,
        "version_id": context.rules.version_id,
        "date": context.date,
        "tz": person.tz,
        "start_at": context.start_at,
        "end_at": context.end_at,
        "cutoff_at": context.cutoff_at,
        "judged_at": context.judged_at,
        "is_over": context.is_over,
        "work_end_at": context.work_end_at,
        "is_off": context.is_off,
        "off_reason": context.off_reason,
        "calendar_hours": context.base_hours,
        "capacity_hours": context.capacity_hours,
        "plan_owed": context.plan_owed,
        "need_count": context.need_count,
        "need_hours": round(context.need_hours, 9),
    }


def _next_figures(context, counted):
    """The next working day's plan; with no such day in sight nothing is asked."""
    following = context.next
    plan = {
        "planned_count": counted["next_planned_count"],
        "planned_hours": round(counted["next_planned_hours"], 9),
        "need_count": following.need_count if following else 0,
        "need_hours": round(following.need_hours, 9) if following else 0.0,
    }
    return {
        **{f"next_{name}": value for name, value in plan.items()},
        "next_plan_ok": scores.plan_ok(plan),
        "next_date": following and following.date,
        "next_cutoff_at": following and following.cutoff_at,
        "next_capacity_hours": following.capacity_hours if following else 0.0,
        "next_plan_owed": bool(following and following.plan_owed),
        "next_activity_ids": list(counted["next_activity_ids"]),
    }


def _scores(context, figures):
    """Score and components; all empty on a day off."""
    values = scores.components(figures, context.rules)
    if context.is_off:
        values = dict.fromkeys(values)
    weights = dict(zip(scores.COMPONENTS, context.rules.weights, strict=True))
    return {
        **{f"score_{name}": value for name, value in values.items()},
        "score": scores.score(values, weights),
    }
