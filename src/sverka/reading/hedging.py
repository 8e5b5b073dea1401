"""Hedges: the words around a number that say how exactly it is meant, and the preposition that leads it in."""

from __future__ import annotations

from dataclasses import replace

from sverka.model.claims import Hedge
from sverka.reading.known_amounts import measures_by
from sverka.reading.lexicon import Term
from sverka.reading.negating import limit_set
from sverka.reading.quantity import Quantity
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_PREPOSITIONS = frozenset(["на", "до", "в", "во", "с", "by", "to", "of", "at", "the", "за", "by", "it"])
_AMOUNTS = frozenset({"money", "mass", "quantity"})
_ALL_HEDGES: tuple[Hedge, ...] = (
    "exact",
    "about",
    "almost",
    "more_than",
    "less_than",
    "at_least",
    "at_most",
    "up_to",
)


def with_hedge(sentence: Sentence, quantity: Quantity) -> Quantity:
    """The quantity with the hedge words before and after it, and the preposition that leads it in."""
    at, lead_in = quantity.core_first, ""
    if quantity.sign and sentence.low(at - 1) not in ("плюс", "plus"):
        at -= 1
    limit = limit_set(sentence, at, amount=quantity.kind in _AMOUNTS)
    if limit is not None:
        return replace(quantity, first=limit[0], hedge=limit[1])
    hedge: Hedge | None = None
    for _ in range(6):
        term = _hedge_ending(sentence, at)
        if term is not None and not (term.value == "up_to" and hedge):
            hedge = _stronger(hedge, term.value)
            lead_in = lead_in or (term.value == "up_to" and "до") or ""
            at = term.first
        elif sentence.low(at - 1) in _PREPOSITIONS:
            lead_in = lead_in or sentence.low(at - 1)
            if sentence.low(at - 1) != "to" and _hedge_ending(sentence, at - 1) is None and hedge is None:
                at -= 1
                break
            at -= 1
        else:
            break
    led = replace(quantity, first=at, lead_in=lead_in)
    return _hedge_after(sentence, led if hedge is None else replace(led, hedge=hedge))


def _stronger(a: Hedge | None, b: str) -> Hedge:
    """Of several hedges on one number the one that says more: any but `exact` and `up_to`."""
    hedges: dict[str, Hedge] = {h: h for h in _ALL_HEDGES}
    return a if a not in (None, "exact", "up_to") and a is not None else hedges[b]


def _hedge_ending(sentence: Sentence, at: int) -> Term | None:
    found = [t for t in sentence.terms if t.last == at and t.role == "hedge_pre"]
    term = min(found, key=lambda t: t.first, default=None)
    return None if term is None or _compares(sentence, term) else term


def _compares(sentence: Sentence, term: Term) -> bool:
    """ "3 per cent less than the 571 million": behind a number "less than" compares and hedges nothing."""
    if measures_by(sentence, term):
        return True
    if sentence.low(term.last - 1) not in ("than", "чем"):
        return False
    before = sentence.tokens[term.first - 1]
    counted = before.kind is TokenKind.NUMBER and not _is_year(before.text)  # "in 2023 more than $330 million"
    return counted or any(t.last == term.first and t.role == "unit" for t in sentence.terms)


def _is_year(text: str) -> bool:
    return len(text) == len("2023") and text.isdigit() and text.startswith(("19", "20"))


def _hedge_after(sentence: Sentence, quantity: Quantity) -> Quantity:
    """Hedges behind the number or between it and its unit: «с лишним», "and a bit", "-odd"."""
    for at in range(quantity.core_first, quantity.core_last + 2):
        for term in sentence.at(at, "hedge_post"):
            hedge = _stronger(None, term.value)
            return replace(quantity, hedge=hedge, last=max(quantity.last, term.last))
    return quantity
