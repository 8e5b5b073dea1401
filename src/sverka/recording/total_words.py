"""What files write for all partners and for all goods."""

from __future__ import annotations

from functools import cache
from typing import Literal

from sverka.recording.tables_io import read_table


@cache
def total_words(of: Literal["partners", "goods"]) -> frozenset[str]:
    """The words, in small letters, that mean all partners or all goods in a column of either.

    >>> "мир" in total_words("partners"), "мир" in total_words("goods"), "всего" in total_words("goods")
    (True, False, True)
    """
    return frozenset(row["text"] for row in read_table("total_words.csv") if row["of"] in (of, "both"))
