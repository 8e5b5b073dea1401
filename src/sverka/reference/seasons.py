"""Marketing years of goods: the month in which the season of a crop starts in a country."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sverka.reference.goods import get_goods
from sverka.reference.tables_io import read_table

ANYWHERE = "*"


@cache
def _starts() -> dict[str, dict[str, int]]:
    """HS prefix → country → first month (1–12)."""
    starts: dict[str, dict[str, int]] = {}
    for row in read_table("goods/marketing_years.csv"):
        starts.setdefault(row["hs"], {})[row["country"]] = int(row["start_month"])
    return starts


def season_start(goods: Iterable[str], place: str | None) -> int | None:
    """The first month (1–12) of the marketing year of goods (ids or HS codes) in a country, or in one of its regions.

    `None` where the goods have no season, or have several.

    >>> season_start(["soya-beans"], "US"), season_start(["wheat"], "RU"), season_start(["cars"], "RU")
    (9, 7, None)
    """
    country = (place or ANYWHERE).split("-")[0]
    found = {_start_of(code, country) for one in goods if (known := get_goods(one)) for code in known.hs}
    return found.pop() if len(found) == 1 else None


def _start_of(code: str, country: str) -> int | None:
    """The start by the longest prefix of a code (of the first code of a range) that has a row."""
    first = code.partition("-")[0]
    for length in range(len(first), 1, -1):
        rows = _starts().get(first[:length])
        if rows is not None:
            return rows.get(country, rows.get(ANYWHERE))
    return None
