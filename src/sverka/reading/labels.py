"""Names that open a paragraph or a list item and say what all of it is of: «Сахар.», "**Oil.**", «• Япония.».

What follows in the block is of these goods, or with this partner, until others are named. Soya spoken of makes "beans",
"meal" and "oil" its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.reading.discourse import LABEL, Filled, State
from sverka.reading.goods_terms import goods_terms
from sverka.reading.lexicon import Term
from sverka.reading.partnering import is_home
from sverka.reading.placing import PlaceTerm
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

OF_SOYA = "beans, meal or oil where soya is spoken of"
_ENDS = frozenset(".:—–*…")
_LEADS = frozenset("отдельно теперь про о об по as for on now about the".split())
_SOYA = frozenset({"soya-beans", "soya-oil", "soya-meal", "soya-complex"})
_BY_SOYA = {"beans": "soya-beans", "legumes": "soya-beans", "oil-meal": "soya-meal"}
_STOPS = frozenset(".!?…:;")
_NEWS = frozenset({"—", "–", ":", "is", "was"})
MAX_LEADS = 2
MAX_HEADING = 6


def labelled(state: State, sentence: Sentence, places: Sequence[PlaceTerm], reporter: str | None) -> State:
    """The discourse at the first sentence of a block, under the name that the block opens with."""
    first = _opening(sentence)
    if _is_heading(sentence):
        section = _headed(sentence, places, reporter)
        state = replace(state, section_partners=section, section_of_items=sentence.block.kind == "item")
    elif state.section_of_items and sentence.block.kind != "item":
        state = replace(state, section_partners=None)
    goods = next((t for t in goods_terms(sentence) if t.first == first), None)
    if goods is not None and _is_label(sentence, first, goods.last, listed=True):
        within = _within(state, places, reporter)
        return replace(state, label_goods=_filled(sentence, goods, goods.value), label_partners=within)
    place = next((p for p in places if p.first == first and not p.owns and not is_home(p, reporter)), None)
    if place is not None and _is_label(sentence, first, place.last, listed=False):
        return replace(state, label_goods=None, label_partners=_filled(sentence, place.term, (place.id,)))
    return replace(state, label_goods=None, label_partners=_within(state, places, reporter))


def _is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is a short line of words alone, with neither figure nor verb of trade: «1. Япония»."""
    tokens = sentence.tokens
    if len(tokens) > MAX_HEADING or sentence.block.kind == "lead" or sentence.block.end - sentence.end > 1:
        return False
    return all(t.kind is not TokenKind.NUMBER for t in tokens) and sentence.low(len(tokens) - 1) not in _STOPS


def _headed(sentence: Sentence, places: Sequence[PlaceTerm], reporter: str | None) -> Filled | None:
    """The one place that a heading is, no word of trade beside it."""
    named = {p.id: p for p in places if not is_home(p, reporter)}
    if len(named) != 1:
        return None
    place = next(iter(named.values()))
    alone = place.last - place.first == len([t for t in sentence.tokens if t.kind is TokenKind.WORD])
    return _filled(sentence, place.term, (place.id,)) if alone else None


def _within(state: State, places: Sequence[PlaceTerm], reporter: str | None) -> Filled | None:
    """The place of the section that a block stands in, unless the block opens with another."""
    section = state.section_partners
    others = [p for p in places if not is_home(p, reporter) and section and (p.id,) != section.value]
    return None if others else section


def announced(state: State, sentence: Sentence, places: Sequence[PlaceTerm], reporter: str | None) -> State:
    """The discourse behind a sentence without figures: the one place named there is who a pronoun means next.

    One told as its news is meant without a pronoun, too, «Главная новость — Вьетнам.», as are goods asked about.
    """
    away = [p for p in places if not is_home(p, reporter)]
    asked = {t.value: t for t in goods_terms(sentence)} if _asks_shortly(sentence) else {}
    if len(asked) == 1 and not away:
        term = next(iter(asked.values()))
        return replace(state, label_goods=_filled(sentence, term, term.value))
    if len(away) != 1 or away[0].owns:
        return state
    place = _filled(sentence, away[0].term, (away[0].id,))
    state = replace(state, partners=place)
    return replace(state, label_partners=place) if _is_news(sentence, away[0]) else state


def _asks_shortly(sentence: Sentence) -> bool:
    return len(sentence.tokens) <= MAX_HEADING and sentence.low(len(sentence.tokens) - 1) == "?"


def _is_news(sentence: Sentence, place: PlaceTerm) -> bool:
    """Whether a place ends a sentence behind a dash, a colon or "was"."""
    ends = len(sentence.tokens) - (sentence.low(len(sentence.tokens) - 1) in _STOPS)
    at = place.first - (sentence.low(place.first - 1) == "the")
    return place.last == ends and sentence.low(at - 1) in _NEWS


def kept(state: State, places: Sequence[PlaceTerm], reporter: str | None) -> State:
    """The discourse at a further sentence of a block: another country named there ends the talk of the one before."""
    if state.label_partners is None:
        return state
    others = [p for p in places if not is_home(p, reporter) and (p.id,) != state.label_partners.value]
    return replace(state, label_partners=None) if others else state


def of_soya(found: Filled | None, state: State) -> Filled | None:
    """Goods named, "beans" and "meal" those of soya where that is spoken of."""
    value = _BY_SOYA.get(str(found.value)) if found is not None else None
    spoken = {str(f.value) for f in (state.label_goods, state.goods, state.topic_goods) if f is not None}
    told = spoken & (_SOYA | {"oil-seeds"} if value == "soya-beans" else _SOYA)  # dry beans are no oilseeds
    return replace(found, value=value, rule=OF_SOYA) if found is not None and value and told else found


def _opening(sentence: Sentence) -> int:
    """The first word of a sentence, past marks and past "as for", «отдельно про»."""
    at = leads = 0
    while at < len(sentence.tokens) - 1:
        token = sentence.tokens[at]
        if token.kind is TokenKind.WORD and (token.low not in _LEADS or leads == MAX_LEADS):
            break
        leads += token.kind is TokenKind.WORD
        at += 1
    return at


def _is_label(sentence: Sentence, first: int, last: int, *, listed: bool) -> bool:
    """Whether a name stands for itself: a stop behind it, or the mark of an item before it and no noun of trade."""
    behind = sentence.low(last)
    if last >= len(sentence.tokens) or behind in _ENDS:
        return True
    marks = [token for token in sentence.tokens[:first] if token.kind not in (TokenKind.WORD, TokenKind.NUMBER)]
    marked = sentence.block.kind == "item" or any(token.text not in '«"(“—–-' for token in marks)
    return listed and marked and not any(t.first == last for t in sentence.of_role("flow_noun"))


def _filled(sentence: Sentence, term: Term, value: object) -> Filled:
    start, end = sentence.tokens[term.first].start, sentence.tokens[term.last - 1].end
    return Filled(value, LABEL, "earlier sentence", 0.7, start, end)
