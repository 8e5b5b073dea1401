"""The common form of all sources before roles are given: stretches of text with what their markup says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Hint = Literal["", "title", "heading", "item", "row", "table", "furniture"]
"""What the markup says: nothing, the page's title, a heading, a list item, what looks like a row, a row of a table that
has been taken apart, or no part of the article."""


@dataclass(slots=True)
class Piece:
    """A stretch of text that its source keeps apart from others: a line, a paragraph, a row of cells.

    On a page `table` and `row` count from 1, and `cells` has column, columns and rows spanned, and start of each cell.
    """

    start: int
    end: int
    hint: Hint = ""
    table: int = 0
    row: int = 0
    cells: list[tuple[int, int, int, int]] = field(default_factory=list)


AnyPiece = TypeVar("AnyPiece", bound=Piece)


def trimmed(text: str, pieces: Iterable[AnyPiece]) -> list[AnyPiece]:
    """The pieces without white space at their ends, those of nothing else left out; the pieces are changed in place.

    A row keeps the tabs before its first cell: these are empty cells.
    """
    kept: list[AnyPiece] = []
    for piece in pieces:
        words = text[piece.start : piece.end]
        lead = None if piece.hint != "row" else "".join({char for char in words if char.isspace() and char != "\t"})
        piece.end -= len(words) - len(words.rstrip())
        piece.start += len(words) - len(words.lstrip(lead))
        if piece.start < piece.end and not words.isspace():
            kept.append(piece)
    return kept
