"""Declared totals: what each has beyond the parts and totals below it, so that sums of groups come to what is declared.

Let T be the table of one flow and period: partners, and the world, by commodity codes, and TOTAL. Of each declared
cell the *remainder* is what it declares less the parts and the remainders of the declared cells strictly below it. Of
the world, below it are all partners and the world's own finer codes. Remainders stand in the cube as groups of their
own, at the cell's partner (or `world`) and code. So whatever slice holds a cell whole, its parts and remainders sum to
what the cell declares; slices add up; and where nothing is declared there is nothing to add (docs/measuring.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np

from sverka.measuring.cube import COMMODITY_BITS, PARTNER_BITS, SHIFT
from sverka.measuring.expression import (
    AMOUNTS,
    CENTS,
    COMMODITY_DIGITS,
    CONTESTED_LOW,
    LENGTH_BITS,
    NO_HS,
    TOLD,
    TOTAL_GOODS,
    encode_code,
)
from sverka.recording.aggregates import MANY_VALUES, ROUNDING_SHARE
from sverka.recording.columns import WORLD

Columns = Mapping[str, Any]
MOST_PLACE = 10**12
"""Values in tens of billions have been seen nowhere."""
_LENGTH = (1 << LENGTH_BITS) - 1
_WORLD = encode_code(WORLD)


def counted(columns: Columns, system: Any) -> Any:
    """Which rows count: all parts, and of the declared totals of one cell those of its coarsest cut, in the
    classification that the partner's other rows have; `system` orders the classifications, the best the largest.

    Of a cell without a row of no cut its finest cut counts, as it does of parts.
    """
    told = columns[TOLD]
    usable = told < CONTESTED_LOW
    if len(system) and system.min() < system.max():
        usable &= (told == 0) | (system == _best(columns, system))
    declared = np.flatnonzero(usable & (told != 0))
    cut = np.abs(told[declared])
    if (cut > 1).any():
        cell = [_numbered(columns[name][declared]) for name in ("period", "partner")]
        keys = (cell[0] << PARTNER_BITS | cell[1]) << COMMODITY_BITS
        number = _numbered(keys + columns["commodity"][declared] + SHIFT)
        cut = np.where(cut == 1, np.iinfo(np.int64).max, cut)
        usable[declared] = cut == _largest(number, cut)[number]
    return usable


def _best(columns: Columns, system: Any) -> Any:
    """The classification in which a declared row counts."""
    period, partner = _numbered(columns["period"]), _numbered(columns["partner"])
    pair = period << PARTNER_BITS | partner
    # The world is told in the classification of its partners; a total over all goods is the same in each.
    best = np.where(columns[TOLD] < 0, _largest(period, system)[period], _largest(pair, system)[pair])
    total = columns["commodity"] == TOTAL_GOODS
    of_total = _largest(pair[total], system[total], int(pair.max()) + 1)
    return np.where(total, of_total[pair], best)


def _numbered(values: Any) -> Any:
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _largest(groups: Any, values: Any, size: int | None = None) -> Any:
    """The largest value of each group."""
    found = np.full(size or (int(groups.max()) + 1 if len(groups) else 0), -1, dtype=np.int64)
    np.maximum.at(found, groups, values)
    return found


@dataclass(frozen=True)
class Cells:
    """Declared cells, each once: `keys` as those of a block, of period × partner and commodity, ascending."""

    keys: Any

    @property
    def groups(self) -> Any:
        """The number of each cell's period and partner."""
        return self.keys >> COMMODITY_BITS

    @cached_property
    def commodity(self) -> Any:
        """The commodity number of each cell."""
        return (self.keys & ((1 << COMMODITY_BITS) - 1)) - SHIFT

    @cached_property
    def lengths(self) -> Any:
        """How many digits each cell's code has; 0 for TOTAL, 15 for what is no code of digits."""
        lengths = self.commodity & _LENGTH
        return np.where(self.commodity == TOTAL_GOODS, 0, np.where(self.commodity == NO_HS, _LENGTH, lengths))

    def spans(self, keys: Any) -> tuple[Any, Any]:
        """Where in sorted keys of rows the rows at and below each cell begin and end."""
        base = self.groups << COMMODITY_BITS
        low = np.where(self.lengths == 0, base, self.keys)
        step = 10 ** np.clip(COMMODITY_DIGITS - self.lengths, 0, COMMODITY_DIGITS).astype(np.int64)
        high = base + SHIFT + (((self.commodity >> LENGTH_BITS) + step) << LENGTH_BITS)
        high = np.where(self.lengths == 0, base + (1 << COMMODITY_BITS), np.where(self.commodity < 0, low + 1, high))
        return np.searchsorted(keys, low), np.searchsorted(keys, high)

    @cached_property
    def parents(self) -> Any:
        """The position of the nearest cell above each, −1 where there is none."""
        found = np.full(len(self.keys), -1, dtype=np.int64)
        base = (self.groups << COMMODITY_BITS) + SHIFT
        codes = np.maximum(self.commodity, 0) >> LENGTH_BITS
        for length in np.unique(self.lengths):
            step = 10 ** (COMMODITY_DIGITS - int(length)) if length <= COMMODITY_DIGITS else 1
            above = base + (TOTAL_GOODS if length == 0 else (codes // step * step << LENGTH_BITS | int(length)))
            at = np.minimum(np.searchsorted(self.keys, above), len(self.keys) - 1)
            inside = (self.keys[at] == above) & (self.lengths > length)
            # What is no code of digits is below TOTAL alone.
            found[inside & ((self.commodity >= 0) | (length == 0))] = at[
                inside & ((self.commodity >= 0) | (length == 0))
            ]
        return found

    def own(self, excess: Any) -> Any:
        """What is each cell's own of what it has at and below it: less that of the nearest cells below."""
        own = excess.copy()
        has = self.parents >= 0
        np.subtract.at(own, self.parents[has], excess[has])
        return own


def remainders(parts: Columns, declared: Columns) -> dict[str, Any]:
    """The remainders of the declared cells of a flow as columns of groups, with what a block of them needs:

    `rows` 1 for each, `weighed` 1 where the cell has a weight, `lacking` how many rows without a weight it adds (below
    0: how many it makes good), `remainder` and `remainder_weight` the amounts once more, `totals` 1, `open` 1 where the
    remainder is above 0 by more than rounding.
    """
    unit = last_place(np.concatenate([parts["value"], declared["value"]]))
    rows = {**parts, "lacking": parts["rows"] - parts["weighed"]}
    return _staged(rows, declared, ("value", "weight", "lacking", "rows"), partial(_remainders, unit=unit))


def quantity_remainders(parts: Columns, declared: Columns, unit: int | None) -> dict[str, Any]:
    """The remainders of `quantity` and of `rows` over rows counted in a unit, of the declared cells with a quantity.

    A cell counted in another unit leaves nothing of its rows in this one. Without a unit the rows are all rows.
    """
    return _staged(parts, declared, ("quantity", "rows"), partial(_quantity_remainders, unit=unit))


def _staged(
    parts: Columns, declared: Columns, summed: Sequence[str], made: Callable[[Columns, Columns], dict[str, Any]]
) -> dict[str, Any]:
    """The remainders over goods and cuts of each partner, then those of the world over all partners."""
    keys = ("period", "partner", "commodity")
    over_goods = made(parts, _where(declared, declared[TOLD] > 0))
    below = {name: np.concatenate([parts[name], over_goods[name]]) for name in (*keys, *summed)}
    below["partner"] = np.full_like(below["partner"], _WORLD)
    over_partners = made(below, _where(declared, declared[TOLD] < 0))
    return {name: np.concatenate([over_goods[name], over_partners[name]]) for name in over_goods}


def _quantity_remainders(rows: Columns, declared: Columns, unit: int | None) -> dict[str, Any]:
    """The remainders of quantities over some rows."""
    table = _Table(rows, declared)
    mine = _Table(rows, {**declared, "rows": (declared["unit"] == unit).astype(np.int64)}).declared["rows"] > 0
    counted = np.ones_like(mine) if unit is None else mine
    quantity = np.where(mine, table.declared["quantity"], 0) - table.below(rows["quantity"])
    own = table.cells.own(quantity), table.cells.own(counted.astype(np.int64) - table.below(rows["rows"]))
    none = np.zeros_like(own[0])
    return {**table.keys, **dict.fromkeys(AMOUNTS, none), "quantity": own[0], "rows": own[1]}


def _where(columns: Columns, chosen: Any) -> dict[str, Any]:
    return {name: values[chosen] for name, values in columns.items()}


def _remainders(rows: Columns, declared: Columns, unit: int) -> dict[str, Any]:
    """The remainders of declared cells over some rows."""
    table = _Table(rows, declared)
    cells, told = table.cells, table.declared
    value = cells.own(told["value"] - table.below(rows["value"]))
    several = cells.own(table.below(rows["rows"])) + table.children
    is_open = value > rounding(told["value"], several, unit)
    weighed = (told["weighed"] > 0) & (told["weighed"] == told["rows"])
    weight, lacking = np.zeros_like(value), np.where(weighed, 0, is_open.astype(np.int64))
    if weighed.any():
        known = Cells(cells.keys[weighed])
        weight[weighed] = known.own(told["weight"][weighed] - table.below(rows["weight"])[weighed])
        short = table.below(rows["lacking"]) + table.below_cells(lacking)
        lacking[weighed] = known.own(-short[weighed])
    zero, one = np.zeros_like(value), np.ones_like(value)
    return {
        **table.keys,
        "value": value,
        "weight": weight,
        "weighed": weighed.astype(np.int64),
        "quantity": zero,
        "rows": one,
        "lacking": lacking,
        "remainder": value,
        "remainder_weight": weight,
        "totals": one,
        "open": is_open.astype(np.int64),
    }


class _Table:
    """Rows and declared cells under the same keys."""

    def __init__(self, rows: Columns, declared: Columns) -> None:
        self.periods = _distinct(rows["period"], declared["period"])
        self.partners = _distinct(rows["partner"], declared["partner"])
        keys = self._keys(rows)
        self._order = np.argsort(keys, kind="stable")
        found, where = np.unique(self._keys(declared), return_inverse=True)
        self.cells = Cells(found)
        self.declared: dict[str, Any] = {}
        for name in ("value", "weight", "weighed", "rows", "quantity"):
            self.declared[name] = np.zeros(len(found), dtype=np.int64)
            np.add.at(self.declared[name], where, declared[name])
        self._spans = self.cells.spans(keys[self._order])

    @property
    def keys(self) -> dict[str, Any]:
        """Period, partner and commodity of each cell."""
        groups = self.cells.groups
        period, partner = self.periods[groups >> PARTNER_BITS], self.partners[groups & ((1 << PARTNER_BITS) - 1)]
        return {"period": period, "partner": partner, "commodity": self.cells.commodity}

    def _keys(self, columns: Columns) -> Any:
        at = np.searchsorted(self.periods, columns["period"]) << PARTNER_BITS
        at = at | np.searchsorted(self.partners, columns["partner"])
        return (at.astype(np.int64) << COMMODITY_BITS) + columns["commodity"] + SHIFT

    def below(self, amounts: Any) -> Any:
        """What the rows at and below each cell come to."""
        total = np.concatenate([np.zeros(1, np.int64), np.cumsum(amounts[self._order], dtype=np.int64)])
        return total[self._spans[1]] - total[self._spans[0]]

    def below_cells(self, amounts: Any) -> Any:
        """What the cells at and below each cell come to."""
        total = np.concatenate([np.zeros(1, np.int64), np.cumsum(amounts, dtype=np.int64)])
        low, high = self.cells.spans(self.cells.keys)
        return total[high] - total[low]

    @property
    def children(self) -> Any:
        """How many declared cells stand next below each."""
        parents = self.cells.parents
        return np.bincount(parents[parents >= 0], minlength=len(parents))


def _distinct(*values: Any) -> Any:
    """The different values of some columns, ascending; of a million numbers sooner than `np.unique` has them."""
    ordered = np.sort(np.concatenate(values))
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def last_place(values: Any) -> int:
    """The last decimal place of some values in hundredths, as a power of ten: what they are rounded to.

    Beyond the unit of the currency only where there are many values: of a few round ones that would be chance.
    """
    place, most = 1, MOST_PLACE if len(values) >= MANY_VALUES else CENTS
    while len(values) and place < most and (values % (place * 10) == 0).all():
        place *= 10
    return place


def rounding(declared: Any, parts: Any, unit: int) -> Any:
    """How far a declared total and the sum of so many parts may lie apart by rounding alone.

    Each of them may be off by half of the last place; but never more than `ROUNDING_SHARE` of the total.
    """
    return np.minimum((parts + 1) * unit / 2, np.abs(declared) * ROUNDING_SHARE)
