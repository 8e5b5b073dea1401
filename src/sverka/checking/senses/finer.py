"""Senses of goods finer than the records: the part of them that is told apart, and the codes that hold them and more.

The book has no figure of soluble coffee where it goes by headings; heading 2101 is of more than that. So a claim never
holds by it plainly: it is another sense, named as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.senses.interpretation import Interpretation, sense
from sverka.measuring.answers import Answer, Remark
from sverka.measuring.depth import parted
from sverka.model.measures import Measure, Rank, each_slice, measure_slices
from sverka.model.slices import Members, Slice
from sverka.reference.goods_senses import coarse_levels, holding_codes
from sverka.reference.ranked import is_goods

RECORDED_PART = "recorded-part"
_PART = 1
"""How far the recorded part of goods lies from all of them."""
_COARSE = ("too_deep", "finer_left", "not_listed")
"""Why the records do not answer, where coarser goods may be recorded."""


def finer_senses(given: Interpretation, answer: Answer) -> Iterator[Interpretation]:
    """The senses that may stand in for a question whose goods the records do not tell apart, the nearest first."""
    remark = next((one for one in answer.remarks if one.kind in _COARSE), None)
    if remark is None or (isinstance(given.measure, Rank) and is_goods(given.measure.member)):
        return
    if remark.kind == "finer_left":
        yield _without(given, remark)
    for level in coarse_levels():
        names = _finer(given.measure, level.digits)
        if names:
            codes = holding_codes(parted(names, level.digits)[1], level.digits)
            use = sense("goods", "+".join(names), level.id, level.distance, level.names(codes))
            yield given.taken(use, _changed(given.measure, level.digits, holding=True))


def _without(given: Interpretation, remark: Remark) -> Interpretation:
    """The question of what is told apart alone."""
    depth, left = int(remark.values["recorded"]), remark.values["left"].replace("+", ", ")
    words = (f"without {left}, which the records do not tell apart", f"без {left}: отдельно в записях этого нет")
    use = sense("goods", "+".join(_finer(given.measure, depth)), RECORDED_PART, _PART, words)
    return given.taken(use, _changed(given.measure, depth, holding=False))


def _finer(measure: Measure, digits: int) -> tuple[str, ...]:
    """The names of goods in a measure that have codes of more digits."""
    names = dict.fromkeys(name for cut in measure_slices(measure) for name in cut.goods.include)
    return tuple(name for name in names if parted((name,), digits)[1])


def _changed(measure: Measure, digits: int, *, holding: bool) -> Measure:
    """The measure of codes of at most so many digits; `holding` has those that hold finer ones in their place."""

    def changed(cut: Slice) -> Slice:
        whole, left = parted(cut.goods.include, digits)
        if not left:
            return cut
        codes = holding_codes(left, digits) if holding else ()
        return replace(cut, goods=Members((*whole, *codes), cut.goods.exclude))

    return each_slice(measure, changed)
