"""What other senses of the words would change: each sense of each group that is used, one at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from sverka.model.findings import Bound, Conflict, SenseNote
from sverka.model.measures import measure_slices
from sverka.model.period import Period
from sverka.reconciling.blocks import Asked, Entry, Sorter, named_members
from sverka.reconciling.bounds import bound
from sverka.reconciling.cells import TooManyCellsError
from sverka.reconciling.deciding import Decider
from sverka.reconciling.limits import Limits
from sverka.reconciling.meaning import OtherSense
from sverka.reconciling.resolving import LeftOutError, Resolver
from sverka.reconciling.solver import UndecidedError
from sverka.reconciling.system import System, build_system
from sverka.reconciling.weighed import Weighed

MOST_SENSES = 24
MOST_BOUNDS = 10
MOST_CHANGES = 3
MOST_CELLS = 2_000
CHANGED_BY = 0.05

Shape = tuple[Hashable, ...]
"""Two senses of one shape have the same bounds, so these are computed once."""


def other_senses(
    sorter: Sorter,
    weighed: Sequence[Weighed],
    *,
    conflicts: Sequence[Conflict],
    main: Iterable[Bound],
    limits: Limits,
) -> tuple[tuple[SenseNote, ...], tuple[Conflict, ...]]:
    """Notes on senses that change a main bound or remove a conflict, and the conflicts with what removes them.

    Of the senses of a word that change the same, only the first (the nearest to the plain one) is noted.
    """
    bounds = list(dict.fromkeys(main))[:MOST_BOUNDS]
    stop = limits.clock() + limits.seconds
    notes: list[SenseNote] = []
    known: dict[Shape, list[Bound]] = {}
    resolved = list(conflicts)
    for term, sense in _alternatives(sorter, weighed)[:MOST_SENSES]:
        if limits.clock() > stop:
            break
        other = replace(sorter, resolver=Resolver(OtherSense(sorter.resolver.meaning, term, sense)))
        trial = _Trial(other, term, weighed, limits, known)
        removed = [conflict.claims for conflict in conflicts if trial.removes(conflict)]
        resolved = [_resolved(conflict, removed, f"{term}={sense}") for conflict in resolved]
        changes = trial.changes(bounds)
        effect = _effect(removed, changes)
        if effect and not any((note.term, note.effect) == (term, effect) for note in notes):
            notes.append(SenseNote(term, sense, effect, tuple(changes), tuple(removed)))
    return tuple(notes), tuple(resolved)


def _alternatives(sorter: Sorter, weighed: Iterable[Weighed]) -> list[tuple[str, str]]:
    """Each group that the statements name with each of its other senses."""
    terms = dict.fromkeys(term for block in weighed for entry in block.block.entries for term in _terms(entry))
    return [(term, sense) for term in terms for sense in sorter.resolver.meaning.senses(term)]


def _terms(entry: Entry) -> Iterable[str]:
    """The names of partners in a statement."""
    for cut in measure_slices(entry.measure):
        yield from (*cut.partners.include, *cut.partners.exclude)


@dataclass(slots=True)
class _Trial:
    """The statements with one name in another sense; blocks that do not use the name are left alone."""

    sorter: Sorter
    term: str
    weighed: Sequence[Weighed]
    limits: Limits
    known: dict[Shape, list[Bound]]

    def removes(self, conflict: Conflict) -> bool:
        """Whether the statements of a conflict can all hold in the other sense."""
        entries = [
            entry for block in self.weighed for entry in block.block.entries if entry.claim.id in conflict.claims
        ]
        if not any(self.term in _terms(entry) for entry in entries):
            return False
        again = self._again(entries)
        if again is None:
            return False
        try:
            system = build_system([entry.statement for entry in again], (), self.limits.cells)
            return Decider(system, positive=True).core(conflict.claims) is None
        except (TooManyCellsError, UndecidedError):
            return False

    def _again(self, entries: Iterable[Entry]) -> list[Entry] | None:
        """The entries in the other sense; `None` when some cannot be said in it."""
        found = list(entries)
        named = named_members(entry.claim for entry in found)
        try:
            return [self.sorter.entry(entry.claim, entry.assumed, named) for entry in found]
        except LeftOutError:
            return None

    def changes(self, bounds: Sequence[Bound]) -> list[tuple[Bound, Bound]]:
        """The bounds that come out otherwise, each with what it was."""
        found: list[tuple[Bound, Bound]] = []
        for block in self.weighed:
            mine = [bound for bound in bounds if bound in block.worth or any(bound is own for _, own in block.answers)]
            fits = len(block.system.cells) <= MOST_CELLS
            if mine and fits and any(self.term in _terms(entry) for entry in block.block.entries):
                found += self._changes_in(block, mine)
        return found[:MOST_CHANGES]

    def _changes_in(self, block: Weighed, mine: Sequence[Bound]) -> list[tuple[Bound, Bound]]:
        """The changed bounds of one block."""
        again = self._again(entry for entry in block.block.entries if entry.claim.id not in block.dropped)
        if again is None:
            return []
        try:
            asked = [self.sorter.asked(plain.measure, plain.reporter, _period(plain)) for plain in mine]
            system = build_system([e.statement for e in again], [item.question for item in asked], self.limits.cells)
            shape = _shape(system, asked)
            if shape not in self.known:
                self.known[shape] = _bounds(system, asked)
        except (LeftOutError, TooManyCellsError, UndecidedError):
            return []
        return [(plain, other) for plain, other in zip(mine, self.known[shape], strict=False) if _differs(plain, other)]


def _bounds(system: System, asked: Sequence[Asked]) -> list[Bound]:
    """The bounds in another sense, without proofs; none when the statements clash in it."""
    claims = [statement.claim for statement in system.statements]
    if Decider(system.of(system.statements), positive=True).core(claims) is not None:
        return []
    decider = Decider(system, positive=False)
    return [bound(decider, item, None) for item in asked]


def _shape(system: System, asked: Sequence[Asked]) -> Shape:
    """What the bounds depend on: the cells, and where each statement and question finds its slices among them."""
    index = system.index
    of_statements = tuple((s.claim, *(index[cut] for cut in s.cuts)) for s in system.statements)
    of_questions = tuple((str(item.measure), *(index[cut] for cut in item.question.cuts)) for item in asked)
    return system.cells, of_statements, of_questions


def _period(plain: Bound) -> Period | None:
    return Period.parse(plain.period_assumed) if plain.period_assumed else None


def _differs(plain: Bound, other: Bound) -> bool:
    """Whether an end of a bound moves visibly."""
    pairs = ((plain.low.value, other.low.value), (plain.high.value, other.high.value))
    return any(_moved(one, another, plain.unit) for one, another in pairs)


def _moved(one: float | None, another: float | None, unit: str) -> bool:
    if one is None or another is None:
        return one is not another
    return abs(one - another) > CHANGED_BY * (1.0 if unit == "%" else max(abs(one), abs(another)))


def _resolved(conflict: Conflict, removed: Sequence[tuple[str, ...]], sense: str) -> Conflict:
    """The conflict with the first sense that removes it."""
    return replace(conflict, resolved_by=sense) if conflict.claims in removed and not conflict.resolved_by else conflict


def _effect(removed: Sequence[tuple[str, ...]], changes: Sequence[tuple[Bound, Bound]]) -> str:
    """What a sense changes, in words."""
    parts = [f"{', '.join(claims)} can all hold" for claims in removed]
    parts += [f"{plain.measure} is {_span(other)} instead of {_span(plain)}" for plain, other in changes]
    return "; ".join(parts)


def _span(found: Bound) -> str:
    """A bound as `27.27…98.18 %`."""
    ends = ["−∞" if found.low.value is None else f"{found.low.value:.6g}"]
    ends.append("∞" if found.high.value is None else f"{found.high.value:.6g}")
    return f"{'…'.join(ends)} {found.unit}".rstrip()
