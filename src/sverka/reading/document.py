"""A source as the reader takes it: text cut into blocks, with the way back to the characters of the input.

Offsets of blocks count characters of `Document.text`; `Document.span` turns them into offsets of `Document.given`, the
decoded input as it stands. A byte-order mark belongs to the encoding and is no character; newlines are kept as given.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import BinaryIO, Literal

BlockKind = Literal["headline", "lead", "body", "item", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of `Document.text` with a role on the page; blocks are in order and do not overlap.

    `headline` is the title or a heading, `lead` the standfirst or first paragraph, `item` a list item (without its
    bullet) or a table row, `furniture` what surrounds the article: navigation, teasers, contacts, code, link targets.
    `repeat_of` is the index of the block that says the same in full.
    """

    kind: BlockKind
    start: int
    end: int
    repeat_of: int | None = None


Span = tuple[int, int]
"""A stretch of `Document.text`, half-open."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with a figure: its place, its column, and the heads of its row, that of a section first."""

    start: int
    end: int
    column: int
    row: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: the lines above it that say what it is of, the head of its first columns, the heads of each
    other column from the top down, and its cells. The blocks of its rows lie between `start` and `end`.

    `cut` are the rows that are too many to be read, `heading` that of the section that the table stands in.
    """

    start: int
    end: int
    caption: tuple[Span, ...]
    corner: tuple[Span, ...]
    columns: dict[int, tuple[Span, ...]]
    cells: tuple[Cell, ...]
    cut: Span | None = None
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded source: `given` as it came, `text` without markup, and the blocks of `text`.

    `origin` and `origin_end` hold, for each character of `text`, where in `given` what stands for it begins and ends
    (an entity is several characters long); both are `None` where `text` is `given`. `published` is an ISO date.
    """

    source: str
    given: str
    text: str
    origin: array[int] | None
    blocks: tuple[Block, ...]
    lang: str
    title: str | None = None
    published: str | None = None
    encoding: str = "utf-8"
    origin_end: array[int] | None = None
    tables: tuple[Table, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `given` of `text[start:end]`; what stands between them covers the words, entities and tags too.

        >>> starts, ends = array("I", [0, 1, 6]), array("I", [1, 6, 7])
        >>> Document("-", "A&amp;B", "A&B", starts, (), "en", origin_end=ends).span(0, 2)
        (0, 6)
        """
        if self.origin is None or self.origin_end is None:
            return start, end
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.given)
            return at, at
        return self.origin[start], self.origin_end[end - 1]

    def block_text(self, block: Block) -> str:
        """The words of a block."""
        return self.text[block.start : block.end]


def load_document(data: bytes, source: str) -> Document:
    """Decode bytes, tell plain text, HTML and Markdown apart by content, and cut the text into blocks.

    Raises `InputError` for what is empty, too large, binary, or of a format that has to be converted first.
    """
    from sverka.reading.intake.load import load

    return load(data, source)


def fetch_source(source: str, *, stdin: BinaryIO | None = None, allow_private: bool = False) -> bytes:
    """Bytes of a file, a page (`http(s)://`) or standard input (`-`), at most 5 MB; see `intake.fetch.fetch_source`."""
    from sverka.reading.intake import fetch

    return fetch.fetch_source(source, stdin=stdin, allow_private=allow_private)
