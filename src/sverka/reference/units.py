"""Units: currencies of ISO 4217, mass, quantities and what is counted, with their words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from sverka.reference.tables_io import read_table

UnitKind = Literal["money", "mass", "quantity", "count", "percent", "points", "multiple"]
TIMES = "times"
"""The unit of a multiple: "2.7 times". Texts say it in many words, and the reader has its own list of them."""
MASS_IN_KG = {"kg": 1.0, "t": 1000.0}


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency of ISO 4217; `family` is the everyday word that several share, `countries` those whose money it is."""

    code: str
    name_en: str
    name_ru: str
    family: str
    countries: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class UnitName:
    """A word or symbol of a unit in dictionary form: `scale` units (0.1 t is a centner).

    An `ambiguous` name needs the country or the context; `unit` is then its default.
    """

    text: str
    unit: str
    kind: UnitKind
    scale: float
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class ScaleWord:
    """A word that multiplies the number before it; an `attached` one is read only right after the digits ($1.2m)."""

    text: str
    scale: float
    attached: bool


@cache
def _currencies() -> dict[str, Currency]:
    return {
        row["code"]: Currency(
            row["code"],
            row["name_en"],
            row["name_ru"],
            row["family"],
            frozenset(row["countries"].split()),
            row["source"],
        )
        for row in read_table("units/currencies.csv")
    }


def get_currency(code: str) -> Currency | None:
    """The currency of an ISO 4217 code.

    >>> get_currency("KES").name_en
    'Kenyan shilling'
    """
    return _currencies().get(code)


def all_currencies() -> tuple[Currency, ...]:
    """Every currency, by code."""
    return tuple(_currencies().values())


def resolve_currency(code: str, country: str | None) -> str:
    """The currency meant by an ambiguous word whose default is `code` where `country` (or a region of it) is spoken of:
    the country's own, when it goes by the same word.

    >>> resolve_currency("USD", "AU"), resolve_currency("USD", "CN"), resolve_currency("CNY", "CN")
    ('AUD', 'USD', 'CNY')
    """
    default = get_currency(code)
    if default is None or not country:
        return code
    own = (c for c in all_currencies() if c.family == default.family and country.partition("-")[0] in c.countries)
    found = next(own, None)
    return found.code if found else code


def _named(lang: str) -> list[UnitName]:
    return [
        UnitName(row["text"], row["unit"], cast(UnitKind, row["kind"]), float(row["scale"]), row["ambiguous"] == "yes")
        for row in read_table("units/unit_names.csv")
        if row["lang"] in (lang, "*")
    ]


@cache
def unit_names(lang: str) -> tuple[UnitName, ...]:
    """Every word and symbol of a unit in one language (`ru`, `en`), for a reader's lexicon; the codes and full names of
    the currencies are among them. One text may have several units (pound).
    """
    names = _named(lang)
    known = {(name.text, name.unit) for name in names}
    for currency in all_currencies():
        full = currency.name_ru if lang == "ru" else currency.name_en
        for text in (currency.code, full):
            if (text, currency.code) not in known:
                names.append(UnitName(text, currency.code, "money", 1.0, False))
    return tuple(names)


@cache
def scale_words(lang: str) -> tuple[ScaleWord, ...]:
    """The words of scale of one language: thousand, млн, crore."""
    return tuple(
        ScaleWord(row["text"], float(row["scale"]), row["attached"] == "yes")
        for row in read_table("units/scale_words.csv")
        if row["lang"] == lang
    )


@cache
def _kinds() -> dict[str, UnitKind]:
    kinds = {row["unit"]: cast(UnitKind, row["kind"]) for row in read_table("units/unit_names.csv")}
    return kinds | dict.fromkeys(_currencies(), "money") | {TIMES: "multiple"}


def price_parts(unit: str) -> tuple[str, str] | None:
    """The currency of a price and what it is the price of; `None` for what is no price.

    >>> price_parts("USD/t"), price_parts("EUR/m3"), price_parts("bbl/d"), price_parts("USD/countries")
    (('USD', 't'), ('EUR', 'm3'), None, None)
    """
    currency, _, measured_in = unit.partition("/")
    if unit_kind(currency) != "money" or unit_kind(measured_in) not in ("mass", "quantity"):
        return None
    return currency, measured_in


def unit_kind(unit: str) -> UnitKind | None:
    """The kind of a unit of the claims' vocabulary, or `None` for one that is not known.

    >>> [unit_kind(unit) for unit in ("USD", "t", "m3", "countries", "%", "pp", "times")]
    ['money', 'mass', 'quantity', 'count', 'percent', 'points', 'multiple']
    """
    return _kinds().get(unit)
