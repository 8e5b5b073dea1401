"""Names of countries as agencies write them, for files that tell partners and reporters by name.

`tables/agency_names.csv` holds the spellings of UN Comtrade, UN M49, the World Bank, Eurostat, the US Census Bureau,
the IMF, the WTO and others beside the names of the reference tables, `tables/names_by_language.csv` names in other
languages. A name is asked for as it stands, then folded
(case, spaces, dashes, apostrophes), then as a set of words: without diacritics, punctuation and "the", "of", "and",
abbreviations written out ("Rep.", "St.", "Isds"), whatever the order ("Korea, Rep. of"). Only whole sets are one: a
word more or less is another name, so that Guinea is not Guinea-Bissau, nor Niger Nigeria.

States and territories that are no more, or are counted apart ("Fmr USSR", "Serbia and Montenegro", "Sudan (before
2012)"), have own codes, as in the files of UN Comtrade: they are never merged with a state of today.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from sverka.recording.columns import WORLD
from sverka.recording.lookup_sql import Lookup, folded_sql, lookup, named
from sverka.recording.source import literal
from sverka.recording.tables_io import read_table
from sverka.recording.total_words import total_words
from sverka.reference.places import place_names
from sverka.reference.places_data import country_rows, region_rows

SET_MARK = "~"
"""What a key begins with that is a set of words."""
_INCLUDING = r"\(incl\b.*"
_INITIAL = r"\b([a-z])\."
_BETWEEN_WORDS = r"[^\p{L}\p{N}]+"
_APOSTROPHES = "'’‘ʼʻ`´"
_PHRASES: Mapping[str, str] = {
    "&": " and ",
    "special administrative region": "sar",
    "о-ва": "острова",
    "о-в ": "остров ",
}
_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("the", "of", "and"), ""),
    "rep": "republic",
    "dem": "democratic",
    **dict.fromkeys(("fed", "federated", "federation"), "federal"),
    "st": "saint",
    **dict.fromkeys(("isds", "isd", "isl", "isles", "is", "island"), "islands"),
    "остров": "острова",
    **dict.fromkeys(("terr", "territories"), "territory"),
    "sts": "states",
    "br": "british",
    "neth": "netherlands",
    "afr": "african",
    "equat": "equatorial",
    "ppl": "peoples",
}


def word_set(name: str) -> str:
    """A name as its set of words, in one order.

    >>> word_set("Korea, Dem. People's Rep. of") == word_set("Democratic People’s Republic of Korea")
    True
    >>> word_set("Côte d'Ivoire"), word_set("St. Kitts & Nevis")
    ('cote divoire', 'kitts nevis saint')
    """
    text = re.sub(_INCLUDING, "", name.lower())
    text = "".join(sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    for mark in _APOSTROPHES:
        text = text.replace(mark, "")
    for phrase, plain in _PHRASES.items():
        text = text.replace(phrase, plain)
    text = re.sub(_INITIAL, r"\1", text, flags=re.ASCII)
    words = "".join(sign if sign.isalnum() else " " for sign in text).split()
    return " ".join(sorted(filter(None, (_WORDS.get(word, word) for word in words))))


def word_set_sql(name: str) -> str:
    """The same of an SQL expression."""
    text = f"strip_accents(regexp_replace(lower({name}), '{_INCLUDING}', ''))"
    for mark in _APOSTROPHES:
        text = f"replace({text}, {literal(mark)}, '')"
    for phrase, plain in _PHRASES.items():
        text = f"replace({text}, {literal(phrase)}, {literal(plain)})"
    text = f"regexp_replace({text}, '{_INITIAL}', '\\1', 'g')"
    # Two spaces between words, so that each has its own on both sides.
    text = f"'  ' || regexp_replace({text}, '{_BETWEEN_WORDS}', '  ', 'g') || '  '"
    for word, plain in _WORDS.items():
        text = f"replace({text}, ' {word} ', ' {plain} ')"
    return f"array_to_string(list_sort(regexp_extract_all({text}, '[^ ]+')), ' ')"


def place_sql(places: Lookup, name: str) -> str:
    """What a lookup made by `place_lookup` has for a name; null where it has nothing.

    Each way of asking costs more than the one before, and is gone only for names that were not found.
    """
    return (
        f"coalesce({places.sql(f'lower({name})')}, {places.sql(folded_sql(name))}, "
        f"{places.sql(f'({literal(SET_MARK)} || {word_set_sql(name)})')})"
    )


def place_lookup(name: str, entries: Mapping[str, str], over: Mapping[str, str] | None = None) -> Lookup:
    """A lookup of ids by name; `over` goes before `entries`, as it is written and folded alone.

    A set of words that two places share is no key.
    """
    sets: dict[str, set[str]] = {}
    for text, place in entries.items():
        sets.setdefault(word_set(text), set()).add(place)
    by_set = {SET_MARK + words: ids.copy().pop() for words, ids in sets.items() if words and len(ids) == 1}
    return lookup(name, by_set | named(entries) | named(over or {}))


@cache
def country_names() -> Mapping[str, str]:
    """By name the id of a country, or the own code of what is none: the reference tables, then the agencies'."""
    ids = {row["id"] for row in country_rows()}
    entries: dict[str, str] = {}
    for text, place in _reference_names(ids):
        entries.setdefault(text, place)
    for row in country_rows():
        entries |= {text: row["id"] for text in (row["name_en"], row["name_ru"]) if text}
    for row in read_table("comexstat_countries.csv"):
        if row["id"]:
            entries.setdefault(row["name_pt"], row["id"])
    for row in read_table("fts_countries.csv"):
        for text in row["names_ru"].split(";"):
            entries.setdefault(text, row["id"])
    for row in read_table("names_by_language.csv"):
        entries.setdefault(row["name"], row["id"])
    return entries | {row["name"]: row["id"] for row in read_table("agency_names.csv")}


@cache
def country_codes() -> Mapping[str, str]:
    """By code the id: ISO 3166-1 of two and three letters; UN M49 and UN Comtrade, with and without zeros before."""
    entries: dict[str, str] = {}
    for row in read_table("un_areas.csv"):
        entries |= _number(row["code"], row["id"] or f"m{row['code']}")
    for row in country_rows():
        entries |= {code: row["id"] for code in (row["id"], row["alpha3"]) if code} | _number(row["m49"], row["id"])
    return entries | {row["code"]: row["id"] for row in read_table("agency_codes.csv")}


def _number(code: str, place: str) -> dict[str, str]:
    """A numeric code as it is written: three digits, or without zeros before."""
    return dict.fromkeys((code.zfill(3), code.lstrip("0") or "0"), place) if code else {}


@cache
def region_names() -> Mapping[str, str]:
    """By name or code the id of a region of a country."""
    ids = {row["id"] for row in region_rows()}
    entries: dict[str, str] = {}
    for text, place in _reference_names(ids):
        entries.setdefault(text, place)
    for row in region_rows():
        entries |= {text: row["id"] for text in (row["name_en"], row["name_ru"], row["id"]) if text}
    return entries


def world_words() -> Mapping[str, str]:
    """Names of the declared total over all partners."""
    return dict.fromkeys(sorted(total_words("partners")), WORLD)


def _reference_names(ids: set[str]) -> Iterable[tuple[str, str]]:
    names = [name for lang in ("en", "ru") for name in place_names(lang) if name.form == "name" and name.id in ids]
    return ((name.text, name.id) for name in names)


__all__ = [
    "country_codes",
    "country_names",
    "place_lookup",
    "place_sql",
    "region_names",
    "word_set",
    "word_set_sql",
    "world_words",
]
