"""The embedded engine that loads run on: DuckDB, bounded in memory, alone with its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.source import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT_MB = 2500
ROW_GROUP_ROWS = 122_880
"""Rows of one group of a data file: the least that a reader takes or leaves."""


def connect(work: Path, *, memory_limit_mb: int = MEMORY_LIMIT_MB) -> DuckDBPyConnection:
    """A connection of its own, that spills to `work`, fetches no extension, and keeps no order of rows unasked."""
    import duckdb

    work.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": f"{memory_limit_mb}MB",
            "temp_directory": str(work / "spill"),
            "preserve_insertion_order": "false",
        }
    )
    silence(connection)
    return connection


def silence(connection: DuckDBPyConnection) -> None:
    """Let the engine count its progress and print none of it: its bar would go to standard output, into answers."""
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")


def cannot_read() -> tuple[type[Exception], ...]:
    """The failures of a statement that reads a text as a table which it is not, or not of these types."""
    from duckdb import ConversionException, InvalidInputException, OutOfRangeException

    return ConversionException, InvalidInputException, OutOfRangeException


def parquet(*paths: Path) -> str:
    """The rows of Parquet files as a source of a query; what their folders are called is not read."""
    files = ", ".join(literal(str(path)) for path in paths)
    return f"read_parquet([{files}], hive_partitioning=false)"


def copy_to(select: str, target: Path) -> str:
    """A statement that writes a query's rows to a Parquet file and gives their number."""
    return f"COPY ({select}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION snappy)"


def run(
    connection: DuckDBPyConnection,
    sql: str,
    *,
    tick: Callable[[float | None], None] | None = None,
    interval_seconds: float = 0.25,
) -> int:
    """Run a statement that can be interrupted; the count that it gives, 0 where it gives none.

    The statement runs on a thread of its own, so that Ctrl-C reaches Python at once; `tick` is called now and then
    with how much of it is done, in per cent, `None` where that is not known.
    """
    from concurrent.futures import ThreadPoolExecutor, wait

    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(lambda: connection.execute(sql).fetchone())
        try:
            # Waited for rather than asked with a time limit: a statement that ends just then is no failure.
            while not wait([pending], timeout=interval_seconds).done:
                if tick is not None:
                    done = connection.query_progress()
                    tick(done if done >= 0 else None)
            row = pending.result()
            return int(row[0]) if row and isinstance(row[0], int) else 0
        except KeyboardInterrupt:
            connection.interrupt()
            raise
