"""Two things compared within one period: "9.7 times as much to China as to Japan", «в 2,2 раза больше экспорта сахара».

Such a figure is no growth. It has two cuts, and a claim holds one, so that it is kept without a measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from sverka.reading.lexicon import Term
from sverka.reading.tokens import TokenKind
from sverka.reading.view import View

TWO_THINGS = "two things compared with each other"
MAX_TOKENS_TO_THING = 7
MAX_TOKENS_TO_MARKER = 14
MAX_TOKENS_TO_TIME = 4
_BROKEN = 3
_THAN = frozenset({"than", "чем"})
_SIZES = frozenset({"much", "many", "large", "big", "high", "great", "often", "valuable"})
_LEADS = frozenset({"its", "their", "the", "that", "those", "what", "his"})
_VERBS: tuple[str, ...] = ("exceed", "surpass", "outstrip", "outpac", "outweigh", "topped", "tops", "trail", "lag")
_VERBS += ("превы", "превос", "превзо", "опере", "обогн", "обгон", "уступ", "отста", "перекры")
_THINGS = ("place_name", "place_city", "place_demonym", "place_adjective", "goods", "goods_adjective")


def compares_things(view: View) -> bool:
    """Whether a number says how much larger or smaller one thing is than another, and not than it was before."""
    return any(_leads_to_thing(view, at, end) for at, end in _comparisons(view))


def _comparisons(view: View) -> Iterator[tuple[int, int]]:
    """The tokens between which what a number compares with stands: behind "than", "times", a verb of exceeding."""
    marker = _marker(view)
    if marker is not None:
        yield marker + 1, marker + 1 + MAX_TOKENS_TO_THING
    low, behind = view.sentence.low, view.quantity.core_last
    multiple = view.quantity.kind == "multiple" and low(behind - 1) in ("times", "twice")
    if marker is None and multiple and _opens_thing(view, behind):
        yield behind, behind + MAX_TOKENS_TO_THING
    compare = view.compared(within=1)
    flow = compare is not None and marker is None and _flow_at(view, compare.last) is not None
    if compare is not None and flow:
        yield compare.last, compare.last + MAX_TOKENS_TO_THING
    for term in view.sentence.of_role("excess"):
        if low(term.first).startswith(_VERBS) and _is_by(view, term):
            yield term.last, term.last + MAX_TOKENS_TO_THING + 1


def _marker(view: View) -> int | None:
    """The "than", or the second "as" of "as much … as", that a comparison of this number goes on with."""
    low, start = view.sentence.low, view.quantity.core_last
    compared = view.quantity.kind == "multiple" or view.compared(within=2) is not None
    if not compared:
        return None
    for at in range(start, min(start + MAX_TOKENS_TO_MARKER, len(view.sentence.tokens), view.right)):
        if low(at) in _THAN:
            return at
        if low(at) == "as" and low(at + 1) not in _SIZES and any(low(k) == "as" for k in range(start, at)):
            return at
        if view.sentence.breaks[at] >= _BROKEN and at > start and low(at + 1) not in _THAN and low(at) not in _THAN:
            return None
    return None


def _opens_thing(view: View, at: int) -> bool:
    """ "15.4 times its imports", "three times Japan's": what is compared stands right behind the number."""
    names = any(t.first == at and t.role in _THINGS for t in view.sentence.terms)
    return view.sentence.low(at) in _LEADS or names or _flow_at(view, at) is not None


def _is_by(view: View, verb: Term) -> bool:
    """Whether a verb of exceeding is told by how much, or how many times, by this number."""
    told = view.quantity.lead_in in ("by", "на", "в") or view.quantity.kind == "multiple"
    start, end = sorted((verb.first, view.quantity.first))
    apart = any(view.sentence.breaks[at] >= _BROKEN for at in range(start + 1, end))
    return told and not apart and view.crossings(verb) == 0


def _flow_at(view: View, at: int) -> Term | None:
    return next((t for t in view.sentence.of_role("flow_noun") if t.first == at), None)


def _leads_to_thing(view: View, start: int, end: int) -> bool:
    """Whether a place, goods or another flow stands there before any words of time and any other number."""
    named = False
    for at in range(start, min(end, len(view.sentence.tokens))):
        if any(time.first <= at < time.last for time in view.times):
            return False  # "than in 2022", "than exports of the year before"
        counted = view.sentence.tokens[at].kind is TokenKind.NUMBER or at in range(*view.quantity.span)
        if counted or (at > start and view.sentence.breaks[at] >= _BROKEN):
            return named
        if any(t.first == at and t.role in _THINGS for t in view.sentence.terms):
            return True
        flow = _flow_at(view, at)
        if flow is not None and _is_other(view, flow):
            return True
        named = named or flow is not None
    return named


def _is_other(view: View, flow: Term) -> bool:
    """Whether a flow is not the one that the sentence has named before: "exports were 15 times its imports"."""
    earlier = [t.value for t in view.sentence.of_role("flow_noun", "flow_verb") if t.last <= flow.first]
    return bool(earlier) and flow.value not in earlier
