"""Bases that a text tells by the level that it quotes: "down 5.2 bn in May; in April they had been 173.9 bn"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.period import Period
from sverka.reading.discourse import Filled
from sverka.reading.kinds import AMOUNTS
from sverka.reading.resolved import Resolved

MONTHS_OF_A_QUARTER = 3
_RULE = "the period just before, whose level the text quotes"
_MAX_GAP = 3.0  # points between a growth as said and as its two levels give it
_SPAN_RULE = "the period whose quoted level gives this change"
_CUT = ("flow", "reporter", "partners", "goods")


def with_quoted_bases(found: Sequence[Resolved]) -> list[Resolved]:
    """The figures of a text; a monthly or quarterly change whose base is unsaid is from the period just before,
    where the text gives the level of that period and none of a year earlier.
    """
    levels = [one for one in found if one.kind == "level"]
    return [_over_years(_rebased(one, levels), levels) for one in found]


def _over_years(change: Resolved, levels: Sequence[Resolved]) -> Resolved:
    """The change with the base of an earlier year whose level the text gives, where the two levels make this change.

    "In 2020 exports were 12.2 bn. Three years later they passed 20 bn. A gain of nearly two thirds!"
    """
    base, period, told = change.slots.get("base"), change.value("period"), _percent(change)
    if base is None or base.origin != "default" or not isinstance(period, Period) or told is None:
        return change
    known = {one.value("period"): one.frame.view.quantity for one in levels if _cut(one) == _cut(change)}
    result = known.get(period)
    if result is None or period.year_earlier() in known:
        return change
    for earlier, quantity in known.items():
        older = isinstance(earlier, Period) and (earlier.last_month - period.last_month) % 12 == 0 and earlier < period
        if older and isinstance(earlier, Period) and earlier.months == period.months and quantity.value > 0:
            made = 100 * (result.value / quantity.value - 1)
            if quantity.unit == result.unit and abs(made - told) <= _MAX_GAP:
                return replace(change, slots={**change.slots, "base": Filled(earlier, _SPAN_RULE, "document", 0.6)})
    return change


def _percent(change: Resolved) -> float | None:
    """A growth as said, in per cent; `None` for other figures."""
    quantity = change.frame.view.quantity
    if change.kind != "growth":
        return None
    if quantity.kind == "multiple":
        return 100 * (quantity.value - 1)
    return quantity.value * (change.direction or 1) if quantity.kind in ("percent", "fraction") else None


def _rebased(change: Resolved, levels: Sequence[Resolved]) -> Resolved:
    base, period = change.slots.get("base"), change.value("period")
    if (
        base is None
        or base.origin != "default"
        or not isinstance(period, Period)
        or period.months > MONTHS_OF_A_QUARTER
    ):
        return change
    known = {one.value("period") for one in levels if _cut(one) == _cut(change)}
    before = period.shift(-period.months)
    if before not in known or period.year_earlier() in known:
        return change
    told = Filled(before, _RULE, "document", 0.6)
    return replace(change, slots={**change.slots, "base": told})


def with_volumes(found: Sequence[Resolved]) -> list[Resolved]:
    """The figures of a text; a change whose two levels the text gives in tonnes, and none in money, is of tonnage."""
    kinds = {one.frame.view.quantity.kind for one in found if one.kind == "level"}
    if not kinds or "money" in kinds or not kinds <= AMOUNTS:
        return list(found)
    levels = {(_cut(one), one.value("period")): one for one in found if one.kind == "level"}
    return [_in_tonnes(one, levels) for one in found]


def _in_tonnes(change: Resolved, levels: dict[tuple[tuple[object, ...], object], Resolved]) -> Resolved:
    result = levels.get((_cut(change), change.value("period")))
    earlier = levels.get((_cut(change), change.value("base")))
    if change.kind != "growth" or "measured_in" in change.slots or result is None or earlier is None:
        return change
    quantity = result.frame.view.quantity
    unit = "kg" if quantity.kind == "mass" else quantity.unit
    filled = Filled(unit, "as both levels that the text gives", "document", 0.6)
    return replace(change, slots={**change.slots, "measured_in": filled})


def _cut(figure: Resolved) -> tuple[object, ...]:
    return tuple(figure.value(name) for name in _CUT)
