"""When the plan of a day was made, from lines and journal, in SQL over many days.

An activity became part of the plan of ``D`` at the last instant at which it turned
into an open activity of ``U`` due on ``D``: when it was created as one, or by the last
change of owner or due date, reopening or restoration that made it one (metrics
sections 2 and 3). The creation alone would say that somebody plans at noon who creates
at noon for some day, and fills tomorrow in the evening by moving dates.

Counted are lines with ``D`` as due date that the person brought about: in the plan at
the cut-off ``C`` (*planned*), or added after it (*added*, *extra*). What a reviewer or
the system set is nobody's habit, and what was finished in the instant in which it was
written down was never planned.
"""

from dataclasses import dataclass, field

from odoo.tools import SQL


@dataclass
class PlanningTimes:
    """How many activities became part of a plan when, on the local clock of each day.

    ``hours`` and ``late_hours``, {hour: number}, lie on the date of the cut-off: until
    it and after it. ``before`` is earlier than that date, ``after`` between that date
    and ``S``, ``on_day`` on ``D`` itself.
    """

    before: int = 0
    hours: dict = field(default_factory=dict)
    late_hours: dict = field(default_factory=dict)
    after: int = 0
    on_day: int = 0
    # Half was planned so many hours before the cut-off or earlier; on_day left out.
    lead_hours: float | None = None
    # Local hour of the newest day's cut-off.
    cutoff_hour: float | None = None

    @property
    def total(self) -> int:
        listed = (*self.hours.values(), *self.late_hours.values())
        return self.before + self.after + self.on_day + sum(listed)


def read_planning_times(env, days) -> PlanningTimes:
    """One query, whatever the number of days.

    :param days: SQL that selects ``id``, ``user_id``, ``date``, ``tz``, ``start_at``,
        ``end_at`` and ``cutoff_at`` of closed days; whose the caller may read is the
        caller's duty
    """
    env["sales.discipline.day.line"].flush_model()
    found = PlanningTimes()
    for moment, hour, count, lead, cutoff_hour in env.execute_query(
        SQL(_PLANNING_TIMES, days=days)
    ):
        if moment is None:
            found.lead_hours, found.cutoff_hour = lead, cutoff_hour
        elif hour is None:
            setattr(found, moment, count)
        else:
            getattr(found, moment)[hour] = count
    return found


_PLANNING_TIMES = """
    WITH day AS (%(days)s), entry AS (
        SELECT day.cutoff_at, day.start_at, day.tz,
               greatest(line.created_at, change.at) AS at,
               line.set = 'planned' AS in_time, line.done_at
          FROM day
          JOIN sales_discipline_day_line line ON line.day_id = day.id
          LEFT JOIN LATERAL (
               SELECT max(journal.at) AS at
                 FROM sales_discipline_journal journal
                WHERE journal.activity_id = line.activity_id
                  AND journal.at < CASE
                      WHEN line.set = 'planned' THEN day.cutoff_at
                           + interval '1 microsecond' ELSE day.end_at END
                  AND journal.new_user_id = day.user_id
                  AND journal.new_deadline = day.date
                  AND journal.new_done_at IS NULL
                  AND journal.new_dropped_at IS NULL
                  AND (journal.old_user_id IS DISTINCT FROM day.user_id
                       OR journal.old_deadline IS DISTINCT FROM day.date
                       OR journal.old_done_at IS NOT NULL
                       OR journal.old_dropped_at IS NOT NULL)
               ) change ON TRUE
         WHERE line.set IN ('planned', 'added', 'extra')
           AND (line.set = 'planned' OR line.deadline = day.date)
           AND line.created_at IS NOT NULL
           AND line.set_by_head IS NOT TRUE AND line.set_by_system IS NOT TRUE
           AND day.cutoff_at IS NOT NULL
    ), clock AS (
        SELECT entry.*,
               at AT TIME ZONE 'UTC' AT TIME ZONE tz AS local,
               cutoff_at AT TIME ZONE 'UTC' AT TIME ZONE tz AS cutoff
          FROM entry
         WHERE in_time OR done_at IS NULL OR done_at > at
    ), placed AS (
        SELECT clock.*,
               CASE WHEN NOT in_time AND at >= start_at THEN 'on_day'
                    WHEN local::date < cutoff::date THEN 'before'
                    WHEN local::date > cutoff::date THEN 'after'
                    WHEN in_time THEN 'hours' ELSE 'late_hours' END AS moment
          FROM clock
    )
    SELECT moment,
           CASE WHEN moment LIKE '%%hours'
                THEN extract(hour FROM local)::int END AS hour,
           count(*), NULL::float8, NULL::float8
      FROM placed
  GROUP BY 1, 2
     UNION ALL
    SELECT NULL, NULL, count(*),
           percentile_cont(0.5) WITHIN GROUP (
               ORDER BY extract(epoch FROM cutoff_at - at) / 3600)
               FILTER (WHERE moment <> 'on_day'),
           (array_agg(extract(epoch FROM cutoff - date_trunc('day', cutoff)) / 3600
                      ORDER BY cutoff_at DESC))[1]
      FROM placed
"""
