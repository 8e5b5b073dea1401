"""Bounds as findings: from the ends that the solver gives to values in a measure's unit, with uses and arithmetic."""

from __future__ import annotations

from collections.abc import Mapping

from sverka.model.findings import Bound, BoundSide, ProofTerm
from sverka.model.measures import Growth, Ratio, Share
from sverka.reconciling.blocks import VALUE, Asked
from sverka.reconciling.proofs import arithmetic
from sverka.reconciling.solver import Extreme, Solver, UndecidedError
from sverka.reconciling.statements import Question
from sverka.reconciling.system import System

DIGITS = 12
NOISE = 1e-9
SAME = 1e-8
UNDECIDED = "the numbers lie too far apart to be weighed"


def bound(solver: Solver, asked: Asked, order: Mapping[str, int] | None, note: str | None = None) -> Bound:
    """The least and greatest value of a measure, with proofs in the order of the claims; without `order` no proofs."""
    try:
        low, high = (_side(solver, asked, order, greatest=greatest) for greatest in (False, True))
    except UndecidedError:
        low, high, note = BoundSide(None), BoundSide(None), UNDECIDED
    assumed = str(asked.assumed) if asked.assumed else None
    return Bound(asked.measure, asked.world[0], unit_of(asked), low, high, assumed, note)


def unit_of(asked: Asked) -> str:
    """The unit of a bound: `%`, nothing for a ratio, else the unit of the amount."""
    match asked.measure:
        case Share() | Growth():
            return "%"
        case Ratio():
            return ""
        case measure:
            return getattr(measure, "unit", None) or ("" if asked.world[1] == VALUE else asked.world[1])


def _side(solver: Solver, asked: Asked, order: Mapping[str, int] | None, *, greatest: bool) -> BoundSide:
    """One end of a bound."""
    found = solver.extreme(asked.question, greatest=greatest)
    if found is None:
        return BoundSide(None)
    if _by_definition(solver, asked.question, found.value, greatest):
        return BoundSide(tidy(asked.question.value(round(found.value)), asked.question.scale))
    value = tidy(asked.question.value(found.value), asked.question.scale)
    if order is None:
        return BoundSide(value)
    system, found = _fewest(solver.system, asked.question, found, order, greatest=greatest)
    uses = tuple(sorted(found.weights, key=order.__getitem__))
    terms = tuple(ProofTerm(claim, found.weights[claim]) for claim in uses)
    return BoundSide(value, uses, terms, arithmetic(system, asked.question, found) if uses else "")


def _fewest(
    system: System, question: Question, found: Extreme, order: Mapping[str, int], *, greatest: bool
) -> tuple[System, Extreme]:
    """The same end proved by statements none of which can be spared: a dual may carry some that only tie.

    Each trial is over the few cells of those statements alone.
    """
    chosen = set(found.weights)
    for claim in sorted(chosen, key=order.__getitem__, reverse=True):
        if claim not in chosen or len(chosen) < 2:
            continue
        fewer = system.of((s for s in system.statements if s.claim in chosen and s.claim != claim), [question])
        other = Solver(fewer, positive=False).extreme(question, greatest=greatest)
        if other is not None and abs(other.value - found.value) <= SAME * max(1.0, abs(found.value)):
            system, found, chosen = fewer, other, set(other.weights)
    return system, found


def _by_definition(solver: Solver, question: Question, quotient: float, greatest: bool) -> bool:
    """Whether an end is what it would be without statements: no sum below nothing, no part above its whole."""
    if any(sign < 0 for _, sign in question.numerator):
        return False
    if not greatest:
        return quotient <= NOISE
    part, whole = question.numerator[0][0], question.denominator
    return whole is not None and quotient >= 1 - NOISE and solver.system.lies_within(part, whole)


def tidy(value: float, scale: float = 1.0) -> float:
    """A value without the solver's noise: 12 digits, and nothing for next to nothing."""
    return 0.0 if abs(value) < NOISE * max(1.0, abs(scale)) else float(f"{value:.{DIGITS}g}")
