"""HTML to text: pieces of running text with their place in the source and what the markup says of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from sverka.reading.intake.charrefs import CHARREF, unescaped
from sverka.reading.intake.html_grid import GridWalk
from sverka.reading.intake.html_tokens import Token, attributes_of, element_roles, tokens
from sverka.reading.intake.limits import check_counts
from sverka.reading.intake.mapped import MappedText
from sverka.reading.intake.pieces import Hint, Piece, trimmed
from sverka.reading.intake.tables_io import read_table

_WORDS = re.compile(rf"(?P<space>[ \t\n\r\f\v]++)|(?P<nul>\x00++)|(?P<reference>{CHARREF})|[^ \t\n\r\f\v\x00&]++|&")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CLASS_PARTS = re.compile(r"[-_]+")
_NEVER_FURNITURE = frozenset({"html", "body", "main", "article", "h1"})
_INLINE_KEPT = frozenset({"a", "sup", "b", "strong"})
_CLOSED_BY = {
    "li": frozenset({"p", "li"}),
    "dt": frozenset({"p", "dt", "dd"}),
    "dd": frozenset({"p", "dt", "dd"}),
    "tr": frozenset({"p", "td", "th", "tr"}),
    "td": frozenset({"p", "td", "th"}),
    "th": frozenset({"p", "td", "th"}),
    "a": frozenset({"a"}),
}
_CLOSED_BY_BLOCKS = frozenset({"p"})
_MAX_CELL_CHARS = 200
"""A longer cell is a column of a page laid out by a table, not a cell of a table."""


@dataclass(slots=True)
class PagePiece(Piece):
    """A piece of a page: how many of its characters are links, and whether the markup sets it aside."""

    linked: int = 0
    is_aside: bool = False
    is_classed: bool = False
    is_page_title: bool = False


@dataclass(slots=True)
class Page:
    """The text of a page and what was met on the way."""

    mapped: MappedText = field(default_factory=MappedText)
    pieces: list[PagePiece] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    times: list[dict[str, str]] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    elements: Counter[str] = field(default_factory=Counter)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    is_aside: bool
    is_classed: bool


@cache
def _furniture_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("furniture_classes.csv"))


def is_furniture_class(names: str) -> bool:
    """Whether one of the class names or ids marks what surrounds an article.

    >>> is_furniture_class("block related__items"), is_furniture_class("page has-sidebar")
    (True, False)
    """
    for name in names.lower().split()[:50]:
        parts = _CLASS_PARTS.split(name.removeprefix("b-"))[:3]
        if any("-".join(parts[:length]) in _furniture_words() for length in range(1, len(parts) + 1)):
            return True
    return False


def read_page(given: str, source: str) -> Page:
    """All text of a page in order, cut where its block elements begin and end; linear, without recursion.

    Raises `InputError` for a page with more tags or blocks than an article can have.
    """
    reader = _PageReader(given)
    tags = 0
    for token in tokens(given):
        tags += token.name != ""
        check_counts(source, tags=tags, blocks=len(reader.page.pieces))
        reader.take(token)
    page = reader.page
    page.pieces = trimmed(page.mapped.text(), page.pieces)
    return page


class _PageReader:
    def __init__(self, given: str) -> None:
        self.given = given
        self.page = Page()
        self.out = self.page.mapped
        self.stack: list[_Open] = []
        self.open: Counter[str] = Counter()
        self.aside = 0
        self.classed = 0
        self.piece: PagePiece | None = None
        self.pending = ""
        self.space = (0, 0)
        self.grid = GridWalk()
        self.row_pieces = 0
        self.cell = (0, 0)

    def take(self, token: Token) -> None:
        if not token.name:
            self._text(token.start, token.end)
        elif token.is_end:
            self._end(token.name)
        elif token.content is not None:
            self._raw(token, *token.content)
        elif token.name != "!":
            self._start(token)

    def _raw(self, token: Token, start: int, end: int) -> None:
        if token.name == "script" and "ld+json" in token.attributes:
            self.page.linked_data.append(self.given[start:end])
        elif token.name == "title" and not self.page.elements["title"]:
            self.page.elements["title"] += 1
            before = len(self.page.pieces)
            self._break()
            self._text(start, end)
            for piece in self.page.pieces[before:]:
                piece.is_page_title = True
            self._break()

    def _start(self, token: Token) -> None:
        name, role = token.name, element_roles().get(token.name, "")
        self.page.elements[name] += 1
        if name in {"meta", "time"}:
            (self.page.metas if name == "meta" else self.page.times).append(attributes_of(token.attributes))
        if role != "void":
            self._open_element(name, role, token.attributes)
        elif name == "br" and self.pending != "\t":
            self.pending = "\n" if self.pending in {"br", "\n"} else "br"

    def _open_element(self, name: str, role: str, attributes: str) -> None:
        if role or name == "a":
            self._unstack(_CLOSED_BY.get(name, _CLOSED_BY_BLOCKS))
        if role == "cell":
            self._cell(attributes)
        elif role:
            self._break()
        if name == "table":
            self.grid.open_table()
        if name == "tr":
            self.grid.open_row()
            self.row_pieces = 0
        if role != "rule":
            self._push(name, role, attributes)

    def _push(self, name: str, role: str, raw_attributes: str) -> None:
        attributes = attributes_of(raw_attributes) if raw_attributes and not raw_attributes.isspace() else {}
        hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")[:2000]) is not None
        classed = name not in _NEVER_FURNITURE and is_furniture_class(
            f"{attributes.get('class', '')[:2000]} {attributes.get('id', '')[:200]}"
        )
        if not (role or name in _INLINE_KEPT or hidden or classed):
            return
        element = _Open(name, role == "furniture" or (hidden and name not in _NEVER_FURNITURE), classed)
        self.stack.append(element)
        self.open[name] += 1
        self.aside += element.is_aside
        self.classed += element.is_classed
        self.page.depth = max(self.page.depth, len(self.stack))

    def _pop(self) -> str:
        element = self.stack.pop()
        self.open[element.name] -= 1
        self.aside -= element.is_aside
        self.classed -= element.is_classed
        return element.name

    def _unstack(self, names: frozenset[str]) -> None:
        while self.stack and self.stack[-1].name in names:
            self._pop()

    def _end(self, name: str) -> None:
        role = element_roles().get(name, "")
        if role and role not in {"void", "raw"}:
            self._break()
        if name == "tr":
            self.grid.close_row()
        if name == "table":
            self.grid.close_table()
        if self.open[name] > 0:
            while self._pop() != name:
                pass

    def _break(self) -> None:
        self.pending = "\t" if self.pending == "\t" else "\n"

    def _cell(self, attributes: str) -> None:
        """Go on in the row's piece, unless a cell before was of several lines: that is a page laid out by a table."""
        self.grid.open_cell(attributes_of(attributes) if attributes else {})
        row = self.grid.row
        same_row = self.piece is not None and row > 0 and self.piece.row == row
        self.pending = "\t" if same_row and self.row_pieces == 1 else "\n"

    def _text(self, start: int, end: int) -> None:
        if self.open["sup"] > 0 and self.open["a"] > 0:
            return
        for match in _WORDS.finditer(self.given, start, end):
            if match.lastgroup == "space":
                self._white(match)
            elif match.lastgroup == "reference":
                self._word(unescaped(match.group()), match.start(), match.end())
            elif match.lastgroup is None:
                self._word(match.group(), match.start(), None)

    def _white(self, match: re.Match[str]) -> None:
        newlines = match.group().count("\n") if self.open["pre"] > 0 else 0
        if newlines:
            self.pending = "\n" if newlines > 1 or self.pending == "\n" else "br"
        elif not self.pending:
            self.pending, self.space = " ", match.span()

    def _word(self, words: str, start: int, end: int | None) -> None:
        if not words:
            return
        if end is not None and not words.strip(" \t\n\r\f\v"):
            self.pending, self.space = (self.pending or " "), ((start, end) if not self.pending else self.space)
            return
        piece = self._piece_for(words, start)
        if end is None:
            self.out.copy(words, start)
        else:
            self.out.put(words, start, end)
        piece.end = self.out.length
        piece.linked += len(words) if self.open["a"] > 0 else 0
        if piece.row and piece.end - max(self.cell[0], piece.start) > _MAX_CELL_CHARS:
            self._leave_row(piece)

    def _piece_for(self, words: str, start: int) -> PagePiece:
        """The piece that the next word belongs to, what is pending put before it."""
        pending, self.pending = self.pending, ""
        piece = self.piece
        if piece is None or pending == "\n" or (pending == "br" and not self._runs_on(words)):
            if self.out.length:
                self.out.put("\n", start, start)
            piece = PagePiece(self.out.length, self.out.length, self._hint(), self.grid.table, self.grid.row)
            piece.is_aside, piece.is_classed = self.aside > 0, self.classed > 0
            self.page.pieces.append(piece)
            self.piece = piece
            self.row_pieces += 1
            self._begin_cell(piece)
        elif pending == "\t":
            self.out.put("\t", start, start)
            piece.hint = "row"
            self._begin_cell(piece)
        elif pending:
            self.out.put("\n" if pending == "br" else " ", *(self.space if pending == " " else (start, start)))
        return piece

    def _begin_cell(self, piece: PagePiece) -> None:
        self.cell = (self.out.length, piece.linked)
        if piece.row:
            piece.cells.append((*self.grid.cell, self.out.length))

    def _leave_row(self, piece: PagePiece) -> None:
        """A long cell is a column of text: it becomes a piece of its own, and so does what follows in the row."""
        self.row_pieces += 1
        start, linked = self.cell
        piece.row = 0
        if piece.hint == "row" and start > piece.start:
            rest = PagePiece(start, piece.end, linked=piece.linked - linked)
            rest.is_aside, rest.is_classed = piece.is_aside, piece.is_classed
            piece.end, piece.linked, piece.cells = start - 1, linked, []
            self.page.pieces.append(rest)
            self.piece = rest

    def _runs_on(self, words: str) -> bool:
        """Whether a line break stands within a sentence: a small letter after no stop."""
        return words[0].islower() and self.out.last not in ".!?…:;"

    def _hint(self) -> Hint:
        if self.open["h1"] > 0:
            return "title"
        if any(self.open[name] > 0 for name in ("h2", "h3", "h4", "h5", "h6")):
            return "heading"
        return "item" if self.open["li"] > 0 or self.open["dd"] > 0 else ""
