"""The cube: one reporter's sums by flow × period × partner × commodity, in memory, answering any slice at once.

Each block of a flow (leg group) is a sorted array of keys with running totals beside it: a slice is a set of key
ranges, and its sum a difference of two running totals for each. So a measure costs microseconds, whatever the size of
the cube. Amounts are whole numbers (hundredths of the currency, grams, thousandths of a unit), so nothing is lost.
Declared totals are in it as what each has beyond its parts (`sverka.measuring.declared`), so that sums come to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sverka.measuring.expression import AMOUNTS, LENGTH_BITS

Ints = "np.ndarray[Any, np.dtype[np.int64]]"
PARTNER_BITS = 12
COMMODITY_BITS = 38
_COMMODITY_SPAN = 1 << COMMODITY_BITS
SHIFT = 2
"""Commodity numbers begin at −2, keys at 0."""
OF_TOTALS = ("lacking", "remainder", "remainder_weight", "totals", "open")
"""Amounts that only a block with declared totals has."""
SECRET = "secret"
"""The value under secret or residual codes of goods, of a block that has any."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a slice comes to: whole hundredths, grams, rows with a weight, thousandths, rows.

    Of these, `remainder` and `remainder_weight` are what declared totals have beyond the recorded parts; of the rows,
    `totals` are declared ones; of the value, `secret` is under codes that tell no goods, or the chapter alone.
    `lacking` is how many rows without a weight are not made good by a declared one.
    """

    value: int
    weight: int
    weighed: int
    quantity: int
    rows: int
    lacking: int | None = None
    remainder: int = 0
    remainder_weight: int = 0
    totals: int = 0
    open: int = 0
    secret: int = 0

    def __add__(self, other: Sums) -> Sums:
        told = {name: getattr(self, name) + getattr(other, name) for name in (*AMOUNTS, *OF_TOTALS[1:], SECRET)}
        return Sums(**told, lacking=self.unweighed + other.unweighed)

    @property
    def unweighed(self) -> int:
        """How many rows have no weight, as far as no declared total makes them good."""
        return self.rows - self.weighed if self.lacking is None else abs(self.lacking)


def goods_range(first: int, last: int) -> tuple[int, int]:
    """The range of keys for commodities from ten-digit code `first` to before `last`."""
    return (first << LENGTH_BITS) + SHIFT, (last << LENGTH_BITS) + SHIFT


ALL_GOODS = (0, _COMMODITY_SPAN)
NO_CODE = (0, SHIFT)
"""The range of what has no code of digits, TOTAL included."""


class Block:
    """The sums of one flow in one series, sorted by period, partner, commodity.

    `periods` are the first months of the recorded periods, `partners` the numbers of the partners, both ascending.
    """

    def __init__(self, period: Any, partner: Any, commodity: Any, amounts: Mapping[str, Any]) -> None:
        self.periods, period_at = _distinct(period)
        self.partners, partner_at = _distinct(partner)
        keys = ((period_at << PARTNER_BITS | partner_at) << COMMODITY_BITS) + commodity.astype(np.int64, copy=False)
        keys += SHIFT
        names = (*AMOUNTS, *(name for name in (*OF_TOTALS, SECRET) if name in amounts))
        if (keys[1:] >= keys[:-1]).all():
            self._keys = keys
            self._amounts = {name: amounts[name].astype(np.int64, copy=False) for name in names}
        else:
            order = np.argsort(keys, kind="stable")
            self._keys = keys[order]
            self._amounts = {name: amounts[name][order].astype(np.int64, copy=False) for name in names}
        self._running = {name: _running(self._amounts[name]) for name in names}

    @property
    def size(self) -> int:
        """How many groups there are."""
        return len(self._keys)

    @property
    def has_totals(self) -> bool:
        """Whether there are declared totals beside parts."""
        return OF_TOTALS[0] in self._amounts

    @property
    def has_secrets(self) -> bool:
        """Whether there are codes of goods that tell none, or the chapter alone."""
        return SECRET in self._amounts

    def sums(self, periods: Sequence[int], partners: Any | None, goods: Sequence[tuple[int, int]]) -> Sums:
        """The sums over positions of periods, positions of partners (`None`: all), and ranges of commodity keys."""
        if partners is None:
            return self._of_all_partners.sums(periods, np.zeros(1, dtype=np.int64), goods)
        lows, highs = self._ranges(periods, partners, goods)
        return Sums(**{name: int((total[highs] - total[lows]).sum()) for name, total in self._running.items()})

    def by_partner(self, periods: Sequence[int], goods: Sequence[tuple[int, int]], amount: str = "value") -> Any:
        """The sum of each partner, in the order of `partners`."""
        everyone = np.arange(len(self.partners), dtype=np.int64)
        lows, highs = self._ranges(periods, everyone, goods)
        total = self._running[amount]
        parts = (total[highs] - total[lows]).reshape(len(periods), len(self.partners), len(goods))
        return parts.sum(axis=(0, 2))

    def by_commodity(
        self,
        periods: Sequence[int],
        partners: Any | None,
        goods: Sequence[tuple[int, int]],
        digits: int,
        amount: str = "value",
    ) -> tuple[Any, Any]:
        """The codes at some number of digits, filled up to ten, that have rows in the slice, and the sum of each.

        Codes of fewer digits, and those that are not of digits, are left out: how they divide is not known.
        """
        block = self if partners is not None else self._of_all_partners
        chosen = partners if partners is not None else np.zeros(1, dtype=np.int64)
        at = np.concatenate(
            [np.arange(low, high) for low, high in zip(*block._ranges(periods, chosen, goods), strict=True)]
            or [np.zeros(0, np.int64)]
        )
        numbers = (block._keys[at] & (_COMMODITY_SPAN - 1)) - SHIFT
        deep = (numbers >= 0) & ((numbers & ((1 << LENGTH_BITS) - 1)) >= digits)
        codes = (numbers[deep] >> LENGTH_BITS) // 10 ** (10 - digits)
        found, where = np.unique(codes, return_inverse=True)
        sums = np.zeros(len(found), dtype=np.int64)
        np.add.at(sums, where, block._amounts[amount][at][deep])
        return found, sums

    def holds(self, period: Any, partner: Any, commodity: Any) -> Any:
        """Which of some cells (first month, numbers of partner and commodity) have a group."""
        there = np.isin(period, self.periods) & np.isin(partner, self.partners)
        at = np.searchsorted(self.periods, period) << PARTNER_BITS | np.searchsorted(self.partners, partner)
        keys = (at.astype(np.int64) << COMMODITY_BITS) + commodity + SHIFT
        where = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
        return there & (self._keys[where] == keys) if len(self._keys) else there

    def groups(self) -> dict[str, Any]:
        """Every group as columns: `period`, `partner` (number), `commodity` (number) and the amounts."""
        commodity = (self._keys & (_COMMODITY_SPAN - 1)) - SHIFT
        upper = self._keys >> COMMODITY_BITS
        return {
            "period": self.periods[upper >> PARTNER_BITS],
            "partner": self.partners[upper & ((1 << PARTNER_BITS) - 1)],
            "commodity": commodity,
            **self._amounts,
        }

    @cached_property
    def lengths(self) -> Any:
        """The numbers of digits that commodities have, ascending; empty where none is of digits."""
        commodity = (self._keys & (_COMMODITY_SPAN - 1)) - SHIFT
        return np.flatnonzero(np.bincount(commodity[commodity >= 0] & ((1 << LENGTH_BITS) - 1)))

    def held_partners(self) -> tuple[Any, Any]:
        """Each period with each partner that has rows in it: first months, and numbers of partners."""
        upper = _apart(self._keys >> COMMODITY_BITS)
        return self.periods[upper >> PARTNER_BITS], self.partners[upper & ((1 << PARTNER_BITS) - 1)]

    def held_codes(self, digits: int) -> tuple[Any, Any]:
        """Each period with each code at some number of digits that has rows in it: first months, and codes.

        A code that is not of digits keeps its negative number; one of fewer digits stands as filled up with zeros.
        """
        block = self._of_all_partners
        numbers = (block._keys & (_COMMODITY_SPAN - 1)) - SHIFT
        codes = np.where(numbers < 0, numbers, (numbers >> LENGTH_BITS) // 10 ** (10 - digits)) + SHIFT
        pairs = _apart((block._keys >> COMMODITY_BITS + PARTNER_BITS << COMMODITY_BITS) | codes)
        return block.periods[pairs >> COMMODITY_BITS], (pairs & (_COMMODITY_SPAN - 1)) - SHIFT

    @cached_property
    def _of_all_partners(self) -> Block:
        """The same with all partners summed, for slices that name none."""
        commodities = _COMMODITY_SPAN - 1
        keys = self._keys >> COMMODITY_BITS + PARTNER_BITS << COMMODITY_BITS | self._keys & commodities
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if self.size else np.zeros(0, int)
        amounts = {name: _summed(amounts[order], starts) for name, amounts in self._amounts.items()}
        found = ordered[starts]
        nobody = np.zeros(len(found), dtype=np.int64)
        return Block(self.periods[found >> COMMODITY_BITS], nobody, (found & commodities) - SHIFT, amounts)

    def _ranges(self, periods: Sequence[int], partners: Any, goods: Sequence[tuple[int, int]]) -> tuple[Any, Any]:
        """Where the keys of each period × partner × range begin and end."""
        starts = np.asarray(periods, dtype=np.int64)[:, None] << PARTNER_BITS | np.asarray(partners, dtype=np.int64)
        base = starts.reshape(-1, 1) << COMMODITY_BITS
        # Goods that leave nothing over (`02+-02`) have no ranges at all.
        ends = np.asarray(goods, dtype=np.int64).reshape(-1, 2)
        lows = np.searchsorted(self._keys, (base + ends[:, 0]).ravel())
        highs = np.searchsorted(self._keys, (base + ends[:, 1]).ravel())
        return lows, highs


def _apart(ordered: Any) -> Any:
    """Ascending numbers, each once."""
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def _distinct(values: Any) -> tuple[Any, Any]:
    """The distinct values, ascending, and where each of the values lies among them: as `np.unique` tells them, for less
    where equal values lie together.
    """
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else np.zeros(0, dtype=np.int64)
    found, where = np.unique(values[starts], return_inverse=True)
    return found, np.repeat(where.astype(np.int64), np.diff(np.r_[starts, len(values)]))


def _running(amounts: Any) -> Any:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(amounts, dtype=np.int64)])


def _summed(amounts: Any, starts: Any) -> Any:
    return np.add.reduceat(amounts, starts) if len(starts) else np.zeros(0, dtype=np.int64)
