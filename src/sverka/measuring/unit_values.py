"""Unit values: the value of those rows alone that tell their weight, or their quantity in a unit, for what they tell.

A row without a weight counts neither above nor below, and how much that leaves out is told. A declared total that tells
its weight stands for the parts below it, as in any amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sverka.measuring.amounts import amount, converted
from sverka.measuring.answers import Amount, Answer, NotRecorded, Remark
from sverka.measuring.building import MEASURES_APART, block_of
from sverka.measuring.cube import Block, Sums
from sverka.measuring.depth import as_recorded
from sverka.measuring.expression import CENTS, GRAMS, number_of_code
from sverka.measuring.series import Series
from sverka.measuring.slicing import Place, places, summed
from sverka.model.measures import UnitValue
from sverka.model.slices import Flow, Slice
from sverka.recording.rates import Rates
from sverka.reference.units import MASS_IN_KG

WEIGHT, QUANTITY = "net_weight_kg", "quantity"
_KEPT = Flow.TURNOVER
"""What is kept of a whole series stands under this flow."""


def unit_value(series: Series, measure: UnitValue, rates: Rates) -> Answer:
    """Value for weight or quantity; raise `NotRecorded` where no row of the slice tells it."""
    cut = measure.cut
    assert cut.period is not None
    whole = amount(series, cut, cut.period, measure.currency, rates)
    found = places(series, as_recorded(series, cut)[0], cut.period)
    told, inside = _told(series, measure, found)
    sums = summed(told, inside)
    taken = _amount(sums, measure)
    if taken.whole <= 0:
        raise NotRecorded("zero_denominator", 5)
    value = _value(told, inside, sums, measure, rates)
    left = _left_out(series, cut, summed(series, found).value - sums.value, measure)
    return Answer(
        measure,
        value.whole * taken.scale / (value.scale * taken.whole),
        "",
        sums.rows,
        numerator=value.value,
        denominator=taken.value,
        remarks=(*whole.remarks, *left),
    )


def told_column(measure: UnitValue) -> str:
    """The column that rows must have a value in."""
    return WEIGHT if measure.measured_in in MASS_IN_KG else QUANTITY


def telling_series(series: Series, measure: UnitValue) -> Series:
    """The series of those rows alone that tell the weight, or the quantity, that a unit value is for."""
    kind = measure.measured_in
    column = told_column(measure)
    token = (_KEPT, f"telling {column if column == WEIGHT else kind}")
    if token not in series._positions:
        series._positions[token] = _weighed(series) if kind in MASS_IN_KG else _counted(series, kind)
    found: Series = series._positions[token]
    return found


def _told(series: Series, measure: UnitValue, found: Sequence[Place]) -> tuple[Series, list[Place]]:
    """The series of the rows that tell, and the places of a slice in it: of its parts alone where a declared total
    would bring in rows of other slices that do not tell their weight themselves.
    """
    told = telling_series(series, measure)
    inside = _inside(series, told, found)
    if told.declared and summed(told, inside).value > summed(series, found).value:
        told = _parts_of(told)
        inside = _inside(series, told, found)
    if not inside or not summed(told, inside).rows:
        raise _nothing(measure)
    return told, inside


def series_used(answer: Answer) -> Series:
    """The series of the rows that a unit value is made of."""
    series, measure = answer.series, answer.measure
    assert series is not None
    assert isinstance(measure, UnitValue)
    period = measure.cut.period or answer.assumed
    assert period is not None
    cut = replace(measure.cut, period=period)
    return _told(series, measure, places(series, as_recorded(series, cut)[0], period))[0]


def _nothing(measure: UnitValue) -> NotRecorded:
    if measure.measured_in in MASS_IN_KG:
        return NotRecorded("no_weight", 3)
    return NotRecorded("no_quantity", 2, unit=measure.measured_in)


def _inside(series: Series, told: Series, found: Sequence[Place]) -> list[Place]:
    """Places in a series of fewer rows, which numbers periods and partners anew; what it lacks is left out."""
    inside = []
    for place in found:
        if place.flow not in told.blocks:
            continue
        whole, block = series.blocks[place.flow], told.blocks[place.flow]
        periods = np.flatnonzero(np.isin(block.periods, whole.periods[list(place.periods)]))
        partners = place.partners
        if partners is not None:
            partners = np.flatnonzero(np.isin(block.partners, whole.partners[partners]))
        if len(periods) and (partners is None or len(partners)):
            inside.append(replace(place, periods=tuple(int(at) for at in periods), partners=partners))
    return inside


def _amount(sums: Sums, measure: UnitValue) -> Amount:
    """What the value is for."""
    kind = measure.measured_in
    if kind in MASS_IN_KG:
        return Amount(sums.weight, GRAMS * int(MASS_IN_KG[kind]), sums.rows)
    return Amount(sums.quantity, GRAMS, sums.rows)


def _value(told: Series, inside: Sequence[Place], sums: Sums, measure: UnitValue, rates: Rates) -> Amount:
    if measure.currency in (None, told.key.currency):
        return Amount(sums.value, CENTS, sums.rows)
    return converted(told, inside, str(measure.currency), rates)


def _left_out(series: Series, cut: Slice, left: int, measure: UnitValue) -> tuple[Remark, ...]:
    """How much of the value stands in rows that do not tell."""
    if not left:
        return ()
    whole = summed(series, places(series, as_recorded(series, cut)[0], _period(cut))).value
    told = {"cut": str(cut), "amount": repr(left / CENTS), "whole": repr(whole / CENTS), "unit": series.key.currency}
    kind = measure.measured_in
    return (Remark("unpriced", told if kind in MASS_IN_KG else {**told, "measured_in": kind}),)


def _period(cut: Slice) -> Any:
    return cut.period


def _weighed(series: Series) -> Series:
    """The rows with a weight. A group of the cube of which only some rows have one must be read again."""
    apart = series.key.source in MEASURES_APART
    mixed = any(
        ((rows["weighed"] > 0) & (rows["weighed"] < rows["rows"])).any()
        for kept in (series.columns, series.declared)
        for rows in kept.values()
    )
    if apart or not mixed:
        return _of_groups(series, lambda rows: rows["weighed"] > 0)
    return _read_again(series, WEIGHT)


def _counted(series: Series, unit: str) -> Series:
    """The recorded parts with a quantity in a unit; none of a source that tells quantities apart from values."""
    if series.key.source in MEASURES_APART:
        return replace(series, blocks={}, declared={}, _positions={})
    number = number_of_code(unit)
    return _parts_of(_of_groups(_read_again(series, QUANTITY), lambda rows: rows["unit"] == number))


def _read_again(series: Series, column: str) -> Series:
    told = series.telling(column) if series.telling is not None else None
    return replace(series, blocks={}, columns={}, declared={}, _positions={}) if told is None else told


def _of_groups(series: Series, chosen: Any) -> Series:
    """A series of some groups of its cube alone."""

    def kept(rows: Mapping[str, Any]) -> dict[str, Any]:
        mask = chosen(rows)
        return {name: values[mask] for name, values in rows.items()}

    columns = {flow: kept(rows) for flow, rows in series.columns.items()}
    declared = {flow: told for flow, rows in series.declared.items() if len((told := kept(rows))["rows"])}
    blocks = {
        flow: block_of(rows, declared.get(flow))
        for flow, rows in columns.items()
        if len(rows["rows"]) or flow in declared
    }
    return replace(series, blocks=blocks, columns=columns, declared=declared, _positions={})


def _parts_of(series: Series) -> Series:
    """A series of its recorded parts alone."""
    blocks = {flow: Block(rows["period"], rows["partner"], rows["commodity"], rows) for flow, rows in _filled(series)}
    return replace(series, blocks=blocks, declared={}, _positions={})


def _filled(series: Series) -> list[tuple[Flow, Mapping[str, Any]]]:
    return [(flow, rows) for flow, rows in series.columns.items() if len(rows["rows"])]
