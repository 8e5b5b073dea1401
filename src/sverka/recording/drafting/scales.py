"""Of how many units one figure is, as titles and heads say it: thousands, 10 thousand, US$1,000, 億円, crore."""

from __future__ import annotations

import re
from functools import cache

from sverka.recording.tables_io import read_table

_POWER = r"(?<![\d.,'’])(10{0,2}(?:[ ,.'’\u00a0\u202f]?000)*)"
BESIDE = "beside a scale"
"""The kind of words of the table `draft_words.csv` beside which a number or a letter is a scale."""
LEAST = 1000
"""A number beside a currency is a scale from here on: $10 and 100 USD may be a price."""
_MOST_BEFORE = 100_000


@cache
def _money() -> str:
    """A pattern of the signs, codes and words of money and weight."""
    rows = (row["pattern"] for row in read_table("draft_words.csv") if row["kind"] == BESIDE)
    return rf"\(?(?:{'|'.join(rows)})"


@cache
def _numbers() -> re.Pattern[str]:
    """A pattern of a number 1,000 or so beside money."""
    return re.compile(rf"{_money()} ?{_POWER}(?![\d.,]?\d)|{_POWER} ?{_money()}")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    rows = ((row["pattern"].replace("MONEY", _money()), int(row["scale"])) for row in read_table("scale_words.csv"))
    return tuple((re.compile(rf"(?:{_POWER} ?)?(?:{pattern})"), scale) for pattern, scale in rows)


def scale_in(name: str) -> int | None:
    """The scale that a text in small letters says; `None` where it says none.

    >>> [scale_in(text) for text in ("тыс. долл.", "10 thousand usd", "us$1,000", "$000", "k usd", "10億円")]
    [1000, 10000, 1000, 1000, 1000, 1000000000]
    >>> [scale_in(text) for text in ("usd", "$10", "exports, usd 2000", "in 2023 usd", "value, t")]
    [None, None, None, None, None]
    """
    for pattern, scale in _patterns():
        if found := pattern.search(name):
            before = _number(found[1]) if found[1] else 1
            return scale * before if before <= _MOST_BEFORE else None
    found = _numbers().search(name)
    number = _number(found[1] or found[2]) if found else 0
    return number if number >= LEAST else None


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))
