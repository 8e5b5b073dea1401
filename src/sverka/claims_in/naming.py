"""Places, goods and units as people and models write them → ids; what is not an id is told, what is none is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from sverka.model.errors import InputError
from sverka.model.grammar import is_unit_name
from sverka.reference.goods import Goods, all_goods, find_goods, get_goods, search_goods
from sverka.reference.places import Place, get_place, places_called, search_places
from sverka.reference.units import unit_kind, unit_names

WORLD = "world"
_SUGGESTED = 3
_LONGEST = 100
_OWNED = re.compile(r"(?P<owner>.+?)['’]s\s+(?P<place>.+)|(?P<first>.+?)(?:,\s*|\s+of\s+|\s*\()(?P<last>[^)]+)\)?")
_WORDS = re.compile(r"[\w]+")
PERCENT = frozenset({"percent", "per cent", "percentage", "pct", "процент", "процента", "процентов"})
POINTS = frozenset({"percentage points", "points", "p.p.", "ppt", "п. п.", "п.п.", "процентных пункта"})


_TOLD: ContextVar[dict[str, None] | None] = ContextVar("told", default=None)


@contextmanager
def names_told() -> Iterator[dict[str, None]]:
    """Collects what names were taken for, `China → CN`, as keys in order."""
    told: dict[str, None] = {}
    before = _TOLD.set(told)
    try:
        yield told
    finally:
        _TOLD.reset(before)


def _resolved(text: str, found: str) -> str:
    """An id that a name was taken for; one given as an id is not told."""
    told = _TOLD.get()
    if told is not None and text != found:
        told[f"{text} → {found}"] = None
    return found


def place_id(text: str) -> str:
    """The id of a place given by id or name; `InputError` with the nearest ones for what is none.

    >>> place_id("CN"), place_id("Brazil's Parana"), place_id("world")
    ('CN', 'BR-PR', 'world')
    """
    text = text.strip()
    if text == WORLD or get_place(text) is not None:
        return text
    found = _by_owner(text) or (_one(places_called(text)) if 1 < len(text) <= _LONGEST else None)
    if found is not None:
        return _resolved(text, found.id)
    near = [f"{place.id} ({place.name_en})" for place in search_places(text)[:_SUGGESTED]]
    raise InputError(f"unknown place {text[:_LONGEST]!r}", "", _suggested(near, "see sverka places NAME"))


def _one(places: tuple[Place, ...]) -> Place | None:
    """The only place of a name, a country before its regions."""
    countries = [place for place in places if place.kind == "country"]
    found = countries or list(places)
    return found[0] if len(found) == 1 else None


def _by_owner(text: str) -> Place | None:
    """A region named with its country: "Brazil's Parana", "Paraná (Brazil)", "Parana, Brazil"."""
    match = _OWNED.fullmatch(text[:_LONGEST])
    if match is None:
        return None
    owner, name = (match["owner"], match["place"]) if match["owner"] else (match["last"], match["first"])
    owners = {place.id for place in places_called(owner)}
    return _one(tuple(place for place in places_called(name) if place.parent in owners))


def goods_id(text: str) -> str:
    """The id or HS code of goods given by id, code or name; `InputError` with the nearest ones for what is none.

    >>> goods_id("0207"), goods_id("Sawn timber")
    ('0207', 'sawn-timber')
    """
    text = text.strip()
    found = get_goods(text) or find_goods(text)
    if found is not None:
        return _resolved(text, found.id)
    near = [f"{goods.id} ({goods.name_en})" for goods in _near_goods(text)]
    raise InputError(f"unknown goods {text[:_LONGEST]!r}", "", _suggested(near, "see sverka goods NAME"))


def _near_goods(text: str) -> list[Goods]:
    """Goods whose names have the words, or the longest of them."""
    words = sorted(_WORDS.findall(text.replace("-", " ")[:_LONGEST]), key=len, reverse=True)
    for wanted in (text[:_LONGEST], *words[:2], *(word[:4] for word in words[:1])):
        found = search_goods(wanted) if len(wanted) > 2 else ()
        if found:
            return list(found[:_SUGGESTED])
    return _close_goods(text)


def _close_goods(text: str) -> list[Goods]:
    import difflib

    ids = difflib.get_close_matches(text.lower(), [goods.id for goods in all_goods()], _SUGGESTED, 0.6)
    return [goods for goods in map(get_goods, ids) if goods is not None]


def _suggested(near: list[str], otherwise: str) -> str:
    return f"did you mean {', '.join(near)}?" if near else otherwise


@cache
def _units() -> dict[str, tuple[str, float]]:
    """Words and symbols of units in any case → their codes and scales."""
    return {
        name.text.casefold(): (name.unit, name.scale) for lang in ("ru", "en") for name in reversed(unit_names(lang))
    }


def unit_code(text: str) -> str:
    """The code of a unit given by code, word or symbol; `InputError` where it carries a scale, or is none.

    >>> unit_code("USD"), unit_code("per cent"), unit_code("USD/t")
    ('USD', '%', 'USD/t')
    """
    text = " ".join(text.split())
    if unit_kind(text) is not None:
        return text
    if text.casefold() in PERCENT | POINTS:
        return _resolved(text, "%" if text.casefold() in PERCENT else "pp")
    code, scale = _units().get(text.casefold(), ("", 1.0))
    if code and scale == 1.0:
        return _resolved(text, code)
    if code or not text or len(text) > _LONGEST or not all(is_unit_name(part) for part in text.split("/")):
        advice = "write %, pp, times, a currency such as USD, t, kg, countries or rank, and the value in it, unscaled"
        raise InputError(f"unknown unit {text[:_LONGEST]!r}", "", advice)
    return text
