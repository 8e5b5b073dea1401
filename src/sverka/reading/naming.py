"""What a text names: every flow, place, kind of goods and period in it, whichever figure it belongs to.

A figure whose own words leave a slot open may mean any of them. What is named here is what another reading of a figure
can be made of; which of them a figure has is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.model.claims import ALL_GOODS, Named, Passage
from sverka.reading.document import Document
from sverka.reading.goods_terms import goods_terms, joint_goods
from sverka.reading.partnering import WORLD, is_home
from sverka.reading.periods import TimeFrame
from sverka.reading.placing import PlaceTerm, find_places
from sverka.reading.sentences import Sentence
from sverka.reading.timewords import read_times

_FLOWS = frozenset({"export", "import", "turnover"})
_JOINERS = frozenset([",", "и", "and", "&"])
Found = tuple[str, str, int, int]
"""A slot, a value, and the first and last token of its words."""


def passages_of(sentences: Sequence[Sentence], document: Document) -> tuple[Passage, ...]:
    """The sentences as passages of the text as given."""
    order = {id(block): at for at, block in enumerate(document.blocks)}
    return tuple(Passage(*document.span(one.start, one.end), order[id(one.block)], one.block.kind) for one in sentences)


def named_in(
    sentences: Sequence[Sentence], document: Document, lang: str, reporter: str | None, time: TimeFrame
) -> tuple[Named, ...]:
    """All that the sentences name, in order of the text."""
    found = []
    for at, sentence in enumerate(sentences):
        for slot, value, first, last in sorted(_found(sentence, lang, reporter, time), key=lambda one: one[2:]):
            start, end = document.span(sentence.tokens[first].start, sentence.tokens[last - 1].end)
            found.append(Named(slot, value, start, end, document.given[start:end], at))
    return tuple(found)


def _found(sentence: Sentence, lang: str, reporter: str | None, time: TimeFrame) -> Iterator[Found]:
    for term in sentence.of_role("flow_noun", "flow_verb"):
        if term.value in _FLOWS:
            yield "flow", term.value, term.first, term.last
    for first, last, value in joint_goods(sentence, goods_terms(sentence)):
        yield "goods", value, first, last
    for term in sentence.of_role("all_goods"):
        yield "goods", ALL_GOODS, term.first, term.last
    yield from _partners(sentence, find_places(sentence, lang, frozenset({reporter} if reporter else ())), reporter)
    for expression in read_times(sentence, lang):
        period = None if expression.is_relative else expression.resolve(time)
        if period is not None:
            yield "period", str(period), expression.first, expression.last


def _partners(sentence: Sentence, places: Sequence[PlaceTerm], reporter: str | None) -> Iterator[Found]:
    """Each place that may trade with the reporter, and those said in one breath together."""
    group: list[PlaceTerm] = []
    for place in (*(p for p in places if p.id != WORLD and not is_home(p, reporter)), None):
        if place is not None and (not group or _joins(sentence, group[-1], place)):
            group.append(place)
            continue
        if len(group) > 1:
            ids = "+".join(dict.fromkeys(p.id for p in group))
            yield "partners", ids, group[0].first, group[-1].last
        yield from (("partners", one.id, one.first, one.last) for one in group)
        group = [place] if place is not None else []


def _joins(sentence: Sentence, one: PlaceTerm, other: PlaceTerm) -> bool:
    between = [sentence.low(at) for at in range(one.last, other.first)]
    return len(between) <= 2 and all(word in _JOINERS for word in between)
