"""Goods named in a sentence, words that only look like goods aside."""

from __future__ import annotations

from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence

GOODS_ROLES = ("goods", "goods_adjective")


def goods_terms(sentence: Sentence) -> tuple[Term, ...]:
    """The names of goods, in order."""
    return tuple(term for term in sentence.of_role(*GOODS_ROLES) if not _is_verb(sentence, term))


def _is_verb(sentence: Sentence, term: Term) -> bool:
    """ "Japan logs a deficit", "Indonesia books a surplus": such a plural right behind a place is a verb."""
    place = any(t.last == term.first and t.role == "place_name" for t in sentence.terms)
    ahead = any(t.first == term.last and t.role in ("flow_noun", "change", "level") for t in sentence.terms)
    return place and not ahead and term.last - term.first == 1 and sentence.low(term.first).endswith("s")
