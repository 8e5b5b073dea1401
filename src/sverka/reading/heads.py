"""Words in the heads of tables: rows of totals and of the rest, what percentages are, words that name nothing."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_MIN_WORD = 3
_KNOWN = ("neutral", "total", "others", "share", "index", "change", "number", "balance")


@cache
def head_words(lang: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """The beginnings of words of a kind; several in a row where the phrase has several."""
    text = files("sverka.reading").joinpath(f"languages/{lang}/heads.toml").read_text(encoding="utf-8")
    return tuple(tuple(phrase.split(" ")) for phrase in tomllib.loads(text)[kind])


def says(sentence: Sentence, lang: str, kind: str) -> bool:
    """Whether a head has a word or phrase of a kind: `total`, `others`, `share`, `index`, `change`, `rate`."""
    return any(is_said_at(sentence, at, lang, kind) for at in range(len(sentence.tokens)))


def opens_with(sentence: Sentence, lang: str, kind: str) -> bool:
    """Whether a head begins with a word of a kind: "Other meat", «Прочие страны»."""
    return is_said_at(sentence, 0, lang, kind)


def is_said_at(sentence: Sentence, at: int, lang: str, kind: str) -> bool:
    """Whether a word or phrase of a kind begins at a token."""
    return any(
        all(_begins(sentence.low(at + k), word) for k, word in enumerate(phrase)) for phrase in head_words(lang, kind)
    )


def _begins(low: str, word: str) -> bool:
    whole = len(word) > 1 and word.endswith(".")
    return low == word[:-1] if whole else low.startswith(word)


def unknown_words(sentence: Sentence, lang: str, covered: frozenset[int]) -> bool:
    """Whether a head has words that nothing is known of; those `covered` are known, and neutral ones say nothing."""
    known = covered | {at for term in sentence.terms for at in range(term.first, term.last)}
    for at, token in enumerate(sentence.tokens):
        if token.kind is not TokenKind.WORD or at in known or len(token.low) < _MIN_WORD:
            continue
        if not any(is_said_at(sentence, at, lang, kind) for kind in _KNOWN):
            return True
    return False
