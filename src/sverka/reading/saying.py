"""What a figure's own words say: slots filled by an explicit word beside the number, which leave no other reading."""

from __future__ import annotations

from sverka.reading.discourse import Filled
from sverka.reading.resolved import OWN_CLAUSE, Resolved
from sverka.reading.sales import NOUN, RANKED
from sverka.reading.sentences import Sentence

_BOUNDARY = 3
_FLOWS = (NOUN, RANKED)
_BINDERS = frozenset({"—", "–", "-", ":", "|"})
_OPENERS = frozenset({"in", "for", "during", "over", "в", "во", "за", "по", "the"})


def is_said(slot: str, filled: Filled, resolved: Resolved) -> bool:
    """Whether a slot is filled by a word that stands in one stretch with the number.

    Of a flow only a noun says it: "bought", "sold" tell it from a side that the sentence may leave open.
    """
    if filled.origin != OWN_CLAUSE or filled.start is None or filled.end is None:
        return False
    if slot == "flow" and filled.rule not in _FLOWS:
        return False
    view = resolved.frame.view
    tokens = view.sentence.tokens
    behind = filled.start >= tokens[view.quantity.core_first].start
    if behind:
        between = [at for at in range(view.quantity.core_last, len(tokens)) if tokens[at].start <= filled.start]
    else:
        between = [at for at in range(view.quantity.first) if tokens[at].start >= filled.end]
        between = between[_opens(filled, resolved, between) or _labels(view.sentence, between) :]
    numbers = {at for other in view.others for at in range(other.core_first, other.core_last)}
    return not any(view.sentence.breaks[at] >= _BOUNDARY or at in numbers for at in between)


def _labels(sentence: Sentence, between: list[int]) -> bool:
    """Whether a dash or a colon binds a label to its number: «от соевого масла — на 6 %», "sugar: 1.2 billion"."""
    return bool(between) and sentence.low(between[0]) in _BINDERS


def _opens(filled: Filled, resolved: Resolved, between: list[int]) -> bool:
    """Whether a sentence opens with what is said, parted by a comma alone: "In 2023, exports came to"."""
    sentence = resolved.frame.view.sentence
    first = next(at for at, token in enumerate(sentence.tokens) if token.start >= (filled.start or 0))
    opening = all(sentence.low(at) in _OPENERS for at in range(first))
    return opening and bool(between) and sentence.low(between[0]) == ","
