"""The names of places in both languages: for the reader of texts, and for people who search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sverka.reference.places_data import (
    NameForm,
    Place,
    country_rows,
    group_aliases,
    group_rows,
    places_by_id,
    region_rows,
)

LANGUAGES = ("ru", "en")
_COLUMNS: tuple[tuple[str, NameForm], ...] = (
    ("names", "name"),
    ("adjectives", "adjective"),
    ("demonyms", "demonym"),
    ("cities", "city"),
)
_MAX_FOUND = 20
_SPACES = re.compile(r"[\s\u2010-\u2015-]+")
_APOSTROPHES = re.compile(r"[’ʼʻ`´]")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A word or words for a place, in dictionary form (nominative in Russian).

    `form` is `name` («Китай»), `adjective` («китайский»), `demonym` («китаец») or `city` («Пекин»: a city that stands
    for its country or region). One text may name several places («Америка»); they come in the order of likelihood
    within a kind: groups, countries, regions.
    """

    text: str
    id: str
    form: NameForm


def _row_names(row: dict[str, str], lang: str) -> Iterator[PlaceName]:
    """The names of one row; a display name with a bracketed remark is no name of texts."""
    display = row[f"name_{lang}"]
    if "(" not in display:
        yield PlaceName(display, row["id"], "name")
    for column, form in _COLUMNS:
        for text in row.get(f"{column}_{lang}", "").split(";"):
            if text:
                yield PlaceName(text, row["id"], form)


@cache
def place_names(lang: str) -> tuple[PlaceName, ...]:
    """All names in one language, `ru` or `en`, without repeats.

    Countries come first, then groups, then regions, so that of several places of one name the likelier is first.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no names in the language {lang!r}; there are {' and '.join(LANGUAGES)}")
    rows = (row for table in (country_rows(), group_rows(), region_rows()) for row in table)
    return tuple(dict.fromkeys(name for row in rows for name in _row_names(row, lang)))


def folded(text: str) -> str:
    """Text as it is compared: lower case, ё as е, one kind of apostrophe, spaces and dashes as one space.

    >>> folded("Кот-д’Ивуар"), folded(" Соединённые  Штаты ")
    ("кот д'ивуар", 'соединенные штаты')
    """
    text = _APOSTROPHES.sub("'", text.casefold().replace("ё", "е"))
    return _SPACES.sub(" ", text).strip()


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Ids by every folded code and name."""
    found: dict[str, dict[str, None]] = {}
    for place in places_by_id().values():
        for code in (place.id, place.alpha3, place.m49, place.name_en, place.name_ru):
            if code:
                found.setdefault(folded(code), {})[place.id] = None
    for alias, place_id in group_aliases().items():
        found.setdefault(folded(alias), {})[place_id] = None
    for lang in LANGUAGES:
        for name in place_names(lang):
            found.setdefault(folded(name.text), {})[name.id] = None
    return {text: tuple(ids) for text, ids in found.items()}


def places_called(text: str) -> tuple[Place, ...]:
    """The places that have exactly this code or name (or adjective, demonym, city), whatever the case."""
    return tuple(places_by_id()[place_id] for place_id in _index().get(folded(text), ()))


def search_places(text: str) -> tuple[Place, ...]:
    """Places by code or name in either language: exact ones first, then those whose names contain the text.

    Where nothing is found, the places with the closest names; at most 20 in all, none for an empty text.
    """
    wanted = folded(text)
    if not wanted or len(wanted) > 100:
        return ()
    index = _index()
    ids = dict.fromkeys(index.get(wanted, ()))
    keys = sorted((key for key in index if _contains(key, wanted)), key=lambda key: (not key.startswith(wanted), key))
    for key in keys or (() if ids else _close(wanted)):
        ids.update(dict.fromkeys(index[key]))
    return tuple(places_by_id()[place_id] for place_id in list(ids)[:_MAX_FOUND])


def _contains(key: str, wanted: str) -> bool:
    """Whether a name contains the text from the beginning of a word; texts under 3 letters must be whole."""
    return len(wanted) > 2 and (key.startswith(wanted) or f" {wanted}" in key)


def _close(wanted: str) -> list[str]:
    import difflib

    return difflib.get_close_matches(wanted, _index(), n=5, cutoff=0.75)
