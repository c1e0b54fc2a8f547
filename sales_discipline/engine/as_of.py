"""History as it stood (metrics sections 2 and 3), in SQL over many days at once.

The journal keeps, with every change, the whole state before it. So the state of an
activity at an instant is the ``old_*`` half of its first row after that instant, and
where there is none the row itself, or what was left when the row went away.

The steps here end in ``seen``, which ``lines`` goes on from:

    day        what each day is judged by, from ``context``
    reviewer   who reviews whom
    story      each day with what changed since
    known      activities that may concern a day: creation, present state, end
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
# What its type says, as it is set up now; without a type the defaults hold.
TYPE = {
    "is_tracked_type": "(type.id IS NULL OR coalesce(type.is_tracked, FALSE))",
    "type_hours": "coalesce(type.default_hours, 0.5)",
    "result_required": "coalesce(type.result_required, FALSE)",
}
_TYPE_VALUES = ", ".join(f"{value} AS {name}" for name, value in TYPE.items())
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
        "day AS (%s), reviewer AS (%s), story AS (%s), known AS (%s), seen AS (%s)",
        _days(contexts),
        _reviewers(contexts),
        _STORY,
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

# How an activity of the person concerns a day: it is open; or it was finished since,
# looked up in three parts, each by an index of its own: until the day was over; later,
# of what was due on the day or the next; later, of what was due before. No activity is
# in two of them.
_WAYS = (
    """activity.active IS TRUE AND activity.done_at IS NULL
       AND activity.date_deadline <= greatest(story.date, story.next_date)
       AND (activity.dropped_at IS NULL OR activity.dropped_at > story.since)""",
    "activity.done_at >= story.since AND activity.done_at <= story.end_at",
    """activity.done_at > story.end_at AND activity.date_deadline >= story.date
       AND activity.date_deadline <= greatest(story.date, story.next_date)""",
    f"""activity.done_at > story.end_at AND activity.date_deadline < story.date
       AND activity.done_at >= activity.date_deadline + interval '{LATE_AFTER}'""",
)
_IS_OWN = "activity.user_id = story.user_id"
_OWN = " UNION ALL ".join(
    f"SELECT * FROM mail_activity activity WHERE {_IS_OWN} AND {way}" for way in _WAYS
)
_FOUND_AS_OWN = f"{_IS_OWN} AND ({' OR '.join(f'({way})' for way in _WAYS)})"

# The days, and of each: the activities that were or became the person's by any change
# since (the history of no other activity is looked up), and those that may concern the
# day by this alone: they were the person's, or the person moved them that day. Looked
# up day by day (OFFSET 0 keeps PostgreSQL from joining instead): it would read the
# whole history of everybody, since it cannot know how little of it is recent.
_STORY = SQL("""
    SELECT day.*, past.changed_ids, past.moved_ids
      FROM day CROSS JOIN LATERAL (
           SELECT coalesce(array_agg(change.activity_id), '{}') AS changed_ids,
                  coalesce(array_agg(DISTINCT change.activity_id)
                               FILTER (WHERE change.concerns), '{}') AS moved_ids
             FROM (
                  SELECT journal.activity_id,
                         journal.old_deadline <= greatest(day.date, day.next_date)
                             OR journal.old_done_at IS NOT NULL AS concerns
                    FROM sales_discipline_journal journal
                   WHERE journal.old_user_id = day.user_id
                     AND journal.at >= day.since
                   UNION ALL
                  SELECT journal.activity_id, FALSE
                    FROM sales_discipline_journal journal
                   WHERE journal.new_user_id = day.user_id
                     AND journal.old_user_id IS DISTINCT FROM journal.new_user_id
                     AND journal.at >= day.since
                   UNION ALL
                  SELECT journal.activity_id, TRUE
                    FROM sales_discipline_journal journal
                   WHERE journal.actor_id = day.user_id
                     AND journal.at >= day.start_at AND journal.at <= day.judged_at
                     AND journal.new_deadline > journal.old_deadline
                  ) change
           OFFSET 0) past
""")

# What is known of an activity: by its row, and by the journal when the row is gone.
_KNOWLEDGE = {
    "created_at": ("activity.create_date", "gone.created_at"),
    "creator_id": ("coalesce(activity.create_uid, 0)", "coalesce(gone.creator_id, 0)"),
    "summary": ("activity.summary", "gone.summary"),
    "res_name": ("activity.res_name", "gone.res_name"),
    "set_by_system": (
        "coalesce(activity.set_by_system, FALSE)",
        "coalesce(gone.set_by_system, FALSE)",
    ),
    "cancelled_at": (
        "NULL::timestamp",
        "CASE WHEN gone.kind = 'cancelled' THEN gone.at END",
    ),
    "remover_id": ("NULL::int", "gone.actor_id"),
    "user_id": ("activity.user_id", "gone.old_user_id"),
    "deadline": ("activity.date_deadline", "gone.old_deadline"),
    "type_id": ("activity.activity_type_id", "gone.old_type_id"),
    "res_model": ("activity.res_model", "gone.old_res_model"),
    "res_id": ("activity.res_id", "gone.old_res_id"),
    "planned_hours": ("activity.planned_hours", "gone.old_planned_hours"),
    "meeting_start": (
        "CASE WHEN event.allday THEN event.start_date::timestamp ELSE event.start END",
        "gone.old_meeting_start",
    ),
    "meeting_stop": (
        "CASE WHEN event.allday THEN event.stop_date::timestamp ELSE event.stop END",
        "gone.old_meeting_stop",
    ),
    "meeting_allday": ("event.allday", "gone.old_meeting_allday"),
    "result": ("activity.feedback", "gone.old_result"),
    "done_at": ("activity.done_at", "gone.old_done_at"),
    "done_by_id": ("activity.done_by_id", "gone.old_done_by_id"),
    "dropped_at": (
        "activity.dropped_at",
        "CASE WHEN gone.kind = 'dropped' THEN coalesce(gone.old_dropped_at, gone.at)"
        " ELSE gone.old_dropped_at END",
    ),
    "result_flag": ("activity.result_flag", "gone.old_result_flag"),
    "is_cleared": ("activity.result_cleared_by_id IS NOT NULL", "FALSE"),
}
_BY_ROW = ", ".join(f"{row} AS {name}" for name, (row, _left) in _KNOWLEDGE.items())
_BY_EITHER = ", ".join(
    f"CASE WHEN activity.id IS NULL THEN {left} ELSE {row} END AS {name}"
    for name, (row, left) in _KNOWLEDGE.items()
)

# Looked up where there is one, as most activities are no meetings.
_MEETING = """
    SELECT meeting.start, meeting.stop, meeting.start_date, meeting.stop_date,
           meeting.allday
      FROM calendar_event meeting
     WHERE activity.calendar_event_id IS NOT NULL
       AND meeting.id = activity.calendar_event_id
    OFFSET 0
"""

# One row per activity that may concern a day: when it began, the state it has now or
# had at its end, and how it ended if its row is gone.
# Put together of constants alone. pylint: disable-next=sql-injection
_KNOWN = SQL(f"""
    SELECT found.*, {_TYPE_VALUES}
      FROM (
    SELECT story.k, activity.id AS activity_id, {_BY_ROW},
           activity.id = ANY (story.changed_ids) AS changed
      FROM story
     CROSS JOIN LATERAL (SELECT * FROM ({_OWN}) own OFFSET 0) activity
      LEFT JOIN LATERAL ({_MEETING}) event ON TRUE
     UNION ALL
    SELECT story.k, moved.activity_id, {_BY_EITHER}, TRUE AS changed
      FROM story
     CROSS JOIN LATERAL (
           SELECT unnest(story.moved_ids) AS activity_id OFFSET 0) moved
      LEFT JOIN LATERAL (
           SELECT * FROM mail_activity WHERE id = moved.activity_id OFFSET 0
           ) activity ON TRUE
      LEFT JOIN LATERAL ({_MEETING}) event ON TRUE
      LEFT JOIN sales_discipline_journal gone
        ON activity.id IS NULL AND gone.activity_id = moved.activity_id AND gone.gone
     WHERE (activity.id IS NOT NULL OR gone.id IS NOT NULL)
       AND NOT coalesce({_FOUND_AS_OWN}, FALSE)
      ) found
      LEFT JOIN mail_activity_type type ON type.id = found.type_id
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
        states += [f"{alias}.{name} AS {alias}_{name}" for name in (*STATE, *TYPE)]
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
           SELECT journal.id, {old}, {_TYPE_VALUES}
             FROM sales_discipline_journal journal
             LEFT JOIN mail_activity_type type ON type.id = journal.old_type_id
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
            for name in (*STATE, *TYPE)
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
