"""Units: codes, words and symbols of both languages."""

from __future__ import annotations

import pytest

from sverka.model.grammar import is_unit_name
from sverka.reference.tables_io import read_table
from sverka.reference.units import (
    UnitName,
    all_currencies,
    get_currency,
    resolve_currency,
    scale_words,
    unit_kind,
    unit_names,
)

GOLD_UNITS = [
    "USD",
    "EUR",
    "GBP",
    "CNY",
    "AUD",
    "KES",
    "CAD",
    "MAD",
    "JPY",
    "NZD",
    "SGD",
    "CHF",
    "THB",
    "NOK",
    "SAR",
    "RUB",
    "t",
    "kg",
    "m3",
    "bag",
    "cartons",
    "bbl",
    "bbl/d",
    "GWh",
]


def named(lang: str, text: str) -> list[UnitName]:
    return [name for name in unit_names(lang) if name.text == text]


@pytest.mark.parametrize(
    ("lang", "text", "unit", "scale"),
    [
        ("ru", "рубль", "RUB", 1),
        ("ru", "долл.", "USD", 1),
        ("ru", "юань", "CNY", 1),
        ("ru", "тенге", "KZT", 1),
        ("ru", "тонна", "t", 1),
        ("ru", "центнер", "t", 0.1),
        ("ru", "баррель", "bbl", 1),
        ("ru", "кубометр", "m3", 1),
        ("ru", "процентный пункт", "pp", 1),
        ("ru", "страна", "countries", 1),
        ("en", "HK$", "HKD", 1),
        ("ru", "€", "EUR", 1),
        ("en", "KSh", "KES", 1),
        ("en", "baht", "THB", 1),
        ("en", "renminbi", "CNY", 1),
        ("en", "bpd", "bbl/d", 1),
        ("en", "per cent", "%", 1),
        ("en", "Mt", "t", 1_000_000),
        ("en", "Moroccan dirham", "MAD", 1),
        ("en", "AUD", "AUD", 1),
    ],
)
def test_words_and_symbols(lang: str, text: str, unit: str, scale: float) -> None:
    assert (unit, scale) in [(name.unit, name.scale) for name in named(lang, text)]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "dollar"), ("en", "$"), ("ru", "франк"), ("en", "krone"), ("en", "peso")]
)
def test_words_that_several_currencies_share_need_a_country(lang: str, text: str) -> None:
    assert all(name.ambiguous for name in named(lang, text))


def test_a_pound_is_money_or_mass() -> None:
    assert {name.kind for name in named("en", "pound")} == {"money", "mass"}


@pytest.mark.parametrize(
    ("code", "country", "meant"),
    [
        ("USD", "AU", "AUD"),
        ("USD", "US-TX", "USD"),
        ("USD", "HK", "HKD"),
        ("USD", "CN", "USD"),
        ("KES", "UG", "UGX"),
        ("NOK", "SE", "SEK"),
        ("GBP", "EG", "EGP"),
        ("SAR", "QA", "QAR"),
        ("RUB", "BY", "BYN"),
        ("USD", None, "USD"),
        ("t", "AU", "t"),
    ],
)
def test_the_country_decides_an_ambiguous_currency(code: str, country: str | None, meant: str) -> None:
    assert resolve_currency(code, country) == meant


@pytest.mark.parametrize("unit", GOLD_UNITS)
def test_units_of_amounts_can_stand_in_a_measure(unit: str) -> None:
    assert unit_kind(unit) in ("money", "mass", "quantity")
    assert is_unit_name(unit)


@pytest.mark.parametrize(
    ("unit", "kind"), [("%", "percent"), ("pp", "points"), ("countries", "count"), ("rank", "count"), ("wine", None)]
)
def test_kinds(unit: str, kind: str | None) -> None:
    assert unit_kind(unit) == kind


@pytest.mark.parametrize(
    ("lang", "text", "scale"),
    [
        ("ru", "млрд", 1000000000.0),
        ("ru", "тыс.", 1000.0),
        ("ru", "трлн", 1000000000000.0),
        ("en", "bn", 1000000000.0),
        ("en", "crore", 10000000.0),
        ("en", "lakh", 100000.0),
        ("en", "mln", 1000000.0),
        ("en", "trillion", 1000000000000.0),
    ],
)
def test_scale_words(lang: str, text: str, scale: float) -> None:
    assert [word.scale for word in scale_words(lang) if word.text == text] == [scale]


def test_no_unit_has_two_kinds() -> None:
    kinds: dict[str, set[str]] = {}
    for row in read_table("units/unit_names.csv"):
        kinds.setdefault(row["unit"], set()).add(row["kind"])
    assert [unit for unit, found in kinds.items() if len(found) > 1] == []


def test_the_tables_are_whole() -> None:
    codes = {currency.code for currency in all_currencies()}
    money = {row["unit"] for row in read_table("units/unit_names.csv") if row["kind"] == "money"}
    assert len(codes) == len(read_table("units/currencies.csv")) > 150
    assert money <= codes
    assert all(
        row["source"]
        for table in ("currencies", "unit_names", "scale_words")
        for row in read_table(f"units/{table}.csv")
    )


def test_each_country_has_one_currency() -> None:
    countries = [country for currency in all_currencies() for country in currency.countries]
    assert len(countries) == len(set(countries))


def test_an_unknown_currency() -> None:
    assert get_currency("XXQ") is None
