"""Two figures of one text that seem to answer the same question differently.

A text seldom contradicts itself outright: "exports were 68.8 mln t; the lion's share, 55.4 mln, went by the new line"
has words ("by the new line") that narrow the second figure and that the reader does not know. So where two figures of
the body have the same measure and cannot both be true, the later one keeps its claim but loses its measure, with the
reason; it is shown, and takes no part in reconciling. A headline against its body is another matter, and so are two
figures whose own clauses say all that they are of: those are contradictions to report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.claims import Claim
from sverka.model.interval import Interval
from sverka.reading.resolved import OWN_CLAUSE

_TOLD = frozenset({"flow", "period", "partners", "goods", "of", "base"})
REASON = (
    "another figure of this text answers the same question otherwise; words that tell them apart were not understood"
)


def told_apart(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims, each later one of a clashing pair of the same measure without its measure."""
    kept: list[Claim] = []
    asked: dict[object, list[Claim]] = {}
    for claim in claims:
        alike = asked.setdefault((claim.measure, claim.reporter), [])
        clashes = claim.measure is not None and any(_clash(other, claim) for other in alike)
        kept.append(replace(claim, measure=None, measure_reason=REASON) if clashes else claim)
        if not clashes:
            alike.append(claim)
    return tuple(kept)


def _clash(a: Claim, b: Claim) -> bool:
    """Whether two answers cannot both be true, neither being a headline's, and may be to different questions."""
    told = _is_told(a) and _is_told(b)
    return not (told or _headline(a) or _headline(b) or _overlap(a.interval_wide, b.interval_wide))


def _is_told(claim: Claim) -> bool:
    """Whether a figure's own clause says all that it is of, so that nothing carried to it may be wrong."""
    slots = {fill.slot: fill.origin for fill in claim.slots if fill.slot in _TOLD}
    return "period" in slots and all(origin == OWN_CLAUSE for origin in slots.values())


def _headline(claim: Claim) -> bool:
    return all(mention.block == "headline" for mention in claim.mentions)


def _overlap(a: Interval, b: Interval) -> bool:
    """Whether some value lies in both, their ends included."""
    low = max((end for end in (a.low, b.low) if end is not None), default=float("-inf"))
    high = min((end for end in (a.high, b.high) if end is not None), default=float("inf"))
    return low <= high
