"""History as it stood (metrics sections 2 and 3), in SQL over many days at once.

The journal keeps, with every change, the whole state before it. So the state of an
activity at an instant is the ``old_*`` half of its first row after that instant, and
where there is none the row itself, or what was left when the row went away.

``facts`` gives one row for each (day, activity) that concerns the day: the line if
there is one, and what the figures count. It is a chain of named steps:

    day        what each day is judged by, from ``context``
    cand       activities that may concern a day
    known      their creation, present state and end
    seen       their state at C, S, N and the instant the next plan is judged
    placed     the set they belong to
    settled    who did what to them afterwards, looked up only where a rule asks
    fact       outcome, hours and what they count for
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
    "next_date": "date",
    "next_start_at": "timestamp",
    "next_end_at": "timestamp",
    "next_judged_at": "timestamp",
    "next_capacity": "float8",
}


def facts(contexts, tracked_models) -> SQL:
    """The chain of steps as a ``WITH`` clause that ends in ``fact``."""
    return SQL(
        """WITH day AS (%s), reviewer AS (%s), cand AS (%s), known AS (%s),
        seen AS (%s), placed AS (%s), settled AS (%s), fact AS (%s)""",
        _days(contexts),
        _reviewers(contexts),
        _CANDIDATES,
        _KNOWN,
        _seen(),
        _placed(list(tracked_models)),
        _SETTLED,
        _FACT,
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


# Four ways for an activity to concern a day: it is the person's and open, or was
# finished since; it was theirs and something changed since; they moved it that day.
_CANDIDATES = SQL("""
    SELECT day.k, activity.id AS activity_id
      FROM day
      JOIN mail_activity activity ON activity.user_id = day.user_id
       AND activity.active
       AND activity.date_deadline <= greatest(day.date, day.next_date)
       AND (activity.dropped_at IS NULL OR activity.dropped_at > day.since)
     UNION
    SELECT day.k, activity.id
      FROM day
      JOIN mail_activity activity ON activity.user_id = day.user_id
       AND activity.done_at >= day.since
       AND (activity.date_deadline <= greatest(day.date, day.next_date)
            OR activity.done_at <= day.judged_at)
     UNION
    SELECT day.k, journal.activity_id
      FROM day
      JOIN sales_discipline_journal journal ON journal.old_user_id = day.user_id
       AND journal.at > day.since
     UNION
    SELECT day.k, journal.activity_id
      FROM day
      JOIN sales_discipline_journal journal ON journal.actor_id = day.user_id
       AND journal.at >= day.start_at AND journal.at <= day.judged_at
       AND journal.new_deadline > journal.old_deadline
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
           changed.activity_id IS NOT NULL AS changed
      FROM cand
      LEFT JOIN mail_activity activity ON activity.id = cand.activity_id
      LEFT JOIN calendar_event event ON event.id = activity.calendar_event_id
      LEFT JOIN sales_discipline_journal gone
        ON activity.id IS NULL AND gone.activity_id = cand.activity_id AND gone.gone
      LEFT JOIN (
           SELECT DISTINCT journal.activity_id
             FROM sales_discipline_journal journal
            WHERE journal.activity_id IN (SELECT activity_id FROM cand)
              AND journal.at > (SELECT min(since) FROM day)
           ) changed ON changed.activity_id = cand.activity_id
     WHERE activity.id IS NOT NULL OR gone.id IS NOT NULL
""")


def _state_at(alias: str, instant: str) -> SQL:
    """A lateral join to the journal row that holds the state at ``instant``."""
    old = ", ".join(f"journal.old_{name}" for name in STATE)
    return SQL(f"""
      LEFT JOIN LATERAL (
           SELECT journal.id, {old}
             FROM sales_discipline_journal journal
            WHERE known.changed
              AND journal.activity_id = known.activity_id
              AND journal.at > {instant}
            ORDER BY journal.at, journal.id
            LIMIT 1
           ) {alias} ON TRUE""")


def _seen() -> SQL:
    values, joins = [], []
    for short, column in INSTANTS.items():
        alias = f"at_{short}"
        joins.append(_state_at(alias, f"day.{column}"))
        values += [
            f"CASE WHEN {alias}.id IS NULL THEN known.{name}"
            f" ELSE {alias}.old_{name} END AS {name}_{short}"
            for name in STATE
        ]
        values.append(
            f"{alias}.id IS NULL AND known.cancelled_at <= day.{column}"
            f" AS cancelled_{short}"
        )
    return SQL(
        """
    SELECT day.*, known.activity_id, known.created_at, known.creator_id,
           known.summary, known.res_name, known.changed, known.remover_id, %s
      FROM known
      JOIN day ON day.k = known.k %s
    """,
        SQL(", ".join(values)),
        SQL("").join(joins),
    )


def _open_at(short: str) -> str:
    """Whether the activity was open at the instant, all that happened then included."""
    instant = f"base.{INSTANTS[short]}"
    return f"""(base.created_at <= {instant}
        AND coalesce(base.done_at_{short} > {instant}, TRUE)
        AND coalesce(base.dropped_at_{short} > {instant}, TRUE)
        AND coalesce(NOT base.cancelled_{short}, TRUE))"""


def _tracked_at(short: str) -> str:
    return f"""(type_{short}.id IS NULL OR type_{short}.is_tracked)
        AND base.res_model_{short} = ANY(tracked.models)"""


def _placed(tracked_models) -> SQL:
    """The set of each activity, in the order of the table of section 3."""
    opened = ", ".join(
        f"{_open_at(short)} AS open_{short},"
        f" coalesce({_tracked_at(short)}, FALSE) AS tracked_{short},"
        f" coalesce(type_{short}.default_hours, 0.5) AS type_hours_{short}"
        for short in INSTANTS
    )
    types = " ".join(
        f"LEFT JOIN mail_activity_type type_{short}"
        f" ON type_{short}.id = base.type_id_{short}"
        for short in INSTANTS
    )
    return SQL(
        """
    SELECT placed.*,
           CASE WHEN in_planned THEN 'planned'
                WHEN in_carried THEN 'carried'
                WHEN in_added THEN 'added'
                WHEN in_extra THEN 'extra' END AS set
      FROM (
        SELECT base.*,
               coalesce(open_c AND user_id_c = user_id AND deadline_c = date
                        AND tracked_c, FALSE) AS in_planned,
               coalesce(open_s AND created_at < start_at AND user_id_s = user_id
                        AND deadline_s < date AND tracked_s, FALSE) AS in_carried,
               coalesce(open_n AND user_id_n = user_id AND deadline_n <= date
                        AND tracked_n, FALSE) AS in_added,
               coalesce(done_at_n >= start_at AND done_at_n <= judged_at
                        AND finisher.user_id = user_id AND tracked_n, FALSE)
                        AS in_extra,
               coalesce(open_t AND user_id_t = user_id AND deadline_t = next_date
                        AND tracked_t, FALSE) AS in_next,
               coalesce(done_at_n <= judged_at, FALSE) AS is_done
          FROM (
            SELECT base.*, %s
              FROM seen base
             CROSS JOIN (SELECT %s::varchar[] AS models) tracked %s
          ) base
          LEFT JOIN LATERAL (%s) finisher
            ON base.done_at_n >= base.start_at AND base.done_at_n <= base.judged_at
      ) placed
    """,
        SQL(opened),
        tracked_models,
        SQL(types),
        _OWNER_WHEN_DONE,
    )


# Who the activity belonged to when it was finished, changes of that instant included.
_OWNER_WHEN_DONE = SQL("""
    SELECT CASE WHEN later.id IS NULL THEN base.user_id_n
                ELSE later.old_user_id END AS user_id
      FROM (SELECT 1) one
      LEFT JOIN LATERAL (
           SELECT journal.id, journal.old_user_id
             FROM sales_discipline_journal journal
            WHERE base.changed
              AND journal.activity_id = base.activity_id
              AND journal.at > base.done_at_n AND journal.at <= base.judged_at
            ORDER BY journal.at, journal.id
            LIMIT 1
           ) later ON TRUE
""")

# All changes of an activity up to N, those of one instant taken together: from the
# value before the first to the value after the last (section 2).
_NET_CHANGES = """
    SELECT journal.at,
           (array_agg(journal.old_user_id ORDER BY journal.id))[1] AS user_before,
           (array_agg(journal.new_user_id ORDER BY journal.id DESC))[1] AS user_after,
           (array_agg(journal.old_deadline ORDER BY journal.id))[1] AS date_before,
           (array_agg(journal.new_deadline ORDER BY journal.id DESC))[1] AS date_after,
           (array_agg(journal.actor_id ORDER BY journal.id DESC))[1] AS actor_id,
           bool_and(journal.old_done_at IS NULL AND journal.old_dropped_at IS NULL)
               AS was_open
      FROM sales_discipline_journal journal
     WHERE journal.activity_id = base.activity_id
       AND NOT journal.gone
       AND journal.at > base.created_at AND journal.at <= base.judged_at
     GROUP BY journal.at
"""

_SETTLED = SQL(f"""
    SELECT base.*, gain.at AS gained_at, gain.actor_id AS gainer_id,
           loss.actor_id AS taker_id, carry.actor_id AS carrier_id,
           coalesce(moves.total > base.max_postponements
                    AND moves.on_day > 0, FALSE) AS is_rolled,
           coalesce(first_owner.user_id = base.user_id, FALSE) AS set_by_head
      FROM placed base
      LEFT JOIN LATERAL (
           SELECT net.at, net.actor_id FROM ({_NET_CHANGES}) net
            WHERE net.user_before IS DISTINCT FROM base.user_id
              AND net.user_after = base.user_id
            ORDER BY net.at DESC LIMIT 1
           ) gain ON base.changed AND base.open_n AND base.user_id_n = base.user_id
                 AND base.deadline_n <= base.date
      LEFT JOIN LATERAL (
           SELECT net.actor_id FROM ({_NET_CHANGES}) net
            WHERE net.user_before = base.user_id
              AND net.user_after IS DISTINCT FROM base.user_id
            ORDER BY net.at DESC LIMIT 1
           ) loss ON base.changed AND base.set IN ('planned', 'carried')
                 AND NOT base.is_done
                 AND base.user_id_n IS DISTINCT FROM base.user_id
      LEFT JOIN LATERAL (
           SELECT net.actor_id FROM ({_NET_CHANGES}) net
            WHERE net.date_before <= base.date AND net.date_after > base.date
            ORDER BY net.at DESC LIMIT 1
           ) carry ON base.changed AND base.set IN ('planned', 'carried')
                  AND NOT base.is_done AND base.deadline_n > base.date
      LEFT JOIN LATERAL (
           SELECT count(*) AS total,
                  count(*) FILTER (WHERE net.at >= base.start_at) AS on_day
             FROM ({_NET_CHANGES}) net
            WHERE net.actor_id = base.user_id AND net.was_open
              AND net.date_after > net.date_before
           ) moves ON base.changed AND base.tracked_n
      LEFT JOIN LATERAL (
           SELECT coalesce(
                  (SELECT journal.old_user_id
                     FROM sales_discipline_journal journal
                    WHERE journal.activity_id = base.activity_id
                      AND journal.at > base.created_at
                    ORDER BY journal.at, journal.id LIMIT 1),
                  base.user_id_n) AS user_id
           ) first_owner ON base.set IS NOT NULL AND EXISTS (
               SELECT 1 FROM reviewer
                WHERE reviewer.user_id = base.user_id
                  AND reviewer.reviewer_id = base.creator_id)
""")


def _by_reviewer(column: str) -> str:
    return f"""EXISTS (SELECT 1 FROM reviewer
        WHERE reviewer.user_id = base.user_id AND reviewer.reviewer_id = {column})"""


def _hours(short: str, prefix: str = "") -> str:
    """Planned hours: the meeting's part of the day, else planned, else the type's."""
    start, end = f"base.{prefix}start_at", f"base.{prefix}end_at"
    day, capacity = f"base.{prefix}date", f"base.{prefix}capacity"
    return f"""least({capacity}, CASE
        WHEN base.meeting_allday_{short}
         AND {day} BETWEEN base.meeting_start_{short}::date
                       AND base.meeting_stop_{short}::date THEN 24.0
        WHEN NOT coalesce(base.meeting_allday_{short}, FALSE)
         AND least(base.meeting_stop_{short}, {end})
             > greatest(base.meeting_start_{short}, {start})
        THEN extract(epoch FROM least(base.meeting_stop_{short}, {end})
                     - greatest(base.meeting_start_{short}, {start}))::float8 / 3600
        WHEN base.planned_hours_{short} > 0 THEN base.planned_hours_{short}
        ELSE base.type_hours_{short} END)"""


def _as_placed(name: str) -> str:
    """A value as of C for planned lines, S for carried ones, else N."""
    return f"""CASE base.set WHEN 'planned' THEN base.{name}_c
        WHEN 'carried' THEN base.{name}_s ELSE base.{name}_n END"""


_EXCUSED = f"""(
    (coalesce(base.gained_at, base.created_at) > base.cutoff_at
     AND coalesce(base.gainer_id, base.creator_id) <> base.user_id
     AND NOT {_by_reviewer("coalesce(base.gainer_id, base.creator_id)")})
    OR (NOT base.is_over AND base.deadline_n > base.last_work
        AND base.deadline_n < base.date))"""

_RELEASED = f"""(
    (base.cancelled_n AND {_by_reviewer("base.remover_id")})
    OR (base.taker_id IS NOT NULL AND {_by_reviewer("base.taker_id")})
    OR (base.carrier_id IS NOT NULL AND {_by_reviewer("base.carrier_id")}))"""

# What was cancelled on the day out of the backlog still weighs on the backlog.
_FACT = SQL(f"""
    SELECT fact.*,
           fact.is_open_overdue OR coalesce(
               fact.set = 'carried' AND fact.outcome = 'cancelled', FALSE
           ) AS is_overdue
      FROM (
    SELECT base.*,
           CASE base.set WHEN 'planned' THEN {_hours("c")}
                WHEN 'carried' THEN {_hours("s")} ELSE {_hours("n")} END AS hours,
           CASE WHEN base.in_next THEN {_hours("t", "next_")} END AS next_hours,
           {_as_placed("type_id")} AS type_id,
           {_as_placed("res_model")} AS res_model,
           {_as_placed("res_id")} AS res_id,
           {_as_placed("deadline")} AS deadline,
           CASE WHEN base.is_done THEN base.done_at_n END AS done_at,
           base.is_open_due AND NOT base.is_excused
               AND (base.deadline_n < base.date OR base.is_over) AS is_open_overdue,
           base.is_open_due AND NOT base.is_excused AS is_still_due,
           CASE
               WHEN base.set IS NULL THEN NULL
               WHEN base.set = 'extra' THEN 'extra'
               WHEN base.is_done AND base.set = 'planned' THEN 'done'
               WHEN base.is_done THEN 'caught_up'
               WHEN base.dropped_at_n <= base.judged_at THEN 'dropped'
               WHEN base.is_released THEN 'released'
               WHEN base.user_id_n IS DISTINCT FROM base.user_id THEN 'handed_over'
               WHEN base.cancelled_n THEN 'cancelled'
               WHEN base.deadline_n > base.date THEN 'postponed'
               WHEN base.is_over THEN 'missed'
               ELSE 'pending'
           END AS outcome
      FROM (
        SELECT base.*,
               coalesce({_RELEASED}, FALSE) AS is_released,
               coalesce({_EXCUSED}, FALSE) AS is_excused,
               coalesce(base.open_n AND base.user_id_n = base.user_id
                        AND base.deadline_n <= base.date
                        AND base.tracked_n, FALSE) AS is_open_due
          FROM settled base
      ) base
     WHERE base.set IS NOT NULL OR base.in_next OR base.is_rolled
      ) fact
""")
