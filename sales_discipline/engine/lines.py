"""The lines of a day (metrics section 3), in SQL over many days at once.

``facts`` gives one row for each (day, activity) that concerns the day: the line if
there is one, and what the figures of section 4 count. After the steps of ``as_of``:

    placed     the set an activity belongs to
    settled    who did what to it afterwards, looked up only where a rule asks
    fact       outcome, hours and what it counts for
"""

from odoo.tools import SQL

from . import as_of
from .as_of import INSTANTS


def facts(contexts, tracked_models) -> SQL:
    """The chain of steps as a ``WITH`` clause that ends in ``fact``."""
    return SQL(
        "WITH %s, placed AS (%s), settled AS (%s), fact AS MATERIALIZED (%s)",
        as_of.steps(contexts),
        _placed(list(tracked_models)),
        _SETTLED,
        _FACT,
    )


def _open_at(short: str) -> str:
    """Whether the activity was open at the instant, all that happened then included."""
    instant = f"base.{INSTANTS[short]}"
    return f"""(base.created_at <= {instant}
        AND coalesce(base.done_at_{short} > {instant}, TRUE)
        AND coalesce(base.dropped_at_{short} > {instant}, TRUE)
        AND coalesce(NOT base.cancelled_{short}, TRUE))"""


def _tracked_at(short: str) -> str:
    return f"""base.is_tracked_type_{short}
        AND base.res_model_{short} = ANY(tracked.models)"""


def _opened() -> SQL:
    """Whether the activity was open, and whether it counted, at each instant."""
    return SQL(
        ", ".join(
            f"{_open_at(short)} AS open_{short},"
            f" coalesce({_tracked_at(short)}, FALSE) AS tracked_{short}"
            for short in INSTANTS
        )
    )


def _placed(tracked_models) -> SQL:
    """The set of each activity, in the order of the table of section 3."""
    return SQL(
        """
    SELECT placed.*,
           CASE WHEN in_planned THEN 'planned'
                WHEN in_carried THEN 'carried'
                WHEN in_added THEN 'added'
                WHEN in_extra THEN 'extra' END AS set
      FROM (
        SELECT base.*,
               coalesce(base.open_c AND base.user_id_c = base.user_id
                        AND base.deadline_c = base.date
                        AND base.tracked_c, FALSE) AS in_planned,
               coalesce(base.open_s AND base.created_at < base.start_at
                        AND base.user_id_s = base.user_id
                        AND base.deadline_s < base.date
                        AND base.tracked_s, FALSE) AS in_carried,
               coalesce(base.open_n AND base.user_id_n = base.user_id
                        AND base.deadline_n <= base.date
                        AND base.tracked_n, FALSE) AS in_added,
               coalesce(base.done_at_n >= base.start_at
                        AND base.done_at_n <= base.judged_at
                        AND CASE WHEN later.id IS NULL THEN base.user_id_n
                                 ELSE later.old_user_id END = base.user_id
                        AND base.tracked_n, FALSE) AS in_extra,
               coalesce(base.open_t AND base.user_id_t = base.user_id
                        AND base.deadline_t = base.next_date
                        AND base.tracked_t, FALSE) AS in_next,
               coalesce(base.done_at_n <= base.judged_at, FALSE) AS is_done,
               -- Another type does not take away what was asked when it was finished.
               base.asks_results AND (base.result_required_n
                   OR base.result_flag_n IS NOT NULL) AS asks_result
          FROM (
            SELECT base.*, %s
              FROM seen base
             CROSS JOIN (SELECT %s::varchar[] AS models) tracked
            OFFSET 0
          ) base
          LEFT JOIN LATERAL (%s) later ON TRUE
      ) placed
     OFFSET 0
    """,
        _opened(),
        tracked_models,
        _OWNER_AFTERWARDS,
    )


# Whom it belonged to before the first change after it was finished; where there is no
# such change, it is the present one's. Changes of that very instant are included.
_OWNER_AFTERWARDS = SQL("""
    SELECT journal.id, journal.old_user_id
      FROM sales_discipline_journal journal
     WHERE base.changed
       AND base.done_at_n >= base.start_at AND base.done_at_n <= base.judged_at
       AND journal.activity_id = base.activity_id
       AND journal.at > base.done_at_n AND journal.at <= base.judged_at
     ORDER BY journal.at, journal.id
     LIMIT 1
""")

# All changes of an activity up to N, those of one instant taken together: from the
# value before the first to the value after the last (section 2).
NET_CHANGES = """
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
       AND journal.gone IS NOT TRUE
       AND journal.at > base.created_at AND journal.at <= base.judged_at
     GROUP BY journal.at
"""

# Conditions stand inside the look-ups, as PostgreSQL would run a look-up before the
# condition of its join; and the history is looked up only where there is any.
_SETTLED = SQL(f"""
    SELECT base.*, past.gained_at, past.gainer_id, past.taker_id, past.carrier_id,
           coalesce(past.moves > base.max_postponements
                    AND past.moves_on_day > 0, FALSE) AS is_rolled,
           coalesce(first_owner.user_id = base.user_id, FALSE) AS set_by_head,
           CASE WHEN base.cancelled_n THEN base.deadline_s
                ELSE base.deadline_n END AS fell_due
      FROM placed base
      LEFT JOIN LATERAL (
           SELECT gain.at AS gained_at, gain.actor_id AS gainer_id,
                  loss.actor_id AS taker_id, carry.actor_id AS carrier_id,
                  moves.total AS moves, moves.on_day AS moves_on_day
             FROM (SELECT 1) one
             LEFT JOIN LATERAL (
                  SELECT net.at, net.actor_id FROM ({NET_CHANGES}) net
                   WHERE base.user_id_n = base.user_id
                     AND (base.open_n AND base.deadline_n <= base.date
                          OR base.cancelled_n AND base.set = 'carried')
                     AND net.user_before IS DISTINCT FROM base.user_id
                     AND net.user_after = base.user_id
                   ORDER BY net.at DESC LIMIT 1
                  ) gain ON TRUE
             LEFT JOIN LATERAL (
                  SELECT net.actor_id FROM ({NET_CHANGES}) net
                   WHERE base.set IN ('planned', 'carried') AND NOT base.is_done
                     AND base.user_id_n IS DISTINCT FROM base.user_id
                     AND net.user_before = base.user_id
                     AND net.user_after IS DISTINCT FROM base.user_id
                   ORDER BY net.at DESC LIMIT 1
                  ) loss ON TRUE
             LEFT JOIN LATERAL (
                  SELECT net.actor_id FROM ({NET_CHANGES}) net
                   WHERE base.set IN ('planned', 'carried') AND NOT base.is_done
                     AND base.deadline_n > base.date
                     AND net.date_before <= base.date AND net.date_after > base.date
                   ORDER BY net.at DESC LIMIT 1
                  ) carry ON TRUE
             LEFT JOIN LATERAL (
                  SELECT count(*) AS total,
                         count(*) FILTER (WHERE net.at >= base.start_at) AS on_day
                    FROM ({NET_CHANGES}) net
                   WHERE base.tracked_n
                     AND net.actor_id = base.user_id AND net.was_open
                     AND net.date_after > net.date_before
                  ) moves ON TRUE
            WHERE base.changed
           OFFSET 0
           ) past ON TRUE
      LEFT JOIN reviewer setter ON setter.user_id = base.user_id
                               AND setter.reviewer_id = base.creator_id
      LEFT JOIN LATERAL (
           SELECT coalesce(
                  (SELECT journal.old_user_id
                     FROM sales_discipline_journal journal
                    WHERE journal.activity_id = base.activity_id
                      AND journal.at > base.created_at
                    ORDER BY journal.at, journal.id LIMIT 1),
                  base.user_id_n) AS user_id
            WHERE base.set IS NOT NULL AND setter.user_id IS NOT NULL
           OFFSET 0
           ) first_owner ON TRUE
     OFFSET 0
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
        WHEN base.meeting_start_{short} IS NOT NULL
         AND NOT coalesce(base.meeting_allday_{short}, FALSE)
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
    OR (NOT base.is_over AND base.fell_due > base.last_work
        AND base.fell_due < base.date))"""

_RELEASED = f"""(
    (base.cancelled_n AND {_by_reviewer("base.remover_id")})
    OR (base.taker_id IS NOT NULL AND {_by_reviewer("base.taker_id")})
    OR (base.carrier_id IS NOT NULL AND {_by_reviewer("base.carrier_id")}))"""

# What was cancelled on the day out of the backlog still weighs on the backlog. The
# columns are named, as what is materialised is kept whole: everything of the steps
# before would be twenty times as much, and on disk.
# Put together of constants alone. pylint: disable-next=sql-injection
_FACT = SQL(f"""
    SELECT fact.k, fact.activity_id, fact.set, fact.outcome, fact.hours,
           fact.next_hours, fact.summary, fact.type_id, fact.res_model, fact.res_id,
           fact.deadline, fact.deadline_n, fact.done_at, fact.created_at,
           fact.in_next, fact.is_rolled, fact.is_still_due, fact.set_by_head,
           fact.set_by_system, fact.needs_result, fact.result_flag,
           fact.bad_not_done,
           -- Stock Odoo keeps the name of the present document alone.
           CASE WHEN fact.res_model = fact.res_model_now
                 AND fact.res_id = fact.res_id_now
                THEN fact.res_name END AS document_name,
           fact.is_open_overdue OR coalesce(
               fact.set = 'carried' AND fact.outcome = 'cancelled'
               AND NOT fact.is_excused, FALSE
           ) AS is_overdue
      FROM (
    SELECT base.*,
           CASE WHEN base.set = 'planned' THEN {_hours("c")}
                WHEN base.set = 'carried' THEN {_hours("s")}
                WHEN base.set IS NOT NULL THEN {_hours("n")} END AS hours,
           CASE WHEN base.in_next THEN {_hours("t", "next_")} END AS next_hours,
           {_as_placed("type_id")} AS type_id,
           {_as_placed("res_model")} AS res_model,
           {_as_placed("res_id")} AS res_id,
           {_as_placed("deadline")} AS deadline,
           CASE WHEN base.is_done THEN base.done_at_n END AS done_at,
           CASE WHEN base.is_done AND base.asks_result AND NOT base.is_cleared
                THEN base.result_flag_n END AS result_flag,
           base.in_extra AND base.asks_result AS needs_result,
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
               coalesce(base.set IS NOT NULL AND {_RELEASED}, FALSE) AS is_released,
               coalesce(base.set IS NOT NULL AND {_EXCUSED}, FALSE) AS is_excused,
               base.in_added AS is_open_due
          FROM settled base
        OFFSET 0
      ) base
     WHERE base.set IS NOT NULL OR base.in_next OR base.is_rolled
      ) fact
""")
