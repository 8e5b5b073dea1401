"""Goods named in a sentence, words that only look like goods aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence
from sverka.reading.unnamed_goods import unnamed_goods

GOODS_ROLES = ("goods", "goods_adjective")
AND = frozenset({"and", "и", "&"})
"""What joins goods that are said in one breath."""


def goods_terms(sentence: Sentence) -> tuple[Term, ...]:
    """The names of goods, in order; words that stand for goods unknown by name are among them."""
    unnamed = unnamed_goods(sentence)
    known = (term for term in sentence.of_role(*GOODS_ROLES) if not _is_verb(sentence, term))
    alone = (term for term in known if not any(u.first <= term.first and term.last <= u.last for u in unnamed))
    return tuple(sorted((*alone, *unnamed), key=lambda term: (term.first, term.last)))


def _is_verb(sentence: Sentence, term: Term) -> bool:
    """ "Japan logs a deficit", "Indonesia books a surplus": such a plural right behind a place is a verb."""
    place = any(t.last == term.first and t.role == "place_name" for t in sentence.terms)
    place = place and not sentence.low(term.first - 1).endswith("'s")  # "Chile's eggs"
    ahead = any(t.first == term.last and t.role in ("flow_noun", "change", "level") for t in sentence.terms)
    return place and not ahead and term.last - term.first == 1 and sentence.low(term.first).endswith("s")


def joint_goods(sentence: Sentence, terms: Sequence[Term]) -> Iterator[tuple[int, int, str]]:
    """The goods named, first and last token and id; those said in one breath, "pork and beef", joined by `+`.

    Where each has a figure of its own ("rose 5 and 7 percent respectively") they stay apart.
    """
    apart = bool(sentence.of_role("respectively"))
    group: list[Term] = []
    for term in terms:
        if group and (apart or not _joins(sentence, group[-1], term)):
            yield _joint(group)
            group = []
        group.append(term)
    if group:
        yield _joint(group)


def _joins(sentence: Sentence, one: Term, other: Term) -> bool:
    alike = one.role == other.role and one.value != other.value
    return alike and other.first - one.last == 1 and sentence.low(one.last) in AND


def _joint(group: Sequence[Term]) -> tuple[int, int, str]:
    return group[0].first, group[-1].last, "+".join(sorted({term.value for term in group}))
