"""Measures: equal questions are equal values, and what they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.grammar import is_goods_name, is_partner_name, is_price_name, is_unit_name, parse_measure
from sverka.model.measures import (
    Balance,
    Change,
    Growth,
    Level,
    Rank,
    Share,
    ShareChange,
    UnitValue,
    base_period,
    measure_period,
    measure_slices,
)
from sverka.model.period import Period
from sverka.model.slices import ALL, Flow, Members, Slice

EXPORT_2022 = Slice(Flow.EXPORT, period=Period.year(2022))


def test_the_usual_base_is_the_same_question_as_none() -> None:
    assert Growth(EXPORT_2022, Period.year(2021)) == Growth(EXPORT_2022)
    assert Change(EXPORT_2022, "USD", Period.year(2021)) == Change(EXPORT_2022, "USD")
    assert Growth(EXPORT_2022, Period.year(2019)) != Growth(EXPORT_2022)


def test_a_change_of_a_share_has_its_slices_and_its_base() -> None:
    part = Slice(Flow.EXPORT, Members.of("CN"), period=Period.year(2022))
    share = Share(part, EXPORT_2022, "kg")
    assert ShareChange(share, Period.year(2021)) == ShareChange(share)
    assert (ShareChange(share).unit, measure_slices(ShareChange(share))) == ("kg", (part, EXPORT_2022))
    assert base_period(ShareChange(share), Period.year(2022)) == Period.year(2021)
    assert base_period(ShareChange(share, Period.year(2019)), Period.year(2022)) == Period.year(2019)
    assert base_period(share, Period.year(2022)) is None


def test_a_unit_value_says_what_it_is_counted_in_and_for() -> None:
    price, plain = UnitValue(EXPORT_2022, "EUR/m3"), UnitValue(EXPORT_2022)
    assert (price.currency, price.measured_in, plain.currency, plain.measured_in) == ("EUR", "m3", None, "t")
    assert [is_price_name(text) for text in ("USD/t", "USD/MWh", "USD", "t/USD", "usd/t")] == [True, True] + [False] * 3


def test_a_base_beside_an_unsaid_period_is_kept() -> None:
    growth = Growth(Slice(Flow.EXPORT), Period.year(2021))
    assert str(growth) == "growth(export, 2021)"
    assert parse_measure(str(growth)) == growth


def test_members_are_a_set_with_one_order() -> None:
    assert Members.of("MN", "CN", "MN") == Members.of("CN", "MN")
    assert str(Members.of("asia", exclude=["CN", "JP"])) == "asia+-CN+-JP"
    assert Members.of().is_all
    assert not Members.of(exclude=["CN"]).is_all


def test_a_balance_is_made_of_exports_and_imports() -> None:
    balance = Balance(Members.of("CN"), ALL, Period.year(2023), "USD")
    assert [cut.flow for cut in measure_slices(balance)] == [Flow.EXPORT, Flow.IMPORT]
    assert measure_period(balance) == Period.year(2023)
    assert str(balance) == "balance([CN;; 2023], USD)"
    assert str(Balance()) == "balance([])"


def test_the_slices_of_a_measure() -> None:
    part, whole = Slice(Flow.EXPORT), Slice(Flow.TURNOVER)
    assert measure_slices(Share(part, whole)) == (part, whole)
    assert measure_slices(Rank("CN", part)) == (part,)
    assert measure_slices(Level(EXPORT_2022)) == (EXPORT_2022,)


@pytest.mark.parametrize("unit", ["USD", "kg", "t", "m3", "bbl", "bbl/d", "kWh", "GWh", "TWh", "MW", "MMBtu", "pcs"])
def test_quantity_units_read_back(unit: str) -> None:
    measure = Level(EXPORT_2022, unit)
    assert is_unit_name(unit)
    assert parse_measure(str(measure)) == measure


@pytest.mark.parametrize("unit", ["", "US", "USDT", "%", "US dollars", "Kg", "3t"])
def test_what_is_no_unit(unit: str) -> None:
    assert not is_unit_name(unit)


@pytest.mark.parametrize(
    ("text", "partner", "goods"),
    [
        ("CN", True, False),
        ("RU-TOM", True, False),
        ("central-asia", True, True),
        ("27", False, True),
        ("72-83", False, True),
        ("83-72", False, False),
        ("72-8301", False, False),
        ("2", False, False),
        ("Asia", False, False),
        ("", False, False),
        ("центр", False, False),
    ],
)
def test_forms_of_names(text: str, partner: bool, goods: bool) -> None:
    assert (is_partner_name(text), is_goods_name(text)) == (partner, goods)


@given(st.text(st.sampled_from("abz019-AZ+; "), max_size=8))
def test_a_goods_name_is_what_a_slice_reads_as_goods(text: str) -> None:
    if is_goods_name(text):
        assert measure_slices(parse_measure(f"level(export[;{text}])"))[0].goods == Members.of(text)
