"""Shares and multiples in words or by counting: "a third", "one in four", "30 cents of every dollar", "doubled"."""

from __future__ import annotations

from sverka.reading.lexicon import Term
from sverka.reading.no_figures import is_every, is_half_of_named, is_many
from sverka.reading.numerals import Numeral, read_numeral
from sverka.reading.quantity import Quantity, neat
from sverka.reading.sentences import Sentence

_COINS = frozenset(["cent", "cents", "pence", "копейка", "копейки", "копеек"])
_EVERY = frozenset(["every", "each", "каждого", "каждом", "каждый"])
_COIN_TOKENS = 5
_UNITS = ("money", "mass")
MIN_NTH = 2


def fraction_at(sentence: Sentence, at: int) -> Quantity | None:
    """A fraction in words: "a third", "four fifths"."""
    for term in sentence.at(at, "fraction"):
        vague = is_half_of_named(sentence, term) or is_many(sentence, term)
        if not vague and not _numeral_follows(sentence, term):
            return Quantity(at, term.last, at, term.last, "fraction", float(term.value), "%", hedge="about")
    return None


def _numeral_follows(sentence: Sentence, term: Term) -> bool:
    """ "Half a million", "half a dozen": a number, not a share."""
    after = sentence.low(term.last + 1) if sentence.low(term.last) in ("a", "of") else sentence.low(term.last)
    scales = [t.first for t in sentence.terms if t.role in ("num_scale", "num_dozen")]
    return after != "" and any(first in (term.last, term.last + 1) for first in scales)


def multiple_at(sentence: Sentence, at: int) -> Quantity | None:
    """A multiple in one word: "doubled", "fourfold", «втрое»."""
    for term in sentence.at(at, "multiple"):
        if is_many(sentence, term):
            return None  # "in half the world"
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
    if second is None or not 0 < first < second <= 100 or _counts_traders(sentence, here + 1):
        return None
    share = 100.0 * first / second
    return Quantity(at, here + 1, at, here + 1, "fraction", share, "%", hedge="exact")


def _counts_traders(sentence: Sentence, at: int) -> bool:
    """ "Two of three buyers", «каждый пятый экспортёр» are shares of those who trade, not of trade."""
    return any(t.role in ("count_head", "company") or t.role == "rank_head" for t in sentence.beginning(at))


def share_out_of(sentence: Sentence, numeral: Numeral, lang: str) -> Quantity | None:
    """ "Of every ten dollars, four came from China": a share said by counting, the whole before it."""
    for at in range(1, numeral.first):
        whole = read_numeral(sentence, at, lang) if is_every(sentence, at) else None
        if whole is not None and 0 < numeral.value < whole.value:
            share = neat(100.0 * numeral.value / whole.value)
            first, last = numeral.first, numeral.last
            return Quantity(first, last, first, last, "fraction", share, "%", hedge="exact")
    return None


def nth_share_at(sentence: Sentence, at: int) -> Quantity | None:
    """ "Every third dollar", «каждая седьмая тонна»: a share said by what one in so many of them is."""
    if not _is_each(sentence.low(at)):
        return None
    other = sentence.low(at + 1) == "other"
    terms = [t for t in sentence.at(at + 1, "ordinal") if t.value.isdigit()]
    last = at + 2 if other else terms[0].last if terms else None
    if last is None:
        return None
    unit = next((t for t in sentence.at(last, "unit") if t.value.startswith(_UNITS)), None)
    nth = 2 if other else int(terms[0].value)
    if unit is None or nth < MIN_NTH:
        return None
    return Quantity(at, unit.last, at, unit.last, "fraction", 100.0 / nth, "%", hedge="about")


def _is_each(low: str) -> bool:
    return low in ("every", "each") or low.startswith("кажд")


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
