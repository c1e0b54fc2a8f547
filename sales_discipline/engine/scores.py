"""Points from figures (metrics section 5). Pure functions, no database."""

import math
from decimal import ROUND_HALF_UP, Decimal

COMPONENTS = ("planning", "execution", "backlog", "data", "results")
TENTH = Decimal("0.1")
# Sums of binary floats may miss a whole by a hair; a need that is met to within a
# billionth is met.
HAIR = 1e-9


def need_count(min_planned_count: int, capacity: float, base_hours: float) -> int:
    """Activities asked for on a day of ``capacity`` out of ``base_hours`` hours."""
    if capacity <= 0 or base_hours <= 0:
        return 0
    return math.ceil(min_planned_count * capacity / base_hours - HAIR)


def need_hours(min_planned_load: float, capacity: float) -> float:
    """Hours asked for: ``min_planned_load`` percent of ``capacity``."""
    return min_planned_load * max(capacity, 0.0) / 100


def plan_ok(figures: dict) -> bool:
    """Whether both needs are met; true when none is owed."""
    return (
        figures["planned_count"] >= figures["need_count"]
        and figures["planned_hours"] >= figures["need_hours"] - HAIR
    )


def components(figures: dict, rules) -> dict[str, float | None]:
    """The value of each component, None where it is left out."""
    return {
        "planning": _planning(figures),
        "execution": _execution(figures),
        "backlog": _backlog(figures, rules.max_overdue),
        "data": figures.get("data_value"),
        "results": _results(figures),
    }


def score(values: dict[str, float | None], weights: dict[str, float]) -> float | None:
    """The weighted mean, rounded half up to one decimal; None when nothing counts."""
    counted = counted_weights(values, weights)
    total = sum(counted.values())
    if not total:
        return None
    return rounded(sum(values[name] * w for name, w in counted.items()) / total)


def points_lost(values, weights) -> dict[str, float]:
    """What each component that counts takes from 100; adds up to 100 less the score."""
    counted = counted_weights(values, weights)
    total = sum(counted.values())
    return {name: w * (100 - values[name]) / total for name, w in counted.items()}


def counted_weights(values, weights) -> dict[str, float]:
    """The weights of the components that are not left out; weight 0 leaves one out."""
    return {
        name: weights[name]
        for name in COMPONENTS
        if weights[name] and values[name] is not None
    }


def data_value(checks: list[dict]) -> float:
    """The component data: the mean over the data rules that checked anything."""
    shares = [100 * (1 - check["failed"] / check["checked"]) for check in checks]
    return sum(shares) / len(shares)


def rounded(value: float | None) -> float | None:
    """Half up to one decimal. Ten digits first, so that 72.25 is not 72.2499999."""
    if value is None:
        return None
    exact = Decimal(repr(round(value, 10)))
    return float(exact.quantize(TENTH, rounding=ROUND_HALF_UP))


def _planning(figures):
    if not figures["plan_owed"]:
        return None
    shares = [
        figures[done] / figures[need]
        for done, need in (
            ("planned_count", "need_count"),
            ("planned_hours", "need_hours"),
        )
        if figures[need] > 0
    ]
    return 100 * min([1.0, *shares])


def _execution(figures):
    if figures["due_count"]:
        return 100 * figures["done_count"] / figures["due_count"]
    idle = not (figures["caught_up_count"] or figures["extra_count"])
    if figures["plan_owed"] and not figures["planned_count"] and idle:
        return 0.0
    return None


def _backlog(figures, max_overdue):
    load = (figures["overdue_count"] + figures["rolled_count"]) / max(1, max_overdue)
    return 100 * (1 - min(1.0, load))


def _results(figures):
    required = figures["result_required_count"]
    return 100 * (1 - figures["result_bad_count"] / required) if required else None
