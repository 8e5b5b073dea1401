"""Goods: the Harmonized System down to headings, and the product groups and commodities that news speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from sverka.reference.tables_io import read_table

GoodsKind = Literal["goods", "service", "unmapped", "hs"]
NameForm = Literal["name", "adjective"]
CODE_DIGITS = 10
_CODE = re.compile(r"[0-9]{2,10}(?:-[0-9]{2,10})?")


Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of 10-digit codes."""


@dataclass(frozen=True, slots=True)
class Goods:
    """A product group, or goods of an HS code. `hs` are HS codes and ranges; empty where the goods are not mapped.

    `kind`: `goods` a group mapped to HS; `service` not goods; `unmapped` goods of no agreed HS codes; `hs` a code.
    `reason` says why goods are not mapped, or what the mapping leaves out.
    """

    id: str
    name_en: str
    name_ru: str
    hs: tuple[str, ...]
    kind: GoodsKind
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class GoodsName:
    """A name of goods in dictionary form, for a reader's lexicon; `form` is `name` or `adjective` (нефтяной).

    One that `needs_context` names goods only where trade is spoken of (fish, paper).
    """

    text: str
    id: str
    form: NameForm
    needs_context: bool


@cache
def _groups() -> dict[str, Goods]:
    return {
        row["id"]: Goods(
            row["id"],
            row["name_en"],
            row["name_ru"],
            tuple(row["hs"].split()),
            cast(GoodsKind, row["kind"]),
            row["reason"],
            row["source"],
        )
        for row in read_table("goods/groups.csv")
    }


@cache
def _titles() -> dict[str, dict[str, str]]:
    return {row["code"]: row for table in ("chapters", "headings") for row in read_table(f"goods/{table}.csv")}


def hs_title(code: str, lang: str) -> str | None:
    """The short title of an HS chapter or heading, and of some subheadings; `None` for codes without one.

    >>> hs_title("27", "en"), hs_title("2709", "ru")
    ('Mineral fuels and oils', 'Нефть сырая')
    """
    row = _titles().get(code)
    return row["name_ru" if lang == "ru" else "name_en"] if row else None


def _is_code(text: str) -> bool:
    """Whether `text` is an HS code or range of chapters that exist."""
    if not _CODE.fullmatch(text):
        return False
    first, _, last = text.partition("-")
    last = last or first
    return len(first) == len(last) and first <= last and first[:2] in _titles() and last[:2] in _titles()


def _from_code(code: str) -> Goods:
    """The goods of an HS code or range, named by the titles that are known."""
    first, _, last = code.partition("-")
    names = []
    for lang in ("en", "ru"):
        ends = [
            hs_title(end, lang) or hs_title(end[:4], lang) or hs_title(end[:2], lang) for end in (first, last) if end
        ]
        names.append(" – ".join(dict.fromkeys(end for end in ends if end)))
    return Goods(code, names[0], names[1], (code,), "hs", "", "Harmonized System 2022")


def get_goods(id: str) -> Goods | None:  # noqa: A002
    """The goods of a product-group id, an HS code of 2 to 10 digits or a range of codes; `None` if there are none.

    >>> get_goods("crude-oil").hs, get_goods("72-83").kind, get_goods("pies")
    (('2709',), 'hs', None)
    """
    found = _groups().get(id)
    return found or (_from_code(id) if _is_code(id) else None)


def all_goods() -> tuple[Goods, ...]:
    """Every named product group."""
    return tuple(_groups().values())


def all_chapters() -> tuple[str, ...]:
    """The codes of the HS chapters, in order."""
    return tuple(row["code"] for row in read_table("goods/chapters.csv"))


@cache
def _sections() -> dict[str, str]:
    return {row["code"]: row["section"] for row in read_table("goods/chapters.csv")}


def section_of(chapter: str) -> str | None:
    """The section of the HS that a chapter lies in; `None` for what is no chapter.

    >>> section_of("27"), section_of("99")
    ('V', None)
    """
    return _sections().get(chapter)


def _code_range(code: str) -> tuple[int, int]:
    """The half-open range of 10-digit codes under a code or range of codes."""
    first, _, last = code.partition("-")
    last = last or first
    return int(first.ljust(CODE_DIGITS, "0")), (int(last) + 1) * 10 ** (CODE_DIGITS - len(last))


@cache
def hs_ranges(id_or_code: str) -> Ranges | None:
    """The half-open ranges of 10-digit codes that goods cover, in order and apart; `None` if not mapped to HS.

    >>> hs_ranges("0207"), hs_ranges("services")
    (((207000000, 208000000),), None)
    """
    goods = get_goods(id_or_code)
    if goods is None or not goods.hs:
        return None
    merged: list[tuple[int, int]] = []
    for low, high in sorted(_code_range(code) for code in goods.hs):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def ranges_hold(wide: Ranges, narrow: Ranges) -> bool:
    """Whether ranges of codes lie in others, each in one.

    >>> ranges_hold(((2, 5), (7, 9)), ((3, 4), (7, 9))), ranges_hold(((2, 5),), ((4, 6),))
    (True, False)
    """
    return all(any(low <= first and last <= high for low, high in wide) for first, last in narrow)


def goods_hold(outer: str, inner: str) -> bool:
    """Whether goods hold others, and more than these.

    >>> goods_hold("meat", "pork"), goods_hold("pork", "meat"), goods_hold("pork", "0203")
    (True, False, False)
    """
    wide, narrow = hs_ranges(outer), hs_ranges(inner)
    return wide is not None and narrow is not None and wide != narrow and ranges_hold(wide, narrow)


def _chapter_of(code: str) -> str:
    first, _, last = code.partition("-")
    return first[:2] if not last or first[:2] == last[:2] else f"{first[:2]}-{last[:2]}"


@cache
def chapters(id_or_code: str) -> tuple[str, ...]:
    """The HS chapters, or ranges of chapters, in which goods lie; empty if not mapped.

    >>> chapters("crude-oil"), chapters("metals"), chapters("soya-complex"), chapters("services")
    (('27',), ('72-83',), ('12', '15', '23'), ())
    """
    goods = get_goods(id_or_code)
    return tuple(sorted({_chapter_of(code) for code in goods.hs})) if goods else ()


@cache
def goods_names(lang: str) -> tuple[GoodsName, ...]:
    """Every name of goods in one language (`ru`, `en`), in dictionary form, longest first."""
    names = [
        GoodsName(row["text"], row["id"], cast(NameForm, row["form"]), row["needs_context"] == "yes")
        for row in read_table("goods/names.csv")
        if row["lang"] == lang
    ]
    return tuple(sorted(names, key=lambda name: (-len(name.text), name.text)))


def fold_name(text: str) -> str:
    """A name as it is looked up: lower case, ё as е, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").replace("_", " ").split())


@cache
def _by_name() -> dict[str, str]:
    """Folded names and ids → id; the first of a name's rows wins."""
    found: dict[str, str] = {}
    for goods in all_goods():
        for text in (goods.id, goods.id.replace("-", " "), goods.name_en, goods.name_ru):
            found.setdefault(fold_name(text), goods.id)
    for lang in ("en", "ru"):
        for name in goods_names(lang):
            found.setdefault(fold_name(name.text), name.id)
    return found


def find_goods(label: str) -> Goods | None:
    """The goods that a whole label names, in either language, in dictionary form; an id or a code counts as a label.

    >>> find_goods("Sawn Timber").id, find_goods("пиломатериалы").id, find_goods("0207").kind
    ('sawn-timber', 'sawn-timber', 'hs')
    """
    return get_goods(_by_name().get(fold_name(label), label.strip()))


def search_goods(text: str) -> tuple[Goods, ...]:
    """Goods whose names begin with, then contain, what was typed, at most 50; what it names exactly comes first."""
    wanted = fold_name(text)
    if not wanted:
        return ()
    exact = find_goods(text)
    ids = [exact.id] if exact else []
    ids += [id_ for name, id_ in _by_name().items() if name.startswith(wanted)]
    ids += [id_ for name, id_ in _by_name().items() if wanted in name]
    ids += [code for code, row in _titles().items() if wanted in fold_name(f"{row['name_en']} {row['name_ru']}")]
    found = (get_goods(id_) for id_ in list(dict.fromkeys(ids))[:50])
    return tuple(goods for goods in found if goods)
