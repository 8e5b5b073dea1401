"""Rows and cells of tables: where each cell of a row of text begins and ends, and which rows make one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sverka.reading.intake.pieces import Piece

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
    """The cells of a row that tabs or pipes part; those of a page stand where its markup put them."""
    if piece.cells:
        ends = [start - 1 for _, _, _, start in piece.cells[1:]] + [piece.end]
        marked = zip(piece.cells, ends, strict=True)
        return tuple(_bare(text, column, width, height, start, end) for (column, width, height, start), end in marked)
    start, end = piece.start, piece.end
    mark = "\t" if "\t" in text[start:end] else "|"
    if mark == "|":
        start += text.startswith("|", start)
        end -= end > start and text[end - 1] == "|"
    return tuple(_bare(text, column, 1, 1, *span) for column, span in enumerate(_parted(text, start, end, mark)))


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
