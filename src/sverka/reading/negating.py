"""What a text denies: "did not exceed 5 bn" sets a limit, "did not grow by 5 %" states no figure at all.

A denied predicate of a bound turns into the hedge on its other side: not above is at most, not reached is less than,
not below is at least. Whatever else is denied is left unread.
"""

from __future__ import annotations

from sverka.model.claims import Hedge
from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence
from sverka.reading.view import CLAUSE_COST, View

DENIED = "it is denied, not stated"
MAX_TOKENS_TO_VERB = 2
_SKIPPED = frozenset("the a even to mark of и даже в отметки отметку уровня за at a".split())
_NOT = frozenset({"not", "never", "cannot"})
_NEARLY = frozenset({"едва", "чуть"})
_ADDING = frozenset("only just merely simply least to только просто лишь столько сколько раз все too".split())
_FLIPPED: dict[str, Hedge] = {"above": "at_most", "reached": "less_than", "below": "at_least"}
_PASSED: dict[str, Hedge] = {"above": "more_than", "below": "less_than"}
_PREDICATES = ("bound", "change", "level", "flow_verb", "excess", "share", "rank_verb")
_BROKEN = 3


def limit_set(sentence: Sentence, at: int, *, amount: bool) -> tuple[int, Hedge] | None:
    """Where words that set a bound begin, and the hedge that they are, if they end before token `at`.

    Bounds denied do, and amounts that something is said to move past: "fell below 5 bn" tells a level, not a change.
    """
    end = at
    while end > 0 and sentence.low(end - 1) in _SKIPPED and not _bounds_ending(sentence, end):
        end -= 1
    for term in _bounds_ending(sentence, end):
        denied = _denial_before(sentence, term)
        if denied is not None:
            return denied, _FLIPPED[term.value]
        if term.value == "reached" and sentence.low(term.first - 1) == "не":
            return term.first - 2, "almost"  # «едва не достиг»
        if amount and term.value in _PASSED and any(t.first == term.first for t in sentence.of_role("change")):
            return term.first, _PASSED[term.value]
    return None


def _bounds_ending(sentence: Sentence, at: int) -> list[Term]:
    """The words of a bound that end at a token, the longest first."""
    return sorted((t for t in sentence.of_role("bound") if t.last == at), key=lambda t: t.first)


def _denial_before(sentence: Sentence, verb: Term) -> int | None:
    """The token that denies a verb: "did not quite reach", «так и не достиг»; «едва не достиг» denies nothing."""
    for at in range(verb.first - 1, max(verb.first - MAX_TOKENS_TO_VERB - 2, -1), -1):
        low = sentence.low(at)
        if sentence.breaks[at + 1] >= _BROKEN:
            return None
        if low in _NOT or low.endswith("n't") or (low.startswith("fail") and sentence.low(at + 1) == "to"):
            return None if sentence.low(at + 1) in _ADDING and not low.startswith("fail") else at
        if low == "не" and at == verb.first - 1:
            return None if sentence.low(at - 1) in _NEARLY else at
    return None


def is_denied(view: View) -> bool:
    """Whether the clause of a number denies what it would state: "exports did not grow by", "it is not true that"."""
    sentence, start = view.sentence, view.quantity.first
    if any(t.first < start for t in sentence.of_role("denial")):
        return True
    if start and _is_bare_denial(sentence, start - 1):
        return True
    before = [t for t in sentence.of_role(*_PREDICATES) if view.left <= t.first < start and t.last <= start]
    if not before:
        return False
    verb = max(before, key=lambda t: (t.last, -t.first))
    if sentence.distance((verb.first, verb.last), view.quantity.span) >= CLAUSE_COST:
        return False
    return _denial_before(sentence, verb) is not None


def _is_bare_denial(sentence: Sentence, at: int) -> bool:
    """ "Not 5 % but 7 %": the word stands right before the number."""
    return sentence.low(at) in ("не", "not") and sentence.low(at - 1) not in (*_NEARLY, "if", "or", "если")
