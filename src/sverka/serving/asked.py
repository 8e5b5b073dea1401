"""The measures that a run asks for: read by the grammar, their names held against the tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from sverka.model.claims import Claim
from sverka.model.errors import MeasureError
from sverka.model.measures import Measure, Rank, measure_slices

_MAX_NEAR = 3


def checked_measures(texts: Sequence[str]) -> tuple[Measure, ...]:
    """Measures as text; `MeasureError` points at the column."""
    from sverka.model.grammar import parse_measure

    return tuple(parse_measure(text) for text in texts)


def check_names(
    texts: Sequence[str], measures: Sequence[Measure], claims: Sequence[Claim], own: Collection[str] = ()
) -> None:
    """Refuse a place, goods or unit that no table holds, no statement names, and is no `own` code of a book;
    `MeasureError` points at it.

    A misspelt name would be taken for a place or goods of its own, and bounds would be given for nothing.
    """
    said = {name for claim in claims if claim.measure for _, name in _names(claim.measure)}
    for text, measure in zip(texts, measures, strict=True):
        for kind, name in _names(measure):
            if name not in said and name not in own and not _is_known(kind, name):
                raise MeasureError(f"unknown {kind} {name!r}", _column(text, name), _expected(kind, name), text)


def _names(measure: Measure) -> Iterator[tuple[str, str]]:
    for cut in measure_slices(measure):
        yield from (("place", name) for name in (*cut.partners.include, *cut.partners.exclude))
        yield from (("goods", name) for name in (*cut.goods.include, *cut.goods.exclude))
    if isinstance(measure, Rank):
        yield ("goods" if measure.member[:1].isdigit() else "member", measure.member)
    unit = getattr(measure, "unit", None)
    if unit is not None:
        yield "unit", unit


def _is_known(kind: str, name: str) -> bool:
    from sverka.reference.goods import get_goods
    from sverka.reference.places import get_place
    from sverka.reference.units import price_parts, unit_kind

    if kind == "unit":
        return unit_kind(name) in ("money", "mass", "quantity") or price_parts(name) is not None
    place = kind in ("place", "member") and get_place(name) is not None
    return place or (kind in ("goods", "member") and get_goods(name) is not None)


def _column(text: str, name: str) -> int:
    """Where a name stands as a word of its own, counted from 1."""
    found = re.search(rf"(?<![\w@/]){re.escape(name)}(?![\w@/])", text)
    return found.start() + 1 if found else 1


def _expected(kind: str, name: str) -> str:
    from sverka.reference.goods import search_goods
    from sverka.reference.places import search_places

    if kind == "unit":
        return f"{name.upper()}" if _is_known(kind, name.upper()) else "a currency such as USD, kg, t, or m3, bbl …"
    near = [found.id for found in (search_goods(name) if kind == "goods" else search_places(name))[:_MAX_NEAR]]
    command = "sverka goods NAME" if kind == "goods" else "sverka places NAME"
    return " or ".join(near) if near else f"an id as {command} shows it"
