"""Figures told in another unit than their measure is answered in: a growth as a multiple, a ratio in per cent,
kilograms for tonnes.

"Exports grew 2.7 times" and "exports grew by 170 %" are one statement; so are its intervals, and its verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sverka.model.claims import Claim
from sverka.model.interval import Interval
from sverka.model.measures import Balance, Change, Growth, Level, Measure, Ratio, UnitValue
from sverka.reference.units import MASS_IN_KG, TIMES, price_parts

_PERCENT = "%"
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Told:
    """How a value in the unit of a measure is told in another: `factor · value + offset`."""

    unit: str
    factor: float
    offset: float = 0.0

    def value(self, measured: float) -> float:
        """A value of the measure in the unit told."""
        return self.factor * measured + self.offset

    def measured(self, told: float) -> float:
        """A value told in the unit of the measure, without the noise of the division."""
        return float(f"{(told - self.offset) / self.factor:.{_DIGITS}g}")


def told_unit(measure: Measure | None, unit: str) -> Told | None:
    """How a claim's unit tells a measure; `None` where it is the measure's own, or not to be turned into it.

    >>> from sverka.model.grammar import parse_measure
    >>> told_unit(parse_measure("growth(export)"), "times").measured(2.7)
    170.0
    """
    own = getattr(measure, "unit", None)
    if isinstance(measure, Growth) and unit == TIMES:
        return Told(_PERCENT, 0.01, 1.0)
    if isinstance(measure, Ratio) and unit == _PERCENT:
        return Told(TIMES, 100.0)
    if own in MASS_IN_KG and unit in MASS_IN_KG and own != unit and isinstance(measure, Level | Change | Balance):
        return Told(own, MASS_IN_KG[own] / MASS_IN_KG[unit])
    return _told_price(measure, unit) if isinstance(measure, UnitValue) else None


def _told_price(measure: UnitValue, unit: str) -> Told | None:
    """A price for another unit of mass in the same currency."""
    own, price = price_parts(measure.unit or ""), price_parts(unit)
    if own is None or price is None or own == price or own[0] != price[0]:
        return None
    if own[1] not in MASS_IN_KG or price[1] not in MASS_IN_KG:
        return None
    return Told(str(measure.unit), MASS_IN_KG[price[1]] / MASS_IN_KG[own[1]])


def as_measured(claim: Claim) -> Claim:
    """The claim with its numbers in the unit of its measure."""
    told = told_unit(claim.measure, claim.unit)
    if told is None or claim.value is None:
        return claim
    return replace(
        claim,
        unit=told.unit,
        value=told.measured(claim.value),
        value_hi=None if claim.value_hi is None else told.measured(claim.value_hi),
        interval=_measured(claim.interval, told),
        interval_wide=_measured(claim.interval_wide, told),
    )


def as_told(claim: Claim, value: float) -> float:
    """A value of a claim's measure in the unit of the claim."""
    told = told_unit(claim.measure, claim.unit)
    return value if told is None else told.value(value)


def interval_as_told(claim: Claim, interval: Interval) -> Interval:
    """The same of an interval."""
    low, high = (None if end is None else as_told(claim, end) for end in (interval.low, interval.high))
    return replace(interval, low=low, high=high)


def _measured(interval: Interval, told: Told) -> Interval:
    low, high = (None if end is None else told.measured(end) for end in (interval.low, interval.high))
    return replace(interval, low=low, high=high)
