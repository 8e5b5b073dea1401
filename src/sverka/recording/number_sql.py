"""Numbers as source files write them: decimal marks, and columns counted in thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sverka.recording.source import Header, literal

_WITH_COMMA = re.compile(r"[+-]?[\d\s\u00a0\u202f]*\d,\d+")
WIDE = "DECIMAL(24,8)"
"""The type of a number that is scaled: none of its digits may be lost before."""


def decimal_mark(header: Header, columns: Iterable[str]) -> str:
    """`,` where the first rows write numbers of these columns with a comma and none with a dot, else `.`."""
    values = [value for column in columns for value in header.values(column)]
    comma = any(_WITH_COMMA.fullmatch(value) for value in values)
    return "," if comma and not any("." in value for value in values) else "."


def wide_number(column: str, decimal: str) -> str:
    """A text column as a number with all its digits; null where it is none."""
    plain = f"replace(replace(replace({column}, ' ', ''), chr(160), ''), chr(8239), '')"
    plain = plain if decimal == "." else f"replace({plain}, {literal(decimal)}, '.')"
    return f"TRY_CAST({plain} AS {WIDE})"


def scaled(column: str, scale: int, decimal: str) -> str:
    """The numbers of a column times `scale`: the column itself where that is 1, else of a text column."""
    return column if scale == 1 else f"{wide_number(column, decimal)} * {scale}"
