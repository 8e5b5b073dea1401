"""The rows of one flow and month, drawn one after the other.

Value, weight and quantity belong together: the weight is the value at the price of the goods, give or take an eighth;
the quantity is the weight by that of one unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sverka.recording.sampling.chance import drawn, key_of
from sverka.recording.sampling.levels import BITS, levels, price_permille
from sverka.recording.sampling.tables_io import story
from sverka.recording.sampling.world import Article, Deck, Pair, Partner

LEAST_CENTS = 2_000


class Row(NamedTuple):
    """One row of trade: US cents, grams, and thousandths of the supplementary unit (0 where there is none)."""

    partner: Partner
    article: Article
    cents: int
    grams: int
    quantity_milli: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a flow come from: its pairs, their whole weight, the seed."""

    deck: Deck
    total_weight: int
    seed: int


def month_rows(source: Source, month: int, count: int) -> Iterator[Row]:
    """So many rows of a month: first the core, then as many of the fringe as there is room for.

    The fringe is parted into as many strips of like weight as rows are wanted, and one pair of each is drawn, so that
    the rows stand for all pairs whatever their number.
    """
    deck = source.deck
    key = key_of(source.seed, "rows", deck.flow, month)
    worth, prices = levels(deck, month, source.total_weight), _Prices(month)
    core = min(deck.core, count)
    fringe, wanted = len(deck.pairs) - core, count - core
    for number in range(count):
        draw = drawn(key, number)
        if number < core:
            pair = deck.pairs[number]
            weight, noise = pair.weight, (896 + (draw & 255)) << 20
        else:
            pair = _picked(deck, core, number - core, wanted, draw >> 40)
            weight, noise = pair.weight * fringe // wanted, _wide_noise(draw)
        cents = (weight * worth[(pair.partner.side, pair.article.family)] * noise) >> (BITS + 30)
        yield _measured(pair, cents, prices.of(pair.article), 872 + (draw >> 30 & 255))


def late_rows(source: Source, month: int, count: int) -> Iterator[Row]:
    """Rows of a month that were declared late: small ones of the fringe."""
    deck = source.deck
    key = key_of(source.seed, "late", deck.flow, month)
    worth, prices = levels(deck, month, source.total_weight), _Prices(month)
    for number in range(count):
        draw = drawn(key, number)
        pair = _picked(deck, deck.core, number, count, draw >> 40)
        cents = (pair.weight * worth[(pair.partner.side, pair.article.family)] * _wide_noise(draw)) >> (BITS + 30)
        yield _measured(pair, cents, prices.of(pair.article), 872 + (draw >> 30 & 255))


def revised(row: Row, key: int, number: int) -> Row:
    """A row as it is restated: its value changed a little, its weight and quantity as they were."""
    told = story()["restated"]
    lowest, highest = int(told["lowest"]), int(told["highest"])
    permille = lowest + drawn(key, number) % (highest - lowest + 1)
    return row._replace(cents=row.cents * permille // 1000)


def _picked(deck: Deck, core: int, number: int, wanted: int, draw: int) -> Pair:
    """One pair out of the strip of that number; `draw` has 24 bits."""
    fringe = len(deck.pairs) - core
    start, end = number * fringe // wanted, (number + 1) * fringe // wanted
    return deck.pairs[core + start + ((end - start) * draw >> 24)]


def _wide_noise(draw: int) -> int:
    """A factor between 1/8 and 27/8, about 1 on average, in units of 2 to the power of -30."""
    return (512 + (draw & 1023)) * (512 + (draw >> 10 & 1023)) * (512 + (draw >> 20 & 1023))


class _Prices:
    """The prices of a month, each computed once."""

    def __init__(self, month: int) -> None:
        self._month = month
        self._found: dict[tuple[int, str], int] = {}

    def of(self, article: Article) -> int:
        """Thousandths of a cent for a kilogram."""
        key = (article.price_cents_kg, article.family)
        if key not in self._found:
            self._found[key] = article.price_cents_kg * price_permille(article.family, self._month)
        return self._found[key]


def _measured(pair: Pair, cents: int, price: int, noise: int) -> Row:
    """The row of a value: its weight at a price that is `noise` thousandths of the usual, and its quantity."""
    article = pair.article
    cents = max(cents, LEAST_CENTS)
    if article.counted:
        cents = max(cents, article.unit_grams * price // 1_000_000)
    grams = cents * 1_000_000_000 // (price * noise)
    if not article.unit:
        return Row(pair.partner, article, cents, max(grams, 1), 0)
    quantity = grams * 1000 // article.unit_grams
    if article.counted:
        quantity = max((quantity + 500) // 1000, 1) * 1000
    return Row(pair.partner, article, cents, max(grams, 1), max(quantity, 1))
