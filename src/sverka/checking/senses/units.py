"""Senses of a growth or share that does not say of what it is: of value, of weight, of quantity, in which currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.senses.interpretation import Interpretation, Setting, sense
from sverka.model.measures import Growth, Measure, Rank, Ratio, Share, ShareChange
from sverka.model.slices import Flow

_RATIOS = (Growth, Share, ShareChange, Ratio, Rank)
_MOST_UNITS = 3


def aspect_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """Weight or quantity for value, and value for weight where the text speaks of volume."""
    measure = given.measure
    if not isinstance(measure, _RATIOS) or setting.claim.measured_in is not None:
        return
    if measure.unit is None:
        yield given.taken(sense("aspect", "value", "weight", 2, ("by weight", "по весу")), _in_unit(measure, "kg"))
        for unit in () if isinstance(measure, Rank) else _quantity_units(given, setting):
            use = sense("aspect", "value", f"quantity-{unit}", 3, (f"by quantity ({unit})", f"в натуре ({unit})"))
            yield given.taken(use, _in_unit(measure, unit))
    elif setting.claim.aspect == "volume":
        yield given.taken(sense("aspect", "volume", "value", 1, ("by value", "по стоимости")), _in_unit(measure, None))


def currency_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """A growth counted in another currency that exchange rates are loaded for."""
    measure = given.measure
    if not isinstance(measure, Growth) or measure.unit is not None:
        return
    series = setting.ledger.series(given.question.reporter, given.question.source)
    if not series:
        return
    own = series[0].key.currency
    pairs = setting.ledger.book.rates.by_pair
    for currency in sorted({to for base, to in pairs if to != own} - {own})[:_MOST_UNITS]:
        words = (f"counted in {currency}", f"в пересчёте на {currency}")
        yield given.taken(sense("currency", own, currency, 2, words), replace(measure, unit=currency))


def _quantity_units(given: Interpretation, setting: Setting) -> list[str]:
    units: dict[str, None] = {}
    for series in setting.ledger.series(given.question.reporter, given.question.source)[:1]:
        for flow in (Flow.EXPORT, Flow.IMPORT):
            units.update(dict.fromkeys(series.units.get(flow, {})))
    return [unit for unit in units if unit not in ("kg", "t")][:_MOST_UNITS]


def _in_unit(measure: Measure, unit: str | None) -> Measure:
    assert isinstance(measure, _RATIOS)
    if isinstance(measure, ShareChange):
        return replace(measure, share=replace(measure.share, unit=unit))
    return replace(measure, unit=unit)
