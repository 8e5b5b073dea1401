"""The goods that a text is about as a whole: those of its headline, unless its first sentence speaks of more.

"Soy lifts exports to a record" above "the state exported goods worth 20 bn" is no text on soya: what comes after is of
all goods. A headline that lists goods is about none of them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sverka.reading.discourse import Filled
from sverka.reading.goods_terms import AND, goods_terms
from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence
from sverka.reference.goods import goods_hold

TRADE_ROLES = ("flow_noun", "flow_verb")
MAX_TOKENS_TO_FLOW = 1
_JOINERS = AND | {","}
_GENERIC = frozenset({"goods", "merchandise", "товаров", "товары"})
_LEADS = frozenset("в во на из с о об для in on of to from for as with by at".split())
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_POINTING = frozenset({"these", "those", "such", "этих", "эти", "таких", "других", "other", "иных"})


def topic_goods(opening: Sequence[Sentence]) -> Filled | None:
    """The goods of the headline, else of the first sentence about trade; `None` where the text is of all goods."""
    if opening and speaks_of_all(opening[-1]):
        return None
    for sentence in opening:
        terms = goods_terms(sentence)
        headline = sentence.block.kind == "headline"
        run = _listed(sentence, terms, _JOINERS if headline else AND)
        if run and headline and (_drive_all(sentence, run) or (len(run) > 1 and not _are_traded(sentence, run))):
            return _wider(opening[-1], ())
        if terms and (headline or sentence.of_role(*TRADE_ROLES, "rank_head")):
            told = goods_filled(sentence, run)
            return (_wider(opening[-1], run) if headline else None) or told
    return None


def _listed(sentence: Sentence, terms: Sequence[Term], joiners: frozenset[str]) -> tuple[Term, ...]:
    """The first goods named, with those joined to them: «алмазы и уголь», "soybeans, corn and chicken"."""
    run = list(terms[:1])
    for one, other in pairwise({term.first: term for term in terms}.values()):
        joined = other.first - one.last == 1 and sentence.low(one.last) in joiners
        if not joined or one.value == other.value:
            break
        run.append(other)
    return tuple(run)


def _are_traded(sentence: Sentence, run: Sequence[Term]) -> bool:
    """Whether goods listed are those of a noun of trade: "soy and corn exports", «экспорт сои и кукурузы»."""
    first, last = run[0].first, run[-1].last
    nouns = sentence.of_role("flow_noun")
    return any(t.first == last or 0 <= first - t.last <= MAX_TOKENS_TO_FLOW for t in nouns)


def _drive_all(sentence: Sentence, run: Sequence[Term]) -> bool:
    """Whether goods are said to move somebody's exports, which are of all goods: "Soy lifts Peru's exports"."""
    at = run[-1].last
    flow = next((t for t in sentence.of_role("flow_noun") if t.first > at), None)
    if flow is None or any(sentence.breaks[at : flow.first + 1]):
        return False
    between = [sentence.low(k) for k in range(at, flow.first)]
    places = [t for t in sentence.terms if t.role == "place_name"]
    owned = any(t.first == flow.last for t in places)  # «Соя подняла экспорт Перу»
    owned = owned or any(t.last == flow.first and sentence.low(t.last - 1).endswith(_POSSESSIVE) for t in places)
    return (owned or between[-1:] == ["its"]) and bool(between) and not _LEADS.intersection(between)


def _wider(sentence: Sentence, run: Sequence[Term]) -> Filled | None:
    """The goods of the first sentence about trade, where they hold those of the headline, or it has a list."""
    if sentence.block.kind == "headline" or not sentence.of_role(*TRADE_ROLES):
        return None
    terms = _listed(sentence, goods_terms(sentence), AND)
    wider = bool(terms) and all(goods_hold(terms[0].value, one.value) for one in run)
    return goods_filled(sentence, terms) if wider else None


def speaks_of_all(sentence: Sentence) -> bool:
    """Whether the first figures are of trade in all goods, whatever goods the headline names."""
    generic = any(
        sentence.low(at) in _GENERIC and sentence.low(at - 1) not in _POINTING for at in range(len(sentence.tokens))
    )
    return bool(generic or sentence.of_role("balance")) and not sentence.of_role("goods")


def goods_filled(sentence: Sentence, run: Sequence[Term]) -> Filled:
    """Goods as a topic, those of a list joined by `+`."""
    start, end = sentence.tokens[run[0].first].start, sentence.tokens[run[-1].last - 1].end
    value = "+".join(sorted({term.value for term in run}))
    origin = "headline" if sentence.block.kind == "headline" else "earlier sentence"
    return Filled(value, "the goods that the text opens with", origin, 0.6, start, end)
