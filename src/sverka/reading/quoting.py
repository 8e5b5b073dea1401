"""Figures quoted for comparison: "against 3.4 bn a year earlier", "after a gain of 3.1 percent the month before".

Such a figure belongs to the period that it is quoted from, and the talk goes on in the period that it is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence

from sverka.reading.known_amounts import measures_by
from sverka.reading.lexicon import Term
from sverka.reading.passing import in_aside
from sverka.reading.periods import Expression
from sverka.reading.quantity import Quantity
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

MAX_WORDS_BETWEEN = 5
MAX_PLAIN_WORDS_BETWEEN = 2
MAX_TOKENS_TO_RESULT = 8
MAX_TOKENS_TO_NUMBER = 4
CHANGE = "change"
_CLAUSE_BREAK = 3
_WHEN = frozenset({"when", "когда"})
_FROM, _TO = frozenset({"from", "с", "со"}), frozenset({"to", "до"})
_BACKWARD = frozenset(
    {"last year's", "year earlier", "year later", "month earlier", "quarter earlier", "earlier years", "then"}
)
_MEASURED = tuple(
    "result figure total export import level результат показател итог экспорт импорт вывоз ввоз выручк объем".split()
)
_COMPARATIVE_ENDS = frozenset({"than", "on", "of", "чем"})
_ARTICLES = frozenset({"the", "a", "an"})
_CLOSED_ROLES = frozenset(
    {"fraction", "multiple", "place_name", "place_adjective", "place_demonym", "flow_noun", "flow_verb", "goods"}
)


def quoting_words(sentence: Sentence, quantity: Quantity) -> Term | None:
    """The words that quote a figure for comparison, or `None` where it is stated for itself.

    Right before the number any of them do; farther off only those of the value `far` ("after a gain of"),
    or all of them past words that the reader does not know ("from an unprecedented").
    """
    change = changed_from(sentence, quantity)
    if change is not None:
        return change
    plain = True
    for at in range(quantity.first, max(quantity.first - MAX_WORDS_BETWEEN, 0), -1):
        distance = quantity.first - at
        for term in sentence.terms:
            if term.last == at and _quotes(sentence, term):
                if _leads_to_time(sentence, term, quantity.first):
                    return None  # "8 % up on a year ago and 20 % …"
                near = distance <= 1 or (plain and distance <= MAX_PLAIN_WORDS_BETWEEN)
                return term if near or term.value == "far" or term.role == "compare" else None
        known = [t for t in sentence.terms if t.first < at <= t.last]
        token = sentence.tokens[at - 1]
        counted = token.kind is TokenKind.NUMBER and not _is_year(token.text)
        if sentence.breaks[at - 1] >= 3 or (counted and (distance > 1 or sentence.low(at) in _TO)):
            return None
        if any(t.role in _CLOSED_ROLES or t.role.startswith("num_") for t in known):
            return None
        plain = plain and (not known or sentence.low(at - 1) in _ARTICLES)
    return None


def changed_from(sentence: Sentence, quantity: Quantity) -> Term | None:
    """The preposition of a figure that is said to change to another: "from 2.0 bn to 1.9 bn", «с 2,8 до 3,1 млрд»."""
    opening = next((at for at in (quantity.first - 1, quantity.first) if sentence.low(at) in _FROM), None)
    if opening is None:
        return None
    if sentence.low(opening) != "from" and _follows_result(sentence, opening):
        return Term(opening, opening + 1, "quotes_base", CHANGE)
    for at in range(quantity.last, min(quantity.last + MAX_TOKENS_TO_RESULT, len(sentence.tokens) - 1)):
        if sentence.low(at) in _TO:
            led = any(
                sentence.tokens[k].kind is TokenKind.NUMBER
                for k in range(at + 1, min(at + MAX_TOKENS_TO_NUMBER, len(sentence.tokens)))
            )
            return Term(opening, opening + 1, "quotes_base", CHANGE) if led else None
        if sentence.breaks[at] >= _CLAUSE_BREAK and not sentence.at(at + 1, "month"):
            return None
    return None


def _follows_result(sentence: Sentence, opening: int) -> bool:
    """Whether the result of a change stands right before: «подскочили до 120 млн долларов с 70 млн»."""
    before = range(max(0, opening - MAX_TOKENS_TO_RESULT), opening)
    result = next((at for at in reversed(before) if sentence.low(at) == "до"), None)
    if result is None or any(sentence.breaks[at] >= _CLAUSE_BREAK for at in range(result, opening)):
        return False
    return any(sentence.tokens[at].kind is TokenKind.NUMBER for at in range(result + 1, opening))


def tells_when(sentence: Sentence, quantity: Quantity, time: Expression, others: Sequence[Quantity]) -> bool:
    """Whether words of comparison open the number's clause and so say when: "A year earlier they stood at 5 bn"."""
    told = sentence.low(time.last) == "," and sentence.low(time.last + 1) in _WHEN
    if in_aside(sentence, time.first, time.last):
        return False
    if time.rule == "last year's" and not sentence.low(time.last).startswith(_MEASURED):
        return False  # "last year's harvest" tells when something else was
    if time.last > quantity.core_first or not (told or (_points_back(time) and not time.is_base)):
        return False
    if any(time.first < other.core_first < quantity.core_first for other in others):
        return False
    opening = next((at for at in range(time.first, 0, -1) if sentence.breaks[at] >= _CLAUSE_BREAK), 0)
    return not any(opening <= other.core_first < time.first for other in others)


def _points_back(time: Expression) -> bool:
    said = time.group("y") or ""
    return time.rule in _BACKWARD or (time.rule == "same period" and (said.isdigit() or said in ("L", "P")))


def _leads_to_time(sentence: Sentence, compared: Term, end: int) -> bool:
    """Whether words of time stand between words of comparison and the number: these are what is compared with."""
    between = [t for t in sentence.terms if compared.last <= t.first < end]
    timed = any(t.role == "month" or (t.role == "time" and t.value not in "pDdE&") for t in between)
    joined = any(sentence.low(at) in ("and", "и") for at in range(compared.last, end))
    return timed and (joined or compared.role == "compare")


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("19", "20")


def _quotes(sentence: Sentence, term: Term) -> bool:
    if term.role == "quotes_base" or measures_by(sentence, term):
        return True
    return term.role == "compare" and sentence.low(term.last - 1) in _COMPARATIVE_ENDS
