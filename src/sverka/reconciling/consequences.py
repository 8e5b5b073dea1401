"""What follows: the few derived statements that say most, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sverka.model.claims import Claim
from sverka.model.findings import Bound
from sverka.model.measures import Level, Share

LEAST_GAIN = 0.02
NEAR = 1e-6


def pick_consequences(bounds: Iterable[Bound], claims: Mapping[str, Claim], most: int) -> tuple[Bound, ...]:
    """The tightest bounds that no single statement gives and no definition implies, at most so many."""
    worth = [(gain, at, bound) for at, bound in enumerate(bounds) if (gain := _gain(bound, claims)) >= LEAST_GAIN]
    worth.sort(key=lambda item: (-round(item[0], 6), item[1]))
    return tuple(bound for _, _, bound in worth[:most])


def _gain(bound: Bound, claims: Mapping[str, Claim]) -> float:
    """How much of what was possible the statements together exclude, from 0 to 1; 0 for what says nothing new."""
    low, high = bound.low, bound.high
    if max(len(low.uses), len(high.uses)) < 2 or _is_stated(bound, claims):
        return 0.0
    if isinstance(bound.measure, Share):
        return 1.0 - (_within(high.value, 100.0) - _within(low.value, 0.0)) / 100.0
    if low.value is None or high.value is None:
        return LEAST_GAIN if isinstance(bound.measure, Level) and (low.value or high.value) else 0.0
    width, size = high.value - low.value, max(abs(low.value), abs(high.value), NEAR)
    return max(0.0, 1.0 - width / (100.0 if bound.unit == "%" else size))


def _within(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else min(100.0, max(0.0, value))


def _is_stated(bound: Bound, claims: Mapping[str, Claim]) -> bool:
    """Whether the measure is one that a statement already gives."""
    return any(claims[claim].measure == bound.measure for claim in bound.uses)
