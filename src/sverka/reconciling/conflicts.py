"""All minimal sets of statements that cannot hold together, and all minimal sets whose removal reconciles the rest.

Every minimal correction is a minimal hitting set of all minimal conflicts (Reiter 1987; MARCO enumerates by the same
duality). So: take the smallest hitting set of the conflicts known so far; if the statements outside it are consistent
it is a correction, else a ray of Farkas among them, shrunk, is a conflict not known before. When every hitting set has
proved to be a correction, both lists are complete.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Literal

from sverka.reconciling.bounds import fewest
from sverka.reconciling.deciding import Decider
from sverka.reconciling.exact import Extreme
from sverka.reconciling.formula import decimal_number
from sverka.reconciling.proofs import arithmetic
from sverka.reconciling.solver import UndecidedError
from sverka.reconciling.statements import Question, Statement
from sverka.reconciling.system import System

ClaimSet = frozenset[str]
Clock = Callable[[], float]
Side = Literal["above", "below"]


class Stop(Enum):
    """Why a search ended before all was found."""

    CONFLICTS = "conflicts"
    SETS = "sets"
    TIME = "time"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Clashes:
    """Minimal conflicts and minimal corrections, smallest first, all of them unless the search was `stopped`.

    `unsure`: amounts lie so far apart, in statements so many, that a conflict may have been overlooked.
    """

    conflicts: tuple[ClaimSet, ...] = ()
    corrections: tuple[ClaimSet, ...] = ()
    stopped: Stop | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Caps:
    """When to stop: at so many conflicts, so many hitting sets, or when the clock passes `deadline`."""

    conflicts: int
    hitting_sets: int
    deadline: float
    clock: Clock

    def reached(self, conflicts: int, hitting_sets: int) -> Stop | None:
        """Why the search should stop, if it should."""
        if conflicts >= self.conflicts:
            return Stop.CONFLICTS
        if hitting_sets > self.hitting_sets:
            return Stop.SETS
        return Stop.TIME if self.clock() > self.deadline else None


def find_clashes(system: System, caps: Caps) -> Clashes:
    """All minimal conflicts and corrections among the statements of a system, within the caps."""
    everything = frozenset(statement.claim for statement in system.statements)
    decider = Decider(system, positive=True)
    order = {statement.claim: at for at, statement in enumerate(system.statements)}
    conflicts: list[ClaimSet] = []
    hitting: list[ClaimSet] = [frozenset()]
    proved: set[ClaimSet] = set()
    stopped: Stop | None = None
    while open_sets := [chosen for chosen in hitting if chosen not in proved]:
        stopped = caps.reached(len(conflicts), len(hitting))
        if stopped:
            break
        chosen = min(open_sets, key=lambda claims: _rank(claims, order))
        try:
            core = decider.core(everything - chosen)
            conflict = None if core is None else shrink(system, core, order)
        except UndecidedError:
            stopped = Stop.UNDECIDED
            break
        if conflict is None:
            proved.add(chosen)
            continue
        conflicts.append(conflict)
        hitting = _hit(hitting, conflict)
    found, corrections = _sorted(conflicts, order), _sorted(proved - {frozenset()}, order)
    return Clashes(found, corrections, stopped, decider.unsure)


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
    small = Decider(system.of(s for s in system.statements if s.claim in core), positive=True)
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

    `side` is where the rest leaves room; with `open` the value is a limit that the rest does not leave itself.
    """

    statement: Statement
    to: Fraction | None = None
    side: Side | None = None
    open: bool = False
    arithmetic: str = ""


def repairs(system: System, conflict: ClaimSet, order: Mapping[str, int]) -> tuple[Repair, ...]:
    """For each statement of a conflict the least change of it alone that reconciles the conflict.

    Raise `UndecidedError` when one cannot be made out.
    """
    inside = [statement for statement in system.statements if statement.claim in conflict]
    return tuple(_repair(system, statement, [s for s in inside if s is not statement], order) for statement in inside)


def _repair(system: System, statement: Statement, rest: list[Statement], order: Mapping[str, int]) -> Repair:
    """The end of what the rest leaves possible that lies towards the stated interval.

    An end that only touches the interval is a limit: the two could hold together if it were met.
    """
    question, stated = statement.question, statement.stated
    if question is None:
        return Repair(statement)
    decider = Decider(system.of(rest, [question]), positive=False)
    sides: tuple[tuple[bool, float | None, Side], ...] = ((False, stated.high, "above"), (True, stated.low, "below"))
    for greatest, end, side in sides:
        found = None if end is None else _extreme(decider, question, greatest=greatest)
        if found is None or end is None:
            continue
        value, limit = question.value(found.value), decimal_number(end)
        if value < limit if greatest else value > limit:
            is_open = not decider.attains(question, found.value)
        elif value == limit:
            is_open = True
        else:
            continue
        shown = arithmetic(question, fewest(found, question, order, greatest=greatest))
        return Repair(statement, value, side, is_open, shown)
    return Repair(statement)


def _extreme(decider: Decider, question: Question, *, greatest: bool) -> Extreme | None:
    found = decider.extreme(question, greatest=greatest)
    return found if isinstance(found, Extreme) else None
