"""Numbers with English nouns, in sentences of the lower floors."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the singular for one.

    >>> counted(1, "row"), counted(0, "row"), counted(1234, "line")
    ('1 row', '0 rows', '1,234 lines')
    """
    return f"{number:,} {noun}{'s'[: number != 1]}"
