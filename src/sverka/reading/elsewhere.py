"""Words of plans, prices, duties and output that are said in another clause than the number, and so not of it.

"Takings since the duties began have ranged from $9 million", "half went to Chile, where drought had withered the crop",
"sales grew by 15 %, so I expect a beer": these are figures of trade.
"""

from __future__ import annotations

from sverka.reading.lexicon import Term
from sverka.reading.view import View

_LEADS = frozenset("after since despite amid before following после несмотря вопреки благодаря до".split())
_RELATIVE = frozenset("where whose whereas although где хотя".split())
_SO = frozenset("so and but yet так и но поэтому".split())
_SUBJECTS = frozenset("i we you they he she я мы вы они он она".split())
_POINTING = frozenset({"that", "this", "same"})
_TIMES = frozenset({"year", "month", "week", "day", "decade"})
_PREDICATES = ("change", "level", "flow_verb", "verb_plain")
_OWNERS = frozenset({"our", "its", "their", "foreign", "farm", "fresh", "the"})
_WONDERED = frozenset({"believed", "thought", "guessed", "imagined"})
_COST = ("стои", "обош", "обход")
MAX_TOKENS_LED = 4
MIN_CLAUSE = 3
MIN_SUM = 100_000


def is_elsewhere(view: View, cue: Term, kind: str) -> bool:
    """Whether a word that would make a number no figure of trade is said of something else."""
    if cue.first >= view.quantity.core_last:
        return _is_behind(view, cue, kind)
    return _is_before(view, cue) or _is_wondered(view, cue)


def is_word_of_trade(view: View, cue: Term) -> bool:
    """Whether such a word says nothing but what trade came to, what was traded, or when."""
    return _is_noun_of_goods(view, cue) or _is_cost_of_trade(view, cue) or _is_time_named(view, cue)


def _is_cost_of_trade(view: View, cue: Term) -> bool:
    """Whether a Russian verb of cost tells what trade came to: «ввоз с января по август стоил 98 млн»."""
    if not view.sentence.low(cue.first).startswith(_COST) or view.quantity.kind != "money":
        return False
    nouns = [t for t in view.sentence.of_role("flow_noun") if t.last <= cue.first]
    told = bool(nouns) and not any(view.sentence.breaks[at] >= 3 for at in range(nouns[-1].last, cue.first))
    return told and cue.last <= view.quantity.first and (view.quantity.value or 0) >= MIN_SUM


def _is_noun_of_goods(view: View, cue: Term) -> bool:
    """Whether "produce" is what is grown, not the verb: "the state's produce"."""
    before = view.sentence.low(cue.first - 1)
    return view.sentence.low(cue.first) == "produce" and (before.endswith("'s") or before in _OWNERS)


def _is_time_named(view: View, cue: Term) -> bool:
    """Whether "year" behind an amount says when: "earned $12 million that year"."""
    timely = view.sentence.low(cue.first) in _TIMES and view.sentence.low(cue.first - 1) in _POINTING
    return timely and view.quantity.kind in ("money", "mass")


def _is_behind(view: View, cue: Term, kind: str) -> bool:
    between = [view.sentence.low(at) for at in range(view.quantity.core_last, cue.first)]
    if any(low in _RELATIVE or low in _LEADS for low in between):
        return True
    if ":" in between:
        return kind.startswith("a price")
    comma = between.index(",") if "," in between else None
    if comma is None:
        return False
    said = between[comma + 1 :]
    return bool(set(said[:2]) & _SO) and bool(set(said[1:4]) & _SUBJECTS)


def _is_before(view: View, cue: Term) -> bool:
    sentence, number = view.sentence, view.quantity.first
    between = [sentence.low(at) for at in range(cue.last, number)]
    if ":" in between:
        colon = cue.last + between.index(":")
        told = any(colon < t.first < number for t in sentence.of_role(*_PREDICATES))
        stated = any(t.last <= colon for t in sentence.of_role(*_PREDICATES)) and number - colon > MIN_CLAUSE
        return told or stated
    led = {sentence.low(at) for at in range(max(cue.first - MAX_TOKENS_LED, 0), cue.first)} & _LEADS
    return bool(led) and ("," in between or len(between) >= MIN_CLAUSE)


def _is_wondered(view: View, cue: Term) -> bool:
    """ "Who would have believed that Chile would buy": it did."""
    words = {view.sentence.low(at) for at in range(view.quantity.first)}
    return view.sentence.low(cue.first) == "would" and "who" in words and bool(words & _WONDERED)
