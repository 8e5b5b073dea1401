"""The invented region's trade as it stands: who trades what with whom, and how much of it there is.

A pair is a partner and a ten-digit code of goods in one flow. Its weight falls with the ranks of both, as in Zipf's
law, so that a few pairs make most of the trade. The heaviest, the *core*, are traded every month; of the others, the
*fringe*, some are drawn each month, and stand for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from sverka.recording.sampling.chance import drawn, key_of
from sverka.recording.sampling.tables_io import rows_of

Flow = Literal["export", "import"]
FLOWS: tuple[Flow, ...] = ("import", "export")
"""In the order of the files: ИМ before ЭК."""

PARTNER_SCALE, GOODS_SCALE = 60_000, 1_000_000
CORE_SHARE = (2, 5)
FRINGE_WIDTH = 24
LEAST_PAIRS = 1500
MOST_SPREAD = 30
SURE_RANKS = 40
"""Pairs of ranks whose product is no higher are always traded."""
SURE, OTHER = (4, 6, 8, 10, 12), (1, 2, 4, 8, 16)
UNTRADED_PERCENT = 45
COUNTED = ("ШТ", "ПАР")
"""Units that come in whole numbers."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A country that trades with the region; a rank of 0 means: not in that flow."""

    id: str
    export_rank: int
    import_rank: int
    side: str

    def rank(self, flow: Flow) -> int:
        """Its rank among the partners of a flow."""
        return self.export_rank if flow == "export" else self.import_rank


@dataclass(frozen=True, slots=True)
class Article:
    """Goods by a ten-digit code; `order` counts the codes below a subheading from 0, `counted` goods come in pieces."""

    code: str
    export_rank: int
    import_rank: int
    order: int
    price_cents_kg: int
    unit: str
    unit_grams: int
    family: str
    counted: bool

    def rank(self, flow: Flow) -> int:
        """The rank of its subheading in a flow."""
        return self.export_rank if flow == "export" else self.import_rank


class Pair(NamedTuple):
    """Who trades what, in one flow; the larger the weight, the more."""

    weight: int
    partner: Partner
    article: Article


@dataclass(frozen=True, slots=True)
class Deck:
    """The pairs of one flow, the heaviest first; the first `core` of them are traded every month."""

    flow: Flow
    pairs: tuple[Pair, ...]
    core: int

    @property
    def weight(self) -> int:
        """The weight of all pairs."""
        return sum(pair.weight for pair in self.pairs)


@cache
def partners() -> tuple[Partner, ...]:
    """The table of partners."""
    return tuple(
        Partner(row["id"], int(row["export_rank"] or 0), int(row["import_rank"] or 0), row["side"])
        for row in rows_of("partners.csv")
    )


def articles(spread: int = 1) -> Iterator[Article]:
    """The goods; `spread` times as many ten-digit codes as the table has for a subheading."""
    for row in rows_of("goods.csv"):
        for order, code in enumerate(_codes(row["subheading"], int(row["splits"]) * spread)):
            yield Article(
                code=code,
                export_rank=int(row["export_rank"] or 0),
                import_rank=int(row["import_rank"] or 0),
                order=order,
                price_cents_kg=int(row["price_cents_kg"]),
                unit=row["unit"],
                unit_grams=int(row["unit_grams"] or 0),
                family=row["family"],
                counted=row["unit"] in COUNTED,
            )


def _codes(subheading: str, count: int) -> list[str]:
    """Ten-digit codes below a subheading, numbered without zeros until there are none left: 1000 … 9000, 1100 …"""
    if count == 1:
        return [f"{subheading}0000"]
    endings = (f"{number:<04}" for number in range(1, 10_000) if "0" not in str(number))
    return [subheading + ending for ending, _ in zip(endings, range(count), strict=False)]


def deck(flow: Flow, seed: int, rows_a_month: int) -> Deck:
    """The pairs of a flow for files of so many rows a month; more rows mean more and finer goods."""
    core = rows_a_month * CORE_SHARE[0] // CORE_SHARE[1]
    wanted = max(core + FRINGE_WIDTH * (rows_a_month - core), LEAST_PAIRS)
    spread = min(MOST_SPREAD, 1 + wanted // 8000)
    found = sorted(_pairs(flow, seed, spread), key=lambda pair: (-pair.weight, pair.article.code, pair.partner.id))
    return Deck(flow, tuple(found[:wanted]), core)


def _pairs(flow: Flow, seed: int, spread: int) -> Iterator[Pair]:
    goods = [article for article in articles(spread) if article.rank(flow)]
    for partner in partners():
        rank = partner.rank(flow)
        if not rank:
            continue
        key = key_of(seed, "pairs", flow, partner.id)
        for at, article in enumerate(goods):
            bond = _bond(drawn(key, at), rank * article.rank(flow))
            if bond:
                weight = PARTNER_SCALE // rank * (GOODS_SCALE // (article.rank(flow) * (article.order + 1))) * bond
                yield Pair(weight, partner, article)


def _bond(draw: int, ranks: int) -> int:
    """How closely partner and goods belong together; 0 for not at all."""
    choice = (draw >> 32) % 5
    if ranks <= SURE_RANKS:
        return SURE[choice]
    return 0 if draw % 100 < UNTRADED_PERCENT else OTHER[choice]
