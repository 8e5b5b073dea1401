"""All interpretations of a claim: each term in another sense, then two terms together, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.checking.ledger import Question
from sverka.checking.senses.counting import counting_senses
from sverka.checking.senses.flows import flow_senses, whole_senses
from sverka.checking.senses.goods import goods_word_senses
from sverka.checking.senses.interpretation import Interpretation, Senses, Setting
from sverka.checking.senses.partners import partner_senses
from sverka.checking.senses.periods import base_senses, period_senses
from sverka.checking.senses.sources import mirror_senses, source_senses, valuation_senses
from sverka.checking.senses.units import aspect_senses, currency_senses

DIMENSIONS: tuple[Senses, ...] = (
    flow_senses,
    period_senses,
    base_senses,
    whole_senses,
    partner_senses,
    goods_word_senses,
    aspect_senses,
    currency_senses,
    source_senses,
    mirror_senses,
    valuation_senses,
    counting_senses,
)
FARTHEST = 4
"""Interpretations whose senses are farther than this together are not tried."""
MOST = 200
"""How many interpretations of one claim are tried."""


def interpretations(
    plain: Question, setting: Setting, *, dimensions: Sequence[Senses] = DIMENSIONS, most: int = MOST
) -> tuple[Interpretation, ...]:
    """The plain interpretation, then every other one by distance, those with fewer changes first."""
    first = Interpretation(plain)
    found: dict[Question, Interpretation] = {plain: first}
    for other in sorted(_others(first, setting, dimensions), key=lambda one: (one.distance, len(one.senses))):
        if len(found) >= most:
            break
        found.setdefault(other.question, other)
    return tuple(found.values())


def _others(first: Interpretation, setting: Setting, dimensions: Sequence[Senses]) -> Iterator[Interpretation]:
    for at, dimension in enumerate(dimensions):
        for one in dimension(first, setting):
            if one.distance > FARTHEST:
                continue
            yield one
            for further in dimensions[at + 1 :]:
                yield from (two for two in further(one, setting) if two.distance <= FARTHEST)
