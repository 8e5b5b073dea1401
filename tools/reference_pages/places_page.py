"""The page on places: groups with dated membership, the senses of their words, countries."""

from __future__ import annotations

from reference_pages.markdown import page, table
from sverka.reference.places import Membership, Place, Sense, all_places, get_place, members, memberships, senses

HEAD = """
What a word for a place stands for in a measure: a country by its code (ISO 3166-1), a region of a country by its code
(ISO 3166-2), or one of the groups below by its id. Membership is dated, both days included; a period is taken at its
last day. Where a word has several senses, the plain one comes first, and each other is told by what it adds and
removes. `sverka places NAME` looks a name up in either language, regions too.
"""
KINDS = {
    "organisation": "Organisations and unions",
    "m49": "Regions of UN M49",
    "area": "Areas of common usage",
    "list": "Lists",
    "complement": "All but some",
    "district": "Districts of a country",
}


def _named(codes: frozenset[str] | tuple[str, ...]) -> str:
    """Codes as names, in alphabetical order of the names."""
    found = sorted((place.name_en if (place := get_place(code)) else code) for code in codes)
    return ", ".join(found)


def _dated(rows: tuple[Membership, ...]) -> str:
    """Dated rows as a table, members of one date and source on one line."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        together.setdefault((row.since or "", row.until or "", row.source), []).append(row.member)
    lines = [(since, until, _named(tuple(codes)), source) for (since, until, source), codes in together.items()]
    return table(("from", "until", "members", "source"), lines)


def _senses(found: tuple[Sense, ...]) -> str:
    lines = [
        (f"`{one.id}`", one.name_en, one.name_ru, _named(one.added), _named(one.removed), one.source) for one in found
    ]
    return table(("sense", "English", "Russian", "adds", "removes", "source"), lines)


def _group(place: Place) -> str:
    rows = memberships(place.id)
    dated = any(row.since or row.until for row in rows)
    now = members(place.id)
    parts = [f"### {place.id}", f"{place.name_en} · {place.name_ru}. Source: {place.source}."]
    parts.append(_dated(rows) if dated else f"{len(now)} members: {_named(now)}.")
    several = senses(place.id)
    return "\n\n".join([*parts, *([_senses(several)] if len(several) > 1 else [])])


def _groups(kind: str) -> str:
    groups = [place for place in all_places() if place.kind == "group" and place.group_kind == kind]
    return "\n\n".join([f"## {KINDS[kind]}", *(_group(place) for place in groups if place.id != "world")])


def reference_page() -> str:
    """The page; a kind of group without a title is an error."""
    found = {place.group_kind for place in all_places() if place.kind == "group"}
    if found - KINDS.keys():
        raise ValueError(f"kinds of groups without a title: {sorted(found - KINDS.keys())}")
    countries = [(place.id, place.name_en, place.name_ru) for place in all_places() if place.kind == "country"]
    listed = "## Countries and territories\n\n" + table(("code", "English", "Russian"), countries)
    return page("Places", HEAD, *(_groups(kind) for kind in KINDS if kind in found), listed)
