"""Which scopes two sets of data files differ by, and by how much: only the files that one side has alone are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.model.period import Period
from sverka.recording.aggregates import TOLD
from sverka.recording.book import Shelf
from sverka.recording.changed import Movers, PartChange, PeriodChange, Restated, ScopeSeries, Side, Span
from sverka.recording.columns import COLUMNS, HS_BASED, STORED, TOTAL, WORLD
from sverka.recording.engine import parquet
from sverka.recording.source import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_MOVERS = 5
"""How many partners and how many chapters are named; the others are told together."""
MONTHS = {"A": 12, "Q": 3, "M": 1}
_SERIES = "source, reporter, flow, frequency, currency"
_NEEDED = ("reporter", "month", "partner", "commodity", "primary_value", "net_weight_kg", "detail", "aggregate")


@dataclass(frozen=True, slots=True)
class Held:
    """A data file of one side: where it lies, its constants, the columns that it has."""

    path: Path
    shelf: Shelf
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class ScopeChanges:
    """Scopes that differ: with other rows on both sides, on the new side alone, on the old side alone."""

    restated: tuple[Restated, ...] = ()
    came: tuple[Span, ...] = ()
    gone: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edition:
    """A scope's rows in one classification of one side."""

    classification: str
    rows: int
    parts: Decimal
    weight: Decimal | None
    declared: Decimal | None
    digest: int

    def joined(self, other: _Edition) -> _Edition:
        """The same with the rows of another file."""
        weights = [one.weight for one in (self, other) if one.weight is not None]
        totals = [one.declared for one in (self, other) if one.declared is not None]
        return _Edition(
            self.classification,
            self.rows + other.rows,
            self.parts + other.parts,
            sum(weights, Decimal(0)) if weights else None,
            sum(totals, Decimal(0)) if totals else None,
            self.digest + other.digest,
        )


_Scope = tuple[ScopeSeries, Period]
_Found = dict[_Scope, tuple[_Edition, ...]]


def scope_changes(
    connection: DuckDBPyConnection, old: Sequence[Held], new: Sequence[Held], reporter: str | None = None
) -> ScopeChanges:
    """Compare files that only the old side has with those that only the new one has; scopes with the same rows on both
    sides are none of it. `reporter` leaves out what others report.
    """
    both = bool(old and new)
    before = _scopes(connection, old, reporter, digest=both)
    after = _scopes(connection, new, reporter, digest=both)
    changed = {scope for scope in before.keys() & after.keys() if set(before[scope]) != set(after[scope])}
    movers = _moved(connection, (old, new), changed) if changed else {}
    return ScopeChanges(
        tuple(_restated(before, after, changed, movers)),
        tuple(_spans({scope: after[scope] for scope in after.keys() - before.keys()})),
        tuple(_spans({scope: before[scope] for scope in before.keys() - after.keys()})),
    )


def _rows(files: Sequence[Held], reporter: str | None, *, every: bool = False) -> str:
    """The rows of files with the constants of their shelves; all columns, or those that sums need."""
    stored = [column for column in STORED if every or column.name in _NEEDED]
    where = "" if reporter is None else f" WHERE reporter = {literal(reporter)}"
    parts = []
    for number, file in enumerate(files):
        constants = [
            f"{_value(getattr(file.shelf, column.name))} AS {column.name}" for column in COLUMNS if column.shelf
        ]
        chosen = [
            column.name if column.name in file.columns else f"CAST(NULL AS {column.sql_type}) AS {column.name}"
            for column in stored
        ]
        parts.append(f"SELECT {number} AS file, {', '.join((*constants, *chosen))} FROM {parquet(file.path)}{where}")
    return " UNION ALL ".join(parts)


def _value(value: object) -> str:
    return str(value) if isinstance(value, int) else literal(str(value))


def _scopes(connection: DuckDBPyConnection, files: Sequence[Held], reporter: str | None, *, digest: bool) -> _Found:
    """By scope, each edition with its sums; with a digest of the rows, whatever their order, and their weight."""
    found: dict[_Scope, dict[str, _Edition]] = {}
    if not files:
        return {}
    # What is new altogether may be large: where no row is marked as a total, no more is read than is summed.
    part = "aggregate IS NULL" if any("aggregate" in file.columns for file in files) else "true"
    hashed = ", ".join(column.name for column in COLUMNS)
    weight, told = (f"sum(net_weight_kg) FILTER ({part})", f"sum(hash({hashed})::HUGEINT)") if digest else ("NULL", "0")
    declared = f"sum(primary_value) FILTER ({_total()})" if digest or part != "true" else "NULL"
    value = "sum(primary_value)" + ("" if part == "true" else f" FILTER ({part})")
    month = "month" if any("month" in file.columns for file in files) else "NULL"
    rows = connection.execute(
        f"SELECT file, reporter, {month}, count(*), coalesce({value}, 0), {weight}, {declared}, {told} "
        f"FROM ({_rows(files, reporter, every=digest)}) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for at, who, when, *sums in rows:
        scope, edition = _scope(files[at].shelf, who, when), _Edition(files[at].shelf.classification, *sums)
        alike = found.setdefault(scope, {})
        name = edition.classification
        alike[name] = alike[name].joined(edition) if name in alike else edition
    return {scope: tuple(by_name[name] for name in sorted(by_name)) for scope, by_name in found.items()}


def _total() -> str:
    """Which rows are declared totals of all trade, told in no finer cut; several of them add up, as where measured.

    Where no part stands beside it, such a row is itself a part; rows that a correction dropped declare nothing, nor do
    totals that are declared twice.
    """
    known = f"(aggregate IS NULL OR aggregate IN ({', '.join(map(literal, TOLD))}))"
    return f"partner = '{WORLD}' AND commodity = '{TOTAL}' AND detail IS NULL AND {known}"


def _scope(shelf: Shelf, reporter: str, month: int | None) -> _Scope:
    series = ScopeSeries(shelf.source, reporter, shelf.flow, shelf.frequency, shelf.currency)
    first = shelf.year * 12 + (month or 1) - 1
    # A row of a whole year may stand among months.
    months = 12 if month is None else MONTHS[series.frequency]
    return series, Period(first, first + months - 1)


def _declared(editions: Sequence[_Edition]) -> Decimal | None:
    """The declared total, of the newest edition of the HS that has one before others."""
    telling = [one for one in editions if one.declared is not None]
    best = max(telling, key=lambda one: (one.classification.startswith("HS"), one.classification), default=None)
    return best.declared if best is not None else None


def _side(editions: Sequence[_Edition], *, declared: bool) -> Side:
    total = _declared(editions) if declared else None
    weights = [one.weight for one in editions if one.weight is not None]
    counted = [one for one in editions if one.parts] if len(editions) > 1 else editions
    return Side(
        value=sum((one.parts for one in editions), Decimal(0)) if total is None else total,
        basis="parts" if total is None else "declared",
        rows=sum(one.rows for one in editions),
        net_weight_kg=sum(weights, Decimal(0)) if weights else None,
        editions=tuple((one.classification, one.parts) for one in counted),
    )


def _restated(
    before: _Found, after: _Found, changed: Iterable[_Scope], movers: Mapping[ScopeSeries, tuple[Movers, Movers]]
) -> Iterator[Restated]:
    for series, scopes in groupby(sorted(changed), key=lambda scope: scope[0]):
        periods = tuple(_period_change(before[scope], after[scope], scope[1]) for scope in scopes)
        yield Restated(series, periods, *movers.get(series, (Movers(()), Movers(()))))


def _period_change(old: Sequence[_Edition], new: Sequence[_Edition], period: Period) -> PeriodChange:
    # A total on one side and parts on the other would differ by what the parts lack.
    declared = _declared(old) is not None and _declared(new) is not None
    return PeriodChange(period, _side(old, declared=declared), _side(new, declared=declared))


def _spans(found: _Found) -> Iterator[Span]:
    for series, scopes in groupby(sorted(found), key=lambda scope: scope[0]):
        periods = [period for _, period in scopes]
        sides = [_side(found[series, period], declared=True) for period in periods]
        value = sum((side.value for side in sides), Decimal(0))
        rows, is_declared = sum(side.rows for side in sides), any(side.basis == "declared" for side in sides)
        told = (one.parts for period in periods for one in found[series, period])
        parts = sum(told, Decimal(0)) if is_declared else None
        yield Span(series, periods[0], periods[-1], len(periods), value, rows, parts)


def _moved(
    connection: DuckDBPyConnection, sides: tuple[Sequence[Held], Sequence[Held]], changed: Iterable[_Scope]
) -> dict[ScopeSeries, tuple[Movers, Movers]]:
    """By series the partners and the chapters that moved restated scopes most."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE restated_scopes ({_scope_columns()})")
    marks = [
        (*(getattr(series, name) for name in _SERIES.split(", ")), period.first_month, period.months)
        for series, period in changed
    ]
    connection.executemany("INSERT INTO restated_scopes VALUES (?, ?, ?, ?, ?, ?, ?)", marks)
    partners = _parts(connection, sides, "partner")
    goods = _parts(connection, sides, _CHAPTER)
    connection.execute("DROP TABLE restated_scopes")
    return {
        series: (_movers(partners.get(series, ())), _movers(goods.get(series, ())))
        for series in partners.keys() | goods.keys()
    }


_CHAPTER = (
    f"CASE WHEN commodity = '{TOTAL}' THEN commodity WHEN regexp_matches(classification, '^({'|'.join(HS_BASED)})') "
    f"THEN left(commodity, 2) ELSE classification || ' ' || left(commodity, 2) END"
)
"""The chapter of a row, the same in every classification that is built on the HS; else with its classification."""


def _scope_columns() -> str:
    return ", ".join((*(f"{name} VARCHAR" for name in _SERIES.split(", ")), "first_month INTEGER", "months INTEGER"))


def _parts(
    connection: DuckDBPyConnection, sides: tuple[Sequence[Held], Sequence[Held]], by: str
) -> dict[ScopeSeries, list[PartChange]]:
    both = " UNION ALL ".join(
        f"SELECT {side} AS side, * FROM ({_rows(files, None)})" for side, files in enumerate(sides)
    )
    same = " AND ".join(f"s.{name} = r.{name}" for name in _SERIES.split(", "))
    months = f"CASE WHEN r.month IS NULL THEN 12 ELSE {_months()} END"
    rows = connection.execute(
        f"SELECT {', '.join(f'r.{name}' for name in _SERIES.split(', '))}, {by} AS code, "
        f"coalesce(sum(primary_value) FILTER (side = 0), 0), coalesce(sum(primary_value) FILTER (side = 1), 0) "
        f"FROM ({both}) r SEMI JOIN restated_scopes s ON {same} AND s.months = {months} "
        f"AND s.first_month = r.year * 12 + coalesce(r.month, 1) - 1 WHERE aggregate IS NULL GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    found: dict[ScopeSeries, list[PartChange]] = {}
    for *names, code, old, new in rows:
        if old != new:
            found.setdefault(ScopeSeries(*names), []).append(PartChange(code, old, new))
    return found


def _months() -> str:
    cases = " ".join(f"WHEN '{frequency}' THEN {months}" for frequency, months in MONTHS.items())
    return f"CASE r.frequency {cases} END"


def _movers(parts: Sequence[PartChange]) -> Movers:
    ranked = sorted(parts, key=lambda one: (-abs(one.change), one.code))
    rest = ranked[MOST_MOVERS:]
    if len(rest) == 1:
        return Movers(tuple(ranked))
    old, new = (sum((getattr(one, side) for one in rest), Decimal(0)) for side in ("old", "new"))
    return Movers(tuple(ranked[:MOST_MOVERS]), len(rest), old, new)
