"""Partial records: whether a claim that fails by a narrow extract is refuted by it, or may be true of the rest.

Of a book of food alone, "exports of all goods exceeded 23 bn" is not refuted by 18 bn recorded: what is not food is not
there. Refuted is what the part alone contradicts: a total below what was recorded of a part of it, a share of
something recorded that is above its share in the part. Else it depends on what is spoken of. A text that does not say
"all goods" is held against the book's total, whose scope is told beside it; a claim that was handed over asks of all
goods outright, unless its text speaks of what the extract holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from sverka.checking.readings.doubt import Refuted
from sverka.measuring.answers import Answer
from sverka.measuring.asked import asked_slices
from sverka.measuring.extent import Extent, extents_exceeded
from sverka.model.claims import ALL_GOODS, Named
from sverka.model.measures import Count, Level, Measure, Ratio, Share
from sverka.reference.extents import code_spans, known_extent
from sverka.reference.goods import hs_ranges, ranges_hold


def may_be_of_rest(refuted: Refuted, answer: Answer) -> bool:
    """Whether a claim that the records refute asks for more than they hold, and may be true of all of it."""
    if answer.series is None:
        return False
    exceeded = [extents_exceeded(answer.series, *one) for one in asked_slices(answer.measure, answer.assumed)]
    if not any(exceeded) or _part_refutes(refuted, answer.measure, exceeded):
        return False
    spoken = {_spoken_of(refuted, one) for extents in exceeded for one in extents}
    if refuted.claim.origin is None:
        return "rest" in spoken
    return spoken != {"held"} or isinstance(answer.measure, Level)


def _part_refutes(refuted: Refuted, measure: Measure, exceeded: list[tuple[Extent, ...]]) -> bool:
    """Whether what is recorded of a part alone contradicts what is stated of the whole."""
    stated = refuted.claim.value or 0.0
    match measure:
        case Level() | Count():
            return refuted.value > stated
        case Share() | Ratio():
            return not exceeded[0] and refuted.value < stated
    return False


def _spoken_of(refuted: Refuted, extent: Extent) -> str:
    """What the text spoke of last, up to the claim: `held` by an extract, all goods and so its `rest`, or neither."""
    if refuted.reading is None or extent.said or not extent.goods:
        return "neither"
    mentions = refuted.claim.mentions
    at = next((k for k, one in enumerate(refuted.reading.passages) if mentions and mentions[0].start < one.end), -1)
    told = ["rest" if one.value == ALL_GOODS else "held" for one in _telling(refuted.reading.named, extent, at)]
    return told[-1] if told else "neither"


def _telling(named: tuple[Named, ...], extent: Extent, at: int) -> Iterator[Named]:
    """What is named of all goods, or of those that an extract holds, up to the end of a passage."""
    for one in named:
        if one.slot == "goods" and one.passage <= at and (one.value == ALL_GOODS or _holds(one.value, extent)):
            yield one


def _holds(goods: str, extent: Extent) -> bool:
    """Whether goods that a text names are those that an extract holds, by name or by codes."""
    names = goods.split("+")
    known = known_extent(extent.goods)
    if known is not None and set(names) & set(known.goods):
        return True
    ranges = tuple(span for name in names for span in hs_ranges(name) or ())
    return bool(ranges) and ranges_hold(ranges, code_spans(extent.goods))
