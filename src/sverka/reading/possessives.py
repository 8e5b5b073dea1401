"""Goods that a Russian possessive stands for: «Соя дорожала. Её вывоз вырос втрое», «со шротом хуже: его экспорт упал».

«Её» is a feminine noun's and «его» a masculine's or neuter's: the last goods named that agree, unless a place in the
nominative, whose trade it may be, agrees as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from sverka.reading.discourse import Filled, State
from sverka.reading.frames import Frame
from sverka.reading.goods_terms import goods_terms
from sverka.reading.lexicon import Term
from sverka.reading.morphology import russian_cases, russian_genders
from sverka.reading.sentences import Sentence

POSSESSED = "the goods that a possessive stands for"
_GENDERS = {"ее": frozenset({"femn"}), "его": frozenset({"masc", "neut"})}


def goods_possessed(frame: Frame, state: State) -> Filled | None:
    """The goods of «её вывоз», «импорт его», from the sentence before."""
    sentence = frame.view.sentence
    if frame.view.lang != "ru":
        return None
    for term in sentence.of_role("flow_noun"):
        beside = {sentence.low(term.first - 1), sentence.low(term.last)} & _GENDERS.keys()
        if beside and frame.view.left <= term.first < frame.view.quantity.core_last:
            return next((f for f, gender in reversed(state.named) if gender in _GENDERS[min(beside)]), None)
    return None


def goods_named(sentence: Sentence, lang: str) -> tuple[tuple[Filled, str], ...]:
    """The goods of a sentence with the gender of their nouns, for the sentence behind it."""
    if lang != "ru":
        return ()
    taken = {gender for term in sentence.of_role("place_name") for gender in _subject_genders(sentence, term)}
    return tuple(
        (Filled(term.value, POSSESSED, "earlier sentence", 0.6, start, end), gender)
        for term in goods_terms(sentence)
        for gender in _genders(sentence, term)
        for start, end in [(sentence.tokens[term.first].start, sentence.tokens[term.last - 1].end)]
        if gender not in taken
    )


def _genders(sentence: Sentence, term: Term) -> Iterator[str]:
    nouns = (sentence.low(at) for at in range(term.last - 1, term.first - 1, -1))
    yield from next((genders for low in nouns if (genders := russian_genders(low))), frozenset())


def _subject_genders(sentence: Sentence, term: Term) -> frozenset[str]:
    low = sentence.low(term.last - 1)
    return russian_genders(low) if "nomn" in russian_cases(low).get("NOUN", frozenset()) else frozenset()
