"""Blocks and slices against brute force: whatever the groups and whatever is asked, sums are those of a plain loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.measuring.amounts import amount
from sverka.measuring.answers import NotRecorded
from sverka.measuring.cube import ALL_GOODS, Block, Sums, goods_range
from sverka.measuring.expression import (
    AMOUNTS,
    NO_HS,
    TOTAL_GOODS,
    decode_code,
    decode_commodity,
    encode_code,
    encode_commodity,
)
from sverka.measuring.series import Definition, Series, SeriesKey
from sverka.measuring.slicing import code_ranges, places, summed
from sverka.model.errors import UsageError
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.recording.about import about
from sverka.recording.rates import Rates
from sverka.reference.places import members

PARTNERS = ("AR", "CN", "DE", "GB", "KZ", "m490", "world", "x1a2b3c")
CODES = (
    "02",
    "0207",
    "020714",
    "02071420",
    "0207142010",
    "0208",
    "10",
    "1001",
    "100119",
    "9706000000",
    "other",
    "TOTAL",
)
MONTHS = range(2019 * 12 + 10, 2021 * 12 + 2)
GOODS = st.sampled_from(
    ("02", "0207", "020714", "0207-0208", "10", "1001", "01-24", "02-10", "97", "15", "100119", "meat", "poultry-meat")
)


class Group(NamedTuple):
    """One group of a cube."""

    period: int
    partner: str
    commodity: str
    value: int
    weight: int
    weighed: int
    quantity: int
    rows: int

    @property
    def filled(self) -> str:
        """The code filled up to ten digits; empty where it is none."""
        return self.commodity.ljust(10, "0") if self.commodity.isdigit() else ""


NUMBERS = st.integers(-(10**15), 10**15)
GROUPS = st.lists(
    st.builds(
        Group,
        st.sampled_from(MONTHS),
        st.sampled_from(PARTNERS),
        st.sampled_from(CODES),
        NUMBERS,
        NUMBERS,
        st.integers(0, 5),
        NUMBERS,
        st.integers(1, 5),
    ),
    max_size=40,
)
SOME_GROUPS = GROUPS.filter(bool)


def number_of(code: str) -> int:
    return {"other": NO_HS, "TOTAL": TOTAL_GOODS}.get(code) or encode_commodity(code)


def columns_of(groups: Sequence[Group]) -> dict[str, Any]:
    whole = {name: np.array([getattr(one, name) for one in groups], dtype=np.int64) for name in ("period", *AMOUNTS)}
    partner = np.array([encode_code(one.partner) for one in groups], dtype=np.int64)
    commodity = np.array([number_of(one.commodity) for one in groups], dtype=np.int64)
    return {**whole, "partner": partner, "commodity": commodity, "unit": np.zeros(len(groups), dtype=np.int64)}


def block_of(groups: Sequence[Group]) -> Block:
    columns = columns_of(groups)
    return Block(columns["period"], columns["partner"], columns["commodity"], columns)


def series_of(**flows: Sequence[Group]) -> Series:
    """A monthly series made without a book."""
    columns = {Flow(name): columns_of(groups) for name, groups in flows.items()}
    blocks = {Flow(name): block_of(groups) for name, groups in flows.items()}
    definitions = tuple(Definition(flow, 2019, 2021, "HS2017", "FOB") for flow in blocks)
    return Series(SeriesKey("fts", "M", "USD"), about("fts"), blocks, columns, definitions)


def by_hand(groups: Iterable[Group], wanted: Callable[[Group], bool]) -> Sums:
    kept = [one for one in groups if wanted(one)]
    return Sums(*(sum(getattr(one, name) for one in kept) for name in AMOUNTS))


def in_goods(one: Group, goods: Members) -> bool:
    """Whether a group is of some goods, told from the digits of its code alone."""
    if goods.is_all:
        return True
    if not one.filled:
        return not goods.include  # all goods but some: what has no code of digits is none of those
    inside = any(_covers(name, one.filled) for name in goods.include) or not goods.include
    return inside and not any(_covers(name, one.filled) for name in goods.exclude)


def _covers(name: str, filled: str) -> bool:
    first, _, last = {"meat": "02", "poultry-meat": "0207"}.get(name, name).partition("-")
    return first <= filled[: len(first)] <= (last or first)


@given(SOME_GROUPS, st.data())
def test_sums_are_those_of_a_plain_loop(groups: list[Group], data: st.DataObject) -> None:
    block = block_of(groups)
    periods = data.draw(st.lists(st.sampled_from(range(len(block.periods))), unique=True))
    chosen = data.draw(st.none() | st.lists(st.sampled_from(range(len(block.partners))), unique=True))
    code = data.draw(st.sampled_from([one for one in CODES if one.isdigit()]) | st.none())
    low = 0 if code is None else int(code.ljust(10, "0"))
    goods = [ALL_GOODS] if code is None else [goods_range(low, low + 10 ** (10 - len(code)))]
    months = {int(block.periods[at]) for at in periods}
    partners = None if chosen is None else {decode_code(int(block.partners[at])) for at in chosen}

    def wanted(one: Group) -> bool:
        return (
            one.period in months
            and (partners is None or one.partner in partners)
            and (code is None or one.filled.startswith(code))
        )

    array = None if chosen is None else np.array(chosen, dtype=np.int64)
    assert block.sums(periods, array, goods) == by_hand(groups, wanted)


@given(SOME_GROUPS, st.sampled_from(["value", "weight", "rows"]), st.data())
def test_the_sum_of_each_partner(groups: list[Group], name: str, data: st.DataObject) -> None:
    block = block_of(groups)
    periods = data.draw(st.lists(st.sampled_from(range(len(block.periods))), unique=True, min_size=1))
    meat = [goods_range(200000000, 300000000), goods_range(9700000000, 9800000000)]
    sums = block.by_partner(periods, meat, name)
    months = {int(block.periods[at]) for at in periods}
    expected: Counter[str] = Counter()
    for one in groups:
        expected[one.partner] += getattr(one, name) * (one.period in months and one.filled[:2] in ("02", "97"))
    assert {decode_code(int(code)): int(v) for code, v in zip(block.partners, sums, strict=True)} == dict(expected)


@given(SOME_GROUPS, st.integers(2, 10), st.booleans(), st.data())
def test_the_sum_of_each_code(groups: list[Group], digits: int, everyone: bool, data: st.DataObject) -> None:
    block = block_of(groups)
    chosen = data.draw(st.lists(st.sampled_from(range(len(block.partners))), unique=True))
    names = {decode_code(int(block.partners[at])) for at in chosen}
    codes, sums = block.by_commodity(
        range(len(block.periods)), None if everyone else np.array(chosen, dtype=np.int64), [ALL_GOODS], digits
    )
    expected: dict[str, int] = {}
    for one in groups:
        if len(one.commodity) >= digits and one.filled and (everyone or one.partner in names):
            expected[one.commodity[:digits]] = expected.get(one.commodity[:digits], 0) + one.value
    assert {str(int(code)).zfill(digits): int(v) for code, v in zip(codes, sums, strict=True)} == expected


@given(GROUPS)
def test_groups_come_back_whole(groups: list[Group]) -> None:
    found = block_of(groups).groups()
    told = Counter(
        (int(period), decode_code(int(partner)), decode_commodity(int(commodity)), int(value), int(rows))
        for period, partner, commodity, value, rows in zip(
            *(found[name] for name in ("period", "partner", "commodity", "value", "rows")), strict=True
        )
    )
    assert told == Counter((one.period, one.partner, one.commodity, one.value, one.rows) for one in groups)


def test_an_empty_block_is_of_nothing() -> None:
    block = block_of([])
    assert (block.size, len(block.lengths)) == (0, 0)
    assert block.sums([], None, [ALL_GOODS]) == Sums(0, 0, 0, 0, 0)
    assert [len(one) for one in block.by_commodity([], None, [ALL_GOODS], 2)] == [0, 0]


@given(st.lists(GOODS, max_size=3), st.lists(GOODS, max_size=3), st.sampled_from([c for c in CODES if c.isdigit()]))
def test_ranges_of_goods_are_those_of_their_digits(include: list[str], exclude: list[str], code: str) -> None:
    goods = Members.of(*include, exclude=exclude)
    ranges = code_ranges(goods)
    one = Group(0, "CN", code, 0, 0, 0, 0, 0)
    inside = [low for low, high in ranges if low <= int(one.filled) < high]
    assert len(inside) == in_goods(one, goods)
    assert all(first[1] <= second[0] for first, second in pairwise(ranges))


OWN = ("m490", "x1a2b3c")
NAMES = st.sampled_from(("CN", "KZ", "DE", "GB", "m490", "x1a2b3c", "asia", "eu", "europe", "central-asia"))


@given(SOME_GROUPS, SOME_GROUPS, st.sampled_from(list(Flow)), st.data())
def test_a_slice_is_what_its_words_say(
    exports: list[Group], imports: list[Group], flow: Flow, data: st.DataObject
) -> None:
    """Groups, exclusions, ranges, own codes and flows together; refused only where there is nothing to sum."""
    partners = Members.of(*data.draw(st.lists(NAMES, max_size=2)), exclude=data.draw(st.lists(NAMES, max_size=2)))
    goods = Members.of(*data.draw(st.lists(GOODS, max_size=2)), exclude=data.draw(st.lists(GOODS, max_size=2)))
    month = data.draw(st.sampled_from(sorted({one.period for one in (*exports, *imports)})))
    flows = {Flow.EXPORT: exports, Flow.IMPORT: imports}
    asked = [flow] if flow in flows else list(flows)
    series = series_of(export=exports, **{"import": imports})
    period = Period(month, month)

    def codes(names: Iterable[str]) -> set[str]:
        return {code for name in names for code in ({name} if name in OWN else members(name, period))}

    def with_whom(one: Group) -> bool:
        if partners.is_all:
            return True
        included = not partners.include or one.partner in codes(partners.include)
        return included and one.partner not in codes(partners.exclude)

    def wanted(one: Group) -> bool:
        return one.period == month and with_whom(one) and in_goods(one, goods)

    expected = [by_hand(flows[name], wanted) for name in asked]
    total = Sums(*(sum(getattr(part, name) for part in expected) for name in AMOUNTS))
    found: Sums | None = None
    with suppress(NotRecorded, UsageError):  # a code that nobody has is no place
        found = summed(series, places(series, Slice(flow, partners, goods, period), period))
        found = Sums(*(getattr(found, name) for name in AMOUNTS))
    if found is None:
        unrecorded = any(month not in {one.period for one in flows[name]} for name in asked)
        strange = {*partners.include, *partners.exclude} & set(OWN) - {one.partner for one in (*exports, *imports)}
        alone = not partners.is_all and any({one.partner for one in flows[name]} == {"world"} for name in asked)
        assert total.rows == 0 or unrecorded or strange or alone or _coarse(goods, flows, asked)
    else:
        assert found == total


def _coarse(goods: Members, flows: dict[Flow, list[Group]], asked: list[Flow]) -> bool:
    """Whether some flow's codes are too short for the goods asked."""
    names = [{"meat": "02", "poultry-meat": "0207"}.get(name, name) for name in (*goods.include, *goods.exclude)]
    deepest = max((len(name.partition("-")[0]) for name in names), default=0)
    return any(max((len(one.commodity) for one in flows[name] if one.filled), default=0) < deepest for name in asked)


@given(SOME_GROUPS)
def test_money_and_weight_come_out_exactly(groups: list[Group]) -> None:
    series = series_of(export=groups)
    month = groups[0].period
    cut, period = Slice(Flow.EXPORT), Period(month, month)
    of_month = by_hand(groups, lambda one: one.period == month)
    money = amount(series, cut, period, None, Rates())
    assert (money.whole, money.scale, money.rows) == (of_month.value, 100, of_month.rows)
    if not of_month.weighed:
        with pytest.raises(NotRecorded, match="no_weight"):
            amount(series, cut, period, "kg", Rates())
        return
    kilos, tonnes = (amount(series, cut, period, unit, Rates()) for unit in ("kg", "t"))
    assert (kilos.whole, kilos.scale) == (of_month.weight, 1000)
    assert (tonnes.whole, tonnes.scale) == (of_month.weight, 1_000_000)
