"""How long it takes to find all conflicts among 54 statements over 5,000 cells, and to bound a measure there."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from sverka.model.claims import Claim
from sverka.model.findings import LimitMet
from sverka.model.interval import Interval
from sverka.model.measures import Growth, Level, Measure, Share
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.reconciling import Limits, reconcile
from sverka.reconciling.blocks import Sorter, main_currencies, sort_into_blocks
from sverka.reconciling.resolving import Resolver
from sverka.reconciling.system import System, build_system

TITLE = "Reconciling"
HEADS = ("what", "result")
STATEMENTS, PLANTED, CELLS, SEED = 54, 3, 5_000, 20230525
COUNTRIES = tuple(f"{a}{b}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ")
CHAPTERS = tuple(f"{chapter:02d}" for chapter in range(1, 98))
YEAR = Period.year(2023)

Ranges = tuple[tuple[int, int], ...]


class Plain:
    """Every partner is one country, every heading a chapter: the reference tables are not what is measured."""

    def partners(self, name: str, when: Period, sense: str | None = None) -> frozenset[str]:
        """The country itself."""
        return frozenset({name})

    def goods(self, name: str) -> Ranges:
        """The chapter as a range of codes."""
        return ((int(name) * 10**8, (int(name) + 1) * 10**8),)

    def senses(self, name: str) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True)
class Trade:
    """A random table of trade: flow × country × chapter × year."""

    values: dict[tuple[Flow, str, str, int], float]

    @classmethod
    def drawn(cls, draw: random.Random) -> Trade:
        """A table with a few large numbers and many small ones, as trade has."""
        keys = [
            (f, c, g, y) for f in (Flow.EXPORT, Flow.IMPORT) for c in COUNTRIES for g in CHAPTERS for y in (2022, 2023)
        ]
        return cls({key: draw.lognormvariate(10, 1.5) for key in keys})

    def total(self, cut: Slice, year: int = 2023) -> float:
        """The sum over a slice."""
        flows = (Flow.EXPORT, Flow.IMPORT) if cut.flow is Flow.TURNOVER else (cut.flow,)
        partners, goods = cut.partners.include or COUNTRIES, cut.goods.include or CHAPTERS
        return sum(self.values[flow, one, other, year] for flow in flows for one in partners for other in goods)


def _claim(at: int, measure: Measure, value: float, unit: str) -> Claim:
    """A true statement, rounded to a tenth of a per cent or to three digits."""
    unit_of_last = 0.1 if unit == "%" else 10.0 ** (len(str(int(value))) - 3)
    rounded = round(value / unit_of_last) * unit_of_last
    around = Interval(rounded - unit_of_last, rounded + unit_of_last)
    kind = "share" if unit == "%" else "level"
    return Claim(f"s{at}", kind, rounded, unit, reporter="XX", measure=measure, interval=around, interval_wide=around)


def _planted(trade: Trade, first: int) -> list[Claim]:
    """Three groups of statements that cannot hold: a sum, a part above its whole, a growth beside both levels."""
    export, imports, turnover = (Slice(flow, period=YEAR) for flow in (Flow.EXPORT, Flow.IMPORT, Flow.TURNOVER))
    part, whole = (Slice(Flow.EXPORT, Members.of(*COUNTRIES[:n]), period=YEAR) for n in (30, 40))
    grown = Slice(Flow.IMPORT, Members.of(*COUNTRIES[50:60]), period=YEAR)
    before = Slice(Flow.IMPORT, Members.of(*COUNTRIES[50:60]), period=Period.year(2022))
    share = 100 * trade.total(whole) / trade.total(export)
    figures: list[tuple[Measure, float, str]] = [
        (Level(export, "USD"), trade.total(export), "USD"),
        (Level(imports, "USD"), trade.total(imports), "USD"),
        (Level(turnover, "USD"), 1.2 * trade.total(turnover), "USD"),
        (Share(part, export), share + 2, "%"),
        (Share(whole, export), share, "%"),
        (Level(grown, "USD"), trade.total(grown), "USD"),
        (Level(before, "USD"), trade.total(grown, 2022), "USD"),
        (Growth(grown), 100 * (trade.total(grown) / trade.total(grown, 2022) - 1) + 5, "%"),
    ]
    return [_claim(first + at, *figure) for at, figure in enumerate(figures)]


def statements(partners: int = 60, goods: int = 52) -> list[Claim]:
    """True shares of random slices in exports, imports and turnover, and three planted conflicts."""
    draw = random.Random(SEED)
    trade = Trade.drawn(draw)
    planted = _planted(trade, 1)
    found = list(planted)
    while len(found) < STATEMENTS:
        flow = draw.choice((Flow.EXPORT, Flow.IMPORT, Flow.TURNOVER))
        start = draw.randrange(len(CHAPTERS) - goods)
        chapters = CHAPTERS[start : start + goods]
        part = Slice(flow, Members.of(*draw.sample(COUNTRIES, partners)), Members.of(*chapters), YEAR)
        whole = Slice(flow, period=YEAR)
        found.append(_claim(len(found) + 1, Share(part, whole), 100 * trade.total(part) / trade.total(whole), "%"))
    return found


def rows() -> list[tuple[str, str]]:
    """What was weighed, what was found, and how long it took (the solver's import left out)."""
    reconcile(statements()[:3], meaning=Plain())
    claims = statements()
    target = (Share(Slice(Flow.EXPORT, period=YEAR), Slice(Flow.TURNOVER, period=YEAR)), "XX")
    cells = sum(len(block.cells) for block in _systems(claims))
    started = time.perf_counter()
    found = reconcile(claims, meaning=Plain(), limits=Limits(targets=0))
    conflicts = time.perf_counter() - started
    started = time.perf_counter()
    reconcile(claims, targets=[target], meaning=Plain(), limits=Limits(targets=0))
    bound = time.perf_counter() - started - conflicts
    started = time.perf_counter()
    everything = reconcile(claims, meaning=Plain())
    whole = time.perf_counter() - started
    return [
        ("statements", str(len(claims))),
        ("cells", str(cells)),
        ("conflicts planted", str(PLANTED)),
        ("minimal conflicts found", str(len(found.conflicts))),
        ("minimal corrections found", str(len(found.corrections))),
        ("all conflicts and corrections", f"{conflicts:.2f} s"),
        ("one measure bounded, with proofs", f"{max(bound, 0):.2f} s"),
        (f"the same and {len(everything.bounds)} measures bounded{_stopped(everything.limits)}", f"{whole:.2f} s"),
    ]


def _stopped(limits: tuple[LimitMet, ...]) -> str:
    """Whether the limit of time was met."""
    return " (all that the time limit allows)" if any(limit.kind == "time" for limit in limits) else ""


def _systems(claims: list[Claim]) -> list[System]:
    """The systems that the claims make."""
    sorter = Sorter(Resolver(Plain()), main_currencies(claims), exact=False)
    entries = [sorter.entry(claim, None, ()) for claim in claims]
    return [build_system(block.statements, (), 10 * CELLS) for block in sort_into_blocks(entries, [])]


def main() -> None:
    """Print the table."""
    for name, value in rows():
        print(f"{name:<70}{value:>10}")


if __name__ == "__main__":
    main()
