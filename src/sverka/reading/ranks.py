"""Places in an order: which ordinals and superlatives rank a partner, a market, a supplier or the reporter itself.

"The second-largest market", "our number two", "Canada came second, the Netherlands third"; not "for the first time".
"""

from __future__ import annotations

from dataclasses import dataclass

from sverka.reading.lexicon import Term
from sverka.reading.morphology import russian_is_plural
from sverka.reading.sentences import Sentence

_PLACES = frozenset({"place_name", "place_city"})
_NUMBERED = frozenset({"number", "no", "номер", "№"})
_BETWEEN = frozenset({"in", "to", "the", "at", "on", "на", "a", "its", "as"})
_BEHIND = frozenset(
    [
        ",",
        ".",
        ";",
        ")",
        "",
        "and",
        "in",
        "among",
        "after",
        "behind",
        "with",
        "as",
        "only",
        "followed",
        "—",
        "–",
        "-",
        "и",
    ]
)
_PASSED = frozenset({",", "and", "и", "—", "–", "сейчас", "теперь", "пока", "уже", "now", "currently"})
_AMONG = frozenset({"среди", "among", "списке", "рейтинге", "перечне", "числе"})
_EACH = ("every", "each", "кажд")
_SUCH = ("таког", "такая", "такой", "таких", "such")
_RIVALS = frozenset({"after", "behind", "to", "than", "после", "за"})
_ORDINAL_ENDINGS = frozenset(["st", "nd", "rd", "th", "е", "й", "я", "ю", "го", "м", "ое", "ый", "ой", "ую", "ом"])
_PLURALS = frozenset(["exports", "imports", "destinations", "markets", "buyers", "suppliers", "customers", "partners"])
MAX_AMONG_TOKENS = 7
MAX_HEAD_DISTANCE = 3
MAX_WORDS_TO_LEADER = 2


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an order: the token behind it, its number, whether a superlative says it, and what is ranked."""

    last: int
    value: float
    superlative: bool
    head: Term | None


def find_rank(sentence: Sentence, at: int) -> Rank | None:
    """The rank that begins at a token, or `None` where the words there rank nothing."""
    if sentence.low(at - 1).startswith(_EACH) or sentence.low(at + 1).startswith(_SUCH):
        return None  # "every third dollar" is a share, «второго такого» ranks nobody
    for term in sentence.terms:
        if term.first == at and term.role in ("ordinal", "superlative"):
            return _ranked(sentence, term)
    printed = _printed_ordinal(sentence, at)
    return None if printed is None else _ranked(sentence, printed)


def _printed_ordinal(sentence: Sentence, at: int) -> Term | None:
    """ "14th", "28th", «14-е»: an ordinal in digits; centuries and birthdays have no head of rank."""
    token = sentence.tokens[at]
    if not token.text.isdigit() or len(token.text) > 3:
        return None
    for last in (at + 1, at + 2):
        touching = last < len(sentence.tokens) and sentence.tokens[last].start == sentence.tokens[last - 1].end
        if touching and sentence.low(last) in _ORDINAL_ENDINGS:
            return Term(at, last + 1, "ordinal", token.text)
        if not touching or sentence.low(last) not in ("-", "‑"):
            return None
    return None


def _ranked(sentence: Sentence, term: Term) -> Rank | None:
    last, superlative = term.last, term.role == "superlative"
    joined = _superlative_behind(sentence, last)
    if joined is not None and not superlative:
        last, superlative = joined.last, True
    head = head_behind(sentence, last)
    if superlative and russian_is_plural(sentence.low(term.first)):
        return None  # «основными покупателями стали» ranks nobody in particular
    if head is None and superlative and joined is None:
        head = _leading(sentence, term)
    if head is None and not superlative and not _is_order(sentence, term):
        head = _head_before(sentence, term.first)
        if head is None:
            return None
    if superlative and (head is None or (not joined and sentence.low(head.first) in _PLURALS)):
        return None  # "main exports: oil, copper" ranks nobody
    if superlative and any(t.first == last and t.role in ("num_unit", "num_ten") for t in sentence.terms):
        return None  # nor does "the top three destinations"
    return Rank(last, float(term.value), superlative, head)


def _superlative_behind(sentence: Sentence, at: int) -> Term | None:
    """ "Second-largest", "third biggest": one place in an order."""
    start = at + 1 if sentence.low(at) in ("-", "‑") else at
    return next((t for t in sentence.terms if t.first == start and t.role == "superlative"), None)


def head_behind(sentence: Sentence, last: int) -> Term | None:
    """What is ranked, within a few words behind the rank and before any boundary."""
    for at in range(last, min(last + MAX_HEAD_DISTANCE + 1, len(sentence.tokens))):
        if sentence.breaks[at] >= 3:
            return None
        for term in sentence.at(at, "rank_head"):
            return term if term.value != "rank" else _ranked_among(sentence, term) or _among(sentence, term) or term
    return None


def _ranked_among(sentence: Sentence, place: Term) -> Term | None:
    """What a place is held among: "14th place among Germany's trading partners"."""
    reach = range(place.last, place.last + MAX_AMONG_TOKENS)
    return next((t for t in sentence.of_role("rank_head") if t.first in reach and t.value != "rank"), None)


def _among(sentence: Sentence, place: Term) -> Term | None:
    """What a place is held among, said before it: «среди покупателей зерна Китай на втором месте»."""
    for term in sentence.of_role("rank_head"):
        before = {sentence.low(at) for at in range(max(term.first - MAX_HEAD_DISTANCE, 0), term.first)}
        if term.value != "rank" and term.last <= place.first and before & _AMONG:
            return term
    return None


def head_of(sentence: Sentence, first: int, last: int) -> Term | None:
    """What is ranked: behind the rank, else right before it («партнёр номер один»)."""
    return head_behind(sentence, last) or _head_before(sentence, first)


def _head_before(sentence: Sentence, first: int) -> Term | None:
    return next((t for t in sentence.terms if t.role == "rank_head" and 0 <= first - t.last <= 1), None)


def _leading(sentence: Sentence, term: Term) -> Term | None:
    """What is led, before a verb of leading: «среди партнёров лидирует Китай»."""
    leads = sentence.low(term.first).startswith(("лидир", "возглав"))
    if not leads:
        return None
    heads = [t for t in sentence.of_role("rank_head") if 0 <= term.first - t.last <= MAX_WORDS_TO_LEADER]
    head = heads[-1] if heads else None
    return head if head is not None and head.value != "rank" else None


def _is_order(sentence: Sentence, term: Term) -> bool:
    """An ordinal that ends its clause behind a verb of ranking or a place, or a number with its "No."."""
    if sentence.low(term.first) in _NUMBERED:
        return True
    if sentence.low(term.last) not in _BEHIND:
        return False
    if sentence.low(term.last) in ("—", "–") and any(
        t.first == term.last + 1 and t.role in _PLACES for t in sentence.terms
    ):
        return True  # «а первый — Казахстан»
    at = term.first
    while at > 0 and sentence.low(at - 1) in _BETWEEN:
        at -= 1
    if any(t.last == at and t.role == "rank_verb" for t in sentence.terms) or sentence.low(term.last) == "only":
        return True
    return _behind_place(sentence, term.first - 2 if sentence.low(term.first - 2) == "у" else term.first)


def _behind_place(sentence: Sentence, at: int) -> bool:
    """ "The Netherlands third", "China and India, first and second"."""
    while at > 0 and (sentence.low(at - 1) in _PASSED or _ordinal_ends(sentence, at)):
        at -= 1
    return any(t.last == at and t.role in _PLACES for t in sentence.terms)


def _ordinal_ends(sentence: Sentence, at: int) -> bool:
    return any(t.last == at and t.role == "ordinal" for t in sentence.terms)


def is_rival(sentence: Sentence, rank_last: int, place_first: int) -> bool:
    """Whether a place is whom the ranked one comes after: "second only to Texas", "second after China"."""
    between = [sentence.low(at) for at in range(rank_last, place_first)]
    if any(rank_last <= t.first and t.last <= place_first for t in sentence.of_role("rank_head")):
        between = [low for low in between if low != "to"]  # "the second-largest export to Japan"
    return len(between) <= MAX_HEAD_DISTANCE and bool(_RIVALS & set(between))
