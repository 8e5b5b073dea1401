"""Amounts that another is measured by: "$18.2 bn, a hair above the $18.0 bn of 2024", «чуть выше прошлогодних 18 млрд».

What stands behind "above" there is known, not hedged: the article says so, in Russian the year with no preposition.
"""

from __future__ import annotations

from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

MAX_TOKENS_OF_AMOUNT = 8
_HEDGES = frozenset({"more_than", "less_than", "almost"})
_PARTING = frozenset({"flow_noun", "flow_verb", "balance", "goods", "place_name", "place_adjective", "change", "again"})
_LAST_YEARS = ("прошлогодн", "позапрошлогодн")
_OF_PERIODS = frozenset({"of", "in", "a", "the", "seen", "recorded", "earned", "reached", "made"})


def measures_by(sentence: Sentence, term: Term) -> bool:
    """Whether words of comparison behind a figure lead to an amount that is known by its period."""
    if term.role != "compare" and not (term.role == "hedge_pre" and term.value in _HEDGES):
        return False
    return _is_known(sentence, term.last) and _is_behind_figure(sentence, term.first)


def _is_behind_figure(sentence: Sentence, at: int) -> bool:
    """Whether a figure stands before, and no word of trade, goods, place or change between."""
    numbers = [k for k in range(at) if sentence.tokens[k].kind is TokenKind.NUMBER and not _is_year(sentence, k)]
    if not numbers:
        return False
    return not any(numbers[-1] < t.first < at and t.role in _PARTING for t in sentence.terms)


def _is_known(sentence: Sentence, at: int) -> bool:
    if sentence.low(at).startswith(_LAST_YEARS):
        return True
    article = sentence.low(at) == "the"
    start, numbered = at + article, False
    for k in range(start, min(start + MAX_TOKENS_OF_AMOUNT, len(sentence.tokens))):
        if _is_year(sentence, k):
            return numbered and (article or sentence.low(k + 1).startswith("год"))
        numbered = numbered or sentence.tokens[k].kind is TokenKind.NUMBER
        measured = any(t.first <= k < t.last and (t.role == "unit" or t.role.startswith("num")) for t in sentence.terms)
        timed = any(t.first == k and t.role in ("month", "time") for t in sentence.terms)
        if article and numbered and timed and not measured and sentence.low(k) not in _OF_PERIODS:
            return True
        known = (
            measured or sentence.tokens[k].kind is not TokenKind.WORD or (article and sentence.low(k) in _OF_PERIODS)
        )
        if not known:
            return False
    return False


def _is_year(sentence: Sentence, at: int) -> bool:
    text = sentence.tokens[at].text if at < len(sentence.tokens) else ""
    return len(text) == len("2024") and text.isdigit() and text.startswith(("19", "20"))
