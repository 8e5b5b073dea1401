"""Short words for goods: "the oil had reached 57 countries" in a text on soybean oil is of that, not of petroleum."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from sverka.reading.goods_terms import goods_terms
from sverka.reading.lexicon import Term
from sverka.reading.morphology import LEMMATIZERS
from sverka.reading.sentences import Sentence
from sverka.reference.goods import Ranges, hs_ranges, ranges_hold

_GOODS = "goods"


def with_short_goods(sentences: Sequence[Sentence], lang: str) -> tuple[Sentence, ...]:
    """The sentences with each short word taken for the one longer name that the text has for such goods."""
    rows = [row for row in _table(lang) if any(_stands(sentence, row[0], lang) for sentence in sentences)]
    every = [(sentence, term) for sentence in sentences for term in goods_terms(sentence)] if rows else []
    meant = {word: value for word, among, unless in rows if (value := _meant(every, word, among, unless, lang))}
    return tuple(_told(sentence, meant, lang) for sentence in sentences) if meant else tuple(sentences)


@cache
def _table(lang: str) -> tuple[tuple[str, Ranges, Ranges], ...]:
    text = files("sverka.reading").joinpath(f"languages/{lang}/short_goods.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["short"]
    return tuple((row["word"], hs_ranges(row["among"]) or (), hs_ranges(row["unless"]) or ()) for row in rows)


def _meant(every: Iterable[tuple[Sentence, Term]], word: str, among: Ranges, unless: Ranges, lang: str) -> str | None:
    """The goods that a short word stands for; `None` where the text names none, several, or what forbids it."""
    longer: set[str] = set()
    for sentence, term in every:
        ranges = hs_ranges(term.value)
        words = range(term.first, term.last)
        if not ranges or (len(words) == 1 and _is(sentence, term.first, word, lang)):
            continue
        if _touch(ranges, unless):
            return None
        if len(words) > 1 and ranges_hold(among, ranges) and any(_is(sentence, at, word, lang) for at in words):
            longer.add(term.value)
    return longer.pop() if len(longer) == 1 else None


def _told(sentence: Sentence, meant: Mapping[str, str], lang: str) -> Sentence:
    """A sentence with terms of the goods meant in place of those of the short words."""
    found = list(_short(sentence, meant, lang))
    if not found:
        return sentence
    at = {term.first for term in found}
    kept = [t for t in sentence.terms if not (t.role == _GOODS and t.last - t.first == 1 and t.first in at)]
    return replace(sentence, terms=tuple(sorted((*kept, *found), key=lambda term: (term.first, term.last))))


def _short(sentence: Sentence, meant: Mapping[str, str], lang: str) -> Iterator[Term]:
    """Terms for the short words that are no part of a longer name."""
    covered = {at for t in sentence.terms if t.last - t.first > 1 for at in range(t.first, t.last)}
    for at in range(len(sentence.tokens)):
        for word, value in meant.items():
            if at not in covered and _is(sentence, at, word, lang):
                yield Term(at, at + 1, _GOODS, value)


def _stands(sentence: Sentence, word: str, lang: str) -> bool:
    return any(_is(sentence, at, word, lang) for at in range(len(sentence.tokens)))


def _is(sentence: Sentence, at: int, word: str, lang: str) -> bool:
    return word in LEMMATIZERS[lang](sentence.low(at))


def _touch(one: Ranges, other: Ranges) -> bool:
    return any(a <= high and low <= b for a, b in one for low, high in other)
