"""Words of time that date no figure of their sentence: they stand in an aside, or in a clause behind a conjunction.

"Wheat exports, next to nothing in 2021, brought in $25 million"; «ввезли на 27 млн, хотя в прошлом апреле не брали».
"""

from __future__ import annotations

from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

MAX_ASIDE_TOKENS = 14
MAX_SMALL_WORD = 3  # letters of a preposition
_MARKS = {",": frozenset({","}), "—": frozenset("—–"), "–": frozenset("—–")}
_CONJUNCTION = 5  # the cost of the boundary before "but", "while", «хотя»
_SOURCES = (
    "данн",
    "итог",
    "сведен",
    "отчет",
    "отчёт",
    "статист",
    "according",
    "figure",
    "data",
    "record",
    "result",
    "number",
)
MAX_TOKENS_TO_SPEECH = 3
_SPEECH = ("said", "says", "told", "reported", "announced", "сообщ", "заяв", "сказ", "рассказ", "отмет", "объяв")
_OF_TRADE = ("flow_noun", "flow_verb", "balance", "share")


def in_aside(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words of time end an aside that says something else of what the figure is of.

    An aside that is only a time, tells the source («по данным за 2023 год») or speaks of trade is none.
    """
    marks = _MARKS.get(sentence.low(last), frozenset())
    before = range(first - 1, max(first - MAX_ASIDE_TOKENS, -1), -1)
    opening = next((at for at in before if sentence.low(at) in marks), None)
    words = sentence.tokens[opening + 1 : first] if opening is not None else ()
    if opening is None or not any(len(token.low) > MAX_SMALL_WORD for token in words):
        return False
    if any(token.kind is TokenKind.NUMBER or token.low.startswith(_SOURCES) for token in words):
        return False
    return not any(opening < term.first < last for term in sentence.of_role(*_OF_TRADE))


def tells_speech(sentence: Sentence, first: int) -> bool:
    """Whether words of time say when something was said: "officials said last week"."""
    return any(sentence.low(at).startswith(_SPEECH) for at in range(max(0, first - MAX_TOKENS_TO_SPEECH), first))


def behind_conjunction(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a conjunction parts words of time from the number before them that ends at a token."""
    return first >= end and any(sentence.breaks[at] == _CONJUNCTION for at in range(end, first))
