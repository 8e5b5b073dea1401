"""Claims sorted into blocks that cannot touch each other: by reporter, by what is counted, by periods that overlap.

Amounts in different currencies are different worlds, for no exchange rate is assumed; so are weights and quantities.
Shares and growths without a unit are of value, in the currency that most of the reporter's amounts are in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sverka.model.claims import Claim
from sverka.model.measures import Balance, Change, Level, Measure, Rank
from sverka.model.period import Period
from sverka.reconciling.resolving import LeftOutError, Resolver, dated, stated_interval
from sverka.reconciling.statements import Question, Statement

VALUE = "value"
NO_AMOUNT_UNITS = frozenset({"", "%", "pp", "rank"})

AMOUNTS = (Level, Change, Balance)
"""Measures whose answer is an amount."""

World = tuple[str | None, str]
"""A reporter and the unit in which all is counted (`value` where nobody states an amount)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim that can be weighed."""

    claim: Claim
    measure: Measure
    statement: Statement
    world: World
    assumed: Period | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure whose bounds are wanted: as asked, with its period said, as a question."""

    measure: Measure
    dated: Measure
    question: Question
    world: World
    assumed: Period | None


@dataclass(slots=True)
class Block:
    """Statements and questions of one world whose periods hang together."""

    world: World
    entries: list[Entry] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def statements(self) -> list[Statement]:
        """The statements of its entries."""
        return [entry.statement for entry in self.entries]


@dataclass(frozen=True, slots=True)
class Sorter:
    """Resolves claims and measures into entries and questions of their worlds."""

    resolver: Resolver
    currencies: Mapping[str | None, str]
    exact: bool

    def entry(self, claim: Claim, assumed: Period | None, named: Sequence[str]) -> Entry:
        """A claim as an entry; raise `LeftOutError` with the reason when it cannot be weighed."""
        if claim.measure is None:
            raise LeftOutError("no-measure", claim.measure_reason or "no measure says what it states")
        measure = dated(claim.measure, assumed)
        world, size = self._world(claim.reporter, amount_unit(claim))
        stated = stated_interval(claim, self.exact)
        statement = self.resolver.statement(claim.id, measure, stated, size, named)
        return Entry(claim, measure, statement, world, assumed if measure != claim.measure else None)

    def asked(self, measure: Measure, reporter: str | None, assumed: Period | None) -> Asked:
        """A measure as a question; raise `LeftOutError` when it has no bounds to be asked for."""
        full = dated(measure, assumed)
        world, size = self._world(reporter, getattr(measure, "unit", None))
        return Asked(measure, full, self.resolver.question(full, size), world, assumed if full != measure else None)

    def _world(self, reporter: str | None, unit: str | None) -> tuple[World, float]:
        """The world that a unit belongs to, and the unit's size in it."""
        from sverka.reference.units import MASS_IN_KG

        if unit in MASS_IN_KG:
            return (reporter, "kg"), MASS_IN_KG[unit]
        return (reporter, unit or self.currencies.get(reporter, VALUE)), 1.0


def amount_unit(claim: Claim) -> str | None:
    """The unit that a claim's amount or proportion is counted in; `None` is value in whatever currency."""
    unit = getattr(claim.measure, "unit", None)
    if isinstance(claim.measure, Level | Change | Balance) and claim.unit not in NO_AMOUNT_UNITS:
        return claim.unit
    return unit


def main_currencies(
    claims: Iterable[Claim], targets: Iterable[tuple[Measure, str | None]] = ()
) -> dict[str | None, str]:
    """For each reporter the currency that most of the amounts are in, the first of equals; where no amount is stated,
    the first that a target asks for.
    """
    counts: dict[str | None, Counter[str]] = {}
    reporters: dict[str | None, None] = {}
    for claim in claims:
        reporters[claim.reporter] = None
        if isinstance(claim.measure, AMOUNTS) and is_currency(unit := amount_unit(claim)):
            counts.setdefault(claim.reporter, Counter())[str(unit)] += 1
    found = {reporter: units.most_common(1)[0][0] for reporter, units in counts.items()}
    for measure, who in targets:
        if isinstance(measure, AMOUNTS) and is_currency(measure.unit):
            for reporter in [who] if who is not None else reporters:
                found.setdefault(reporter, str(measure.unit))
    return found


def is_currency(unit: str | None) -> bool:
    """Whether a unit is written as a currency is."""
    return unit is not None and len(unit) == 3 and unit.isupper()


def named_members(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The single names of partners and goods that the claims use, against which a first place stands."""
    from sverka.model.measures import measure_slices

    names: dict[str, None] = {}
    for claim in claims:
        if claim.measure is None:
            continue
        if isinstance(claim.measure, Rank):
            names[claim.measure.member] = None
        for cut in measure_slices(claim.measure):
            names.update(dict.fromkeys([*cut.partners.include, *cut.goods.include]))
    return tuple(names)


def sort_into_blocks(entries: Sequence[Entry], asked: Sequence[Asked]) -> list[Block]:
    """Blocks in the order of their first entries; entries and questions whose periods overlap share one."""
    items: list[Entry | Asked] = [*entries, *asked]
    parent = list(range(len(items)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for spans in _spans_by_world(items).values():
        reach, holder = -1, -1
        for first, last, at in sorted(spans):
            if first <= reach:
                parent[root(at)] = root(holder)
            if last > reach:
                reach, holder = last, at
    blocks: dict[int, Block] = {}
    for at, item in enumerate(items):
        block = blocks.setdefault(root(at), Block(item.world))
        (block.entries if isinstance(item, Entry) else block.asked).append(item)  # type: ignore[arg-type]
    return list(blocks.values())


def _spans_by_world(items: Sequence[Entry | Asked]) -> dict[World, list[tuple[int, int, int]]]:
    """The months that each item speaks of, by world."""
    spans: dict[World, list[tuple[int, int, int]]] = {}
    for at, item in enumerate(items):
        cuts = item.statement.cuts if isinstance(item, Entry) else item.question.cuts
        for first, last in {(cut.first_month, cut.last_month) for cut in cuts}:
            spans.setdefault(item.world, []).append((first, last, at))
    return spans
