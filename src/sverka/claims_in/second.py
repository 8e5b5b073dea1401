"""Two readers: Sverka's own claim of a figure beside the one that was handed over, and in what the two differ."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.model.claims import Claim, Products
from sverka.model.period import Period
from sverka.reference.goods import hs_ranges

Span = tuple[int, int]
_RELATIVE = 1e-6
_WORDS = 0.5
"""How far a number said in words may be written from it: a third is 33 or 33.3."""


def second_readings(spans: Sequence[Span | None], own: Sequence[Claim]) -> tuple[dict[int, Claim], tuple[Claim, ...]]:
    """By the number of each given claim the own one at its place, and the own claims that none was given for."""
    used: set[str] = set()
    second: dict[int, Claim] = {}
    for at, span in enumerate(spans):
        found = None if span is None else _at(span, own)
        if found is not None:
            second[at] = found
            used.add(found.id)
    return second, tuple(claim for claim in own if claim.id not in used)


def _at(span: Span, own: Sequence[Claim]) -> Claim | None:
    """The own claim with the mention that shares most with a span."""
    shared = [(max(_shared(span, (m.start, m.end)) for m in claim.mentions), claim) for claim in own if claim.mentions]
    most, claim = max(shared, key=lambda one: one[0], default=(0, None))
    return claim if most > 0 else None


def _shared(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def differing_slots(given: Claim, own: Claim, main_period: str | None = None) -> tuple[str, ...]:
    """The slots that a verdict needs and in which two readings of a figure differ; `main_period` is that of a claim
    without one.
    """
    loose = 0.0 if own.printed else _WORDS
    same = {
        "kind": given.kind == own.kind,
        "flow": given.flow == own.flow,
        "reporter": given.reporter == own.reporter,
        "partners": set(given.partners) == set(own.partners),
        "products": _same_goods(given.products, own.products),
        "period": (given.period or main_period) == (own.period or main_period),
        "base": _base(given, main_period) == _base(own, main_period),
        "hedge": given.hedge == own.hedge,
        "value": _close(given.value, own.value, loose) and _close(given.value_hi, own.value_hi, loose),
        "unit": given.unit == own.unit,
        "of": given.of == own.of,
        "of_partners": set(given.of_partners) == set(own.of_partners),
        "of_products": _same_goods(given.of_products, own.of_products),
        "aspect": given.aspect == own.aspect,
    }
    return tuple(name for name, is_same in same.items() if not is_same)


def _close(one: float | None, other: float | None, loose: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(loose, _RELATIVE * max(abs(one), abs(other)))


def _base(claim: Claim, main_period: str | None) -> str | None:
    """What a change is measured from, also where it is the same period a year earlier; `None` for what is no change."""
    if claim.kind not in ("growth", "comparison"):
        return None
    period = claim.period or main_period
    return claim.base or (str(Period.parse(period).year_earlier()) if period else None)


def _same_goods(one: Products | None, other: Products | None) -> bool:
    return _goods(one) == _goods(other)


def _goods(products: Products | None) -> object:
    """The HS codes that goods cover; their names where no code is known of some."""
    if products is None:
        return None
    names = (products.group or products.label).split("+")
    ranges = [hs_ranges(name) for name in names]
    if any(one is None for one in ranges):
        return frozenset(names)
    return frozenset(cut for one in ranges if one for cut in one)
