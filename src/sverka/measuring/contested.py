"""Totals that a source declares with different values: none is taken, and that is told where they would count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sverka.measuring.answers import Remark
from sverka.measuring.cube import SHIFT
from sverka.measuring.expression import (
    CENTS,
    COMMODITY_DIGITS,
    CONTESTED_HIGH,
    CONTESTED_LOW,
    LENGTH_BITS,
    TOLD,
    TOTAL_GOODS,
    encode_code,
)
from sverka.measuring.series import Series
from sverka.measuring.slicing import Place
from sverka.model.slices import Slice
from sverka.recording.columns import WORLD

_CELL = ("period", "partner", "commodity")
_WORLD = encode_code(WORLD)
_LENGTH = (1 << LENGTH_BITS) - 1
Columns = Mapping[str, Any]


def contested_in(legs: Sequence[Columns]) -> dict[str, Any]:
    """The rows of contested totals among some legs of a flow; empty where there are none."""
    chosen = [(rows, rows[TOLD] >= CONTESTED_LOW) for rows in legs if TOLD in rows]
    if not any(mask.any() for _, mask in chosen):
        return {}
    names = (*_CELL, TOLD, "value")
    return {name: np.concatenate([rows[name][mask] for rows, mask in chosen]) for name in names}


def contested_remarks(series: Series, cut: Slice, place: Place) -> tuple[Remark, ...]:
    """What is to be known of a slice's place where totals of it are declared with different values: the values that lie
    furthest apart, how many such totals there are, and whether the largest answers, since nothing else is recorded.

    A total above which another one is declared, within the slice, matters to nobody.
    """
    rows = series.contested.get(place.flow)
    if rows is None:
        return ()
    lows = np.flatnonzero(_inside(series, place, rows) & (rows[TOLD] == CONTESTED_LOW)).tolist()
    found = [(*_values(series, place, rows, at), at) for at in lows if not _answered(series, place, rows, at)]
    if not found:
        return ()
    low, high, largest, _ = max(found, key=lambda one: one[1] - one[0])
    values = {
        "cut": str(cut),
        "low": repr(low / CENTS),
        "high": repr(high / CENTS),
        "unit": series.key.currency,
        "count": str(len(found)),
    }
    return (Remark("contested", values | ({"largest": "yes"} if largest else {})),)


def _inside(series: Series, place: Place, rows: Columns) -> Any:
    """Which rows lie in a place."""
    block = series.blocks[place.flow]
    inside = np.isin(rows["period"], block.periods[list(place.periods)])
    if place.partners is not None:
        inside &= np.isin(rows["partner"], block.partners[place.partners])
    keys = rows["commodity"] + SHIFT
    return inside & np.any([(low <= keys) & (keys < high) for low, high in place.goods], axis=0)


def _values(series: Series, place: Place, rows: Columns, at: int) -> tuple[int, int, bool]:
    """The lowest and the highest value of a contested total, and whether the highest counts as a part."""
    same = np.logical_and.reduce([rows[name] == rows[name][at] for name in _CELL])
    high = rows["value"][same & (rows[TOLD] == CONTESTED_HIGH)]
    if len(high):
        return int(rows["value"][at]), int(high.max()), False
    parts = series.columns[place.flow]
    same = np.logical_and.reduce([parts[name] == rows[name][at] for name in _CELL])
    return int(rows["value"][at]), int(parts["value"][same].sum()), True


def _answered(series: Series, place: Place, rows: Columns, at: int) -> bool:
    """Whether another total of the place is declared at or above a contested one."""
    totals = series.declared.get(place.flow)
    if totals is None:
        return False
    above = _inside(series, place, totals) & (totals["period"] == rows["period"][at])
    above &= np.isin(totals["partner"], (rows["partner"][at], _WORLD))
    code, length = _digits(rows["commodity"][at])
    codes, lengths = _digits(totals["commodity"])
    step = 10 ** (COMMODITY_DIGITS - lengths)
    return bool((above & (lengths <= length) & (codes // step == code // step)).any())


def _digits(commodity: Any) -> tuple[Any, Any]:
    """Codes filled up to ten digits, and how many they have; TOTAL has none, and so has what is no code of digits."""
    coded = commodity >= 0
    total = np.where(commodity == TOTAL_GOODS, 0, COMMODITY_DIGITS)
    return np.where(coded, commodity >> LENGTH_BITS, 0), np.where(coded, commodity & _LENGTH, total).astype(np.int64)
