"""Senses of words for goods: the same word means a heading to one writer and a chapter, or a chain, to another.

The plain sense comes first; each other is at a stated distance from it. Words of the table `goods/senses.csv` have the
senses that texts and statistics are known to use; all other goods get the heading and the chapter they lie in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sverka.reference.goods import Goods, get_goods, hs_ranges
from sverka.reference.tables_io import read_table

Ranges = tuple[tuple[int, int], ...]
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class GoodsSense:
    """One sense of a word for goods: what it includes less what it excludes, as HS codes, ranges and group ids.

    `distance` is 0 for the plain sense and grows with how far the sense lies from it. `made` says that no source tells
    of this sense: it is the heading or the chapter of the goods.
    """

    id: str
    goods: str
    name_en: str
    name_ru: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    distance: int
    source: str
    made: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether this is the sense that the word has by itself."""
        return self.distance == 0

    def name(self, lang: str) -> str:
        """The name in a language; English for any but Russian."""
        return self.name_ru if lang == "ru" else self.name_en


@cache
def goods_senses(id_or_code: str) -> tuple[GoodsSense, ...]:
    """The senses of a product group or of goods of an HS code, the plain one first; empty for goods not mapped to HS.

    >>> [sense.id for sense in goods_senses("sugar")]
    ['heading', 'raw', 'with-ethanol', 'chapter']
    >>> [(sense.include, sense.distance, sense.made) for sense in goods_senses("1005")]
    [(('1005',), 0, False), (('10',), 3, True)]
    >>> goods_senses("services")
    ()
    """
    goods = get_goods(id_or_code)
    if goods is None or not goods.hs:
        return ()
    return _of_table().get(goods.id) or (_plain(goods), *_made(goods))


@cache
def sense_ranges(sense: GoodsSense) -> Ranges:
    """The half-open ranges of 10-digit codes that a sense covers, in order and apart.

    >>> narrower = next(sense for sense in goods_senses("grain") if sense.id == "without-rice")
    >>> sense_ranges(narrower)
    ((1001000000, 1006000000), (1007000000, 1009000000))
    """
    return _less(_joined(sense.include), _joined(sense.exclude))


@cache
def _of_table() -> dict[str, tuple[GoodsSense, ...]]:
    """Goods → their senses of the table, nearest first."""
    found: dict[str, list[GoodsSense]] = {}
    for row in read_table("goods/senses.csv"):
        include, exclude = _definition(row["definition"] or row["goods"])
        sense = GoodsSense(
            row["id"],
            row["goods"],
            row["name_en"],
            row["name_ru"],
            include,
            exclude,
            int(row["distance"]),
            row["source"],
        )
        found.setdefault(sense.goods, []).append(sense)
    return {goods: tuple(sorted(senses, key=lambda sense: sense.distance)) for goods, senses in found.items()}


def _definition(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a definition includes and excludes: `01-24+-03` is chapters 01 to 24 but 03."""
    parts = text.split("+")
    include = tuple(part for part in parts if not part.startswith("-"))
    return include, tuple(part[1:] for part in parts if part.startswith("-"))


def _plain(goods: Goods) -> GoodsSense:
    return GoodsSense(PLAIN, goods.id, goods.name_en, goods.name_ru, (goods.id,), (), 0, goods.source)


def _made(goods: Goods) -> Iterator[GoodsSense]:
    """The one heading and the one chapter that goods lie in, where these are wider."""
    for row in read_table("goods/made_senses.csv"):
        digits = int(row["digits"])
        within = {end[:digits] for code in goods.hs for end in code.split("-")}
        code = min(within)
        if len(within) > 1 or len(code) < digits or _joined((code,)) == _joined((goods.id,)):
            continue
        names = row["name_en"].format(code), row["name_ru"].format(code)
        yield GoodsSense(row["id"], goods.id, *names, (code,), (), int(row["distance"]), row["source"], made=True)


def _joined(ids: tuple[str, ...]) -> Ranges:
    """The ranges of several goods, merged."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pair for id_ in ids for pair in hs_ranges(id_) or ()):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _less(whole: Ranges, without: Ranges) -> Ranges:
    """Ranges without what other ranges cover; both in order and apart."""
    left: list[tuple[int, int]] = []
    for low, high in whole:
        start = low
        for first, last in without:
            if first < high and last > start:
                if first > start:
                    left.append((start, first))
                start = last
        if start < high:
            left.append((start, high))
    return tuple(left)
