"""The questions worth asking when nobody asks: what share exports have, what share each named partner and goods have,
and, where amounts are stated, how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sverka.model.measures import Growth, Level, Measure, Rank, Share, measure_slices
from sverka.model.period import Period
from sverka.model.slices import ALL, Flow, Members, Slice
from sverka.reconciling.blocks import VALUE, Block, Entry

FLOWS = (Flow.TURNOVER, Flow.EXPORT, Flow.IMPORT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure worth asking; its period is left unsaid where the statements left it unsaid."""

    measure: Measure
    assumed: Period | None


def default_targets(block: Block, main_currency: str | None, most: int) -> list[Wanted]:
    """What is worth asking of a block, the main period first, at most so many."""
    found: dict[Wanted, None] = {}
    for period in _periods(block.entries):
        assumed = any(entry.assumed == period for entry in block.entries)
        inside = [entry for entry in block.entries if period in _periods_of(entry)]
        for measure in _of_period(block, inside, None if assumed else period, period, main_currency):
            if len(found) >= most:
                return list(found)
            found[Wanted(measure, period if assumed else None)] = None
    return list(found)


def _periods_of(entry: Entry) -> set[Period]:
    return {Period(cut.first_month, cut.last_month) for cut in entry.statement.cuts}


def _periods(entries: Iterable[Entry]) -> list[Period]:
    """The periods that the statements speak of, those of most statements first."""
    counts = Counter(period for entry in entries for period in sorted(_periods_of(entry)))
    return [period for period, _ in counts.most_common()]


def _of_period(
    block: Block, inside: list[Entry], said: Period | None, period: Period, main_currency: str | None
) -> Iterator[Measure]:
    """The questions of one period."""
    world = block.world[1]
    unit = None if world in (VALUE, main_currency) else world
    yield Share(Slice(Flow.EXPORT, period=said), Slice(Flow.TURNOVER, period=said), unit)
    for partners, goods in _named(inside):
        for flow in FLOWS:
            yield Share(Slice(flow, partners, goods, said), Slice(flow, period=said), unit)
    if any(entry.statement.has_amount for entry in block.entries):
        for flow in FLOWS:
            yield Level(Slice(flow, period=said), None if world == VALUE else world)
        for cut in _cuts(inside):
            yield Level(Slice(cut.flow, cut.partners, cut.goods, said), None if world == VALUE else world)
    stated = {entry.measure for entry in inside}
    for base in _bases(inside, period):
        growths = (Growth(Slice(flow, period=period), base, unit) for flow in FLOWS)
        yield from (growth for growth in growths if growth not in stated)


def _cuts(entries: Iterable[Entry]) -> Iterator[Slice]:
    """The slices that the statements name."""
    for entry in entries:
        yield from measure_slices(entry.measure)


def _named(entries: Iterable[Entry]) -> list[tuple[Members, Members]]:
    """The partners and goods that the statements name, as they stand together."""
    named: dict[tuple[Members, Members], None] = {}
    for entry in entries:
        for cut in measure_slices(entry.measure):
            named[cut.partners, cut.goods] = None
        if isinstance(entry.measure, Rank) and not entry.measure.member[:1].isdigit():
            named[Members.of(entry.measure.member), ALL] = None
    return [pair for pair in named if pair != (ALL, ALL)]


def _bases(entries: Iterable[Entry], period: Period) -> list[Period]:
    """The periods that a growth of this period is measured from."""
    found: dict[Period, None] = {}
    for entry in entries:
        measure = entry.measure
        if isinstance(measure, Growth) and measure.cut.period == period:
            found[measure.base or period.year_earlier()] = None
    return list(found)
