"""How two things move together: correlation, how sure it is, and the trend.

Pearson's and the least squares are the standard library's: numpy and scipy would cost
every installation more than the whole addon, for sums that take milliseconds. What the
library lacks is added from the textbooks named below, and checked against published
data in the tests.

Values must be rounded by whoever gathers them: two equal averages that differ in the
last bit are no tie, and a constant with such noise would correlate with anything.
"""

import math
import statistics
from dataclasses import dataclass

CONFIDENCE = 0.95
# Below either, a figure would say more of chance than of people.
MIN_POINTS = 24
MIN_PEOPLE = 5
WEAK, MODERATE, STRONG = 0.1, 0.3, 0.6
# Pearson's and the rank's so far apart: a few far points make the figure.
FAR_APART = 0.2
DIGITS = 6

_Z = statistics.NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Correlation:
    """None where there is none: too few points, or one of the two never changes."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.low * self.high > 0


@dataclass(frozen=True)
class Trend:
    """The line of least squares and the interval of the mean around it."""

    slope: float
    intercept: float
    margins: tuple[tuple[float, float], ...]  # (x, half the width of the band)

    def band(self) -> list[dict]:
        return [
            {"x": x, "y": y, "low": y - margin, "high": y + margin}
            for x, margin in self.margins
            for y in [self.intercept + self.slope * x]
        ]


def pearson(xs, ys, estimated=1) -> Correlation:
    """Pearson's correlation with Fisher's interval.

    :param estimated: how many means were taken off the points: one, or one of each
        person where they are deviations from people's own (Bland and Altman 1995;
        Bakdash and Marusich 2017)
    """
    if len(xs) < 2 or _is_constant(xs) or _is_constant(ys):
        return Correlation()
    value = max(-1.0, min(1.0, statistics.correlation(xs, ys)))
    return Correlation(value, *_interval(value, len(xs) + 1 - estimated))


def spearman(xs, ys, estimated=1) -> Correlation:
    """The correlation of ranks, ties sharing the mean of theirs.

    The interval with the variance of Bonett and Wright (2000).
    """
    if len(xs) < 2 or _is_constant(xs) or _is_constant(ys):
        return Correlation()
    value = statistics.correlation(ranks(xs), ranks(ys))
    value = max(-1.0, min(1.0, value))
    spread = 1 + value * value / 2
    return Correlation(value, *_interval(value, len(xs) + 1 - estimated, spread))


def ranks(values) -> list[float]:
    """The rank of each, from 1; equal ones share the mean of their ranks.

    >>> ranks([30, 10, 30, 20])
    [3.5, 1.0, 3.5, 2.0]
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = (start + 1 + end) / 2
        start = end
    return found


def trend(xs, ys, estimated=1, steps=24) -> Trend | None:
    """The line through the points with its band, or None where there is none.

    Deviations from people's own means have their line through zero: there the band
    has no width, for it is the slope alone that is uncertain.
    """
    freedom = len(xs) - 1 - estimated
    if freedom < 1 or _is_constant(xs):
        return None
    slope, intercept = statistics.linear_regression(xs, ys)
    center = statistics.fmean(xs)
    width = math.fsum((x - center) ** 2 for x in xs)
    rest = math.fsum(
        (y - intercept - slope * x) ** 2 for x, y in zip(xs, ys, strict=True)
    )
    error = math.sqrt(rest / freedom) * student(freedom)
    level = 1 / len(xs) if estimated == 1 else 0.0
    first, last = min(xs), max(xs)
    margins = tuple(
        (x, error * math.sqrt(level + (x - center) ** 2 / width))
        for number in range(steps + 1)
        for x in [first + (last - first) * number / steps]
    )
    return Trend(slope, intercept, margins)


def student(freedom) -> float:
    """The quantile of Student's t that leaves out ``1 - CONFIDENCE`` on both sides.

    Abramowitz and Stegun, 26.7.5: right to a third of a percent from 3 degrees on.
    One and two degrees have formulas of their own.
    """
    if freedom == 1:
        return math.tan(math.pi * CONFIDENCE / 2)
    if freedom == 2:
        return CONFIDENCE * math.sqrt(2 / (1 - CONFIDENCE**2))
    z = _Z
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(term / freedom**power for power, term in enumerate(terms))


def strength(value) -> str:
    """The word for a correlation: none, weak, moderate or strong."""
    size = abs(value)
    if size < WEAK:
        return "none"
    if size < MODERATE:
        return "weak"
    return "moderate" if size < STRONG else "strong"


def _interval(value, points, spread=1.0):
    """Fisher's: on the scale of atanh the error does not depend on the value."""
    if points <= 3:
        return None, None
    if abs(value) == 1.0:
        return value, value
    center = math.atanh(value)
    margin = _Z * math.sqrt(spread / (points - 3))
    return math.tanh(center - margin), math.tanh(center + margin)


def _is_constant(values):
    return min(values) == max(values)
