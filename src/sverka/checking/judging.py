"""Judging: where a recorded value lies to what is stated, by the two intervals of `docs/semantics.md`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sverka.model.claims import Claim
from sverka.model.interval import Interval
from sverka.model.measures import Balance, Compared, Measure
from sverka.reference.hedges import stated_intervals, understates_beyond
from sverka.reference.told_units import as_measured, as_told

EXACT_HEDGES = ("exact", "about", "almost")
_TOLERANCE = 1e-9
"""Values are quotients of whole numbers: what the last bits of a float add is no difference."""


class Fit(IntEnum):
    """How a value lies to what is stated: inside, inside the wide interval only, outside."""

    HOLDS = 0
    NEARLY = 1
    OFF = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """A recorded value held against a claim.

    `gap` is recorded less stated, in the claim's unit: 0 inside a stated range. `looseness` says in what way it nearly
    holds; `one_sided` that a true one-sided hedge `understates` or `overstates`.
    """

    fit: Fit
    gap: float
    looseness: str | None = None
    one_sided: str | None = None
    wrong_direction: bool = False


def judged(claim: Claim, measure: Measure, value: float, *, exact: bool = False) -> Judged:
    """A value held against the claim's intervals; with `exact` its number is a point unless hedged to one side.

    The value is in the unit of the measure, the gap in that of the claim.
    """
    gap = gap_of(claim, as_told(claim, value))
    claim = as_measured(claim)
    narrow, wide = intervals(claim, exact)
    turned = wrong_direction(claim, measure, value)
    if within(value, narrow):
        return Judged(Fit.HOLDS, gap, one_sided=_one_sided(claim, value))
    if within(value, wide):
        return Judged(Fit.NEARLY, gap, looseness=_looseness(claim, value))
    return Judged(Fit.OFF, gap, wrong_direction=turned)


def intervals(claim: Claim, exact: bool) -> tuple[Interval, Interval]:
    """The interval in which a claim holds, and the one in which it nearly holds."""
    if exact and claim.value is not None and claim.hedge in EXACT_HEDGES:
        low, high = sorted((claim.value, claim.value if claim.value_hi is None else claim.value_hi))
        return Interval(low, high), Interval(low, high)
    if claim.interval_wide == Interval(None, None):
        return claim.interval, claim.interval
    return claim.interval, claim.interval_wide


def bare_interval(claim: Claim) -> Interval:
    """What the number alone admits, its hedge left out: for trying other numbers against it."""
    if claim.value is None:
        return Interval(None, None)
    return stated_intervals(claim.value, claim.unit, "exact", claim.printed)[0]


def within(value: float, interval: Interval) -> bool:
    """Whether a value lies in an interval, its ends taken with the tolerance of a quotient; open ends stay open."""
    slack = _TOLERANCE * max(1.0, abs(value))
    low, high = interval.low, interval.high
    above = low is None or (value > low if interval.low_open else value >= low - slack)
    below = high is None or (value < high if interval.high_open else value <= high + slack)
    return above and below


def gap_of(claim: Claim, value: float) -> float:
    """Recorded less stated; for a range, less its nearer end, and 0 inside it."""
    low = claim.value or 0.0
    high = low if claim.value_hi is None else claim.value_hi
    low, high = min(low, high), max(low, high)
    return value - low if value < low else value - high if value > high else 0.0


def wrong_direction(claim: Claim, measure: Measure, value: float) -> bool:
    """Whether a rise is stated where the records fall, or a surplus where they have a deficit, or the reverse."""
    signed = isinstance(measure, Compared | Balance)
    return signed and claim.value is not None and claim.value * value < 0


def _looseness(claim: Claim, value: float) -> str:
    """In what way a value is outside the interval and inside the wide one."""
    if claim.hedge != "exact" or not claim.printed:
        return "hedge stretched"
    beyond = claim.value is not None and abs(value) > abs(claim.value) and claim.value_hi is None
    return "cut off" if beyond else "rounded loosely"


def _one_sided(claim: Claim, value: float) -> str | None:
    """Whether a true "more than" understates, or a true "less than" overstates, by far."""
    if claim.value is None or claim.hedge in EXACT_HEDGES:
        return None
    limit = understates_beyond(claim.value, claim.unit, claim.hedge, claim.printed, fraction=not claim.printed)
    if limit is None or claim.value_hi is not None:
        return None
    if claim.hedge in ("more_than", "at_least"):
        return "understates" if abs(value) > abs(limit) else None
    return "overstates" if abs(value) < abs(limit) else None
