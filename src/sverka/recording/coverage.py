"""What a book has of reporters, in few words: which flows and periods, and how finely goods are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sverka.model.period import Period
from sverka.recording.book import DataFile, Snapshot
from sverka.recording.columns import HS_BASED, TOTAL
from sverka.recording.engine import parquet, silence
from sverka.recording.source import literal
from sverka.recording.status import MONTHS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a source records of one flow of a reporter: from when to when, goods of how many digits at most, and of
    which chapters of the HS (none where goods are told by another list, or all together).
    """

    reporter: str
    source: str
    flow: str
    frequency: str
    currency: str
    first: Period
    last: Period
    digits: int
    chapters: tuple[int, ...] = ()


def coverage(snapshot: Snapshot) -> tuple[Coverage, ...]:
    """Everything that a version covers, by reporter, source and flow."""
    import duckdb

    shelves: dict[tuple[str, str, str, str], list[DataFile]] = {}
    for file in snapshot.files:
        shelf = file.shelf
        shelves.setdefault((shelf.source, shelf.flow, shelf.frequency, shelf.currency), []).append(file)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        silence(connection)
        found = [one for shelf, files in shelves.items() for one in _of_files(connection, shelf, files)]
    return tuple(sorted(found, key=lambda one: (one.reporter, one.source, one.flow, one.frequency)))


def _of_files(
    connection: DuckDBPyConnection, shelf: tuple[str, str, str, str], files: Sequence[DataFile]
) -> list[Coverage]:
    source, flow, frequency, currency = shelf
    parts = " UNION ALL ".join(
        f"SELECT reporter, {int(file.shelf.year)} * 12 + coalesce({_month(file)}, 1) - 1 AS first, "
        f"CASE WHEN commodity = {literal(TOTAL)} THEN 0 ELSE length(commodity) END AS digits, "
        f"{_chapter(file)} AS chapter FROM {parquet(file.path)}"
        for file in files
    )
    query = f"SELECT reporter, min(first), max(first), max(digits), list(DISTINCT chapter) FROM ({parts}) GROUP BY 1"
    rows = connection.execute(query).fetchall()
    last = MONTHS[frequency] - 1
    return [
        Coverage(
            who,
            source,
            flow,
            frequency,
            currency,
            Period(low, low + last),
            Period(high, high + last),
            digits,
            _numbers(chapters),
        )
        for who, low, high, digits, chapters in rows
    ]


def _month(file: DataFile) -> str:
    return "month" if "month" in file.columns else "NULL"


def _chapter(file: DataFile) -> str:
    """The chapter of a row, where goods are told by the HS."""
    return "left(commodity, 2)" if file.shelf.classification.startswith(HS_BASED) else "NULL"


def _numbers(chapters: Sequence[str | None]) -> tuple[int, ...]:
    return tuple(sorted({int(one) for one in chapters if one is not None and one.isdecimal()}))
