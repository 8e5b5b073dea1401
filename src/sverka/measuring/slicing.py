"""From a slice to places in a cube: which periods, partners and goods are meant, and whether they are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from operator import add
from typing import Any

from sverka.measuring.answers import NotRecorded, Remark
from sverka.measuring.cube import ALL_GOODS, NO_CODE, Sums, goods_range
from sverka.measuring.expression import COMMODITY_DIGITS
from sverka.measuring.naming import codes_of
from sverka.measuring.series import Series
from sverka.measuring.unlisted import check_listed
from sverka.model.errors import UsageError
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.recording.columns import WORLD
from sverka.reference.goods import get_goods, hs_ranges
from sverka.reference.goods_senses import holding_codes

FLOWS = {
    Flow.EXPORT: (Flow.EXPORT,),
    Flow.IMPORT: (Flow.IMPORT,),
    Flow.TURNOVER: (Flow.EXPORT, Flow.IMPORT),
}
_ALL_CODES = (0, 10**10)
ABSENT = ("no_such_partner", "no_such_goods")
"""Why a recorded flow has nothing of a slice: it never had."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one flow of a slice lies: positions of periods and of partners (`None`: all), ranges of goods."""

    flow: Flow
    periods: tuple[int, ...]
    partners: Any | None
    goods: tuple[tuple[int, int], ...]


def places(series: Series, cut: Slice, period: Period, members_at: Period | None = None) -> tuple[Place, ...]:
    """The places of a slice's flows; raise `NotRecorded` where the series does not hold what it asks.

    `members_at` fixes the day on which groups of countries are taken, for a comparison over time.
    """
    found: list[Place] = []
    absent: NotRecorded | None = None
    for flow in FLOWS[cut.flow]:
        if flow not in series.blocks:
            raise NotRecorded("no_flow", 1, flow=flow.value)
        periods = series.positions(flow, period)
        if periods is None:
            raise _unrecorded_period(series, flow, period)
        try:
            goods = goods_of(series, flow, cut.goods)
            partners = partners_of(series, flow, cut.partners, members_at or period)
        except NotRecorded as gap:
            # A partner, or goods, of one flow alone have a turnover all the same: that of this flow.
            if gap.remark.kind not in ABSENT:
                raise
            check_listed(series, flow, replace(cut, flow=flow, period=period), periods, members_at or period)
            absent = gap
        else:
            found.append(Place(flow, tuple(periods), partners, goods))
    if absent is not None and not found:
        raise absent
    return tuple(found)


def listed_remarks(series: Series, cut: Slice, found: Sequence[Place], when: Period) -> tuple[Remark, ...]:
    """What is to be known of a slice of which the book may list only a part; raise `NotRecorded` where it lists none.

    The cut has its period; `when` is the day on which groups of countries are taken.
    """
    told: list[Remark] = []
    for place in found:

        def sums_of(one: Slice, place: Place = place) -> tuple[int, int]:
            try:
                goods = goods_of(series, place.flow, one.goods)
                partners = partners_of(series, place.flow, one.partners, when)
            except NotRecorded:
                return 0, 0
            sums = series.blocks[place.flow].sums(place.periods, partners, goods)
            return sums.rows, sums.value

        told += check_listed(series, place.flow, replace(cut, flow=place.flow), place.periods, when, sums_of)
    return tuple(told)


def _unrecorded_period(series: Series, flow: Flow, period: Period) -> NotRecorded:
    """Why a period is not covered: too fine, partly missing, or wholly."""
    recorded = series.recorded(flow)
    first, last = (
        Period(recorded[0], recorded[0] + series.months - 1),
        Period(recorded[-1], recorded[-1] + series.months - 1),
    )
    span = {"flow": flow.value, "period": str(period), "first": str(first), "last": str(last)}
    if period.months % series.months or period.first_month % series.months:
        return NotRecorded("too_fine", 2, **span)
    missing = series.missing(flow, period)
    if len(missing) * series.months < period.months:
        lost = set(missing)
        have = [m for m in range(period.first_month, period.last_month + 1, series.months) if m not in lost]
        return NotRecorded(
            "incomplete", 4, **span, have=runs(have, series.months), missing=runs(missing, series.months)
        )
    return NotRecorded("no_period", 3, **span)


def runs(months: Sequence[int], step: int) -> str:
    """Months as runs of periods: `2025-01/2025-10, 2025-12`."""
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][1] == month:
            runs[-1][1] = month + step
        else:
            runs.append([month, month + step])
    return ", ".join(str(Period(low, high - 1)) for low, high in runs)


def goods_of(series: Series, flow: Flow, goods: Members) -> tuple[tuple[int, int], ...]:
    """The ranges of commodity keys that goods stand for; raise `NotRecorded` where they are not told apart."""
    if goods.is_all:
        return (ALL_GOODS,)
    names = (*goods.include, *goods.exclude)
    if not series.is_hs:
        raise NotRecorded("not_hs", 1, classification=series.definitions[0].classification)
    lengths = series.blocks[flow].lengths
    if not len(lengths):
        raise NotRecorded("no_goods_recorded", 1)
    digits = max(_digits(name) for name in names)
    if digits > lengths[-1]:
        finer = [code for name in names for code in _codes(name) if len(code.partition("-")[0]) > lengths[-1]]
        within = "+".join(holding_codes(tuple(finer), int(lengths[-1])))
        raise NotRecorded("too_deep", 2, asked=str(digits), recorded=str(lengths[-1]), within=within)
    keys = _keys(goods)
    if not _any_rows(series, flow, keys):
        raise NotRecorded("no_such_goods", 2, goods=str(goods))
    return keys


@lru_cache(maxsize=4096)
def _keys(goods: Members) -> tuple[tuple[int, int], ...]:
    """The ranges of commodity keys of some goods, whatever is recorded."""
    starts = first_digits(goods.include)
    ranges = ((first, goods_range(first, last)) for first, last in code_ranges(goods))
    told = tuple((low + starts.get(first, 0), high) for first, (low, high) in ranges)
    # All goods but some are the total less those: what is no code of digits, and what a total has beyond its parts.
    return told if goods.include else (NO_CODE, *told)


def first_digits(names: Sequence[str]) -> dict[int, int]:
    """By the ten-digit code that goods begin at, how many digits they are told by.

    A row of 02 begins where 0200 begins, and is no row of it: it may be of any meat.
    """
    found: dict[int, int] = {}
    for name in names:
        goods = get_goods(name)
        for code in goods.hs if goods else ():
            first = code.partition("-")[0]
            start = int(first.ljust(COMMODITY_DIGITS, "0"))
            found[start] = min(len(first), found.get(start, COMMODITY_DIGITS))
    return found


def _any_rows(series: Series, flow: Flow, keys: tuple[tuple[int, int], ...]) -> bool:
    """Whether the flow has any row of these goods, whenever and with whomever; asked once for each goods."""
    known = series._positions
    token = (flow, str(keys))
    if token not in known:
        block = series.blocks[flow]
        known[token] = block.sums(range(len(block.periods)), None, keys).rows > 0
    return bool(known[token])


@lru_cache(maxsize=4096)
def _digits(name: str) -> int:
    """How fine goods are: the most digits of the codes that they stand for."""
    found = get_goods(name)
    if found is None:
        raise UsageError(f"unknown goods {name!r}", "", "`sverka goods` lists them")
    if not found.hs:
        raise NotRecorded("not_mapped", 1, goods=name, reason=found.reason or found.kind)
    return max(len(code.partition("-")[0]) for code in found.hs)


def _codes(name: str) -> tuple[str, ...]:
    goods = get_goods(name)
    return goods.hs if goods else ()


@lru_cache(maxsize=4096)
def code_ranges(goods: Members) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of ten-digit codes of some goods, exclusions taken out, in order and apart."""
    include = _union([r for name in goods.include for r in hs_ranges(name) or ()]) if goods.include else [_ALL_CODES]
    for low, high in _union([r for name in goods.exclude for r in hs_ranges(name) or ()]):
        include = [
            piece
            for first, last in include
            for piece in ((first, min(last, low)), (max(first, high), last))
            if piece[0] < piece[1]
        ]
    return tuple(include)


def _union(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def partners_of(series: Series, flow: Flow, partners: Members, when: Period) -> Any | None:
    """The positions of partners, `None` for all; raise `NotRecorded` where none of them is in the flow at all."""
    if partners.is_all:
        return None
    token = (flow, f"{partners}@{when.last_month}")
    known = series._positions
    if token not in known:
        known[token] = _partners(series, flow, partners, when)
    found = known[token]
    if not len(found):
        raise NotRecorded("no_such_partner", 2, partners=str(partners))
    return found


def _partners(series: Series, flow: Flow, partners: Members, when: Period) -> Any:
    codes = series.partner_codes(flow)
    if codes == (WORLD,):
        raise NotRecorded("no_partners_recorded", 1)
    # An own code that only the other flow has is a known one too.
    known = frozenset().union(*(series.partner_codes(one) for one in series.blocks))
    include = codes_of(partners.include, when, known) if partners.include else frozenset(codes)
    return series.partner_positions(flow, include - codes_of(partners.exclude, when, known))


def summed(series: Series, found: Sequence[Place]) -> Sums:
    """What the places come to together."""
    parts = [series.blocks[place.flow].sums(place.periods, place.partners, place.goods) for place in found]
    return parts[0] if len(parts) == 1 else reduce(add, parts)
