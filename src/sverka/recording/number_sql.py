"""Numbers as source files write them: decimal marks, and columns counted in thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sverka.recording.source import Header, literal

_DECIMAL_COMMA = re.compile(
    r"[+-]?(?:[\d\s\u00a0\u202f]*\d{4,}|0|\d{1,3}(?:[\s\u00a0\u202f]\d{3})+),\d*|[+-]?\d+,(?:\d{0,2}|\d{4,})"
)
_GROUPING_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d*|[+-]?\d{1,3}(?:\.\d{3}){2,}")
WIDE = "DECIMAL(24,8)"
"""The type of a number that is scaled: none of its digits may be lost before."""


def decimal_mark(header: Header, columns: Iterable[str]) -> str:
    """`,` where the first rows write numbers of these columns with a comma that can only be the decimal mark, and none
    with a point that can only be it, else `.`.

    `1,234` may be either, `0,75` and `1.234,5` may not.
    """
    values = [value for column in columns for value in header.values(column)]
    comma = any(_DECIMAL_COMMA.fullmatch(value) or _GROUPING_POINTS.fullmatch(value) for value in values)
    point = any("." in value and not _GROUPING_POINTS.fullmatch(value) for value in values)
    return "," if comma and not point else "."


def wide_number(column: str, decimal: str) -> str:
    """A text column as a number with all its digits; null where it is none."""
    plain = column if decimal == "." else f"replace(replace({column}, '.', '?'), {literal(decimal)}, '.')"
    # The engine takes `1_000` for a number.
    return f"TRY_CAST(replace({plain}, '_', '?') AS {WIDE})"


def scaled(column: str, scale: int, decimal: str) -> str:
    """The numbers of a column times `scale`: the column itself where that is 1, else of a text column."""
    return column if scale == 1 else f"{wide_number(column, decimal)} * {scale}"
