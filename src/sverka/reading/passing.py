"""Words of time that date no figure of their sentence: they stand in an aside, or in a clause behind a conjunction.

"Wheat exports, next to nothing in 2021, brought in $25 million"; «ввезли на 27 млн, хотя в прошлом апреле не брали».
"""

from __future__ import annotations

from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

MAX_ASIDE_TOKENS = 14
_PREPOSITIONS = frozenset({"in", "during", "в", "во", "за"})
MAX_SMALL_WORD = 3  # letters of a preposition
_MARKS = {",": frozenset({","}), "—": frozenset("—–"), "–": frozenset("—–")}
_CONJUNCTION = 5  # the cost of the boundary before "but", "while", «хотя»
_SOURCES = tuple("данн итог сведен отчет отчёт статист according figure data record result number".split())
MAX_TOKENS_TO_SPEECH = 3
MAX_TOKENS_TO_CLOSE = 4
_SPEECH = ("said", "says", "told", "reported", "announced", "сообщ", "заяв", "сказ", "рассказ", "отмет", "объяв")
_OF_TRADE = ("flow_noun", "flow_verb", "balance", "share")


def in_aside(sentence: Sentence, first: int, last: int, number: int | None = None) -> bool:
    """Whether words of time end an aside that says something else of what the figure is of.

    An aside that is only a time, tells the source («по данным за 2023 год»), speaks of trade, or holds the number that
    begins at token `number`, is none.
    """
    marks = _MARKS.get(sentence.low(last), frozenset())
    before = range(first - 1, max(first - MAX_ASIDE_TOKENS, -1), -1)
    opening = next((at for at in before if sentence.low(at) in marks), None)
    return opening is not None and _says_else(sentence, opening + 1, first, number, _OF_TRADE)


def opens_aside(sentence: Sentence, first: int, last: int, number: int | None = None) -> bool:
    """Whether words of time open an aside that says something of its own: «импорт риса, в 2022 году удвоившийся, …»."""
    start = first - 1 if sentence.low(first - 1) in _PREPOSITIONS else first
    marks = _MARKS.get(sentence.low(start - 1), frozenset())
    closing = next((at for at in range(last, last + MAX_ASIDE_TOKENS) if sentence.low(at) in marks), None)
    return closing is not None and _says_else(sentence, last, closing, number, (*_OF_TRADE, "place_name", "goods"))


def is_told_aside(sentence: Sentence, first: int, last: int, time: int | None) -> bool:
    """Whether a number and its time stand together in an aside: «экспорт, составивший в 2022 году 5 млрд, вырос»."""
    end = next((at for at in range(last, last + MAX_TOKENS_TO_CLOSE) if sentence.low(at) == ","), None)
    before = range(first - 1, max(first - MAX_ASIDE_TOKENS, 0), -1)
    opening = next((at for at in before if sentence.low(at) == ","), None)
    if end is None or opening is None or time is None or len(sentence.tokens) - end < MAX_TOKENS_TO_CLOSE:
        return False
    if any(opening < term.first < end for term in sentence.of_role("flow_noun", "place_name")):
        return False
    near = {token.start for token in sentence.tokens[opening + 1 : opening + 1 + MAX_TOKENS_TO_CLOSE]}
    starts_here = bool({time, sentence.tokens[first].start} & near)
    return starts_here and sentence.tokens[opening].start < time < sentence.tokens[end].start


def _says_else(sentence: Sentence, start: int, end: int, number: int | None, roles: tuple[str, ...]) -> bool:
    """Whether the words of a stretch say something, but no number, no source, and nothing in the roles."""
    words = sentence.tokens[start:end]
    if (number is not None and start <= number < end) or not any(len(token.low) > MAX_SMALL_WORD for token in words):
        return False
    if any(token.kind is TokenKind.NUMBER or token.low.startswith(_SOURCES) for token in words):
        return False
    return not any(start <= term.first < end for term in sentence.of_role(*roles))


def is_subject(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a month is what a further clause speaks of: "130 million, November was a touch better"."""
    told = any(t.first == last for t in sentence.of_role("level", "change", "verb_plain"))
    return sentence.low(first - 1) in (",", ";", "—", "–") and told


def tells_speech(sentence: Sentence, first: int) -> bool:
    """Whether words of time say when something was said: "officials said last week"."""
    return any(sentence.low(at).startswith(_SPEECH) for at in range(max(0, first - MAX_TOKENS_TO_SPEECH), first))


def behind_conjunction(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a conjunction parts words of time from the number before them that ends at a token."""
    return first >= end and any(sentence.breaks[at] == _CONJUNCTION for at in range(end, first))
