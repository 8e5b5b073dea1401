"""Rows and cells of tables: where each cell of a row of text begins and ends, and which rows make one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sverka.reading.intake.pieces import Hint, Piece

MAX_LINE = 200
_UNIT = re.compile(
    r"[%$€£¥₽]|\b(?:млн|млрд|тыс|тонн|долл|руб|евро|процент|million|billion|thousand|mn|bn|mln|tonne|ton|per ?cent)",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?<=\S)(?: {2,}|\s?\.{4,}\s?)(?=\S)")
_LISTED = re.compile(r"(?P<name>[^\d:—–]{2,60}?)\s*(?:[—–:]|\s-)\s(?P<figure>[+\-–−]?\d[\d\s\xa0.,]{0,14}\d|\d)[;.,]?")
MAX_BLANK_LINES = 1
"""So many between two rows of one table: Markdown has a rule of its own below the head."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a row: its column, how many columns and rows it spans, and its words without white space."""

    column: int
    width: int
    height: int
    start: int
    end: int


Row = tuple[GridCell, ...]


def cells_of(text: str, piece: Piece) -> Row:
    """The cells of a row that tabs, pipes or gaps part; those of a page stand where its markup put them."""
    if piece.cells:
        ends = [start - 1 for _, _, _, start in piece.cells[1:]] + [piece.end]
        marked = zip(piece.cells, ends, strict=True)
        return tuple(_bare(text, column, width, height, start, end) for (column, width, height, start), end in marked)
    start, end = piece.start, piece.end
    mark = next((mark for mark in "\t|" if mark in text[start:end]), "")
    if not mark:
        return tuple(_bare(text, column, 1, 1, *span) for column, span in enumerate(_spaced(text, piece)))
    if mark == "|":
        start += text.startswith("|", start)
        end -= end > start and text[end - 1] == "|"
    return tuple(_bare(text, column, 1, 1, *span) for column, span in enumerate(_parted(text, start, end, mark)))


def mark_bare_rows(text: str, pieces: Sequence[Piece]) -> list[tuple[Piece, Hint]]:
    """Mark as rows the lines that wide gaps part, and items of a bare number each under a line with their unit; returns
    the lines marked with what they were before.

    "Soybeans      5,120.4     26.1"   «Экспорт, млн $:», «Китай — 751,2»
    """
    marked: list[tuple[Piece, Hint]] = []
    counts = [_parts(text, piece) for piece in pieces]
    first = 0
    for last in range(1, len(pieces) + 1):
        if last < len(pieces) and counts[last] == counts[first] and _touch(text, pieces[last - 1], pieces[last]):
            continue
        if counts[first] != 1 and last - first > 1 and (counts[first] > 1 or _has_unit(text, pieces, first)):
            marked += [(piece, piece.hint) for piece in pieces[first:last]]
        first = last
    for piece, _ in marked:
        piece.hint = "row"
    return marked


def _parts(text: str, piece: Piece) -> int:
    """How many parts gaps of several spaces make of a line, -1 for an item of a bare number, 1 for any other line."""
    if piece.hint not in ("", "item") or piece.cells or piece.end - piece.start > MAX_LINE:
        return 1
    return -1 if _LISTED.fullmatch(text, piece.start, piece.end) else len(_spaced(text, piece))


def _touch(text: str, before: Piece, after: Piece) -> bool:
    return text.count("\n", before.end, after.start) <= 1


def _has_unit(text: str, pieces: Sequence[Piece], first: int) -> bool:
    """Whether the line above says what its items are counted in."""
    above = pieces[first - 1] if first else None
    return above is not None and _UNIT.search(text, above.start, above.end) is not None


def _spaced(text: str, piece: Piece) -> list[tuple[int, int]]:
    """The parts of a line between wide gaps, or before and behind the dash of an item; the whole where none are."""
    listed = _LISTED.fullmatch(text, piece.start, piece.end)
    if listed is not None:
        return [listed.span("name"), listed.span("figure")]
    cuts = [found.span() for found in _GAP.finditer(text, piece.start, piece.end)]
    edges = [piece.start, *(at for cut in cuts for at in cut), piece.end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _parted(text: str, start: int, end: int, mark: str) -> Iterator[tuple[int, int]]:
    at = start
    while (found := text.find(mark, at, end)) >= 0:
        yield at, found
        at = found + 1
    yield at, end


def _bare(text: str, column: int, width: int, height: int, start: int, end: int) -> GridCell:
    words = text[start : max(start, end)]
    first = start + len(words) - len(words.lstrip())
    return GridCell(column, width, height, first, max(first, start + len(words.rstrip())))


def runs_of_rows(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Stretches of pieces, first and last (excluded), that are rows of one table, one piece a row."""
    first = 0
    while first < len(pieces):
        last = first
        while last < len(pieces) and _is_row(pieces[last]) and (last == first or _goes_on(text, pieces, last)):
            last += 1
        if last - first > 1:
            yield first, last
        first = max(last, first + 1)


def _is_row(piece: Piece) -> bool:
    return piece.hint == "row" or (piece.row > 0 and bool(piece.cells) and piece.hint == "")


def _goes_on(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a row belongs to the table of the row before; a row of a page cut in several pieces belongs to none."""
    before, piece = pieces[at - 1], pieces[at]
    if piece.table or before.table:
        return piece.table == before.table and piece.row != before.row
    return text.count("\n", before.end, piece.start) <= MAX_BLANK_LINES + 1
