"""The number that the words of a quote state, by Sverka's own reader of numbers, and whether it gives a value."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from sverka.model.claims import Hedge
from sverka.reading.document import Block, Document
from sverka.reading.lexicon import load_lexicon
from sverka.reading.quantities import find_quantities
from sverka.reading.quantity import Quantity
from sverka.reading.sentences import Sentence, read_sentences
from sverka.reading.timewords import read_times
from sverka.reference.units import TIMES, get_currency, price_parts, unit_kind

_RELATIVE = 1e-6
_WORDS = 0.5
"""How far from a fraction word its per cent may be written: a third is 33 or 33.3."""
_SCALES = (1.0, 1e3, 1e6, 1e9, 1e12)
_TONNE = 1000.0
_RATIOS = frozenset({"percent", "points", "fraction", "multiple"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: where it stands with its hedge, in the document's text, and the quantity that it is."""

    start: int
    end: int
    quantity: Quantity

    @property
    def hedge(self) -> Hedge:
        """The hedge of its own words."""
        return self.quantity.hedge

    @property
    def printed(self) -> str:
        """Its digits."""
        return self.quantity.printed

    @property
    def is_fraction(self) -> bool:
        """Whether it is said in words that name no digits: "a third", "twice"."""
        return self.quantity.kind == "fraction" or (self.quantity.kind == "multiple" and not self.quantity.printed)

    def told(self) -> str:
        """The number as read: `3500000000 USD`."""
        high = "" if self.quantity.value_hi is None else f"–{self.quantity.value_hi:.12g}"
        return f"{self.quantity.value:.12g}{high} {self.quantity.unit}".strip()

    def ends(self, value: float, value_hi: float | None) -> tuple[float, float | None]:
        """A value and its upper end: both ends of a range of which a claim tells one, or the middle; else as told."""
        low, high = self.quantity.value, self.quantity.value_hi
        if high is None or value_hi is not None:
            return value, value_hi
        if any(abs(abs(value) - one) <= _RELATIVE * abs(one) for one in (low, high, (low + high) / 2)):
            return math.copysign(low, value), math.copysign(high, value)
        return value, None

    def gives(self, value: float, unit: str) -> bool:
        """Whether a value in a unit is what this number states, whatever its sign."""
        loose = _WORDS if self.is_fraction or self.quantity.in_words else 0.0
        return any(
            abs(abs(value) - abs(one)) <= max(_RELATIVE * abs(one), loose) for one in _values(self.quantity, unit)
        )


def _values(quantity: Quantity, unit: str) -> Iterator[float]:
    """Every value in a unit that a number can state."""
    ends = [quantity.value, *([quantity.value_hi] if quantity.value_hi is not None else [])]
    if len(ends) > 1:
        ends.append(sum(ends) / 2)
    for one in ends:
        if quantity.kind == "bare":
            yield from (one * scale for scale in _SCALES)
        elif quantity.kind in _RATIOS:
            yield from _ratios(quantity.kind, one, unit)
        else:
            yield from _amounts(quantity, one, unit)


def _ratios(kind: str, value: float, unit: str) -> Iterator[float]:
    """A percentage or its index as growth; a multiple as itself, as per cent of its base, and as growth."""
    if kind == "multiple":
        yield from (value,) if unit == TIMES else ((value - 1) * 100, value * 100)
        if value:
            yield from (1 / value,) if unit == TIMES else ((1 / value - 1) * 100,)
    elif unit in ("%", "pp"):
        yield from (value, value - 100)
    elif unit == TIMES:
        yield from (value / 100, 1 + value / 100)


def _amounts(quantity: Quantity, value: float, unit: str) -> Iterator[float]:
    priced = price_parts(unit)
    wanted = priced[0] if priced else unit
    if quantity.unit in (wanted, unit) or (quantity.ambiguous_unit and _same_word(quantity.unit, wanted)):
        yield value
    elif quantity.kind == "mass" and (quantity.unit, unit) in (("t", "kg"), ("kg", "t")):
        yield value * _TONNE if unit == "kg" else value / _TONNE
    elif quantity.kind in ("count", "rank") and unit_kind(unit) in ("count", "rank", None):
        yield value


def _same_word(one: str, other: str) -> bool:
    """Whether two currencies go by one word: all dollars do."""
    first, second = get_currency(one), get_currency(other)
    return first is not None and second is not None and first.family == second.family


class Numbers:
    """The numbers of one document; sentences are read for numbers when they are first asked for."""

    def __init__(self, document: Document, lang: str) -> None:
        self._lang = lang
        self._lexicon = load_lexicon(lang)
        self._sentences = read_sentences(document, self._lexicon)
        self._ends = [sentence.end for sentence in self._sentences]
        self._known: dict[int, tuple[Number, ...]] = {}

    def within(self, start: int, end: int) -> tuple[Number, ...]:
        """The numbers whose words, hedge aside, touch a stretch of the document's text."""
        found: list[Number] = []
        for at in range(bisect_left(self._ends, start + 1), len(self._sentences)):
            if self._sentences[at].start >= end:
                break
            if at not in self._known:
                self._known[at] = tuple(_numbers(self._sentences[at], self._lang))
            tokens = self._sentences[at].tokens
            found += [
                one
                for one in self._known[at]
                if tokens[one.quantity.core_first].start < end and start < tokens[one.quantity.core_last - 1].end
            ]
        return tuple(found)

    def of_quote(self, quote: str, start: int) -> tuple[Number, ...]:
        """The numbers of a quote read by itself, as one in a table; `start` is where it stands in the document."""
        alone = Document("-", quote, quote, None, (Block("body", 0, len(quote)),), self._lang)
        numbers = (one for sentence in read_sentences(alone, self._lexicon) for one in _numbers(sentence, self._lang))
        return tuple(Number(start + one.start, start + one.end, one.quantity) for one in numbers)


def _numbers(sentence: Sentence, lang: str) -> Iterator[Number]:
    for quantity in find_quantities(sentence, read_times(sentence, lang), lang):
        tokens = sentence.tokens
        yield Number(tokens[quantity.first].start, tokens[quantity.last - 1].end, quantity)
