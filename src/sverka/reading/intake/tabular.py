"""Rows of cells → tables: which rows are heads, which columns name what their rows are of, which cells hold figures.

A page laid out by a table, a list of news with their hours, a glossary are none: a table has heads and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from sverka.reading.document import Cell, Span, Table
from sverka.reading.intake.pieces import Piece
from sverka.reading.intake.roles import looks_like_headline
from sverka.reading.intake.rows import GridCell, Row, cells_of, mark_bare_rows, runs_of_rows
from sverka.reading.intake.tables_io import read_table

MAX_CELLS = 2000
"""Figures of the tables of one text; a table that holds more is a data set, and its further rows are not read."""

MAX_HEAD_ROWS = 4
MAX_CELL_CHARS = 40
MAX_HEAD_CHARS = 200
MAX_CAPTION_LINES = 2
MIN_FILLED = 0.25
MAX_SECTION = 30
"""Pieces between the heading of a section and a table that still stands in it."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁ])")
_INTRODUCES = re.compile(
    r"\b(?:table|below|following|follows|shown|таблиц|ниже|следующ|приведен|представлен)", re.IGNORECASE
)
_NOTE = re.compile(r"\s*(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹ᵃᵇ]+|\[\w{1,2}\]|\([\da-zа-я]\)|\s\d\))\Z")
_FIGURE = re.compile(
    r"(?:[<>≈~≥≤(]|(?:about|over|under|около|свыше|более|менее|в)\s)?\s*[+\-–−—±]?\s*"
    r"(?:[^\W\d_]{0,3}[$€£¥₽]|[A-Z]{3}\s)?\s*[+\-–−]?"
    r"\d[\d.,\s\xa0\u202f\u2009]*(?:[–-]\s*\d[\d.,\s\xa0]*)?(?:\s*(?:%|[^\W\d_][^\W\d_.³²/$]{0,12}\.?[³²]?)){0,3}\)?"
    r"(?:\s*\([+\-–−]?\d[\d.,]*\s*%\))?\Z"
)
_YEAR = re.compile(r"\D{0,20}\b(?:19|20)\d\d\b\D{0,20}(?:[/–-]\d\d(?:\d\d)?\D{0,12})?\Z")
_PERIOD_WORD = re.compile(
    r"\d\s*-?\s*(?:мес|кв|год|г\b|полуг|лет|дн|q\b|month|quarter|year|week|й\b|го\b|st\b|nd\b|rd\b|th\b)|\b(?:q|h)\d",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:[-–—−.…*xх×]+|н/?\s?д|н\.\s?д\.|n/?a|n\.a\.|nil|нет|под\s?знаком)?", re.IGNORECASE)


def tables_of(text: str, pieces: Sequence[Piece]) -> tuple[Table, ...]:
    """The tables among the pieces, in order; the hint of their rows becomes `table`."""
    found: list[Table] = []
    left = MAX_CELLS
    bare = mark_bare_rows(text, pieces)
    for first, last in runs_of_rows(text, pieces):
        rows = [cells_of(text, piece) for piece in pieces[first:last]]
        table = _Reader(text, [row for row in rows if any(_words(text, cell) for cell in row)]).table(left)
        if table is None:
            continue
        caption = tuple(reversed(list(_captions(text, pieces, first))))
        start, end = pieces[first].start, pieces[last - 1].end
        above = (*caption, *table.caption)
        heading = _heading(pieces, first)
        heading = None if heading in above else heading
        found.append(replace(table, start=start, end=end, caption=above, heading=heading))
        left -= len(table.cells)
        for piece in pieces[first:last]:
            piece.hint = "table"
    for piece, hint in bare:
        piece.hint = hint if piece.hint == "row" else piece.hint
    return tuple(found)


def _captions(text: str, pieces: Sequence[Piece], first: int) -> Iterator[Span]:
    """The lines right above a table that say what it is of, nearest first: a title, «млн долларов», "as follows:".

    Of a paragraph that leads to the table its last sentence: "The table shows the main buyers."
    """
    for piece in pieces[max(first - MAX_CAPTION_LINES, 0) : first][::-1]:
        words = text[piece.start : piece.end]
        labels = piece.hint in ("title", "heading") or words.endswith(":") or looks_like_headline(words)
        told = words if labels else _last_sentence(words) if piece is pieces[first - 1] else ""
        if piece.hint in ("furniture", "table", "row", "item") or not 0 < len(told) <= MAX_HEAD_CHARS:
            return
        yield piece.end - len(told), piece.end
        if piece.hint == "title":
            return


def _last_sentence(words: str) -> str:
    """The last sentence of a paragraph, where it leads to the table below; else nothing."""
    last = _SENTENCE_END.split(words)[-1]
    return last if _INTRODUCES.search(last) else ""


def _heading(pieces: Sequence[Piece], first: int) -> Span | None:
    """The heading of the section that a table stands in, where its markup tells headings; the page's title is none."""
    for piece in pieces[max(first - MAX_SECTION, 0) : first][::-1]:
        if piece.hint == "heading" and piece.end - piece.start <= MAX_HEAD_CHARS:
            return piece.start, piece.end
        if piece.hint in ("title", "furniture"):
            return None
    return None


def _words(text: str, cell: GridCell) -> str:
    return _NOTE.sub("", text[cell.start : cell.end])


def is_figure(words: str) -> bool:
    """Whether a cell holds a figure: a number, maybe with a sign, a unit and a mark of a note, and no period.

    >>> [is_figure(words) for words in ("1 654,4", "-3.1 %", "US$ 5 bn", "Q1 2024", "9 мес.", "12:30", "Tea 2", "—")]
    [True, True, True, False, False, False, False, False]
    """
    return len(words) <= MAX_CELL_CHARS and _FIGURE.match(words) is not None and _PERIOD_WORD.search(words) is None


def _is_year(words: str) -> bool:
    return _YEAR.match(words) is not None


@cache
def _mute_heads() -> tuple[tuple[str, bool], ...]:
    return tuple((row["head"], row["match"] == "whole") for row in read_table("column_heads.csv"))


def is_mute(head: str) -> bool:
    """Whether the head of a column says that it holds codes or places in an order.

    >>> is_mute("№ п/п"), is_mute("HS code"), is_mute("No."), is_mute("Norway"), is_mute("Кодак")
    (True, True, True, False, False)
    """
    low = head.casefold().strip(" .:*()")
    for word, is_whole in _mute_heads():
        rest = low.removeprefix(word) if low.startswith(word) else None
        if rest is not None and not rest[:1].isalpha() and not (is_whole and rest):
            return True
    return False


@dataclass(slots=True)
class _Reader:
    """Reads one table from the top down: heads, then rows of figures, with heads of sections between them."""

    text: str
    rows: list[Row]
    titles: list[Span] = field(default_factory=list)
    columns: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    section: tuple[Span, ...] = ()
    labels: int = 0
    above: dict[int, tuple[GridCell, int]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)

    def table(self, limit: int) -> Table | None:
        """The table, or `None` where the rows make none; `caption` is what is written across its top."""
        heads = self._heads(0)
        body = self.rows[heads:]
        self._open(self.rows[:heads])
        self.labels = self._count_labels(body)
        if not body or not self._is_table(body, heads):
            return None
        named = [column for column in range(self.labels) if not self._is_mute(column)]
        corner = tuple(span for column in named for span in self.columns.get(column, ()))
        cut = self._read(body, limit)
        columns = {column: spans for column, spans in self.columns.items() if column >= self.labels}
        return Table(0, 0, tuple(self.titles), corner, columns, tuple(self.cells), cut) if self.cells else None

    def _heads(self, first: int) -> int:
        """How many rows from a row on are heads: none of them holds a figure that is no year, or a sign for none."""
        last = first
        while last < len(self.rows) and last - first < MAX_HEAD_ROWS and self._is_head(self.rows[last]):
            last += 1
        return last - first

    def _is_head(self, row: Row) -> bool:
        words = [_words(self.text, cell) for cell in row]
        figures = any(is_figure(word) and not _is_year(word) for word in words)
        return not figures and not any(word and _NOTHING.fullmatch(word) for word in words)

    def _open(self, heads: Sequence[Row]) -> None:
        """Take rows of heads: the words over each column, and what is written across the whole table."""
        self.columns = {}
        several = [row for row in heads if len(self._filled(row)) > 1]
        self.titles.extend((cell.start, cell.end) for row in heads if row not in several for cell in self._filled(row))
        for row in several:
            for column, cell in self._over(row, spread=row is not several[-1]):
                self.columns[column] = (*self.columns.get(column, ()), (cell.start, cell.end))

    def _filled(self, row: Row) -> list[GridCell]:
        return [cell for cell in row if cell.start < cell.end]

    def _over(self, row: Row, *, spread: bool) -> Iterator[tuple[int, GridCell]]:
        """Each column with the cell over it; in an upper row of heads a cell reaches over the empty ones behind it."""
        last: GridCell | None = None
        for cell in row:
            last = cell if cell.start < cell.end else last if spread else None
            if last is not None and len(self.text[last.start : last.end]) <= MAX_HEAD_CHARS:
                yield from ((column, last) for column in range(cell.column, cell.column + cell.width))

    def _count_labels(self, body: Sequence[Row]) -> int:
        """How many columns from the left name what their rows are of: words, years, codes or numbers of lines."""
        width = max((cell.column for row in body for cell in row), default=0)
        for column in range(width + 1):
            held = [_words(self.text, cell) for row in body for cell in row if cell.column == column]
            held = [words for words in held if words and not _NOTHING.fullmatch(words)]
            named = sum(not is_figure(words) for words in held) * 2 >= len(held)
            dated = bool(held) and all(_is_year(words) for words in held)
            if not (named or dated or self._is_mute(column) or _runs_up(held)):
                return column
        return width + 1

    def _is_mute(self, column: int) -> bool:
        return any(is_mute(self.text[start:end]) for start, end in self.columns.get(column, ()))

    def _is_table(self, body: Sequence[Row], heads: int) -> bool:
        """Whether figures stand in enough cells, under heads or behind names."""
        cells = [cell for row in body for cell in self._filled(row) if cell.column >= self.labels]
        figures = sum(is_figure(_words(self.text, cell)) for cell in cells)
        long = any(cell.end - cell.start > MAX_HEAD_CHARS for cell in cells)
        return not long and (heads > 0 or self.labels > 0) and figures >= max(1.0, MIN_FILLED * len(cells))

    def _read(self, body: Sequence[Row], limit: int) -> Span | None:
        """Take the rows below the heads; the rows that are left where there are too many figures."""
        at = 0
        while at < len(body):
            row = self._with_above(body[at])
            filled = self._filled(row)
            figures = [cell for cell in filled if cell.column >= self.labels and is_figure(_words(self.text, cell))]
            if len(self.cells) + len(figures) > limit:
                return body[at][0].start, body[-1][-1].end
            heads = self._heads(len(self.rows) - len(body) + at) if not figures and len(filled) > 1 else 0
            if heads and at + heads < len(body):
                self._open(body[at : at + heads])
                self.section = ()
            elif not figures and len(filled) == 1 and self._is_head(row):
                self.section = tuple((cell.start, cell.end) for cell in filled)
            self._take(row, figures)
            at += max(heads, 1)
        return None

    def _with_above(self, row: Row) -> Row:
        """A row with the names that reach down to it from rows above, by their markup or where the place is empty."""
        own = {cell.column: cell for cell in row if cell.start < cell.end}
        inner = any(0 < column < self.labels for column in own)
        reached = {
            column: cell
            for column, (cell, rows) in self.above.items()
            if column not in own and (rows > 0 or (inner and column < self.labels - 1))
        }
        self.above = {column: (cell, rows - 1) for column, (cell, rows) in self.above.items()}
        self.above.update((column, (cell, cell.height - 1)) for column, cell in own.items() if column < self.labels)
        return tuple(cell for _, cell in sorted({**reached, **own}.items()))

    def _take(self, row: Row, figures: Sequence[GridCell]) -> None:
        names = tuple(
            (cell.start, cell.end)
            for cell in row
            if cell.column < self.labels and not self._is_mute(cell.column) and self._names(cell)
        )
        self.cells.extend(
            Cell(cell.start, cell.end, cell.column, (*self.section, *names))
            for cell in figures
            if not self._is_mute(cell.column)
        )

    def _names(self, cell: GridCell) -> bool:
        """Whether a cell of the first columns names something: words or a year, no number of a line."""
        words = _words(self.text, cell)
        return bool(words) and cell.end - cell.start <= MAX_HEAD_CHARS and (not is_figure(words) or _is_year(words))


def _runs_up(held: Sequence[str]) -> bool:
    """Whether a column counts its rows: 1, 2, 3."""
    numbers = [word.rstrip(".") for word in held]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
