"""Trade with or of a place that nothing is known of: "exports to Latveria", «экспорт из Маринги».

A name where a trader or a partner is named, and that no table has, is of neither the text's own place nor all
partners: what is measured there cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from sverka.reading.lexicon import Term
from sverka.reading.names import is_cyrillic, is_name
from sverka.reading.sentences import Sentence
from sverka.reading.view import View

STRANGER = "a place or a firm that is not known by name"
MAX_COST = 30
MAX_TOKENS_ON_ROUTE = 12
MAX_TOKENS_TO_FLOW = 2
BREAK = 3
_TO = frozenset({"to", "into", "в", "во", "на"})
_FROM = frozenset({"from", "из"})
_WITH = frozenset({"with", "с", "со"})
_PAST = frozenset("the a an of republic kingdom island islands city town port".split())
_IN_PLACE = ("е", "и", "ах", "ях", "ом", "ем", "их", "ых")  # «отметили в Минпромторге» leads nowhere
_STARTS = ("change", "rank_verb")


def is_of_stranger(view: View) -> bool:
    """Whether the trade that a number measures is of, or with, a place that nothing is known of."""
    sentence = view.sentence
    for flow in sentence.of_role("flow_noun", "flow_verb"):
        near = view.crossings_of(flow.first) == 0 and sentence.distance(flow, view.quantity.span) < MAX_COST
        if near and (_has_unknown_end(sentence, flow) or _has_unknown_owner(sentence, flow)):
            return True
    return False


def _has_unknown_end(sentence: Sentence, flow: Term) -> bool:
    """Whether an unknown name stands where a flow comes from or goes to: "exports of soya to Latveria"."""
    for at in _route(sentence, flow):
        low = sentence.low(at)
        if not (low in _TO or low in _FROM or (low in _WITH and flow.value == "turnover")):
            continue
        name = at + 1
        while sentence.low(name) in _PAST:
            name += 1
        if is_name(sentence, name) and not (low in _TO and _is_in_place(sentence.low(name))):
            return True
    return False


def _route(sentence: Sentence, flow: Term) -> Iterator[int]:
    """The tokens behind a word of trade as far as a boundary or the next verb reaches."""
    noun = any(t.first == flow.first and t.role == "flow_noun" for t in sentence.terms)
    verb = not noun or sentence.low(flow.last - 1).endswith("ed")
    stops = _STARTS if verb else (*_STARTS, "level")  # "exported goods worth $5m to"
    verbs = {t.first for t in sentence.of_role(*stops)}
    for at in range(flow.last, min(flow.last + MAX_TOKENS_ON_ROUTE, len(sentence.tokens) - 1)):
        if sentence.breaks[at] >= BREAK or at in verbs:
            return
        yield at


def _is_in_place(low: str) -> bool:
    return is_cyrillic(low) and low.endswith(_IN_PLACE)


def _has_unknown_owner(sentence: Sentence, flow: Term) -> bool:
    """Whether an unknown name owns a noun of trade: "Ponta Grossa's exports", «экспорт Кассавела»."""
    if not any(t.first == flow.first and t.role == "flow_noun" for t in sentence.terms):
        return False
    if is_name(sentence, flow.last) and is_cyrillic(sentence.low(flow.last)):
        return True
    after = sentence.low(flow.last) == "of" and is_name(sentence, flow.last + 1)
    return after or any(
        sentence.low(at).endswith(("'s", "s'")) and is_name(sentence, at) and _clear(sentence, at + 1, flow.first)
        for at in range(max(flow.first - 1 - MAX_TOKENS_TO_FLOW, 0), flow.first)
    )


def _clear(sentence: Sentence, first: int, last: int) -> bool:
    return not any(sentence.breaks[at] >= BREAK for at in range(first, last))
