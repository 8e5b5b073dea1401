"""The common form of all sources before roles are given: stretches of text with what their markup says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Hint = Literal["", "title", "heading", "item", "row", "furniture"]
"""What the markup says: nothing, the page's title, a heading, a list item, a table row, or no part of the article."""


@dataclass(slots=True)
class Piece:
    """A stretch of text that its source keeps apart from others: a line, a paragraph, a cell row."""

    start: int
    end: int
    hint: Hint = ""
