"""Shares and multiples in words or by counting: "a third", "one in four", "30 cents of every dollar", "doubled"."""

from __future__ import annotations

from sverka.reading.lexicon import Term
from sverka.reading.numerals import Numeral
from sverka.reading.quantity import Quantity
from sverka.reading.sentences import Sentence

_COINS = frozenset(["cent", "cents", "pence", "копейка", "копейки", "копеек"])
_EVERY = frozenset(["every", "each", "каждого", "каждом", "каждый"])
_COIN_TOKENS = 5


def fraction_at(sentence: Sentence, at: int) -> Quantity | None:
    """A fraction in words: "a third", "four fifths"."""
    for term in sentence.at(at, "fraction"):
        if not _numeral_follows(sentence, term):
            return Quantity(at, term.last, at, term.last, "fraction", float(term.value), "%", hedge="about")
    return None


def _numeral_follows(sentence: Sentence, term: Term) -> bool:
    """ "Half a million", "a quarter million": a number, not a share."""
    following = sentence.low(term.last)
    after = sentence.low(term.last + 1) if following in ("a", "of") else following
    return any(t.role == "num_scale" and t.first in (term.last, term.last + 1) for t in sentence.terms) and after != ""


def multiple_at(sentence: Sentence, at: int) -> Quantity | None:
    """A multiple in one word: "doubled", "fourfold", «втрое»."""
    for term in sentence.at(at, "multiple"):
        return Quantity(at, term.last, at, term.last, "multiple", float(term.value), "x")
    return None


def counted_share_at(sentence: Sentence, at: int) -> Quantity | None:
    """ "One in four", "two of every three cargoes", "one dollar in eleven": a share said by counting."""
    first = _small_word(sentence, at)
    if first is None:
        return None
    here = at + 1
    for _ in range(2):
        if sentence.low(here) in ("in", "of", "из", "out"):
            break
        here += 1
    if sentence.low(here) not in ("in", "of", "из", "out"):
        return None
    here += 1
    while sentence.low(here) in ("every", "of", "each", "каждых", "каждые"):
        here += 1
    second = _small_word(sentence, here)
    if second is None or not 0 < first < second <= 100:
        return None
    share = 100.0 * first / second
    return Quantity(at, here + 1, at, here + 1, "fraction", share, "%", hedge="exact")


def _small_word(sentence: Sentence, at: int) -> float | None:
    for term in sentence.beginning(at):
        if term.role == "num_unit":
            return float(term.value)
    return None


def coins_share_at(sentence: Sentence, numeral: Numeral) -> Quantity | None:
    """ "30 cents of every export dollar", «30 копеек с каждого рубля»: a share said in coins, out of a hundred."""
    if sentence.low(numeral.last) not in _COINS or not 0 < numeral.value < 100:
        return None
    for at in range(numeral.last + 1, numeral.last + _COIN_TOKENS):
        if sentence.low(at) in _EVERY:
            first, last = numeral.first, numeral.last + 1
            return Quantity(first, last, first, last, "fraction", numeral.value, "%", numeral.printed, "exact")
    return None
