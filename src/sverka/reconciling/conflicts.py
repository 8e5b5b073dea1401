"""All minimal sets of statements that cannot hold together, and all minimal sets whose removal reconciles the rest.

Every minimal correction is a minimal hitting set of all minimal conflicts (Reiter 1987; MARCO enumerates by the same
duality). So: take the smallest hitting set of the conflicts known so far; if the statements outside it are consistent
it is a correction, else a ray of Farkas among them, shrunk, is a conflict not known before. When every hitting set has
proved to be a correction, both lists are complete.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sverka.reconciling.proofs import arithmetic
from sverka.reconciling.solver import Extreme, Solver, UndecidedError
from sverka.reconciling.statements import Question, Statement
from sverka.reconciling.system import System

ClaimSet = frozenset[str]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Clashes:
    """Minimal conflicts and minimal corrections, smallest first; `complete` unless a cap stopped the search."""

    conflicts: tuple[ClaimSet, ...]
    corrections: tuple[ClaimSet, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Caps:
    """When to stop: at so many conflicts, so many hitting sets, or when the clock passes `deadline`."""

    conflicts: int
    hitting_sets: int
    deadline: float
    clock: Clock

    def reached(self, conflicts: int, hitting_sets: int) -> bool:
        """Whether the search should stop."""
        return conflicts >= self.conflicts or hitting_sets > self.hitting_sets or self.clock() > self.deadline


def find_clashes(system: System, caps: Caps) -> Clashes:
    """All minimal conflicts and corrections among the statements of a system, within the caps."""
    everything = frozenset(statement.claim for statement in system.statements)
    solver = Solver(system, positive=True)
    order = {statement.claim: at for at, statement in enumerate(system.statements)}
    conflicts: list[ClaimSet] = []
    hitting: list[ClaimSet] = [frozenset()]
    proved: set[ClaimSet] = set()
    while open_sets := [chosen for chosen in hitting if chosen not in proved]:
        if caps.reached(len(conflicts), len(hitting)):
            return Clashes(tuple(conflicts), _sorted(proved, order), complete=False)
        chosen = min(open_sets, key=lambda claims: _rank(claims, order))
        core = solver.core(everything - chosen)
        if core is None:
            proved.add(chosen)
            continue
        conflicts.append(shrink(system, core, order))
        hitting = _hit(hitting, conflicts[-1])
    return Clashes(_sorted(conflicts, order), _sorted(proved - {frozenset()}, order))


def _rank(claims: ClaimSet, order: dict[str, int]) -> tuple[int, list[int]]:
    return len(claims), sorted(order[claim] for claim in claims)


def _sorted(sets: Iterable[ClaimSet], order: dict[str, int]) -> tuple[ClaimSet, ...]:
    return tuple(sorted(sets, key=lambda claims: _rank(claims, order)))


def _hit(hitting: Collection[ClaimSet], conflict: ClaimSet) -> list[ClaimSet]:
    """Minimal hitting sets of one conflict more (Berge's step)."""
    already = [chosen for chosen in hitting if chosen & conflict]
    widened = {chosen | {claim} for chosen in hitting if not chosen & conflict for claim in conflict}
    return already + [chosen for chosen in widened if not any(other <= chosen for other in already)]


def shrink(system: System, core: ClaimSet, order: dict[str, int]) -> ClaimSet:
    """A minimal inconsistent part of an inconsistent set: each statement is left out if the rest still clash."""
    small = Solver(system.of(s for s in system.statements if s.claim in core), positive=True)
    needed: set[str] = set()
    left = core
    for claim in sorted(core, key=lambda claim: -order[claim]):
        if claim not in left:
            continue
        clash = small.core(left - {claim})
        if clash is None:
            needed.add(claim)
        else:
            left = clash | needed
    return left


@dataclass(frozen=True, slots=True)
class Repair:
    """The value nearest to what a statement says that the rest of its conflict leaves possible, and why.

    `from_below`: the rest leave only less than what is stated.
    """

    statement: Statement
    to: float | None
    arithmetic: str = ""
    from_below: bool = False


def repairs(system: System, conflict: ClaimSet) -> tuple[Repair, ...]:
    """For each statement of a conflict the least change of it alone that reconciles the conflict."""
    inside = [statement for statement in system.statements if statement.claim in conflict]
    return tuple(_repair(system, statement, [s for s in inside if s is not statement]) for statement in inside)


def _repair(system: System, statement: Statement, rest: list[Statement]) -> Repair:
    """The end of what the rest leaves possible that lies towards the stated interval."""
    question, stated = statement.question, statement.stated
    if question is None:
        return Repair(statement, None)
    small = system.of(rest, [question])
    solver = Solver(small, positive=False)
    for greatest, limit in ((False, stated.high), (True, stated.low)):
        if limit is None:
            continue
        found = _extreme(solver, question, greatest=greatest)
        if found is None:
            continue
        value = question.value(found.value)
        if (value > limit) if not greatest else (value < limit):
            return Repair(statement, value, arithmetic(small, question, found), from_below=greatest)
    return Repair(statement, None)


def _extreme(solver: Solver, question: Question, *, greatest: bool) -> Extreme | None:
    try:
        return solver.extreme(question, greatest=greatest)
    except UndecidedError:
        return None
