"""Why a score is what it is, and what it can still become. Pure functions.

``figures`` are those of one day with its ``lines`` (metrics sections 3 and 4) under
the names of the engine, ``rules`` the numbers of its policy version.
"""

from . import scores

NEUTRAL = ("dropped", "released")
# What of a plan can still be done today: whoever does it, it counts.
RECOVERABLE = ("pending", "postponed", "handed_over")


def component_values(figures: dict) -> dict[str, float | None]:
    """The value of each component as judged, None where it was left out."""
    return {name: figures[f"score_{name}"] for name in scores.COMPONENTS}


def weights_of(rules) -> dict[str, float]:
    return dict(zip(scores.COMPONENTS, rules.weights, strict=True))


def lost(figures: dict, rules) -> dict[str, float]:
    """Points that each component that counts took from 100; empty on a day off."""
    if figures["score"] is None:
        return {}
    return scores.points_lost(component_values(figures), weights_of(rules))


def lost_by_line(figures: dict, rules) -> tuple[list[dict], dict[str, float]]:
    """Points that each line cost, and those that no line stands for.

    A due line that was not done costs its equal part of the execution lost, a bad
    result its equal part of the results lost. What counts as backlog shares the
    backlog lost, beyond its cap in proportion.

    :return: one ``{component: points}`` per line in order, and ``{reason: points}``
        with the reasons *planning*, *idle* (nothing planned, nothing done), *rolled*
        (moved again and again, on no line), *data* and *results*, the last two only
        where nobody knows any more by what. With ``lost_by_check`` all of them
        together are 100 less the score, before its rounding.
    """
    points = lost(figures, rules)
    execution, backlog, results = (
        points.pop(name, 0.0) for name in ("execution", "backlog", "results")
    )
    lines = figures["lines"]
    undone = sum(_is_undone(line, rules) for line in lines)
    bad = sum(line["is_bad_result"] for line in lines)
    weighing = figures["overdue_count"] + figures["rolled_count"]
    by_line = [
        {
            "execution": execution / undone if _is_undone(line, rules) else 0.0,
            "backlog": backlog * _weight(line) / weighing if weighing else 0.0,
            "results": results / bad if line["is_bad_result"] else 0.0,
        }
        for line in lines
    ]
    rest = {name: value for name, value in points.items() if value}
    if execution and not undone:
        rest["idle"] = execution
    elsewhere = weighing - sum(map(_weight, lines))
    if backlog and elsewhere > 0:
        rest["rolled"] = backlog * elsewhere / weighing
    if results and not bad:
        rest["results"] = results
    if any(check["failed"] for check in figures["data_checks"]):
        rest.pop("data", None)
    return by_line, rest


def lost_by_check(figures: dict, rules) -> list[float]:
    """Points that each data rule of ``data_checks`` cost, in order.

    Each rule weighs the same, whatever the number of records it looks at.
    """
    points = lost(figures, rules).get("data", 0.0)
    shares = [check["failed"] / check["checked"] for check in figures["data_checks"]]
    total = sum(shares)
    return [points * share / total if total else 0.0 for share in shares]


def reachable(figures: dict, rules) -> float | None:
    """The score if the rest of today goes as well as it can.

    The plan of the day is past its cut-off, what was cancelled stays cancelled, and
    what was moved once too often stays moved. Records can be completed and results
    written better until the day ends.
    """
    if figures["score"] is None:
        return None
    lines = figures["lines"]
    saved = sum(
        _is_undone(line, rules) and line["outcome"] in (*RECOVERABLE, "done")
        for line in lines
    )
    gone = sum(line["is_overdue"] and line["outcome"] == "cancelled" for line in lines)
    return _score(
        figures,
        rules,
        done_count=figures["done_count"] + saved,
        overdue_count=gone,
        extra_count=figures["extra_count"] + 1,
        result_bad_count=0,
        data_value=None if figures["score_data"] is None else 100.0,
    )


def gain(figures: dict, line: dict, rules) -> float:
    """By how much the score would be higher with ``line`` done well on the day."""
    if figures["score"] is None:
        return 0.0
    rolled = line["is_rolled"] and line["outcome"] != "pending"
    better = _score(
        figures,
        rules,
        done_count=figures["done_count"] + _is_undone(line, rules),
        overdue_count=figures["overdue_count"] - bool(line["is_overdue"]),
        rolled_count=figures["rolled_count"] - rolled,
        extra_count=figures["extra_count"] + (line["set"] != "planned"),
        result_bad_count=figures["result_bad_count"] - bool(line["is_bad_result"]),
    )
    return scores.rounded(better - figures["score"])


def gain_of_check(figures: dict, number: int, rules) -> float:
    """By how much the score would be higher if nothing failed that data rule."""
    checks = figures["data_checks"]
    if figures["score"] is None or figures["score_data"] is None:
        return 0.0
    share = checks[number]["failed"] / checks[number]["checked"]
    value = min(100.0, figures["score_data"] + 100 * share / len(checks))
    return scores.rounded(_score(figures, rules, data_value=value) - figures["score"])


def _score(figures, rules, **changes):
    measured = {"data_value": figures["score_data"]}
    values = scores.components(figures | measured | changes, rules)
    return scores.score(values, weights_of(rules))


def _is_undone(line, rules):
    """Due and not counted as done: perhaps because its result says nothing."""
    if line["outcome"] == "done" and rules.bad_result_not_done:
        return bool(line["result_flag"])
    return line["set"] == "planned" and line["outcome"] not in ("done", *NEUTRAL)


def _weight(line):
    return bool(line["is_overdue"]) + bool(line["is_rolled"])
