"""Goods finer than the records: what of a slice they tell apart, and which coarser codes hold the rest.

A group of which some codes are finer is answered by the others, and the answer names what is left out. Goods that are
finer altogether are not answered: the heading that holds them is of more than them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.series import Series
from sverka.model.slices import Members, Slice
from sverka.reference.goods import get_goods
from sverka.reference.goods_senses import holding_codes


def as_recorded(series: Series, cut: Slice) -> tuple[Slice, tuple[Remark, ...]]:
    """A slice with those of its goods that are told apart in all its flows, and a remark on those that are not.

    Where none is, or the goods have no codes, the slice as it is.
    """
    depth = series.depths[cut.flow] if cut.goods.include else 0
    if not depth:
        return cut, ()
    whole, left = parted(cut.goods.include, depth)
    if not left or not whole:
        return cut, ()
    told = {"left": "+".join(left), "recorded": str(depth), "within": "+".join(holding_codes(left, depth))}
    return replace(cut, goods=Members(whole, cut.goods.exclude)), (Remark("finer_left", told),)


def is_partial(answer: Answer) -> bool:
    """Whether goods that the records do not tell apart are left out of an answer."""
    return any(remark.kind == "finer_left" for remark in answer.remarks)


@lru_cache(maxsize=4096)
def parted(names: tuple[str, ...], depth: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of goods of at most so many digits, and those of more; a name that is whole stays a name."""
    whole: list[str] = []
    left: list[str] = []
    for name in names:
        goods = get_goods(name)
        codes = goods.hs if goods else ()
        finer = [code for code in codes if len(code.partition("-")[0]) > depth]
        whole += [code for code in codes if code not in finer] if finer else [name]
        left += finer
    return tuple(whole), tuple(left)
