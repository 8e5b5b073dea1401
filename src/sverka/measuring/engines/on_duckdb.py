"""The embedded engine: Ibis compiles, the raw cursor fetches, no pandas is loaded."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sverka.measuring.engines.contract import Columns
from sverka.recording.engine import parquet, silence

MEMORY_LIMIT = "2500MB"
_INTERVAL_SECONDS = 0.2


class DuckDBEngine:
    """DuckDB in this process, bounded in memory, spilling to a folder of its own."""

    name = "duckdb"

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

    def table(self, files: Sequence[Path], columns: frozenset[str]) -> Any:
        """The files as one table; the shelf columns in their paths are not read."""
        key = tuple(str(file) for file in files)
        if key not in self._tables:
            self._tables[key] = self._ibis.read_parquet(
                list(key), table_name=f"leg_{len(self._tables)}", hive_partitioning=False, union_by_name=True
            )
        return self._tables[key]

    def compile(self, expression: Any) -> str:
        """DuckDB's SQL; sums come back as 64-bit integers."""
        sql = str(self._ibis.compile(expression))
        whole = ", ".join(
            f'CAST("{name}" AS BIGINT) AS "{name}"' for name, kind in expression.schema().items() if kind.is_integer()
        )
        return f"SELECT * REPLACE ({whole}) FROM ({sql})" if whole else sql

    def readable(self, expression: Any, table: Any, files: Sequence[Path]) -> str:
        """DuckDB's SQL, reading the files by their paths."""
        sql = " ".join(str(self._ibis.compile(expression)).split())
        return sql.replace(f'"{table.get_name()}"', parquet(*files))

    def fetch(self, query: str, tick: Callable[[float | None], None] | None = None) -> Columns:
        """The result through numpy; a running query can be interrupted."""
        from concurrent.futures import ThreadPoolExecutor
        from concurrent.futures import TimeoutError as StillRunning

        raw = self._ibis.con
        if tick is None:
            return dict(raw.execute(query).fetchnumpy())
        with ThreadPoolExecutor(1) as pool:
            pending = pool.submit(lambda: dict(raw.execute(query).fetchnumpy()))
            try:
                while True:
                    try:
                        return pending.result(timeout=_INTERVAL_SECONDS)
                    except StillRunning:
                        tick(None)
            except KeyboardInterrupt:
                raw.interrupt()
                raise

    def close(self) -> None:
        """Close the connection and remove the spill folder."""
        self._ibis.disconnect()
        self._spill.cleanup()
