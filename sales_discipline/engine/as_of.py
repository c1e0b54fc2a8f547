"""History as it stood (metrics sections 2 and 3), in SQL over many days at once.

The journal keeps, with every change, the whole state before it. So the state of an
activity at an instant is the ``old_*`` half of its first row after that instant, and
where there is none the row itself, or what was left when the row went away.

The steps here end in ``seen``, which ``lines`` goes on from:

    day        what each day is judged by, from ``context``
    reviewer   who reviews whom
    cand       activities that may concern a day
    known      their creation, present state and end
    seen       their state at C, S, N and the instant the next plan is judged
"""

from odoo.tools import SQL

# The values that metrics section 2 calls the state of an activity.
STATE = (
    "user_id",
    "deadline",
    "type_id",
    "res_model",
    "res_id",
    "planned_hours",
    "meeting_start",
    "meeting_stop",
    "meeting_allday",
    "result",
    "done_at",
    "done_by_id",
    "dropped_at",
    "result_flag",
)
# The instants at which a state is read: cut-off, start, judging, next plan.
INSTANTS = {"c": "cutoff_at", "s": "start_at", "n": "judged_at", "t": "next_judged_at"}

DAY_COLUMNS = {
    "k": "int",
    "user_id": "int",
    "date": "date",
    "start_at": "timestamp",
    "end_at": "timestamp",
    "cutoff_at": "timestamp",
    "judged_at": "timestamp",
    "since": "timestamp",
    "is_over": "bool",
    "capacity": "float8",
    "last_work": "date",
    "max_postponements": "int",
    "asks_results": "bool",
    "bad_not_done": "bool",
    "next_date": "date",
    "next_start_at": "timestamp",
    "next_end_at": "timestamp",
    "next_judged_at": "timestamp",
    "next_capacity": "float8",
}


def steps(contexts) -> SQL:
    """The named steps up to ``seen``, to stand behind a ``WITH``.

    From ``seen`` on each step ends in OFFSET 0: merged into the next one, it would
    multiply the expressions of the one before, and planning would take many times as
    long as running. To materialise would keep them apart as well, and copy every row.
    """
    return SQL(
        "day AS (%s), reviewer AS (%s), cand AS (%s), known AS (%s), seen AS (%s)",
        _days(contexts),
        _reviewers(contexts),
        _CANDIDATES,
        _KNOWN,
        _seen(),
    )


def _day_values(index, context):
    following = context.next
    return (
        index,
        context.person.user_id,
        context.date,
        context.start_at,
        context.end_at,
        context.cutoff_at,
        context.judged_at,
        context.since,
        context.is_over,
        context.capacity_hours,
        context.last_work_date,
        context.rules.max_postponements,
        context.rules.result_mode != "off",
        context.rules.bad_result_not_done,
        following and following.date,
        following and following.start_at,
        following and following.end_at,
        following and following.judged_at,
        following and following.capacity_hours,
    )


def _days(contexts) -> SQL:
    columns = zip(
        *(_day_values(index, context) for index, context in enumerate(contexts)),
        strict=True,
    )
    arrays = SQL(", ").join(
        SQL("%s::" + kind + "[]", list(values))
        for kind, values in zip(DAY_COLUMNS.values(), columns, strict=True)
    )
    return SQL("SELECT * FROM unnest(%s) AS d(%s)", arrays, SQL(", ".join(DAY_COLUMNS)))


def _reviewers(contexts) -> SQL:
    pairs = {
        (context.person.user_id, reviewer_id)
        for context in contexts
        for reviewer_id in context.person.reviewer_ids
    }
    return SQL(
        "SELECT * FROM unnest(%s::int[], %s::int[]) AS r(user_id, reviewer_id)",
        [user_id for user_id, _reviewer_id in pairs],
        [reviewer_id for _user_id, reviewer_id in pairs],
    )


# No date is over before 10:00 in UTC, wherever on Earth. So what was due before a day
# and finished after it was finished so much after the UTC midnight of when it was due.
LATE_AFTER = "34 hours"

# Four ways for an activity to concern a day: it is the person's and open, or was
# finished since; it was theirs and something changed since; they moved it that day.
# Looked up day by day (OFFSET 0 keeps PostgreSQL from joining instead): it would read
# the whole history of everybody, since it cannot know how little of it is recent. For
# the same reason what was finished since is looked up in three parts, each by an index
# of its own: until the day was over; later, of what was due on the day or the next;
# later, of what was due before.
_CANDIDATES = SQL(f"""
    SELECT day.k, found.activity_id
      FROM day CROSS JOIN LATERAL (
           SELECT activity.id AS activity_id FROM mail_activity activity
            WHERE activity.user_id = day.user_id AND activity.active IS TRUE
              AND activity.date_deadline <= greatest(day.date, day.next_date)
              AND (activity.dropped_at IS NULL OR activity.dropped_at > day.since)
           OFFSET 0) found
     UNION
    SELECT day.k, found.activity_id
      FROM day CROSS JOIN LATERAL (
           SELECT activity.id AS activity_id FROM mail_activity activity
            WHERE activity.user_id = day.user_id
              AND activity.done_at >= day.since AND activity.done_at <= day.end_at
           OFFSET 0) found
     UNION
    SELECT day.k, found.activity_id
      FROM day CROSS JOIN LATERAL (
           SELECT activity.id AS activity_id FROM mail_activity activity
            WHERE activity.user_id = day.user_id AND activity.done_at > day.end_at
              AND activity.date_deadline >= day.date
              AND activity.date_deadline <= greatest(day.date, day.next_date)
           OFFSET 0) found
     UNION
    SELECT day.k, found.activity_id
      FROM day CROSS JOIN LATERAL (
           SELECT activity.id AS activity_id FROM mail_activity activity
            WHERE activity.user_id = day.user_id AND activity.done_at > day.end_at
              AND activity.date_deadline < day.date
              AND activity.done_at
                  >= activity.date_deadline + interval '{LATE_AFTER}'
           OFFSET 0) found
     UNION
    SELECT day.k, found.activity_id
      FROM day CROSS JOIN LATERAL (
           SELECT journal.activity_id FROM sales_discipline_journal journal
            WHERE journal.old_user_id = day.user_id AND journal.at > day.since
              AND (journal.old_deadline <= greatest(day.date, day.next_date)
                   OR journal.old_done_at IS NOT NULL)
           OFFSET 0) found
     UNION
    SELECT day.k, found.activity_id
      FROM day CROSS JOIN LATERAL (
           SELECT journal.activity_id FROM sales_discipline_journal journal
            WHERE journal.actor_id = day.user_id
              AND journal.at >= day.start_at AND journal.at <= day.judged_at
              AND journal.new_deadline > journal.old_deadline
           OFFSET 0) found
""")

# One row per candidate: when it began, the state it has now or had at its end, and
# how it ended if its row is gone. ``changed`` spares the look-ups of history for the
# many activities that nothing happened to.
_KNOWN = SQL("""
    SELECT cand.k, cand.activity_id,
           coalesce(activity.create_date, gone.created_at) AS created_at,
           coalesce(activity.create_uid, gone.creator_id, 0) AS creator_id,
           coalesce(activity.summary, gone.summary) AS summary,
           coalesce(activity.res_name, gone.res_name) AS res_name,
           coalesce(activity.set_by_system, gone.set_by_system, FALSE)
               AS set_by_system,
           CASE WHEN gone.kind = 'cancelled' THEN gone.at END AS cancelled_at,
           gone.actor_id AS remover_id,
           coalesce(activity.user_id, gone.old_user_id) AS user_id,
           coalesce(activity.date_deadline, gone.old_deadline) AS deadline,
           coalesce(activity.activity_type_id, gone.old_type_id) AS type_id,
           coalesce(activity.res_model, gone.old_res_model) AS res_model,
           coalesce(activity.res_id, gone.old_res_id) AS res_id,
           coalesce(activity.planned_hours, gone.old_planned_hours) AS planned_hours,
           CASE WHEN activity.id IS NULL THEN gone.old_meeting_start
                WHEN event.allday THEN event.start_date::timestamp
                ELSE event.start END AS meeting_start,
           CASE WHEN activity.id IS NULL THEN gone.old_meeting_stop
                WHEN event.allday THEN event.stop_date::timestamp
                ELSE event.stop END AS meeting_stop,
           CASE WHEN activity.id IS NULL THEN gone.old_meeting_allday
                ELSE event.allday END AS meeting_allday,
           coalesce(activity.feedback, gone.old_result) AS result,
           CASE WHEN activity.id IS NULL THEN gone.old_done_at
                ELSE activity.done_at END AS done_at,
           CASE WHEN activity.id IS NULL THEN gone.old_done_by_id
                ELSE activity.done_by_id END AS done_by_id,
           CASE WHEN activity.id IS NOT NULL THEN activity.dropped_at
                WHEN gone.kind = 'dropped' THEN coalesce(gone.old_dropped_at, gone.at)
                ELSE gone.old_dropped_at END AS dropped_at,
           coalesce(activity.result_flag, gone.old_result_flag) AS result_flag,
           activity.result_cleared_by_id IS NOT NULL AS is_cleared,
           changed.activity_id IS NOT NULL AS changed
      FROM cand
      LEFT JOIN LATERAL (
           SELECT * FROM mail_activity WHERE id = cand.activity_id OFFSET 0
           ) activity ON TRUE
      LEFT JOIN calendar_event event ON event.id = activity.calendar_event_id
      LEFT JOIN sales_discipline_journal gone
        ON activity.id IS NULL AND gone.activity_id = cand.activity_id AND gone.gone
      LEFT JOIN LATERAL (
           SELECT journal.activity_id
             FROM sales_discipline_journal journal
            WHERE journal.activity_id = cand.activity_id
              AND journal.at > (SELECT min(since) FROM day)
            LIMIT 1
           ) changed ON TRUE
     WHERE activity.id IS NOT NULL OR gone.id IS NOT NULL
""")


def _past() -> SQL:
    """A lateral join to the state at each instant, where anything has changed.

    One look-up for all of them: most activities have no history, and each join costs
    as much for those as a short index scan.
    """
    states, looks = [], []
    for short, column in INSTANTS.items():
        alias = f"at_{short}"
        states.append(f"{alias}.id AS {alias}_id")
        states += [f"{alias}.{name} AS {alias}_{name}" for name in STATE]
        looks.append(_state_at(alias, f"day.{column}"))
    return SQL(
        """
      LEFT JOIN LATERAL (
           SELECT %s FROM (SELECT 1) one %s
            WHERE known.changed
           OFFSET 0
           ) past ON TRUE""",
        SQL(", ".join(states)),
        SQL("".join(looks)),
    )


def _state_at(alias: str, instant: str) -> str:
    """The first journal row after ``instant``: it holds the state at that instant."""
    old = ", ".join(f"journal.old_{name} AS {name}" for name in STATE)
    return f"""
      LEFT JOIN LATERAL (
           SELECT journal.id, {old}
             FROM sales_discipline_journal journal
            WHERE journal.activity_id = known.activity_id
              AND journal.at > {instant}
            ORDER BY journal.at, journal.id
            LIMIT 1
           ) {alias} ON TRUE"""


def _seen() -> SQL:
    values = []
    for short, column in INSTANTS.items():
        alias = f"past.at_{short}"
        values += [
            f"CASE WHEN {alias}_id IS NULL THEN known.{name}"
            f" ELSE {alias}_{name} END AS {name}_{short}"
            for name in STATE
        ]
        values.append(
            f"{alias}_id IS NULL AND known.cancelled_at <= day.{column}"
            f" AS cancelled_{short}"
        )
    return SQL(
        """
    SELECT day.*, known.activity_id, known.created_at, known.creator_id,
           known.summary, known.changed, known.remover_id, known.res_name,
           known.res_model AS res_model_now, known.res_id AS res_id_now,
           known.is_cleared, known.set_by_system, %s
      FROM known
      JOIN day ON day.k = known.k %s
    OFFSET 0
    """,
        SQL(", ".join(values)),
        _past(),
    )
