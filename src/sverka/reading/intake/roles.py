"""Pieces to blocks: which is the headline, the lead, an item, a repeat, and what is furniture around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sverka.reading.document import Block, BlockKind, Table
from sverka.reading.intake.furniture import Scope, furniture_scope
from sverka.reading.intake.pieces import Piece
from sverka.reading.intake.plain import is_sentence_end
from sverka.reading.intake.repeats import find_repeats

MAX_HEADLINE_CHARS = 160
MAX_HEADING_CHARS = 100
MAX_SUBTITLE_CHARS = 250
MAX_TEASERS_IN_ARTICLE = 10
"""So many headline-like lines after "Read also" are taken for links before the article goes on."""

_ABBREVIATION_AT_END = re.compile(
    r"(?:\b\d{4}\s?гг?|\b(?:руб|долл|млн|млрд|тыс|трлн|кв|Inc|Ltd|Co|Corp)|\b(?:\w\.){1,3}\w)\.\Z"
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CUT_OFF = re.compile(r"[,;:—–-]\s*\Z")


def blocks_of(text: str, pieces: Sequence[Piece], *, tail_to_end: bool = True) -> tuple[Block, ...]:
    """Give each piece its role; pieces are in order and do not overlap, and so are the blocks.

    `tail_to_end`: a list of other news below the article reaches to the end, as in dumps of text, where nothing else
    tells its paragraphs from the article's. Where the article's end is known otherwise, only its links are set aside.
    """
    lines = [text[piece.start : piece.end] for piece in pieces]
    kinds = _Roles(lines, pieces, tail_to_end).kinds()
    full = _repeats(lines, kinds)
    return tuple(
        Block(kind, piece.start, piece.end, full.get(index))
        for index, (kind, piece) in enumerate(zip(kinds, pieces, strict=True))
    )


def within_article(tables: Sequence[Table], blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables whose rows are no furniture."""
    starts = [block.start for block in blocks]
    rows = {table.start: blocks[max(bisect_right(starts, table.start) - 1, 0)] for table in tables}
    return tuple(table for table in tables if rows[table.start].kind != "furniture")


def _repeats(lines: Sequence[str], kinds: Sequence[BlockKind]) -> dict[int, int]:
    article = [index for index, kind in enumerate(kinds) if kind != "furniture"]
    found = find_repeats([lines[index] for index in article])
    return {article[part]: article[full] for part, full in found.items()}


class _Roles:
    """One pass each: furniture, headline, lead and headings, items."""

    def __init__(self, lines: Sequence[str], pieces: Sequence[Piece], tail_to_end: bool) -> None:
        self.tail_to_end = tail_to_end
        self.lines = lines
        self.pieces = pieces
        self.found: list[BlockKind | None] = [None] * len(lines)
        for index, piece in enumerate(pieces):
            if piece.hint in ("furniture", "table"):
                self.found[index] = "furniture" if piece.hint == "furniture" else "item"

    def kinds(self) -> list[BlockKind]:
        self._set_furniture()
        self._set_marked()
        article = [index for index, kind in enumerate(self.found) if kind != "furniture"]
        self._set_headline(article)
        self._set_headings(article)
        self._set_lead(article)
        return [kind or "body" for kind in self.found]

    def _set_furniture(self) -> None:
        scopes = [None if self.found[at] else furniture_scope(line) for at, line in enumerate(self.lines)]
        reach: Scope | None = None
        teasers = 0
        begun = False
        headed = False
        for at, scope in enumerate(scopes):
            if scope is not None:
                self.found[at] = "furniture"
                reach, teasers = (self._reach(at, scope, begun, headed), 0) if reach != "rest" else (reach, teasers)
            elif reach == "rest" or (reach == "links" and self._is_teaser(at) and teasers < MAX_TEASERS_IN_ARTICLE):
                self.found[at] = "furniture"
                teasers += 1
            elif self.found[at] is None or self.pieces[at].hint == "table":
                reach = None
                begun = begun or self._is_running(at)
                headed = True

    def _reach(self, at: int, scope: Scope, begun: bool, headed: bool) -> Scope:
        """A list of news above the article must not swallow it; a label with its links on its own line ends there."""
        if scope == "line" or not headed or self._has_content_after_label(at):
            return "line"
        return scope if begun and self.tail_to_end else "links"

    def _has_content_after_label(self, at: int) -> bool:
        label, colon, content = self.lines[at].partition(":")
        return bool(colon) and any(char.isalpha() for char in content) and len(label) < 60

    def _is_teaser(self, at: int) -> bool:
        line = self.lines[at]
        return len(line) <= MAX_HEADLINE_CHARS and not line.endswith(".")

    def _is_running(self, at: int) -> bool:
        return self.pieces[at].hint in {"item", "row", "table"} or is_sentence_end(self.lines[at])

    def _set_marked(self) -> None:
        for at, piece in enumerate(self.pieces):
            if self.found[at] is None and piece.hint in {"item", "row"}:
                self.found[at] = "item"
            elif self.found[at] is None and piece.hint in {"title", "heading"}:
                self.found[at] = "headline"

    def _set_headline(self, article: Sequence[int]) -> None:
        if any(self.found[at] == "headline" for at in article) or len(article) < 2:
            return
        first = article[0]
        if self.found[first] is None and looks_like_headline(self.lines[first]):
            self.found[first] = "headline"

    def _set_headings(self, article: Sequence[int]) -> None:
        """Short lines without a full stop: a subtitle, a heading of what follows, or one of a run of bare items."""
        for place, at in enumerate(article):
            if self.found[at] is not None or place == 0 or not _is_short_label(self.lines[at]):
                continue
            before, after = article[place - 1], article[place + 1] if place + 1 < len(article) else None
            if place == 1 and self.found[before] == "headline" and after is not None and self._is_running(after):
                self.found[at] = "lead"
            elif self._is_label(before) or (after is not None and self._is_label(after)):
                self.found[at] = "item"
            elif after is not None and self._is_running(after) and len(self.lines[at]) <= MAX_HEADING_CHARS:
                self.found[at] = "headline"

    def _is_label(self, at: int) -> bool:
        return self.found[at] in {None, "item"} and self.pieces[at].hint == "" and _is_short_label(self.lines[at])

    def _set_lead(self, article: Sequence[int]) -> None:
        paragraphs = [at for at in article if self.found[at] is None]
        if len(paragraphs) >= 2:
            self.found[paragraphs[0]] = "lead"


def looks_like_headline(line: str) -> bool:
    """Short, not cut off in mid-sentence, and without a final full stop save that of an abbreviation.

    >>> looks_like_headline("Экспорт вырос до 5 млн руб."), looks_like_headline("Экспорт вырос, сообщил министр.")
    (True, False)
    """
    if len(line) > MAX_HEADLINE_CHARS or _CUT_OFF.search(line):
        return False
    return not line.endswith((".", "…")) or _ABBREVIATION_AT_END.search(line) is not None


def _is_short_label(line: str) -> bool:
    return len(line) <= MAX_SUBTITLE_CHARS and not is_sentence_end(line) and not _CUT_OFF.search(line)


def title_of(text: str, blocks: Sequence[Block]) -> str | None:
    """The words of the first headline, white space evened out."""
    found = next((text[block.start : block.end] for block in blocks if block.kind == "headline"), None)
    return " ".join(found.split()) if found else None


def language_of(text: str, blocks: Sequence[Block]) -> str:
    """`ru` where at least half of the article's letters are Cyrillic, else `en`."""
    article = "".join(text[block.start : block.end] for block in blocks if block.kind != "furniture") or text
    cyrillic = len(_CYRILLIC.findall(article))
    return "ru" if cyrillic and cyrillic >= len(_LATIN.findall(article)) else "en"
