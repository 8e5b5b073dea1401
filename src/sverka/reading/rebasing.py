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
_CUT = ("flow", "reporter", "partners", "goods")


def with_quoted_bases(found: Sequence[Resolved]) -> list[Resolved]:
    """The figures of a text; a monthly or quarterly change whose base is unsaid is from the period just before,
    where the text gives the level of that period and none of a year earlier.
    """
    levels = [one for one in found if one.kind == "level"]
    return [_rebased(one, levels) for one in found]


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
