"""One block weighed: is it consistent, what binds its measures, and which statements the bounds rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sverka.model.findings import Bound, Conflict, Correction
from sverka.reconciling.blocks import Asked, Block, Entry
from sverka.reconciling.bounds import bound, tidy
from sverka.reconciling.cells import TooManyCellsError
from sverka.reconciling.conflicts import Caps, ClaimSet, Clashes, Repair, find_clashes, repairs
from sverka.reconciling.formula import number_text
from sverka.reconciling.limits import Limits
from sverka.reconciling.solver import Solver, UndecidedError
from sverka.reconciling.statements import Question
from sverka.reconciling.system import System, build_system

NOTHING = Clashes((), ())


@dataclass(frozen=True, slots=True)
class Weighed:
    """What came of a block: answers to what was asked, bounds worth having, conflicts, and what was left aside.

    `dropped` were left out so that the rest is consistent, `crowded_out` because the block had too many cells.
    """

    block: Block
    system: System
    clashes: Clashes = NOTHING
    conflicts: tuple[Conflict, ...] = ()
    answers: tuple[tuple[Asked, Bound], ...] = ()
    worth: tuple[Bound, ...] = ()
    dropped: frozenset[str] = frozenset()
    crowded_out: tuple[Entry, ...] = ()
    all_asked: bool = True
    notes: tuple[str, ...] = ()


def weigh_block(
    block: Block, worth: Sequence[Asked], order: Mapping[str, int], limits: Limits, budget: float
) -> Weighed:
    """Conflicts of a block, and bounds over its statements or, if they clash, over a consistent part of them."""
    questions = [asked.question for asked in (*block.asked, *worth)]
    system, crowded = _fitting_system(block.entries, questions, limits.cells)
    clashes, dropped, notes = _clashes(system.of(system.statements), order, limits, budget)
    if crowded:
        notes.append(f"{len(crowded)} statements were left out: the others already make {limits.cells} cells")
    conflicts = tuple(_conflicts(system, clashes, order, limits))
    note = (
        f"with {', '.join(sorted(dropped, key=order.__getitem__))} left out, which clashes with others"
        if dropped
        else None
    )
    solver = Solver(system.of((s for s in system.statements if s.claim not in dropped), questions), positive=False)
    answers = tuple((asked, bound(solver, asked, order, note)) for asked in block.asked)
    found = []
    for asked in worth:
        if limits.clock() > budget + limits.seconds:
            notes.append("time was up before all measures worth asking were bounded")
            break
        found.append(bound(solver, asked, order, note))
    asked_all = len(found) == len(worth) < limits.targets
    return Weighed(
        block=Block(block.world, [entry for entry in block.entries if entry not in crowded], block.asked),
        system=system,
        clashes=clashes,
        conflicts=conflicts,
        answers=answers,
        worth=tuple(item for item in found if item.uses),
        dropped=dropped,
        crowded_out=tuple(crowded),
        all_asked=asked_all,
        notes=tuple(notes),
    )


def _fitting_system(entries: Sequence[Entry], questions: Iterable[Question], limit: int) -> tuple[System, list[Entry]]:
    """The system of as many first statements as fit the limit of cells, and the rest."""
    wanted = list(questions)
    fits, too_many = 0, len(entries) + 1
    best: System | None = None
    size = len(entries)
    while fits + 1 < too_many or best is None:
        try:
            best = build_system([entry.statement for entry in entries[:size]], wanted, limit)
            fits = size
        except TooManyCellsError:
            if size == 0:
                wanted = []
            too_many = max(size, 1)
        size = (fits + too_many) // 2
    return best, list(entries[fits:])


def _clashes(
    system: System, order: Mapping[str, int], limits: Limits, budget: float
) -> tuple[Clashes, ClaimSet, list[str]]:
    """The conflicts, the statements to leave out so that the rest is consistent, and what could not be told."""
    try:
        found = find_clashes(system, Caps(limits.conflicts, limits.hitting_sets, budget, limits.clock))
        if found.complete:
            return found, found.corrections[0] if found.corrections else frozenset(), []
        notes = [f"the search for conflicts was stopped at {len(found.conflicts)}: there may be more"]
        return found, found.corrections[0] if found.corrections else _latest_clashing(system, order, limits), notes
    except UndecidedError:
        return (
            NOTHING,
            frozenset(),
            ["whether the statements can all hold was not decided: their numbers lie too far apart"],
        )


def _latest_clashing(system: System, order: Mapping[str, int], limits: Limits) -> ClaimSet:
    """A set that reconciles the rest, found quickly: of each clash met the statement that came last.

    When that takes too long, of each clash all but the statement that came first.
    """
    stop = limits.clock() + limits.seconds
    solver = Solver(system, positive=True)
    left = frozenset(statement.claim for statement in system.statements)
    dropped: set[str] = set()
    while (core := solver.core(left - dropped)) is not None:
        latest = sorted(core, key=order.__getitem__)
        dropped.update(latest[1:] or latest if limits.clock() > stop else latest[-1:])
    return frozenset(dropped)


def _conflicts(system: System, clashes: Clashes, order: Mapping[str, int], limits: Limits) -> Iterable[Conflict]:
    """The conflicts with the least changes; once time is up only who clashes."""
    stop = limits.clock() + limits.seconds
    for claims in clashes.conflicts:
        if limits.clock() <= stop:
            yield _conflict(system, claims, order)
        else:
            inside = [statement for statement in system.statements if statement.claim in claims]
            yield Conflict(
                tuple(statement.claim for statement in inside),
                tuple(Correction(statement.claim, statement.stated, None) for statement in inside),
            )


def _conflict(system: System, claims: ClaimSet, order: Mapping[str, int]) -> Conflict:
    """A minimal conflict with the least change to each member, and the computation that shows it."""
    found = sorted(repairs(system, claims), key=lambda repair: order[repair.statement.claim])
    corrections = tuple(
        Correction(repair.statement.claim, repair.statement.stated, None if repair.to is None else tidy(repair.to))
        for repair in found
    )
    shown = min((text for repair in found if (text := _shown(repair))), key=len, default="")
    return Conflict(tuple(repair.statement.claim for repair in found), corrections, shown)


def _shown(repair: Repair) -> str:
    """`(1 − 0.45 − 0.3333) / (1 − 0.6) = 0.5417 < 0.8`: what the rest allow, beside what is stated."""
    question, stated = repair.statement.question, repair.statement.stated
    end = stated.low if repair.from_below else stated.high
    if repair.to is None or question is None or end is None or not repair.arithmetic:
        return ""
    scale = question.scale if question.offset or question.denominator else 1.0
    values = [number_text(tidy(value / scale)) for value in (repair.to, end)]
    same = values[0] == repair.arithmetic
    return f"{repair.arithmetic}{'' if same else f' = {values[0]}'} {'<' if repair.from_below else '>'} {values[1]}"
