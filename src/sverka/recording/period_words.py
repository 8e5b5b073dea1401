"""Names of months in Russian and English, short and long, in their case forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sverka.recording.lookup_sql import case_sql
from sverka.recording.tables_io import read_table

MONTH_WORD = "[A-Za-zА-Яа-яёЁ]{3,9}[.]?"
"""A pattern of what may be the name of a month."""


@cache
def month_names() -> Mapping[str, int]:
    """Every spelling in small letters with its month."""
    names: dict[str, int] = {}
    for row in read_table("month_names.csv"):
        whole = () if row["begin"] == "ма" else ("",)  # «ма» alone is no month
        for end in (*whole, *row["ends"].split("|")):
            names[row["begin"] + end] = int(row["month"])
    return names


def month_number(text: str) -> int | None:
    """The month that a word names; `None` for any other word.

    >>> month_number("Sept."), month_number("ЯНВАРЯ"), month_number("мая"), month_number("marble")
    (9, 1, 5, None)
    """
    return month_names().get(text.strip().lower().removesuffix("."))


def month_number_sql(text: str) -> str:
    """The same of an SQL text."""
    names = {name: str(number) for name, number in month_names().items()}
    told = case_sql(f"rtrim(lower(trim({text})), '.')", names)
    return f"TRY_CAST({told} AS INTEGER)"
