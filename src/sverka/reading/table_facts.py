"""What a table tells as a whole: what its rows are of, whose trade they are, which figures stand under one head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sverka.reading.cell_heads import Head, HeadReader
from sverka.reading.cell_kinds import Series, series_of
from sverka.reading.cell_slots import goods_of, year_said
from sverka.reading.document import Span, Table
from sverka.reading.heads import opens_with, says
from sverka.reading.kinds import AMOUNTS
from sverka.reading.partnering import WORLD

WEIGHT = "kg"
MAX_DATED_ROWS = 50


@dataclass(frozen=True, slots=True)
class TableFacts:
    """Facts of one table: the figures under each head; whether its rows are those whose trade it is, are mostly places
    or name places at all; the goods of its rows and columns; the last rows that name a period; the years
    named.
    """

    series: Mapping[Span, Series]
    rows_trade: bool
    of_places: bool
    names_places: bool
    goods: frozenset[str]
    dated_rows: tuple[Head, ...]
    years: frozenset[int]


def facts_of(table: Table, heads: HeadReader, lang: str, reporter: str | None) -> TableFacts:
    """The facts of a table in a text that speaks for `reporter`."""
    rows = list(_heads(heads, "row", {span for cell in table.cells for span in cell.row}))
    columns = list(_heads(heads, "column", {span for spans in table.columns.values() for span in spans}))
    whole = [head for head in rows if not opens_with(head.sentence, lang, "part")]
    said_years = [year_said(time) for head in (*rows, *columns) for time in head.periods]
    goods = {id(head): found for head in (*rows, *columns) if (found := goods_of(head)) is not None}
    return TableFacts(
        _series(table, heads),
        rows_trade=_are_traders(table, heads, lang) or any(p.id == reporter for head in rows for p in head.places),
        of_places=sum(bool(head.places) for head in whole) > sum(id(head) in goods for head in whole),
        names_places=any(head.places for head in (*rows, *columns)),
        goods=frozenset(str(found.value) for found in goods.values()),
        years=frozenset(int(said) for said in said_years if said.isdigit()),
        dated_rows=tuple(head for head in rows if head.periods)[-MAX_DATED_ROWS:],
    )


def _heads(heads: HeadReader, where: str, spans: set[Span]) -> Iterator[Head]:
    for span in sorted(spans):
        head = heads.read("row" if where == "row" else "column", span)
        if head is not None:
            yield head


def _series(table: Table, heads: HeadReader) -> dict[Span, Series]:
    by_head: dict[Span, list[str]] = {}
    for cell in table.cells:
        words = heads.document.text[cell.start : cell.end]
        for span in (*cell.row, *table.columns.get(cell.column, ())):
            by_head.setdefault(span, []).append(words)
    return {span: series_of(texts) for span, texts in by_head.items()}


def _are_traders(table: Table, heads: HeadReader, lang: str) -> bool:
    """Whether the rows are of those whose trade it is: "Exporter" over them, or the whole world in the caption."""
    corner = [head for span in table.corner if (head := heads.read("corner", span)) is not None]
    caption = [head for span in table.caption if (head := heads.read("caption", span)) is not None]
    told = any(says(head.sentence, lang, "trader") for head in corner)
    return told or any(place.id == WORLD for head in (*corner, *caption) for place in head.places)


def weighed_by(table: Table, heads: HeadReader, column: int) -> str | None:
    """What a share or a change in a column is measured in, where the amounts beside it are no money: kg, m3.

    The nearest column of amounts before it tells, else all columns of the table.
    """
    beside = [head for head in heads.of_columns(table, column) if head.unit is not None and head.unit.kind in AMOUNTS]
    above = [heads.read("corner", span) for span in table.corner]
    above += [heads.read("caption", span) for span in table.caption]
    told = beside or [
        head for head in above if head is not None and head.unit is not None and head.unit.kind in AMOUNTS
    ]
    unit = told[0].unit if told else None
    if unit is None or unit.kind == "money":
        return None
    return WEIGHT if unit.kind == "mass" else unit.name
