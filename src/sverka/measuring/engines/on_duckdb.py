"""The embedded engine: Ibis compiles, the raw cursor fetches, no pandas is loaded."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sverka.measuring.engines.contract import IBIS, Columns
from sverka.recording.engine import parquet, silence
from sverka.recording.source import literal

MEMORY_LIMIT = "2500MB"
_INTERVAL_SECONDS = 0.2


class DuckDBEngine:
    """DuckDB in this process, bounded in memory, spilling to a folder of its own."""

    name = "duckdb"
    numbers_codes = True

    def __init__(self) -> None:
        import ibis

        self._spill = tempfile.TemporaryDirectory(prefix="sverka-")
        self._ibis = ibis.duckdb.connect(
            autoinstall_known_extensions="false",
            autoload_known_extensions="false",
            memory_limit=MEMORY_LIMIT,
            temp_directory=self._spill.name,
        )
        silence(self._ibis.con)
        self._tables: dict[tuple[str, ...], Any] = {}
        self._lock = threading.Lock()
        self._running: set[Any] = set()

    def table(self, files: Sequence[Path], columns: frozenset[str]) -> Any:
        """The files as one table; the shelf columns in their paths are not read."""
        key = tuple(str(file) for file in files)
        with IBIS:
            if key not in self._tables:
                self._tables[key] = self._view(f"leg_{len(self._tables)}", key)
            return self._tables[key]

    def _view(self, name: str, files: Sequence[str]) -> Any:
        """The files as a view that every cursor sees: those that Ibis makes itself belong to its own cursor."""
        import ibis

        listed = ", ".join(literal(file) for file in files)
        rows = f"read_parquet([{listed}], hive_partitioning=false, union_by_name=true)"
        self._ibis.con.execute(f"CREATE VIEW {name} AS SELECT * FROM {rows}")
        return ibis.table(self._ibis.table(name).schema(), name=name)

    def compile(self, expression: Any) -> str:
        """DuckDB's SQL; sums come back as 64-bit integers."""
        with IBIS:
            sql = str(self._ibis.compile(expression))
        whole = ", ".join(
            f'CAST("{name}" AS BIGINT) AS "{name}"' for name, kind in expression.schema().items() if kind.is_integer()
        )
        return f"SELECT * REPLACE ({whole}) FROM ({sql})" if whole else sql

    def readable(self, expression: Any, table: Any, files: Sequence[Path]) -> str:
        """DuckDB's SQL, reading the files by their paths."""
        with IBIS:
            sql = " ".join(str(self._ibis.compile(expression)).split())
        return sql.replace(f'"{table.get_name()}"', parquet(*files))

    def fetch(self, query: str, tick: Callable[[float | None], None] | None = None) -> Columns:
        """The result through numpy; a running query can be interrupted."""
        found: Columns = self._run(lambda raw: dict(raw.execute(query).fetchnumpy()), tick)
        return found

    def fetch_groups(self, query: str, tick: Callable[[float | None], None] | None = None) -> Columns:
        """The result through Arrow, in the order of leg, period, partner and commodity."""
        from sverka.measuring.engines.arrow_groups import numbered_groups

        return numbered_groups(self._run(lambda raw: raw.sql(query).to_arrow_table(), tick))

    def _run(self, work: Callable[[Any], Any], tick: Callable[[float | None], None] | None) -> Any:
        """Do some work with a cursor; while it runs, `tick` is called and Ctrl-C stops it."""
        from concurrent.futures import ThreadPoolExecutor
        from concurrent.futures import TimeoutError as StillRunning

        with self._cursor() as raw:
            if tick is None:
                return work(raw)
            with ThreadPoolExecutor(1) as pool:
                pending = pool.submit(work, raw)
                try:
                    while True:
                        try:
                            return pending.result(timeout=_INTERVAL_SECONDS)
                        except StillRunning:
                            tick(None)
                except KeyboardInterrupt:
                    raw.interrupt()
                    raise

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """A cursor of its own for one query: a connection answers one thread at a time."""
        with IBIS:
            raw = self._ibis.con.cursor()
        silence(raw)
        with self._lock:
            self._running.add(raw)
        try:
            yield raw
        finally:
            with self._lock:
                self._running.discard(raw)
            raw.close()

    def interrupt(self) -> None:
        """Stop every query that runs."""
        with self._lock:
            for raw in self._running:
                raw.interrupt()

    def close(self) -> None:
        """Close the connection and remove the spill folder."""
        self._ibis.disconnect()
        self._spill.cleanup()
