"""The common form of all sources before roles are given: stretches of text with what their markup says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

Hint = Literal["", "title", "heading", "item", "row", "furniture"]
"""What the markup says: nothing, the page's title, a heading, a list item, a table row, or no part of the article."""


@dataclass(slots=True)
class Piece:
    """A stretch of text that its source keeps apart from others: a line, a paragraph, a cell row."""

    start: int
    end: int
    hint: Hint = ""


AnyPiece = TypeVar("AnyPiece", bound=Piece)


def trimmed(text: str, pieces: Iterable[AnyPiece]) -> list[AnyPiece]:
    """The pieces without white space at their ends, those of nothing else left out; the pieces are changed in place."""
    kept: list[AnyPiece] = []
    for piece in pieces:
        words = text[piece.start : piece.end]
        piece.start += len(words) - len(words.lstrip())
        piece.end -= len(words) - len(words.rstrip())
        if piece.start < piece.end:
            kept.append(piece)
    return kept
