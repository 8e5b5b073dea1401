"""Names among partners that are totals of others: groups whose members stand beside them, and the first so many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sverka.recording.tables_io import read_table
from sverka.reference.places import members, places_called

_LARGEST = "largest|biggest|крупнейших|крупнейшие|основных"
_FIRST = re.compile(rf"(?:top|топ)[ -]*\d+.*|(?:first|первые|{_LARGEST}) \d+.*|\d+ (?:{_LARGEST}).*", re.IGNORECASE)
_BEFORE = r"^(?:страны|государства|countries of(?: the)?|total|всего по|итого по)\s+"
_WORDS = re.compile(rf"{_BEFORE}|,?\s*(?:total|всего|итого)$", re.IGNORECASE)
_BESIDE = 2
"""So many other partners must stand beside a «Top 25» for it to be their total."""


def totals_among(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are of a group with a member among the others, or of the first so many of them.

    A group alone is a partner like any other: where no member stands beside it, its trade is in no other row.

    >>> totals_among(["Top 25", "EU-27", "China", "Germany", "Asia"]), totals_among(["EU-27", "China", "Rest of world"])
    (('Top 25', 'EU-27', 'Asia'), ())
    """
    there = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    kinds = {name: _place(name) for name in there}
    countries = {place for kind, place in kinds.values() if kind == "country"}
    found = []
    for name, (kind, place) in kinds.items():
        if (kind == "group" and place != "world" and members(place) & countries) or (
            _FIRST.fullmatch(name) and len(countries) >= _BESIDE
        ):
            found.append(name)
    return tuple(found)


def is_group(name: str) -> bool:
    """Whether a name is of a group of countries, or of the first so many of them.

    >>> [is_group(name) for name in ("EAEU", "EU-27", "Top 25", "China", "Ruritania")]
    [True, True, True, False, False]
    """
    name = name.strip()
    return bool(name) and (_FIRST.fullmatch(name) is not None or _place(name)[0] == "group")


@cache
def _residuals() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_table("residual_names.csv")))


def is_residual(name: str) -> bool:
    """Whether a name is of the rest of a breakdown, or of a difference that is no trade with anybody.

    >>> [is_residual(name) for name in ("Остальные страны мира", "Rest of world", "Rounding", "Otros", "Oman")]
    [True, True, True, True, False]
    """
    return _residuals().fullmatch(name.strip().lower()) is not None


def _place(name: str) -> tuple[str, str]:
    """The kind and id of a place that a name is of; a name with words of a group around it too."""
    for text in (name, _WORDS.sub("", name)):
        if called := places_called(text):
            return called[0].kind, called[0].id
    return "", ""
