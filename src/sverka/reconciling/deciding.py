"""Decisions that can be told: what the floating solver suggests, confirmed in whole numbers.

What is told is confirmed by the few statements that it rests on: those of a conflict, and those of a bound. That a few
statements can all hold is confirmed too, and where amounts lie far apart, so that floats may overlook the small ones,
all is decided in whole numbers, from the basis at which the floating solver stopped and within limits of work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import cached_property

from sverka.reconciling.exact import Exact, Extreme, Nothing
from sverka.reconciling.rational import TooLongError
from sverka.reconciling.solver import Solver, UndecidedError
from sverka.reconciling.statements import Question, Statement
from sverka.reconciling.system import System

FEWEST_CELLS, FEWEST_STATEMENTS = 60, 12
"""So few are not worth the floating solver."""
FEW_CELLS, FEW_STATEMENTS = 400, 60
"""Of so few it is always confirmed that they can all hold."""
APART = 1e4
"""Amounts or proportions farther apart than this are weighed in whole numbers, where they are not too many."""
MOST_CELLS = 2_000
CLOSE, NOISE = Fraction(1, 10**6), Fraction(1, 10**9)


class Decider:
    """The statements of one system. With `positive`, what they divide by is held above nothing.

    `unsure`: amounts lie so far apart, in statements so many, that floats had to be trusted with what is not told.
    """

    def __init__(self, system: System, *, positive: bool) -> None:
        self.system = system
        self.unsure = False
        self._positive = positive
        cells, statements = len(system.cells), len(system.statements)
        self._fewest = cells <= FEWEST_CELLS and statements <= FEWEST_STATEMENTS
        self._few = cells <= FEW_CELLS and statements <= FEW_STATEMENTS

    @cached_property
    def _floats(self) -> Solver:
        return Solver(self.system, positive=self._positive)

    @cached_property
    def _exact(self) -> Exact:
        return Exact(self.system, positive=self._positive, widened=self._positive)

    @cached_property
    def _apart(self) -> bool:
        return spread(self.system.statements) > APART

    def _trusting(self) -> bool:
        """Whether floats are to be trusted with what nothing else confirms."""
        if not self._apart:
            return True
        self.unsure = self.unsure or len(self.system.cells) > MOST_CELLS
        return self.unsure

    # Consistency ----------------------------------------------------------------------------------------------------

    def core(self, active: Collection[str]) -> frozenset[str] | None:
        """`None` when the active statements can all hold; else some of them that cannot.

        Raise `UndecidedError` when neither can be made out.
        """
        if self._fewest:
            return self._exact_core(active)
        try:
            core = self._floats.core(active)
        except UndecidedError:
            return self._exact_core(active)
        if core is None:
            return None if not self._few and self._trusting() else self._exact_core(active, guided=True)
        if self._few:
            return self._exact_core(core) or self._exact_core(active)
        part = Decider(self.system.of(_among(self.system.statements, core)), positive=self._positive)
        confirmed = part._exact_core(core)
        return self._exact_core(active) if confirmed is None else confirmed

    def _exact_core(self, active: Collection[str], *, guided: bool = False) -> frozenset[str] | None:
        guess = self._exact.guess(self._floats.basis()) if guided else None
        try:
            return self._exact.core(active, guess)
        except TooLongError as error:
            if guided:
                self.unsure = True
                return None
            raise UndecidedError("too many steps in whole numbers") from error

    # Bounds ---------------------------------------------------------------------------------------------------------

    def extreme(self, question: Question, *, greatest: bool) -> Extreme | Nothing | None:
        """The least or greatest quotient; `None` when nothing binds it.

        Raise `UndecidedError` when it cannot be made out.
        """
        if self._fewest:
            return self._exact_extreme(question, greatest)
        try:
            found = self._floats.extreme(question, greatest=greatest)
        except UndecidedError:
            return self._exact_extreme(question, greatest)
        if isinstance(found, Nothing):
            return self._exact_extreme(question, greatest, guided=True)
        if not self._trusting():
            try:
                return self._exact_extreme(question, greatest, guided=True)
            except UndecidedError:
                self.unsure = True
        return found if found is None else self._confirmed(question, found, greatest)

    def _confirmed(self, question: Question, found: Extreme, greatest: bool) -> Extreme | Nothing | None:
        """What the floats found, proved in whole numbers by the statements that it rests on."""
        part = Decider(self.system.of(_among(self.system.statements, found.weights), [question]), positive=False)
        try:
            proved = part._exact_extreme(question, greatest)
        except UndecidedError:
            return found
        if isinstance(proved, Extreme) and abs(proved.value - found.value) <= CLOSE * abs(found.value) + NOISE:
            return proved
        return self._exact_extreme(question, greatest, guided=True)

    def _exact_extreme(self, question: Question, greatest: bool, *, guided: bool = False) -> Extreme | Nothing | None:
        guess = self._exact.guess(self._floats.basis(), question) if guided else None
        try:
            found = self._exact.extreme(question, greatest=greatest, guess=guess)
            if not isinstance(found, Nothing) or self._sound:
                return found
            # The statements clash by less than they are rounded: what is bounded is what rounding leaves.
            widened = Exact(self.system, positive=False, widened=True)
            return widened.extreme(question, greatest=greatest)
        except TooLongError as error:
            raise UndecidedError("too many steps in whole numbers") from error

    @cached_property
    def _sound(self) -> bool:
        """Whether all statements can hold to the last digit."""
        strict = Exact(self.system, positive=True)
        return strict.core([statement.claim for statement in self.system.statements]) is None

    def attains(self, question: Question, quotient: Fraction) -> bool:
        """Whether the statements leave a quotient possible, not only values as near to it as one likes."""
        try:
            return Exact(self.system, positive=True).attains(question, quotient)
        except TooLongError:
            return True


def _among(statements: Iterable[Statement], claims: Collection[str]) -> list[Statement]:
    return [statement for statement in statements if statement.claim in claims]


def spread(statements: Iterable[Statement]) -> float:
    """How far apart the stated amounts are, or the stated proportions: the greatest over the least."""
    amounts: list[float] = []
    proportions = [1.0]
    for statement in statements:
        for row in statement.rows:
            for cut, factor in row.terms:
                size = abs(factor.value)
                if size:
                    (amounts if cut is None else proportions).append(size)
    return max((max(sizes) / min(sizes) for sizes in (amounts, proportions) if sizes), default=1.0)
