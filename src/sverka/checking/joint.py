"""Several documents at once: ids that stay unique when they are weighed together.

The first document keeps `c1`, `a1`, …; the second has `d2.c1`, the third `d3.c1`. Statements of files keep `s1`, ….
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.claims import Reading


def number_jointly(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings with ids that are unique among all of them."""
    return tuple(
        reading if order == 1 else _prefixed(reading, f"d{order}.") for order, reading in enumerate(readings, 1)
    )


def _prefixed(reading: Reading, prefix: str) -> Reading:
    return replace(
        reading,
        claims=tuple(replace(claim, id=prefix + claim.id) for claim in reading.claims),
        second=tuple((prefix + given, own) for given, own in reading.second),
        assertions=tuple(replace(assertion, id=prefix + assertion.id) for assertion in reading.assertions),
    )
