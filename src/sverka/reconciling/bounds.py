"""Bounds as findings: from the ends that the solver gives to values in a measure's unit, with uses and arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from sverka.model.findings import Bound, BoundSide, ProofTerm
from sverka.model.measures import Growth, Ratio, Share
from sverka.reconciling.blocks import VALUE, Asked
from sverka.reconciling.deciding import Decider
from sverka.reconciling.exact import Exact, Extreme, Nothing
from sverka.reconciling.formula import DIGITS
from sverka.reconciling.proofs import arithmetic
from sverka.reconciling.rational import TooLongError
from sverka.reconciling.solver import UndecidedError
from sverka.reconciling.statements import Question
from sverka.reconciling.system import System

NOISE = 1e-9
SAME = Fraction(1, 10**DIGITS)
UNDECIDED = "the numbers lie too far apart to be weighed"


def bound(decider: Decider, asked: Asked, order: Mapping[str, int] | None, note: str | None = None) -> Bound:
    """The least and greatest value of a measure, with proofs in the order of the claims; without `order` no proofs.

    A share of nothing, a growth from nothing and a ratio to nothing have none: such a bound is `undefined`, and its
    ends say by which statements.
    """
    assumed = str(asked.assumed) if asked.assumed else None
    try:
        low = _side(decider, asked, order, greatest=False)
        high = low if isinstance(low, Nothing) else _side(decider, asked, order, greatest=True)
    except UndecidedError:
        low, high, note = BoundSide(None), BoundSide(None), UNDECIDED
    if isinstance(low, Nothing) or isinstance(high, Nothing):
        side = BoundSide(None) if order is None else _of_nothing(decider.system, asked.question, order)
        return Bound(asked.measure, asked.world[0], unit_of(asked), side, side, assumed, note, undefined=True)
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


def _side(decider: Decider, asked: Asked, order: Mapping[str, int] | None, *, greatest: bool) -> BoundSide | Nothing:
    """One end of a bound."""
    question = asked.question
    found = decider.extreme(question, greatest=greatest)
    if found is None:
        return BoundSide(None)
    if isinstance(found, Nothing):
        return found
    if _by_definition(decider.system, question, found, greatest):
        return BoundSide(tidy(question.value(Fraction(greatest))))
    if order is None:
        return BoundSide(tidy(question.value(found.value)))
    return _proved(fewest(found, question, order, greatest=greatest), question, order)


def _proved(found: Extreme, question: Question, order: Mapping[str, int]) -> BoundSide:
    """An end with what it rests on."""
    value = tidy(question.value(found.value))
    uses = tuple(sorted(found.weights, key=order.__getitem__))
    if value is None:
        return BoundSide(None)
    terms = tuple(ProofTerm(claim, tidy(found.weights[claim]) or 0.0) for claim in uses)
    return BoundSide(value, uses, terms, arithmetic(question, found) if uses else "")


def _of_nothing(system: System, question: Question, order: Mapping[str, int]) -> BoundSide:
    """By which statements what a question divides by can only be nothing, and how that is computed."""
    if question.denominator is None:
        return BoundSide(None)
    whole = Question(((question.denominator, 1),), None)
    found = Decider(system.of(system.statements, [whole]), positive=False).extreme(whole, greatest=True)
    if not isinstance(found, Extreme):
        return BoundSide(None)
    return replace(_proved(fewest(found, whole, order, greatest=True), whole, order), value=None)


def fewest(found: Extreme, question: Question, order: Mapping[str, int], *, greatest: bool) -> Extreme:
    """The same end proved by statements none of which can be spared: a dual may carry some that only tie.

    All trials are over the few cells of those statements alone.
    """
    chosen = set(found.weights)
    best = found
    trial = Exact(_only(found.system, chosen, question), positive=False)
    try:
        for claim in sorted(chosen, key=lambda claim: order.get(claim, 0), reverse=True):
            if claim not in chosen or len(chosen) < 2:
                continue
            other = trial.extreme(question, greatest=greatest, active=chosen - {claim})
            if isinstance(other, Extreme) and abs(other.value - found.value) <= SAME * abs(found.value):
                best, chosen = other, set(other.weights)
        again = Exact(_only(found.system, chosen, question), positive=False).extreme(question, greatest=greatest)
    except TooLongError:
        return best
    return again if isinstance(again, Extreme) else best


def _only(system: System, claims: Collection[str], question: Question) -> System:
    """The system of a question and of some statements."""
    return system.of((statement for statement in system.statements if statement.claim in claims), [question])


def _by_definition(system: System, question: Question, found: Extreme, greatest: bool) -> bool:
    """Whether an end is what it would be without statements: no sum below nothing, no part above its whole."""
    if any(sign < 0 for _, sign in question.numerator):
        return False
    noise = 0 if found.exact else NOISE
    if not greatest:
        return found.value <= noise
    part, whole = question.numerator[0][0], question.denominator
    return whole is not None and found.value >= 1 - noise and system.lies_within(part, whole)


def tidy(value: Fraction) -> float | None:
    """A value as it is told, with 12 digits; `None` for one that is beyond all figures."""
    try:
        return float(f"{float(value):.{DIGITS}g}")
    except OverflowError:
        return None
