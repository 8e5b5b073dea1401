"""Names of which nothing is known: a firm, a town or a country that no table has."""

from __future__ import annotations

from sverka.reading.morphology import english_lemmas
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind
from sverka.reading.unnamed_goods import neutral_words

MIN_NAME = 3
_NO_NAMES = frozenset(
    "it they we he she you this that these those which who what everyone nobody both each and also then later "
    "today yesterday tomorrow according thanks due total overall other others some all most many such its their our "
    "his her my no one "
    "january february march april may june july august september october november december".split()
)
_PLAIN_ENDINGS = ("ed", "ing", "ly")


def is_name(sentence: Sentence, at: int) -> bool:
    """Whether a token is a name of which nothing is known.

    The first word of a sentence is one only in Latin letters, with a look of a name; so is no word of a title in
    capitals.
    """
    token = sentence.tokens[at] if 0 <= at < len(sentence.tokens) else None
    if token is None or token.kind is not TokenKind.WORD or not token.text[0].isupper():
        return False
    if (
        any(t.first <= at < t.last for t in sentence.terms)
        or token.low.removesuffix("'s") in _NO_NAMES
        or is_titled(sentence)
    ):
        return False
    bare = token.low.removesuffix("'s").removesuffix("'")
    if is_cyrillic(token.low):
        return at > 0 and len(bare) >= MIN_NAME and not token.text.isupper()
    if is_acronym(token.text):
        return True
    plain = bare.endswith(_PLAIN_ENDINGS) or (at == 0 and bare.endswith("s"))
    return len(bare) >= MIN_NAME and not plain and not (at == 0 and _is_common(bare))


def is_cyrillic(low: str) -> bool:
    """Whether a folded word has Russian letters."""
    return any("а" <= letter <= "я" for letter in low)


def is_acronym(text: str) -> bool:
    """Whether a word is written in capitals: JBS, BRF."""
    return len(text) >= MIN_NAME and text.isupper() and not is_cyrillic(text.lower())


def is_titled(sentence: Sentence) -> bool:
    """Whether all words of a sentence but its small ones are in capitals, as in an English title."""
    words = [t.text for t in sentence.tokens if t.kind is TokenKind.WORD and len(t.text) > MIN_NAME]
    return len(words) > 2 and all(word[0].isupper() for word in words)


def _is_common(low: str) -> bool:
    """Whether the first word of a sentence is known as a common one: "Today's", "Producer"."""
    return not neutral_words("en", "nouns").isdisjoint(english_lemmas(low))
