"""Senses of goods: a chapter or its headings, a product group taken narrowly or widely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.senses.interpretation import Interpretation, Setting, sense
from sverka.model.measures import Measure, Rank, each_slice, measure_slices
from sverka.model.slices import Members, Slice
from sverka.reference.goods_senses import GoodsSense, goods_senses


def goods_word_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """The goods that the measure names, where they are named alone, in each of their other senses."""
    for name in _names(given.measure):
        for one in goods_senses(name)[1:]:
            use = sense("goods", name, one.id, one.distance, (one.name_en, one.name_ru))
            yield given.taken(use, _in_sense(given.measure, name, one))


def _names(measure: Measure) -> tuple[str, ...]:
    if isinstance(measure, Rank) and (measure.member[:1].isdigit() or measure.member in measure.among.goods.include):
        return ()
    return tuple(dict.fromkeys(name for cut in measure_slices(measure) for name in cut.goods.include))


def _in_sense(measure: Measure, name: str, one: GoodsSense) -> Measure:
    def changed(cut: Slice) -> Slice:
        if name not in cut.goods.include:
            return cut
        rest = [other for other in cut.goods.include if other != name]
        # What a sense leaves out is left out of its own goods alone: other goods of the same cut keep theirs.
        exclude = (*cut.goods.exclude, *(() if rest else one.exclude))
        return replace(cut, goods=Members((*rest, *one.include), exclude))

    return each_slice(measure, changed)
