"""Whether what a reward rule asks for holds, and what is missing. Pure functions.

The same function judges live, at closing, at a cut-off and in a replay: it gets the
figures of a person's days and knows neither database nor clock.
"""

from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta

from .scores import COMPONENTS, HAIR

PERIODS = ("day", "week", "month")
# Of a day: yes or no, under the names of metrics section 4.
TRUTHS = ("plan_ok", "all_done", "next_plan_ok")
SCORES = ("score", *(f"score_{name}" for name in COMPONENTS))
NUMBERS = (
    "planned_count",
    "planned_hours",
    "need_count",
    "need_hours",
    "due_count",
    "done_count",
    "caught_up_count",
    "extra_count",
    "postponed_count",
    "handed_over_count",
    "cancelled_count",
    "missed_count",
    "overdue_count",
    "rolled_count",
    "set_by_head_count",
    "set_by_head_done_count",
    "result_required_count",
    "result_bad_count",
)
FIGURES = (*TRUTHS, *NUMBERS, *SCORES)
# "min" asks for the figure on each day.
AGGREGATES = ("sum", "avg", "min", "days", "streak")
COUNTING_DAYS = ("days", "streak")
OPERATORS = ("ge", "le", "eq", "yes", "no")
OUTCOME_VALUES = ("achieved", "expected", "target", "expected_share", "target_share")
# How far before the period a streak may begin.
LONGEST_STREAK = 30
LOOK_BACK = timedelta(days=60)


@dataclass(frozen=True)
class Condition:
    """``aggregate`` of a figure or outcome over the period, compared with a value.

    ``days`` and ``streak`` count the working days on which the comparison holds, and
    ask for ``day_count`` of them; a streak ends with the period and may begin before.
    ``other`` is a figure of the same day that takes the place of ``value``.
    """

    figure: str | None = None
    outcome_id: int | None = None
    outcome_value: str = "achieved"
    aggregate: str = "sum"
    operator: str = "ge"
    value: float = 0.0
    other: str | None = None
    day_count: int = 0


@dataclass(frozen=True)
class OutcomeFigures:
    """What became of one outcome in the period; ``daily`` by date."""

    achieved: float | None = None
    expected: float | None = None
    target: float | None = None
    daily: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What one condition came to.

    ``value`` and ``wanted`` are compared (days, for those that count days); None is
    "there is none". ``gone``: it cannot hold any more, whatever is still done.
    ``days``: the dates that the comparison was looked up on, with value and result.
    """

    met: bool
    value: float | None
    wanted: float | None
    gone: bool = False
    days: tuple = ()


@dataclass(frozen=True)
class Judgement:
    met: bool
    gone: bool
    findings: tuple


def judge(conditions, days, outcomes, first: Date, last: Date) -> Judgement:
    """Judge one person by the conditions of one rule.

    :param conditions: list of ``Condition``, all of which must hold
    :param days: figures of the person's days (dicts with ``date``, ``is_off`` and
        ``is_over``) from ``LOOK_BACK`` before ``first`` up to ``last``, in any order;
        days off do not count
    :param outcomes: ``{outcome id: OutcomeFigures}``
    :param first, last: the local dates of the period, inclusive
    :return: met only where there was a working day at all
    """
    working = sorted(
        (day for day in days if not day["is_off"] and day["date"] <= last),
        key=lambda day: day["date"],
    )
    inside = [day for day in working if day["date"] >= first]
    findings = tuple(
        _find(condition, working, inside, outcomes) for condition in conditions
    )
    return Judgement(
        met=bool(inside and findings) and all(one.met for one in findings),
        gone=any(one.gone for one in findings),
        findings=findings,
    )


def _find(condition, working, inside, outcomes) -> Finding:
    if condition.outcome_id:
        outcome = outcomes.get(condition.outcome_id, OutcomeFigures())
        if condition.aggregate == "sum" or condition.outcome_value != "achieved":
            return _total_of(condition, outcome)
        read = _outcome_reader(condition, outcome)
    else:
        read = _figure_reader(condition)
    span = working if condition.aggregate == "streak" else inside
    table = [(day, *read(day)) for day in span]
    return _AGGREGATES[condition.aggregate](condition, table)


def _figure_reader(condition):
    def read(day):
        wanted = day[condition.other] if condition.other else condition.value
        return _number(day.get(condition.figure)), _number(wanted)

    return read


def _outcome_reader(condition, outcome):
    def read(day):
        return _number(outcome.daily.get(day["date"])), condition.value

    return read


def _total_of(condition, outcome) -> Finding:
    value = {
        "achieved": outcome.achieved,
        "expected": outcome.expected,
        "target": outcome.target,
        "expected_share": _percent(outcome.achieved, outcome.expected),
        "target_share": _percent(outcome.achieved, outcome.target),
    }[condition.outcome_value]
    met = holds(condition.operator, value, condition.value)
    return Finding(met, value, condition.value)


def _sum(condition, table) -> Finding:
    values = [value for _day, value, _wanted in table if value is not None]
    total = round(sum(values), 9) if values else None
    wanted = _wanted(condition, table, sum)
    met = holds(condition.operator, total, wanted)
    surpassed = (
        condition.operator in ("le", "eq")
        and condition.figure not in SCORES
        and total is not None
        and wanted is not None
        and not condition.other
        and _settled(condition, table) > wanted + HAIR
    )
    gone = not met and (surpassed or _is_gone_today(condition, table))
    return Finding(met, total, wanted, gone, _listed(condition, table))


def _average(condition, table) -> Finding:
    values = [value for _day, value, _wanted in table if value is not None]
    value = sum(values) / len(values) if values else None
    wanted = _wanted(condition, table, lambda found: sum(found) / len(found))
    met = holds(condition.operator, value, wanted)
    return Finding(met, value, wanted, False, _listed(condition, table))


def _each_day(condition, table) -> Finding:
    """The worst day; one without a value, as a score that nothing counted for, passes
    where there is another with one."""
    rows = [row for row in table if row[1] is not None]
    failed = [row for row in rows if not holds(condition.operator, *row[1:])]
    worst = max if condition.operator in ("le", "no") else min
    _day, value, wanted = worst(
        failed or rows, key=lambda row: row[1], default=(None, None, condition.value)
    )
    gone = any(day["is_over"] for day, *_row in failed) or (
        bool(failed) and _is_gone_today(condition, table)
    )
    met = bool(rows) and not failed
    return Finding(met, value, wanted, gone, _listed(condition, table))


def _days_with(condition, table) -> Finding:
    count = sum(holds(condition.operator, *row[1:]) for row in table)
    met = count >= condition.day_count
    return Finding(met, count, condition.day_count, False, _listed(condition, table))


def _streak(condition, table) -> Finding:
    count = 0
    for _day, *row in reversed(table):
        if not holds(condition.operator, *row):
            break
        count += 1
    met = count >= condition.day_count
    listed = _listed(condition, table[-max(count, 1) :])
    return Finding(met, count, condition.day_count, False, listed)


_AGGREGATES = {
    "sum": _sum,
    "avg": _average,
    "min": _each_day,
    "days": _days_with,
    "streak": _streak,
}


def holds(operator, value, wanted) -> bool:
    """Whether a comparison holds; with nothing to compare it never does."""
    if value is None or wanted is None:
        return False
    if operator in ("yes", "no"):
        return bool(value) == (operator == "yes")
    if operator == "ge":
        return value >= wanted - HAIR
    if operator == "le":
        return value <= wanted + HAIR
    return abs(value - wanted) <= HAIR


def unreachable_today(day) -> bool:
    """Whether ``all_done`` cannot come true on a day that is not over.

    What was cancelled stays cancelled; with nothing due there is nothing to do.
    """
    if day["is_over"]:
        return not day["all_done"]
    lines = day.get("lines") or ()
    cancelled = any(
        line["outcome"] == "cancelled"
        and (line["set"] == "planned" or line["is_overdue"])
        for line in lines
    )
    return cancelled or not day["due_count"]


def _is_gone_today(condition, table):
    """What the one day of a table, still running, can no longer bring about."""
    if len(table) != 1:
        return False
    day = table[0][0]
    if day["is_over"]:
        return True
    if condition.figure == "all_done":
        return condition.operator == "yes" and unreachable_today(day)
    if condition.figure in ("plan_ok", "planned_count", "planned_hours"):
        return True  # its cut-off has passed
    if condition.figure == "next_plan_ok":
        cutoff = day.get("next_cutoff_at")
        return bool(cutoff and cutoff <= day["judged_at"])
    if condition.figure == "done_count" and condition.operator == "ge":
        wanted = table[0][2]
        return wanted is not None and day["due_count"] < wanted - HAIR
    return False


def _settled(condition, table):
    """The part of a total that cannot shrink any more: that of days that are over."""
    return sum(
        value for day, value, _w in table if value is not None and day["is_over"]
    )


def _wanted(condition, table, aggregate):
    if not condition.other:
        return condition.value
    found = [wanted for _day, _value, wanted in table if wanted is not None]
    return aggregate(found) if found else None


def _listed(condition, table):
    return tuple(
        (day["date"], value, wanted, holds(condition.operator, value, wanted))
        for day, value, wanted in table
    )


def _percent(part, whole):
    return 100 * part / whole if part is not None and whole else None


def _number(value):
    return None if value is None or value == "" else float(value)
