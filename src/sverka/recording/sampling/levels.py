"""How large the trade of a month is: the level of 2019, the season of the goods, the year, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sverka.recording.sampling.months import month_number, year_of
from sverka.recording.sampling.tables_io import story
from sverka.recording.sampling.world import Deck, Flow

SIDES = ("west", "near", "east", "other")
BITS = 40
"""Levels are whole numbers of 2 to the power of -40 cents per weight."""


def levels(deck: Deck, month: int, total_weight: int) -> dict[tuple[str, str], int]:
    """By side of the partner and family of the goods: what one unit of a pair's weight is worth in a month."""
    told = story()
    year, season = year_of(month) - _first_year(told), told["seasons"]
    base = int(told[f"{deck.flow}_dollars"]) * 100 * int(told["years"][deck.flow][year])
    found = {}
    now = [turn for turn in told["turns"] if _holds(turn, month)]
    for family, months in season.items():
        for side in SIDES:
            turns = [turn["permille"] for turn in now if _touches(turn, deck.flow, side, family)]
            above, below = (base * int(months[month % 12])) << BITS, 12 * 1000 * 1000 * total_weight
            for turn in turns:
                above, below = above * turn, below * 1000
            found[(side, family)] = above // below
    return found


def _holds(turn: Mapping[str, Any], month: int) -> bool:
    return month_number(turn["since"]) <= month <= month_number(turn.get("until", "9999-12"))


def _touches(turn: Mapping[str, Any], flow: Flow, side: str, family: str) -> bool:
    return all(turn.get(name, value) == value for name, value in (("flow", flow), ("side", side), ("family", family)))


def _first_year(told: Mapping[str, Any]) -> int:
    return year_of(month_number(told["first_month"]))


@cache
def price_permille(family: str, month: int) -> int:
    """What goods of a family cost in a month against 2019."""
    told = story()
    prices = told["prices"].get(family)
    return 1000 if prices is None else int(prices[year_of(month) - _first_year(told)])
