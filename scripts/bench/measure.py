"""Timing: medians over repetitions, with the number of statements."""

import statistics
import time
from dataclasses import dataclass, field


@dataclass
class Result:
    """One line of the table; ``ok`` is None where nothing was promised."""

    work: str
    promise: str
    measured: str
    ok: bool | None = None
    details: dict = field(default_factory=dict)


@dataclass
class Sample:
    """Milliseconds (all repetitions) and statements of the last one."""

    milliseconds: list
    queries: int

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)


def sample(act, cursor, repetitions, before=None):
    """Run ``act`` once to warm up and ``repetitions`` times for the record."""
    times, queries = [], 0
    for number in range(repetitions + 1):
        if before:
            before()
        counted, began = cursor().sql_log_count, time.perf_counter()
        act()
        elapsed = 1000 * (time.perf_counter() - began)
        queries = cursor().sql_log_count - counted
        if number:
            times.append(elapsed)
    return Sample(times, queries)
