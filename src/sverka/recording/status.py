"""What a book holds: which reporters and periods of each source, where months are missing, where parts fall short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sverka.model.period import Period
from sverka.recording.aggregates import GOODS, MANY_VALUES, PARTNERS, ROUNDING_SHARE
from sverka.recording.book import DataFile, Snapshot
from sverka.recording.columns import TOTAL, WORLD
from sverka.recording.engine import parquet, silence
from sverka.recording.source import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LAST_PLACE = " ".join(
    [
        "CASE",
        *(
            f"WHEN count(*) >= {MANY_VALUES} AND bool_and(v % {place} = 0) THEN {place}::DOUBLE"
            for place in (10**6, 10**3)
        ),
        "WHEN bool_and(v % 1 = 0) THEN 1 WHEN bool_and(v * 10 % 1 = 0) THEN 0.1 ELSE 0.01 END",
    ]
)
"""SQL of the last decimal place that values have."""
MONTHS = {"A": 12, "Q": 3, "M": 1}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A period whose parts do not come to the total that the source declares; values in units of the currency."""

    period: Period
    declared: float
    parts: float

    @property
    def missing_percent(self) -> float:
        """How much of the declared total the parts lack; negative where they come to more."""
        return 100 * (self.declared - self.parts) / self.declared if self.declared else 0.0


@dataclass(frozen=True, slots=True)
class Holding:
    """What one source records of one flow of one reporter.

    `missing` are periods between the first and the last of which there is no row.
    """

    source: str
    reporter: str
    flow: str
    frequency: str
    currency: str
    classifications: tuple[str, ...]
    valuations: tuple[str, ...]
    first: Period
    last: Period
    missing: tuple[Period, ...]
    rows: int
    aggregates: int
    shortfalls: tuple[Shortfall, ...] = ()


def holdings(snapshot: Snapshot) -> tuple[Holding, ...]:
    """Everything that a version holds, by source, reporter and flow."""
    import duckdb

    found: list[Holding] = []
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        silence(connection)
        for files in _grouped(snapshot.files):
            found += _of_files(connection, files)
    return tuple(sorted(found, key=lambda one: (one.source, one.reporter, one.flow, one.frequency)))


def _grouped(files: Sequence[DataFile]) -> Iterator[list[DataFile]]:
    """The files by source, frequency, flow and currency."""
    groups: dict[tuple[str, ...], list[DataFile]] = {}
    for file in files:
        shelf = file.shelf
        groups.setdefault((shelf.source, shelf.frequency, shelf.flow, shelf.currency), []).append(file)
    yield from groups.values()


def _of_files(connection: DuckDBPyConnection, files: Sequence[DataFile]) -> Iterator[Holding]:
    by_reporter: dict[str, list[tuple[Any, ...]]] = {}
    for row in connection.execute(_query(files)).fetchall():
        by_reporter.setdefault(row[0], []).append(row[1:])
    for reporter, rows in by_reporter.items():
        yield _holding(reporter, rows, files)


def _query(files: Sequence[DataFile]) -> str:
    """By reporter, period and classification, each of which holds all: rows, aggregates, the declared total, what the
    parts come to.
    """
    parts = []
    for number, file in enumerate(files):
        month = "month" if "month" in file.columns else "NULL"
        aggregate = "aggregate" if "aggregate" in file.columns else "NULL"
        detail = "detail" if "detail" in file.columns else "NULL"
        parts.append(
            f"SELECT {number} AS f, reporter, {file.shelf.year} AS year, {month} AS month, {aggregate} AS aggregate, "
            f"{literal(file.shelf.classification)} AS system, partner, commodity, primary_value AS v, {detail} AS cut "
            f"FROM {parquet(file.path)}"
        )
    declared = f"partner = '{WORLD}' AND aggregate IN ('{PARTNERS}', '{GOODS}') AND cut IS NULL"
    return f"""SELECT reporter, year, coalesce(month, 1), count(*), count(aggregate), list(DISTINCT f),
      sum(v) FILTER (WHERE {declared} AND commodity = '{TOTAL}'),
      sum(v) FILTER (WHERE {declared} AND length(commodity) = 2),
      sum(v) FILTER (WHERE aggregate IS NULL), count(*) FILTER (WHERE aggregate IS NULL), {_LAST_PLACE}
      FROM ({" UNION ALL ".join(parts)}) GROUP BY reporter, year, month, system
      ORDER BY reporter, year, month, system"""


def _holding(reporter: str, rows: Sequence[tuple[Any, ...]], files: Sequence[DataFile]) -> Holding:
    shelf = files[0].shelf
    step = MONTHS[shelf.frequency]
    months = [year * 12 + month - 1 for year, month, *_ in rows]
    have = set(months)
    gaps = [at for at in range(min(months), max(months), step) if at not in have]
    used = {at for row in rows for at in row[4]}
    return Holding(
        source=shelf.source,
        reporter=reporter,
        flow=shelf.flow,
        frequency=shelf.frequency,
        currency=shelf.currency,
        classifications=tuple(sorted({files[at].shelf.classification for at in used})),
        valuations=tuple(sorted({files[at].shelf.valuation for at in used})),
        first=Period(min(months), min(months) + step - 1),
        last=Period(max(months), max(months) + step - 1),
        missing=tuple(Period(at, at + step - 1) for at in gaps),
        rows=sum(row[2] for row in rows),
        aggregates=sum(row[3] for row in rows),
        shortfalls=tuple(_shortfalls(rows, step)),
    )


def _shortfalls(rows: Sequence[tuple[Any, ...]], step: int) -> Iterator[Shortfall]:
    for year, month, _, _, _, total, chapters, parts, count, place in rows:
        declared = total if total is not None else chapters
        if declared is not None and parts is not None and abs(declared - parts) > _rounding(declared, count, place):
            first = year * 12 + month - 1
            yield Shortfall(Period(first, first + step - 1), float(declared), float(parts))


def _rounding(declared: Decimal, parts: int, place: float) -> float:
    """How far a total and the sum of so many parts may lie apart by rounding alone, as where figures are measured."""
    return min((parts + 1) * place / 2, ROUNDING_SHARE * abs(float(declared)))


@dataclass(frozen=True, slots=True)
class BadRow:
    """A quarantined row: its file and line, why it cannot be read, and its text."""

    file: str
    line: int
    reason: str
    raw: str


def quarantined(files: Sequence[Path], limit: int | None = None) -> Iterator[BadRow]:
    """The rows in quarantine files, oldest load first."""
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        left = limit
        for file in files:
            bound = "" if left is None else f" LIMIT {left}"
            rows = connection.execute(f"SELECT file, line, reason, raw FROM {parquet(file)}{bound}")
            while found := rows.fetchmany(10_000):
                for row in found:
                    yield BadRow(row[0], row[1], row[2], row[3] or "")
                left = None if left is None else left - len(found)
            if left is not None and left <= 0:
                return
