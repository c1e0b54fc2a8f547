"""How often somebody moved an activity later: what *moved again and again* counts."""

from odoo.tools import SQL

from .lines import NET_CHANGES

_MOVES = f"""
    SELECT base.activity_id, count(*)
      FROM (SELECT activity.id AS activity_id, activity.create_date AS created_at,
                   %s::timestamp AS judged_at
              FROM mail_activity activity
             WHERE activity.id = ANY(%s)) base
     CROSS JOIN LATERAL ({NET_CHANGES}) net
     WHERE net.actor_id = %s AND net.was_open AND net.date_after > net.date_before
     GROUP BY base.activity_id
"""


def count_moves(env, activity_ids, user_id, now) -> dict[int, int]:
    """How often ``user_id`` moved each activity later up to naive UTC ``now``.

    Counted as for ``rolled_count`` (metrics section 4); those never moved have no
    key. One query. Whether the caller may know is the caller's duty.
    """
    if not activity_ids:
        return {}
    env["mail.activity"].flush_model()
    query = SQL(_MOVES, now, list(activity_ids), user_id)
    return dict(env.execute_query(query))
