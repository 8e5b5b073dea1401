"""What declared totals hold that is not broken down, and so may belong to a slice of which the book lists only a part.

An *opening* is a remainder above 0 by more than rounding, or a part whose goods are told more coarsely than others'. It
may hold trade of any finer goods of its partner; one of the world, of any partner that is not told there. Where a slice
has no row and an opening may hold it, it is not recorded; where the openings are large beside it, it may be more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sverka.measuring.answers import NotRecorded, Remark
from sverka.measuring.cube import SECRET, Block
from sverka.measuring.expression import CENTS, COMMODITY_DIGITS, LENGTH_BITS, TOTAL_GOODS, encode_code
from sverka.measuring.naming import cells_of, codes_of
from sverka.measuring.series import Series
from sverka.model.period import Period
from sverka.model.slices import ALL, Flow, Members, Slice
from sverka.recording.columns import WORLD

WORTH_TELLING = 0.01
"""From which part of a slice's own value on it is told that openings may hold more of it."""
_WORLD = encode_code(WORLD)
_LENGTH = (1 << LENGTH_BITS) - 1


@dataclass(frozen=True)
class Openings:
    """The openings of a flow: first month, partner, the codes from `low` to before `high`, digits, hundredths."""

    block: Block
    period: Any
    partner: Any
    low: Any
    length: Any
    amount: Any

    @classmethod
    def of(cls, block: Block, *, coarse: bool = True) -> Openings:
        """Those of a block; of one without declared totals with the parts that are told more coarsely, or without."""
        groups = block.groups()
        hidden = _of_the_world_alone(block, groups)
        commodity = groups["commodity"]
        length = np.where(commodity >= 0, commodity & _LENGTH, 0)
        deepest = block.lengths[-1] if len(block.lengths) else 0
        short = (length < deepest) & (groups["value"] > 0)
        if block.has_totals:
            coded = (commodity >= 0) | (commodity == TOTAL_GOODS)
            chosen = coded & ((groups["open"] > 0) | (groups["totals"] == 0) & short)
        else:
            # What stands under secret codes is told by itself (`sverka.measuring.untold`).
            secret = groups[SECRET] if block.has_secrets else 0
            chosen = coarse & short & (commodity >= 0) & (groups["partner"] != _WORLD) & (secret == 0)
        low = np.where(commodity >= 0, commodity >> LENGTH_BITS, 0)
        told = (groups["period"], groups["partner"], low, length, groups["value"])
        return cls(block, *(np.concatenate([one[chosen], more]) for one, more in zip(told, hidden, strict=True)))

    @cached_property
    def high(self) -> Any:
        """The ten-digit code before which each ends."""
        return self.low + 10 ** (COMMODITY_DIGITS - self.length)

    @cached_property
    def of_months(self) -> dict[int, tuple[int, Any, Any]]:
        """By first month: what all openings come to, the positions of all by length, and of the world's."""
        found = {}
        for month in np.unique(self.period).tolist():
            at = np.flatnonzero(self.period == month)
            at = at[np.argsort(self.length[at], kind="stable")]
            found[month] = int(self.amount[at].sum()), at, at[self.partner[at] == _WORLD]
        return found

    def hidden(self, months: Any, partners: Any | None, cells: Any, least: float = 0) -> int:
        """What may belong to partners (`None`: all) × goods in some periods, in hundredths; cells are code, digits.

        0 where it cannot be more than `least`.
        """
        told = [self.of_months[month] for month in months.tolist() if month in self.of_months]
        if not told or sum(one[0] for one in told) <= least:
            return 0
        found = np.concatenate([self._above(at, partners, cells) for _, at, _ in told])
        if partners is not None:
            world = np.concatenate([at for _, _, at in told])
            found = np.union1d(found, self._of_world(world, partners, cells, least - int(self.amount[found].sum())))
        return int(self.amount[np.unique(found)].sum())

    def _above(self, at: Any, partners: Any | None, cells: Any) -> Any:
        """The openings above a cell that nothing told stands between, of the partners themselves."""
        low, length = cells[:, 0], cells[:, 1]
        at = at[: np.searchsorted(self.length[at], length.max())]
        if partners is not None:
            at = at[np.isin(self.partner[at], partners)]
        inside = (self.low[at, None] <= low) & (low < self.high[at, None]) & (self.length[at, None] < length)
        one, cell = np.nonzero(inside)
        if not len(one):
            return at[one]
        whose = (self.partner,) if partners is not None else (self.partner, np.full_like(self.partner, _WORLD))
        free = np.ones(len(one), dtype=bool)
        for partner in whose:
            free &= ~self._told(self.period[at[one]], partner[at[one]], cells[cell], self.length[at[one]])
        return at[one[free]]

    def _of_world(self, at: Any, partners: Any, cells: Any, least: float) -> Any:
        """The openings of the world that overlap a cell in which one of the partners is not told."""
        low, high = cells[:, 0], cells[:, 0] + 10 ** (COMMODITY_DIGITS - cells[:, 1])
        one, cell = np.nonzero((self.low[at, None] < high) & (low < self.high[at, None]))
        if self.amount[at[np.unique(one)]].sum() <= least:
            return at[:0]
        months = np.unique(self.period[at[one]])
        lacking = self._lacking(months, partners, cells)
        keep = lacking[np.searchsorted(months, self.period[at[one]]), cell]
        between = self._told(self.period[at[one]], self.partner[at[one]], cells[cell], self.length[at[one]])
        above = self.length[at[one]] < cells[cell][:, 1]
        return at[one[keep & ~(between & above)]]

    def _lacking(self, months: Any, partners: Any, cells: Any) -> Any:
        """By month and cell whether one of the partners is not told there."""
        shape = (len(months), len(cells), len(partners))
        period = np.broadcast_to(months[:, None, None], shape).ravel()
        partner = np.broadcast_to(partners, shape).ravel()
        cell = np.broadcast_to(np.arange(len(cells))[None, :, None], shape).ravel()
        told = self._told(period, partner, cells[cell], np.full(len(period), -1))
        return ~told.reshape(shape).all(axis=2)

    def _told(self, period: Any, partner: Any, cells: Any, above: Any) -> Any:
        """Whether a partner has a row for a cell, or for one above it of more than so many digits."""
        found = np.zeros(len(period), dtype=bool)
        for length in (0, *(int(one) for one in self.block.lengths)):
            step = 10 ** (COMMODITY_DIGITS - length)
            number = (
                (cells[:, 0] // step * step << LENGTH_BITS) | length if length else np.full(len(cells), TOTAL_GOODS)
            )
            asked = (above < length) & (length <= cells[:, 1])
            found[asked] |= self.block.holds(period[asked], partner[asked], number[asked])
        return found


def _of_the_world_alone(block: Block, groups: Any) -> tuple[Any, ...]:
    """The periods of which the world alone is recorded, in a block that has partners: each hides them all."""
    world = groups["partner"] == _WORLD
    none = np.zeros(0, dtype=np.int64)
    if not world.any() or len(block.partners) == 1:
        return (none,) * 5
    alone = np.setdiff1d(groups["period"], groups["period"][~world])
    amount = np.array([groups["value"][groups["period"] == one].sum() for one in alone], dtype=np.int64)
    zero = np.zeros(len(alone), dtype=np.int64)
    return alone, np.full(len(alone), _WORLD, dtype=np.int64), zero, zero, amount


def openings_of(series: Series, flow: Flow, *, coarse: bool = False) -> Openings | None:
    """The openings of a flow, or of a turnover's exports, else imports; `None` where it has none.

    Without declared totals all is listed, but for what is told more coarsely than other goods: with `coarse` that opens
    too, which matters to slices of some goods.
    """
    if flow is Flow.TURNOVER:
        return openings_of(series, Flow.EXPORT, coarse=coarse) or openings_of(series, Flow.IMPORT, coarse=coarse)
    token = (flow, "openings and coarse parts" if coarse else "openings")
    known = series._positions
    if token not in known:
        block = series.blocks[flow]
        uneven = coarse and series.is_hs and len(block.lengths) > 1
        hiding = block.has_totals or uneven or WORLD in series.partner_codes(flow)
        found = Openings.of(block, coarse=coarse) if hiding else None
        known[token] = found if found is not None and len(found.period) else None
    opened: Openings | None = known[token]
    return opened


SumsOf = Callable[[Slice], tuple[int, int]]


def check_listed(
    series: Series, flow: Flow, cut: Slice, periods: Sequence[int], when: Period, sums_of: SumsOf | None = None
) -> tuple[Remark, ...]:
    """What is to be known of a slice that openings may hold more of; raise `NotRecorded` where they hold it all.

    `sums_of(cut)` gives the rows and value of a slice of the flow; without it the slice has none.
    """
    opened = openings_of(series, flow, coarse=not cut.goods.is_all)
    if opened is None:
        return ()
    months = series.blocks[flow].periods[list(periods)]
    if not any(month in opened.of_months for month in months.tolist()):
        return ()
    told: list[Remark] = []
    for one in _terms(cut):
        if one.partners.is_all and one.goods.is_all:
            continue
        rows, value = (0, 0) if sums_of is None else sums_of(one)
        least = WORTH_TELLING * abs(value) if rows else 0
        hidden = opened.hidden(months, _numbers(series, one.partners, when), cells_of(one.goods), least)
        values = {"cut": str(one), "amount": repr(hidden / CENTS), "unit": series.key.currency}
        if hidden and not rows:
            raise NotRecorded("not_listed", 4, **values)
        if hidden > least:
            told.append(Remark("partly_listed", values))
    return tuple(told)


def _terms(cut: Slice) -> list[Slice]:
    """The slices that must be told for a slice to be: itself, and what is taken away from all."""
    partners, goods = cut.partners, cut.goods
    kept = partners if partners.include else ALL
    terms = [Slice(cut.flow, kept, Members.of(*goods.include), cut.period)]
    if goods.exclude:
        terms.append(Slice(cut.flow, kept, Members.of(*goods.exclude), cut.period))
    if partners.exclude and not partners.include:
        terms.append(Slice(cut.flow, Members.of(*partners.exclude), Members.of(*goods.include), cut.period))
    return terms


def _numbers(series: Series, partners: Members, when: Period) -> Any | None:
    """The partners of a slice as numbers, `None` for all."""
    if not partners.include:
        return None
    known = frozenset().union(*(series.partner_codes(one) for one in series.blocks))
    codes = codes_of(partners.include, when, known) - codes_of(partners.exclude, when, known)
    return np.array(sorted(encode_code(code) for code in codes), dtype=np.int64)
