"""From a claim as it was read or chosen to the decision that keeps it: its words in the text, its fields in a file."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from sverka.claims_in.quoting import Quotes, Span
from sverka.deciding.records import Decision, Manner
from sverka.model.claims import Claim, Products
from sverka.model.measures import Measure
from sverka.reading.document import Document

_SLOTS = ("flow", "period", "base", "of", "aspect", "base_alt", "measure_reason")
Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a claim as a claims file quotes them; `span` is where they stand in the document's text."""

    quote: str
    occurrence: int
    span: Span


class Stater:
    """Makes decisions on the claims of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._quotes = Quotes(document)

    def words(self, claim: Claim) -> Words | None:
        """The words of the figure where the text says it first; `None` where they cannot be quoted."""
        said = [one for one in claim.mentions if one.block != "headline"] or claim.mentions
        for mention in said:
            start, end = (self._in_text(place) for place in (mention.start, mention.end))
            quote = " ".join(self.document.text[start:end].split())
            for number, place in enumerate(self._quotes.places(quote), 1):
                if place[0] < end and start < place[1]:
                    return Words(quote, number, place)
        return None

    def place(self, decision: Decision) -> Span | None:
        """Where the words of a decision stand in the document's text now; `None` where they do not, or which of several
        is not said.
        """
        places = self._quotes.places(decision.quote)
        if decision.occurrence is None:
            return places[0] if len(places) == 1 else None
        return places[decision.occurrence - 1] if decision.occurrence <= len(places) else None

    def touches(self, claim: Claim, span: Span) -> bool:
        """Whether a claim is said at a place of the document's text."""
        return any(self._in_text(one.start) < span[1] and span[0] < self._in_text(one.end) for one in claim.mentions)

    def _in_text(self, offset: int) -> int:
        return offset if self.document.origin is None else bisect_left(self.document.origin, offset)


def decided(words: Words, manner: Manner, claim: Claim | None = None) -> Decision:
    """The decision that a figure states a claim, or that it states none."""
    return Decision(words.quote, words.occurrence, manner, {} if claim is None else claim_fields(claim))


def claim_fields(claim: Claim) -> Fields:
    """A claim as a claims file has it: by its measure, else by its slots."""
    fields: Fields = {"id": claim.id}
    fields |= _by_measure(claim.measure, claim) if claim.measure is not None else _by_slots(claim)
    fields |= {"value": _plain(claim.value), "unit": claim.unit, "hedge": claim.hedge}
    fields |= {"value_hi": _plain(claim.value_hi)} if claim.value_hi is not None else {}
    return fields | ({"reporter": claim.reporter} if claim.reporter else {})


def _by_measure(measure: Measure, claim: Claim) -> Fields:
    aspect: Fields = {"aspect": claim.aspect} if claim.aspect else {}
    return {"measure": str(measure), **aspect}


def _by_slots(claim: Claim) -> Fields:
    fields: Fields = {"kind": claim.kind}
    fields |= {name: value for name in _SLOTS if (value := getattr(claim, name)) is not None}
    for name in ("partners", "of_partners"):
        fields |= {name: list(getattr(claim, name))} if getattr(claim, name) else {}
    for name in ("products", "of_products"):
        fields |= {name: _products(getattr(claim, name))} if getattr(claim, name) else {}
    return fields


def _products(products: Products) -> Fields:
    return {"label": products.label, "hs": list(products.hs), "group": products.group}


def _plain(value: float | None) -> float | int | None:
    """A whole number without a fraction."""
    return int(value) if value is not None and value.is_integer() and abs(value) < 1e15 else value
