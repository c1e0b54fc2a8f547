"""Who needs a word, why, and in which order (product.md, *Who needs a word*).

Plain functions over the figures of metrics.md section 4; no database.
"""

from statistics import median

# The order of product.md.
CODES = (
    "results",
    "junk_plan",
    "overdue",
    "no_plan_today",
    "no_plan_next",
    "rolled",
    "cancelled",
    "withdrawn",
    "handed_over",
    "restored",
    "score_drop",
    "decide",
    "best_day",
    "silence",
    "in_detail",
)
GROUPS = ("need_word", "in_order", "reviewed", "off")
WINDOW = 10  # scored days that a median, a best day and a silence look back on
DROP = 20.0  # points under the median that need a word


def reasons(figures, past_scores, last_word, silent_since):
    """Why a person needs a word: a list of dicts with a ``code``, in order.

    :param figures: figures of the day, with the counts of its outcomes and what waits
        for a decision (``to_decide``: counts by kind)
    :param past_scores: scores of the last ten scored days before it, newest first
    :param last_word: date of the last verdict with a word, or None
    :param silent_since: the tenth last working day; None when there were fewer
    """
    found = [
        _counted("results", figures["result_bad_count"]),
        _counted("junk_plan", figures["junk_plan_count"]),
        _overdue(figures),
        _plan_today(figures),
        _plan_next(figures),
        _counted("rolled", figures["rolled_count"]),
        _counted("cancelled", figures["cancelled_count"]),
        _counted("withdrawn", figures["withdrawn_count"]),
        _counted("handed_over", figures["handed_over_count"]),
        _counted("restored", figures["restored_count"]),
        _score_drop(figures, past_scores),
        _decide(figures["to_decide"]),
        _best_day(figures, past_scores),
        _silence(last_word, silent_since),
    ]
    return [reason for reason in found if reason]


def group(figures, reasons_found, verdict):
    """The part of the board in which a person stands."""
    if verdict:
        return "reviewed"
    if figures["is_off"]:
        return "off"
    return "need_word" if reasons_found else "in_order"


def urgency(row):
    """Sort key of a row: first reason, then the oldest overdue, then the name."""
    first = row["reasons"][0] if row["reasons"] else {"code": None}
    rank = CODES.index(first["code"]) if first["code"] else len(CODES)
    weight = (-first.get("days", 0), -first.get("count", 0), first.get("planned", 0))
    return (GROUPS.index(row["group"]), rank, *weight, row["name"], row["user_id"])


def _overdue(figures):
    if not figures["overdue_count"]:
        return None
    oldest = figures["oldest_overdue"]
    days = (figures["date"] - oldest).days if oldest else 0
    return {"code": "overdue", "count": figures["overdue_count"], "days": days}


def _plan_today(figures):
    if not figures["plan_owed"] or figures["plan_ok"]:
        return None
    return {
        "code": "no_plan_today",
        "planned": figures["planned_count"],
        "need": figures["need_count"],
        "hours": figures["planned_hours"],
        "need_hours": figures["need_hours"],
    }


def _plan_next(figures):
    if not figures["next_plan_owed"] or figures["next_plan_ok"]:
        return None
    return {
        "code": "no_plan_next",
        "planned": figures["next_planned_count"],
        "need": figures["next_need_count"],
        "hours": figures["next_planned_hours"],
        "need_hours": figures["next_need_hours"],
    }


def _counted(code, count):
    return {"code": code, "count": count} if count else None


def _score_drop(figures, past_scores):
    """Only of a day that is over: at noon everybody's score is low."""
    score = figures["score"]
    if score is None or not figures["is_over"] or not past_scores:
        return None
    usual = median(past_scores)
    if usual - score < DROP:
        return None
    return {"code": "score_drop", "score": score, "median": usual}


def _decide(waiting):
    count = sum(waiting.values())
    return {"code": "decide", "count": count, "kinds": waiting} if count else None


def _best_day(figures, past_scores):
    """Better than each of the nine scored days before it."""
    before = past_scores[: WINDOW - 1]
    score = figures["score"]
    if score is None or len(before) < WINDOW - 1 or score <= max(before):
        return None
    return {
        "code": "best_day",
        "done": figures["done_count"],
        "due": figures["due_count"],
        "won": figures["won_count"],
    }


def _silence(last_word, silent_since):
    if silent_since is None or (last_word and last_word >= silent_since):
        return None
    return {"code": "silence", "days": WINDOW}
