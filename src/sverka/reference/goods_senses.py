"""Senses of words for goods: the same word means a heading to one writer and a chapter, or a chain, to another.

The plain sense comes first; each other is at a stated distance from it. Words of the table `goods/senses.csv` have the
senses that texts and statistics are known to use; all other goods get the heading and the chapter they lie in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sverka.reference.goods import Goods, Ranges, get_goods, hs_ranges
from sverka.reference.tables_io import read_table

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

    A range of codes stands for the group that has them, so it has the senses of that group.

    >>> [sense.id for sense in goods_senses("1509-1510")]
    ['plain', 'virgin', 'chapter']
    """
    goods = get_goods(id_or_code)
    if goods is None or not goods.hs:
        return ()
    if found := _of_table().get(goods.id):
        return found
    return (_plain(goods), *_of_group(goods), *_made(goods))


def _of_group(goods: Goods) -> Iterator[GoodsSense]:
    """The further senses of the first group in the table that has the codes of a range."""
    if "-" not in goods.id or not goods.id[0].isdigit():
        return
    ranges = _joined((goods.id,))
    same = (senses for group, senses in _of_table().items() if _joined((group,)) == ranges)
    for one in next(same, ())[1:]:
        yield replace(one, goods=goods.id)


@dataclass(frozen=True, slots=True)
class CoarseLevel:
    """A level of the HS whose codes may be taken for goods within them, and how far that lies from the plain sense."""

    id: str
    digits: int
    distance: int
    source: str
    one: tuple[str, str]
    many: tuple[str, str]

    def names(self, codes: Sequence[str]) -> tuple[str, str]:
        """The name of the sense that is of these codes, in English and in Russian."""
        one, two = self.one if len(codes) == 1 and "-" not in codes[0] else self.many
        return one.format(", ".join(codes)), two.format(", ".join(codes))


@cache
def coarse_levels() -> tuple[CoarseLevel, ...]:
    """The levels, the finest first.

    >>> [(level.digits, level.distance) for level in coarse_levels()], coarse_levels()[1].names(("2009", "2101"))[0]
    ([(6, 1), (4, 2), (2, 3)], 'all of headings 2009, 2101')
    """
    return tuple(
        CoarseLevel(
            row["id"],
            int(row["digits"]),
            int(row["distance"]),
            row["source"],
            (row["name_en"], row["name_ru"]),
            (row["many_en"], row["many_ru"]),
        )
        for row in read_table("goods/made_senses.csv")
    )


@cache
def holding_codes(codes: tuple[str, ...], digits: int) -> tuple[str, ...]:
    """The codes, or ranges of codes, of at most so many digits that hold finer ones, in order, each once; the HS has
    levels of 2, 4 and 6 digits, and holds nothing in between.

    >>> holding_codes(("210111", "200911-200919", "0901"), 4), holding_codes(("210111",), 3)
    (('0901', '2009', '2101'), ('21',))
    """
    level = max(2, digits - digits % 2) if digits < 8 else digits
    return tuple(sorted(dict.fromkeys(_held_by(code, level) for code in codes)))


def _held_by(code: str, digits: int) -> str:
    first, _, last = code.partition("-")
    low, high = first[:digits], (last or first)[:digits]
    return low if low == high else f"{low}-{high}"


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
    """The one subheading, heading and chapter that goods lie in, where these are wider."""
    for level in coarse_levels():
        within = {end[: level.digits] for code in goods.hs for end in code.split("-")}
        code = min(within)
        if len(within) > 1 or len(code) < level.digits or _joined((code,)) == _joined((goods.id,)):
            continue
        names = level.names((code,))
        yield GoodsSense(level.id, goods.id, *names, (code,), (), level.distance, level.source, made=True)


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
