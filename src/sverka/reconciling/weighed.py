"""One block weighed: is it consistent, what binds its measures, and which statements the bounds rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction

from sverka.model.findings import Bound, Conflict, Correction, LimitMet
from sverka.reconciling.blocks import Asked, Block, Entry
from sverka.reconciling.bounds import bound, tidy
from sverka.reconciling.cells import TooManyCellsError
from sverka.reconciling.conflicts import Caps, ClaimSet, Clashes, Repair, Stop, find_clashes, repairs
from sverka.reconciling.deciding import Decider
from sverka.reconciling.formula import decimal_number, number_text
from sverka.reconciling.limits import Limits
from sverka.reconciling.solver import UndecidedError
from sverka.reconciling.statements import Question
from sverka.reconciling.system import System, build_system

UNDECIDED = "whether the statements can all hold was not decided: their numbers lie too far apart"
FAR_APART = "amounts lie so far apart that conflicts may be missing and bounds may be wider than need be"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What came of a block: answers to what was asked, bounds worth having, conflicts, and what was left aside.

    `dropped` were left out so that the rest is consistent, `crowded_out` because the block had too many cells.
    `sure`: that no bound rests on a statement means that it binds nothing.
    """

    block: Block
    system: System
    clashes: Clashes = field(default_factory=Clashes)
    conflicts: tuple[Conflict, ...] = ()
    answers: tuple[tuple[Asked, Bound], ...] = ()
    worth: tuple[Bound, ...] = ()
    dropped: frozenset[str] = frozenset()
    crowded_out: tuple[Entry, ...] = ()
    sure: bool = True
    limits: tuple[LimitMet, ...] = ()


def weigh_block(
    block: Block, worth: Sequence[Asked], order: Mapping[str, int], limits: Limits, budget: float
) -> Weighed:
    """Conflicts of a block, and bounds over its statements or, if they clash, over a consistent part of them."""
    questions = [asked.question for asked in (*block.asked, *worth)]
    system, crowded = _fitting_system(block.entries, questions, limits.cells)
    clashes = find_clashes(
        system.of(system.statements), Caps(limits.conflicts, limits.hitting_sets, budget, limits.clock)
    )
    smallest = bool(clashes.corrections)
    clashes, dropped = _dropped(system.of(system.statements), clashes, order, limits)
    kept = (statement for statement in system.statements if statement.claim not in dropped)
    decider = Decider(system.of(kept, questions), positive=False)
    note = f"with {', '.join(sorted(dropped, key=order.__getitem__))} left out, which clashes with others"
    answers = tuple((asked, bound(decider, asked, order, note if dropped else None)) for asked in block.asked)
    found = []
    for asked in worth:
        if limits.clock() > budget + limits.seconds:
            break
        found.append(bound(decider, asked, order, note if dropped else None))
    conflicts = tuple(_conflicts(system, clashes, order, limits))
    unchanged = sum(not conflict.corrections for conflict in conflicts)
    stopped = _Stopped(clashes, dropped, smallest, unchanged, len(crowded), len(found) < len(worth), decider.unsure)
    return Weighed(
        block=Block(block.world, [entry for entry in block.entries if entry not in crowded], block.asked),
        system=system,
        clashes=clashes,
        conflicts=conflicts,
        answers=answers,
        worth=tuple(item for item in found if item.uses),
        dropped=dropped,
        crowded_out=tuple(crowded),
        sure=len(found) == len(worth) < limits.targets and not decider.unsure,
        limits=tuple(_limits_met(stopped, len(worth), limits)),
    )


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Where the weighing of a block fell short."""

    clashes: Clashes
    dropped: ClaimSet
    smallest: bool
    unchanged: int
    crowded: int
    late: bool
    unsure: bool


def _limits_met(stopped: _Stopped, asked: int, limits: Limits) -> Iterator[LimitMet]:
    """The limits that were met, in words."""
    why, number = stopped.clashes.stopped, len(stopped.clashes.conflicts)
    if why is Stop.UNDECIDED:
        yield LimitMet("undecided", UNDECIDED)
    elif why is not None:
        most = {Stop.CONFLICTS: limits.conflicts, Stop.SETS: limits.hitting_sets, Stop.TIME: limits.seconds}[why]
        text = f"the search for conflicts was stopped at {number}: there may be more"
        yield LimitMet("conflicts", text, most)
    if why is not None and stopped.dropped and not stopped.smallest:
        yield LimitMet("left out", f"{len(stopped.dropped)} statements were left out: fewer may do")
    if stopped.unchanged:
        text = f"the least changes of {stopped.unchanged} conflicts were not found"
        yield LimitMet("changes", text, limits.seconds)
    if stopped.crowded:
        text = f"{stopped.crowded} statements were left out: the others already make {limits.cells} cells"
        yield LimitMet("cells", text, limits.cells)
    if stopped.late:
        yield LimitMet("time", "time was up before all measures worth asking were bounded", limits.seconds)
    elif 0 < limits.targets <= asked:
        yield LimitMet("measures", f"{limits.targets} measures were bounded: there may be more", limits.targets)
    if stopped.unsure or stopped.clashes.unsure:
        yield LimitMet("far apart", FAR_APART)


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


def _dropped(system: System, clashes: Clashes, order: Mapping[str, int], limits: Limits) -> tuple[Clashes, ClaimSet]:
    """The statements to leave out so that the rest is consistent: the smallest set where one is known.

    Where none is, one is looked for quickly; if nothing in it can be spared it is a correction.
    """
    if clashes.corrections:
        return clashes, clashes.corrections[0]
    if clashes.stopped is None:
        return clashes, frozenset()
    decider = Decider(system, positive=True)
    try:
        dropped = _latest_clashing(decider, order, limits)
        needed = _needed(decider, dropped, order, limits) if dropped else None
    except UndecidedError:
        return clashes, frozenset()
    return (clashes, dropped) if needed is None else (replace(clashes, corrections=(needed,)), needed)


def _latest_clashing(decider: Decider, order: Mapping[str, int], limits: Limits) -> ClaimSet:
    """A set that reconciles the rest, found quickly: of each clash met the statement that came last.

    When that takes too long, of each clash all but the statement that came first.
    """
    stop = limits.clock() + limits.seconds
    left = frozenset(statement.claim for statement in decider.system.statements)
    dropped: set[str] = set()
    while (core := decider.core(left - dropped)) is not None:
        latest = sorted(core, key=order.__getitem__)
        dropped.update(latest[1:] or latest if limits.clock() > stop else latest[-1:])
    return frozenset(dropped)


def _needed(decider: Decider, dropped: ClaimSet, order: Mapping[str, int], limits: Limits) -> ClaimSet | None:
    """What of a set that reconciles the rest cannot be spared; nothing where there is no time to find out."""
    stop = limits.clock() + limits.seconds
    left = frozenset(statement.claim for statement in decider.system.statements)
    needed = set(dropped)
    for claim in sorted(dropped, key=order.__getitem__):
        if limits.clock() > stop:
            return None
        if decider.core((left - needed) | {claim}) is None:
            needed.discard(claim)
    return frozenset(needed)


def _conflicts(system: System, clashes: Clashes, order: Mapping[str, int], limits: Limits) -> Iterator[Conflict]:
    """The conflicts with the least changes; only who clashes, once time is up or where these cannot be made out."""
    stop = limits.clock() + limits.seconds
    for claims in clashes.conflicts:
        found = None
        if limits.clock() <= stop:
            with suppress(UndecidedError):
                found = _conflict(system, claims, order)
        yield found or Conflict(tuple(one.claim for one in system.statements if one.claim in claims))


def _conflict(system: System, claims: ClaimSet, order: Mapping[str, int]) -> Conflict:
    """A minimal conflict with the least change to each member, and the computation that shows it."""
    found = sorted(repairs(system, claims, order), key=lambda repair: order[repair.statement.claim])
    corrections = tuple(
        Correction(
            repair.statement.claim,
            repair.statement.stated,
            None if repair.to is None else tidy(repair.to),
            repair.side,
            repair.open,
        )
        for repair in found
    )
    shown = min((text for repair in found if (text := _shown(repair))), key=len, default="")
    return Conflict(tuple(repair.statement.claim for repair in found), corrections, shown)


def _shown(repair: Repair) -> str:
    """`(1 − 0.45 − 0.3333) / (1 − 0.6) = 0.5417 < 0.8`: what the rest allow, beside what is stated.

    `0 ≯ 0`: what is stated, beside a limit that it would have to pass.
    """
    question, stated = repair.statement.question, repair.statement.stated
    end = stated.high if repair.side == "above" else stated.low
    if repair.to is None or question is None or end is None or not repair.arithmetic:
        return ""
    scale = decimal_number(question.scale) if question.offset or question.denominator else Fraction(1)
    limit, said = repair.to / scale, number_text(tidy(decimal_number(end) / scale) or 0.0)
    if repair.to == decimal_number(end):
        return f"{said} {'≯' if repair.side == 'above' else '≮'} {repair.arithmetic}"
    value = number_text(tidy(limit) or 0.0)
    same = value == repair.arithmetic
    return f"{repair.arithmetic}{'' if same else f' = {value}'} {'>' if repair.side == 'above' else '<'} {said}"
