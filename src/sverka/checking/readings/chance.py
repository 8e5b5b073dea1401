"""Chance: whether a reading that fits does so because it is meant, or because so many were tried.

A figure of three digits fits a question that is not its own once in some hundreds; "a third" fits one in ten.
"""

from __future__ import annotations

from math import exp, log, sqrt

from sverka.model.claims import Claim

SPREAD = 7.0
"""Amounts that one text may speak of lie within about three orders of magnitude (e⁷), alike likely in each part."""
WHOLE = 100.0
POINTS = 60.0
"""Shares and growths lie within some sixty points."""
FIRST_BY_CHANCE = 0.5
"""The nearest other reading counts also where every other question would fit: a place in words, "doubled"."""
MOST_BY_CHANCE = 0.34
"""A reading counts while fewer than this many of those tried before it would fit by chance (a choice)."""


def chance_of_fit(claim: Claim) -> float:
    """How likely a figure of another question lies in what is stated."""
    low, high = claim.interval.low, claim.interval.high
    if low is None or high is None:
        return 0.5
    if claim.kind == "growth" and low > -WHOLE:
        return _chance_of_growth(low, high)
    if claim.unit == "%":
        return min(1.0, (high - low) / POINTS)
    if claim.unit in ("rank", "countries", "products"):
        return min(1.0, 0.5 / sqrt(max(1.0, abs(claim.value or 1.0))))
    low, high = sorted((abs(low), abs(high)))
    return min(1.0, log(high / low) / SPREAD) if low > 0 else 0.5


def _chance_of_growth(low: float, high: float) -> float:
    """Growths are the rarer the farther from none: a fourfold one fits less by chance than one of 5 %."""
    first, last = log(1 + low / WHOLE), log(1 + high / WHOLE)
    middle = (first + last) / 2
    return min(1.0, WHOLE * (last - first) / POINTS * exp(-WHOLE * abs(middle) / POINTS))


def is_beyond_chance(claim: Claim, tried: int) -> bool:
    """Whether the first reading that fits, after so many that were tried, most likely is one that is meant."""
    chance = chance_of_fit(claim)
    return tried * chance <= MOST_BY_CHANCE or (tried == 1 and chance <= FIRST_BY_CHANCE)


FAR = 2.5
"""Beyond this factor a miss is likelier a misreading than a misstatement (a choice)."""
FAR_POINTS = 50.0
"""So many points, of a growth (a choice)."""


def is_far(claim: Claim, value: float) -> bool:
    """Whether the records are so far from what is stated that another question must be meant."""
    stated = claim.value or 0.0
    if claim.kind == "growth":
        index = abs(1 + stated / 100), abs(1 + value / 100)
        return abs(value - stated) > FAR_POINTS and max(index) > FAR * min(index)
    if stated * value <= 0:
        return claim.kind not in ("balance", "comparison")
    ratio = abs(value / stated)
    return ratio > FAR or ratio < 1 / FAR
