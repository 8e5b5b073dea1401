"""Rows that cannot be read, on their way into quarantine: where each stands, why, and what can be told of its scope."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sverka.recording.columns import COLUMNS
from sverka.recording.engine import copy_to, parquet
from sverka.recording.reading_sql import LINE, SCOPE
from sverka.recording.source import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
BATCH_ROWS = 50_000
TOLD = ("source", *SCOPE)
"""What a quarantined row tells of its scope, beside its place, reason and raw text; null where it cannot be read."""
_TYPES = {column.name: column.sql_type for column in COLUMNS}
QUARANTINE_COLUMNS = "file VARCHAR, line BIGINT, reason VARCHAR, raw VARCHAR, " + ", ".join(
    f"{name} {_TYPES[name]}" for name in TOLD
)


def constant_scope(fixed: Mapping[str, str], have: Iterable[str] = ()) -> str:
    """The columns of `TOLD` in SQL: of the row where it has them, else what is the same in the file, else unknown."""
    known = set(have)
    return ", ".join(
        name if name in known else f"CAST({literal(fixed[name]) if name in fixed else 'NULL'} AS {_TYPES[name]})"
        for name in TOLD
    )


class BadRows:
    """Collects lines that cannot be read, outside of Python's memory, and writes them with their raw text.

    `fixed` are canonical columns that are the same in every row of the file.
    """

    def __init__(self, connection: DuckDBPyConnection, target: Path, file: str, fixed: Mapping[str, str]) -> None:
        self._connection = connection
        self._target = target
        self._file = file
        self._fixed = fixed
        self.count = 0
        connection.execute(f"CREATE OR REPLACE TABLE bad_rows ({QUARANTINE_COLUMNS})")

    def add(self, lines: Iterable[tuple[int, str]]) -> None:
        """Note lines that could not be cut into fields, with the reason of each."""
        for found in _batches(lines, BATCH_ROWS):
            numbers, reasons = [line for line, _ in found], [reason for _, reason in found]
            self._connection.execute(
                f"INSERT INTO bad_rows SELECT ?, unnest(?::BIGINT[]), unnest(?::VARCHAR[]), NULL, "
                f"{constant_scope(self._fixed)}",
                [self._file, numbers, reasons],
            )
            self.count += len(found)

    def add_judged(self, judged: Path, columns: Sequence[str]) -> None:
        """Note the rows of a judged file that have a reason."""
        row = self._connection.execute(
            f"INSERT INTO bad_rows SELECT ?, {LINE}, __reason, NULL, {constant_scope(self._fixed, columns)} "
            f"FROM {parquet(judged)} WHERE __reason IS NOT NULL",
            [self._file],
        ).fetchone()
        self.count += int(row[0]) if row else 0

    def finish(self, raw_lines: Callable[[Iterable[int]], Iterator[tuple[int, str]]]) -> Path | None:
        """Add the raw texts and write all to the target; `None` where nothing was noted."""
        if not self.count:
            return None
        cursor = self._connection.cursor()
        cursor.execute("SELECT line FROM bad_rows ORDER BY line")
        self._connection.execute("CREATE OR REPLACE TABLE raw_texts (line BIGINT, raw VARCHAR)")
        for texts in _batches(raw_lines(_numbers(cursor)), BATCH_ROWS):
            numbers, raws = [line for line, _ in texts], [raw for _, raw in texts]
            self._connection.execute(
                "INSERT INTO raw_texts SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[])", [numbers, raws]
            )
        told = ", ".join(TOLD)
        select = (
            f"SELECT b.file, b.line, b.reason, t.raw, {told} FROM bad_rows b LEFT JOIN raw_texts t USING (line) "
            f"ORDER BY line"
        )
        self._connection.execute(copy_to(select, self._target))
        return self._target


def _numbers(cursor: DuckDBPyConnection) -> Iterator[int]:
    while found := cursor.fetchmany(BATCH_ROWS):
        for (line,) in found:
            yield line


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items in lists of at most `size`."""
    left = iter(items)
    while kept := list(islice(left, size)):
        yield kept
