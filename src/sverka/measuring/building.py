"""From a book's version to a reporter's series: which files are read, in which legs, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sverka.measuring.contested import contested_in
from sverka.measuring.cube import OF_TOTALS, SECRET, Block
from sverka.measuring.declared import counted, remainders
from sverka.measuring.engines.contract import IBIS, Columns, Engine
from sverka.measuring.expression import AMOUNTS, NO_HS, TOLD, TOTAL_GOODS, Leg, cube_expression, leg_sums
from sverka.measuring.series import Definition, Series, SeriesKey
from sverka.model.slices import Flow
from sverka.recording.about import about
from sverka.recording.book import DataFile, Snapshot
from sverka.recording.sources import SOURCES
from sverka.recording.synthetic import is_synthetic
from sverka.recording.unknowns import many_partners

ANYBODY = "__reporter__"
"""Stands for the reporter in a query that is compiled once."""
_OPPOSITE = {"export": Flow.IMPORT, "import": Flow.EXPORT}
TWO_SIDED = frozenset(source.id for source in SOURCES if source.two_sided)
MEASURES_APART = frozenset({"sdmx"})
"""Sources that tell each measure of a cell in a row of its own."""
SINGLE = frozenset(source.id for source in SOURCES if source.single)


@dataclass(frozen=True, slots=True)
class LegPlan:
    """The files of one leg and what they are."""

    key: SeriesKey
    flow: Flow
    classification: str
    valuation: str
    columns: frozenset[str]
    files: tuple[DataFile, ...]
    mirrored: bool

    @property
    def years(self) -> tuple[int, int]:
        """The first and last year of the files."""
        years = [file.shelf.year for file in self.files]
        return min(years), max(years)


@dataclass(frozen=True, slots=True)
class Compiled:
    """The cube query of a version, with `ANYBODY` where the reporter goes."""

    legs: tuple[LegPlan, ...]
    query: str
    ready: tuple[Leg, ...] = ()

    def for_reporter(self, reporter: str) -> str:
        """The query of one reporter."""
        return self.query.replace(f"'{ANYBODY}'", "'" + reporter.replace("'", "''") + "'")

    def readable(
        self,
        engine: Engine,
        reporter: str | Sequence[str],
        key: SeriesKey,
        flows: Collection[Flow],
        years: tuple[int, int] | None = None,
        *,
        declared: bool = False,
        telling: str | None = None,
    ) -> str:
        """The part of a reporter's query that gave some flows of a series, of some years where they are named: codes as
        recorded, files by their paths; `declared` totals come too, told apart by `TOLD`; `telling` leaves those rows
        alone that have a value in a column.
        """
        parts = []
        for leg, plan in zip(self.ready, self.legs, strict=True):
            if plan.key == key and plan.flow in flows and (telling is None or telling in plan.columns):
                paths = [f.path for f in plan.files if years is None or years[0] <= f.shelf.year <= years[1]]
                if not paths:
                    continue
                with IBIS:
                    sums = leg_sums(replace(leg, single=False, telling=telling), reporter, declared=declared)
                    parts.append(engine.readable(sums, leg.table, paths))
        # Spark has no union by name; there the legs are queries one after the other.
        return (
            " UNION ALL BY NAME ".join(f"({part})" for part in parts) if engine.name == "duckdb" else "; ".join(parts)
        )


def plan_legs(files: Sequence[DataFile]) -> tuple[LegPlan, ...]:
    """The files in legs: those of one series, flow, classification and valuation that have the same columns."""
    groups: dict[tuple[Any, ...], list[DataFile]] = {}
    for file in files:
        for mirrored in (False, True) if file.shelf.source in TWO_SIDED else (False,):
            shelf = file.shelf
            flow = _OPPOSITE[shelf.flow] if mirrored else Flow(shelf.flow)
            key = SeriesKey(shelf.source, shelf.frequency, shelf.currency)
            group = (key, flow, shelf.classification, shelf.valuation, file.columns, mirrored)
            groups.setdefault(group, []).append(file)
    return tuple(
        LegPlan(key, flow, classification, valuation, columns, tuple(members), mirrored)
        for (key, flow, classification, valuation, columns, mirrored), members in groups.items()
    )


def compile_cube(
    files: Sequence[DataFile], engine: Engine, who: str | Sequence[str] = ANYBODY, *, telling: str | None = None
) -> Compiled:
    """The query over some files, compiled once for all reporters, or for several together; `telling` leaves those rows
    alone that have a value in a column, which each of the files has.
    """
    legs = plan_legs(files)
    tables = [engine.table([file.path for file in leg.files], leg.columns) for leg in legs]
    alone = engine.numbers_codes and isinstance(who, str)
    ready = tuple(
        Leg(number, table, leg.columns, leg.mirrored, alone and leg.key.source in SINGLE, telling)
        for number, (leg, table) in enumerate(zip(legs, tables, strict=True))
    )
    with IBIS:
        return Compiled(legs, engine.compile(cube_expression(ready, who, coded=not engine.numbers_codes)), ready)


def build_series(snapshot: Snapshot, legs: Sequence[LegPlan], columns: Columns, reporter: str) -> tuple[Series, ...]:
    """The series that a query's result holds, in the order in which they answer: first hand and finest first."""
    told = snapshot.about()
    parts: dict[SeriesKey, dict[Flow, list[_OfLeg]]] = {}
    for number, rows in _by_leg(columns):
        leg = legs[number]
        each = _each_once(rows) if leg.key.source in SINGLE else rows
        each = _weighed_beside(each) if leg.key.source in MEASURES_APART else each
        parts.setdefault(leg.key, {}).setdefault(leg.flow, []).append(_OfLeg(leg, each))
    if is_synthetic(reporter):
        told = {key.source: {**told.get(key.source, {}), "synthetic": True} for key in parts}
    bad = snapshot.unread if parts else ()
    many = many_partners(one for _, entry in snapshot.entries for one in entry.unknown) if parts else {}
    made = [
        replace(
            _series(key, flows, told),
            reporter=reporter,
            many=many,
            unread=tuple(one for one in bad if one.source == key.source and one.may_be_of(reporter)),
        )
        for key, flows in parts.items()
    ]
    return tuple(sorted(made, key=_order))


def _weighed_beside(rows: Mapping[str, Any]) -> Mapping[str, Any]:
    """Rows of a source that tells value and weight in rows of their own: each row of a weight weighs one beside it."""
    import numpy as np

    return {**rows, "weighed": np.minimum(rows["rows"], 2 * rows["weighed"])}


def _each_once(rows: Mapping[str, Any]) -> Mapping[str, Any]:
    """Rows in the order of their cells, each cell once: those of a `SINGLE` source come as recorded, not summed, and
    a file may repeat itself.
    """
    import numpy as np

    apart = np.logical_or.reduce([rows[name][1:] != rows[name][:-1] for name in _CELL])
    if apart.all():
        return rows
    starts = np.flatnonzero(np.r_[True, apart])
    return {
        name: np.add.reduceat(values, starts) if name in AMOUNTS else values[starts] for name, values in rows.items()
    }


def _by_leg(columns: Columns) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of each leg that has some; where legs lie one after the other nothing is copied."""
    import numpy as np

    legs = columns["leg"]
    if not (legs[1:] >= legs[:-1]).all():
        order = np.argsort(legs, kind="stable")
        columns = {name: values[order] for name, values in columns.items()}
        legs = columns["leg"]
    starts = [0, *(np.flatnonzero(legs[1:] != legs[:-1]) + 1).tolist(), len(legs)]
    for low, high in pairwise(starts):
        if low < high:
            yield int(legs[low]), {name: values[low:high] for name, values in columns.items()}


@dataclass(frozen=True, slots=True)
class _OfLeg:
    """A leg and the rows of a reporter that come from it."""

    plan: LegPlan
    rows: Mapping[str, Any]

    def revealed(self) -> _OfLeg:
        """With secret codes that tell their chapter or heading under it, and their value apart as well."""
        import numpy as np

        number = self.rows["commodity"]
        lettered = number < TOTAL_GOODS
        if not lettered.any() and not (number == NO_HS).any():
            return self
        value = np.where(lettered | (number == NO_HS), self.rows["value"], 0)
        told = np.where(lettered, -number, number)
        return _OfLeg(self.plan, {**self.rows, "commodity": told, SECRET: value})

    def definition(self) -> Definition | None:
        """What its figures are; `None` where no part is among them, so that a total alone defines nothing."""
        plan, years = self.plan, self.rows["period"] // 12
        if TOLD in self.rows:
            years = years[self.rows[TOLD] == 0]
        if not len(years):
            return None
        span = int(years.min()), int(years.max())
        return Definition(plan.flow, *span, plan.classification, plan.valuation, plan.mirrored)


def _order(series: Series) -> tuple[int, int, str]:
    return (series.about.priority, series.months, str(series.key))


def _series(key: SeriesKey, flows: Mapping[Flow, Sequence[_OfLeg]], told: Mapping[str, Mapping[str, Any]]) -> Series:
    contested = {flow: rows for flow, legs in flows.items() if (rows := contested_in([leg.rows for leg in legs]))}
    found = {flow: _counted([leg.revealed() for leg in legs]) for flow, legs in flows.items()}
    definitions = [one for legs in found.values() for leg in legs if (one := leg.definition()) is not None]
    columns, totals = {}, {}
    for flow, legs in found.items():
        rows = {name: _joined([_column(leg.rows, name) for leg in legs]) for name in _names(legs)}
        columns[flow], totals[flow] = _apart(rows)
    blocks = {flow: block_of(one, totals[flow]) for flow, one in columns.items()}
    declared = {flow: one for flow, one in totals.items() if one is not None}
    source = about(key.source, told.get(key.source))
    return Series(key, source, blocks, columns, tuple(definitions), declared, contested)


def _counted(legs: Sequence[_OfLeg]) -> Sequence[_OfLeg]:
    """The legs with those rows alone that count: a declared total of each cell once, in the one classification."""
    import numpy as np

    if not any(TOLD in leg.rows and leg.rows[TOLD].any() for leg in legs):
        return legs
    names = sorted({leg.plan.classification for leg in legs}, key=lambda name: (name.startswith("HS"), name))
    sizes = [len(leg.rows["leg"]) for leg in legs]
    system = np.repeat([names.index(leg.plan.classification) for leg in legs], sizes)
    keep = counted({name: _joined([leg.rows[name] for leg in legs]) for name in _KEYS}, system)
    if keep.all():
        return legs
    chosen = np.split(keep, np.cumsum(sizes)[:-1])
    return [
        _OfLeg(leg.plan, {name: values[one] for name, values in leg.rows.items()})
        for leg, one in zip(legs, chosen, strict=True)
        if one.any()
    ]


def _apart(rows: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The parts, and the declared totals where there are any."""
    if TOLD not in rows or not rows[TOLD].any():
        return dict(rows), None
    part = rows[TOLD] == 0
    parts, totals = ({name: values[chosen] for name, values in rows.items()} for chosen in (part, ~part))
    return parts, totals


def block_of(parts: Mapping[str, Any], totals: Mapping[str, Any] | None) -> Block:
    """The block of a flow: its parts, and what the declared totals have beyond them."""
    import numpy as np

    if totals is None:
        return Block(parts["period"], parts["partner"], parts["commodity"], parts)
    more = remainders(parts, totals)
    none = np.zeros(len(parts["rows"]), dtype=np.int64)
    full = {**parts, **dict.fromkeys(OF_TOTALS, none), "lacking": parts["rows"] - parts["weighed"]}
    if SECRET in parts:
        more[SECRET] = np.zeros(len(more["rows"]), dtype=np.int64)
    rows = {name: _joined([full[name], values]) for name, values in more.items()}
    return Block(rows["period"], rows["partner"], rows["commodity"], rows)


_CELL = ("period", "partner", "commodity")
_KEYS = (*_CELL, TOLD)


def _names(legs: Sequence[_OfLeg]) -> list[str]:
    """The columns that any of some legs has."""
    return list(dict.fromkeys(name for leg in legs for name in leg.rows))


def _column(rows: Mapping[str, Any], name: str) -> Any:
    import numpy as np

    return rows[name] if name in rows else np.zeros(len(rows["rows"]), dtype=np.int64)


def _joined(parts: Sequence[Any]) -> Any:
    """Arrays one after the other; a single one as it is."""
    import numpy as np

    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def chosen_files(snapshot: Snapshot, sources: Sequence[str] = ()) -> tuple[DataFile, ...]:
    """The files of a version, of some sources alone where they are named."""
    return tuple(file for file in snapshot.files if not sources or file.shelf.source in sources)


Tick = Callable[[float | None], None]
