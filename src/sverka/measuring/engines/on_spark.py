"""Spark as the engine: Ibis compiles, the executors sum, Arrow brings the groups home.

`local[2]` runs in one Java machine, `local-cluster[2,1,1024]` and `spark://…` on executors of their own, which must
see the book's files by the same paths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sverka.measuring.engines.contract import IBIS, Columns
from sverka.measuring.engines.spark_context import hold, release
from sverka.model.errors import InputError
from sverka.recording.columns import STORED

if TYPE_CHECKING:
    from concurrent.futures import Future

    import ibis.expr.types as ir
    import numpy as np
    from pyspark.sql import DataFrame

SESSION = {
    "spark.sql.session.timeZone": "UTC",
    # A sum beyond 64 bits is an error, as in the embedded engine, and never wraps round.
    "spark.sql.ansi.enabled": "true",
}
LOCAL_SESSION = {"spark.sql.shuffle.partitions": "4"}
_TYPES = {"VARCHAR": ("string", "string"), "INTEGER": ("int", "int32")}
"""The types of Spark and of Ibis for those of the columns; decimals are written alike."""
_INTERVAL_SECONDS = 0.2
_LOUD = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")


class SparkEngine:
    """A Spark session of its own on a master; engines of one master share the context."""

    name = "spark"
    numbers_codes = False

    def __init__(self, master: str) -> None:
        self.master = master
        self._context: Any = hold(master)
        from pyspark.sql import SparkSession

        self.session = SparkSession(self._context).newSession()
        for key, value in {**SESSION, **(LOCAL_SESSION if master.startswith("local") else {})}.items():
            self.session.conf.set(key, value)
        _quieten()
        self._tables: dict[tuple[frozenset[str], tuple[str, ...]], ir.Table] = {}
        self._groups: set[str] = set()

    def table(self, files: Sequence[Path], columns: frozenset[str]) -> ir.Table:
        """The files as one table of the columns that stand in them; nothing is taken from their paths."""
        import ibis

        key = (columns, tuple(str(file) for file in files))
        with IBIS:
            if key not in self._tables:
                view = f"leg_{len(self._tables)}"
                types = _types(columns)
                self.read(files, columns).createOrReplaceTempView(view)
                self._tables[key] = ibis.table({name: kind for name, (_, kind) in types.items()}, name=view)
            return self._tables[key]

    def read(self, files: Sequence[Path], columns: frozenset[str]) -> DataFrame:
        """The files as a data frame of Spark; `InputError` where Spark does not find one of them."""
        from pyspark.errors import AnalysisException

        schema = ", ".join(f"{name} {kind}" for name, (kind, _) in _types(columns).items())
        # A path is a path: brackets in it are no pattern, and a folder `year=2020` no column.
        reader = self.session.read.schema(schema).option("__globPaths__", "false").option("recursiveFileLookup", "true")
        try:
            frame = reader.parquet(*(str(file) for file in files))
            found = len(frame.inputFiles())
        except AnalysisException:
            found = 0
        # Of a path with brackets Spark does not ask whether it exists, and takes it for a table without rows.
        if found != len(set(files)):
            where = str(files[0]) if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"
            raise InputError(
                "Spark does not find the files of the book", where, "its executors must see the same paths"
            )
        return frame

    def compile(self, expression: Any) -> str:
        """Spark's SQL."""
        import ibis

        with IBIS:
            return str(ibis.to_sql(expression, dialect="pyspark"))

    def readable(self, expression: Any, table: Any, files: Sequence[Path]) -> str:
        """Spark's SQL, reading the files by their paths."""
        columns = ", ".join(table.columns)
        parts = (f"SELECT {columns} FROM parquet.{_ticked(str(file))}" for file in files)
        sql = " ".join(self.compile(expression).split())
        return sql.replace(_ticked(table.get_name()), f"({' UNION ALL '.join(parts)})")

    def fetch(self, query: str, tick: Callable[[float | None], None] | None = None) -> Columns:
        """The result through Arrow; Ctrl-C cancels the job on the executors."""
        from concurrent.futures import wait

        group = f"sverka-{uuid4()}"
        self._groups.add(group)
        pending = _in_background(lambda: self._collect(query, group))
        try:
            while not wait([pending], timeout=_INTERVAL_SECONDS).done:
                if tick is not None:
                    tick(None)
        except BaseException:
            # Whatever ends the waiting, Ctrl-C above all, ends the work too; a query may have jobs yet to come.
            while not wait([pending], timeout=_INTERVAL_SECONDS).done:
                self._context.cancelJobGroup(group)
            raise
        finally:
            self._groups.discard(group)
        return pending.result()

    def fetch_groups(self, query: str, tick: Callable[[float | None], None] | None = None) -> Columns:
        """The result, which holds numbers already."""
        return self.fetch(query, tick)

    def interrupt(self) -> None:
        """Cancel the jobs of every query that runs."""
        for group in tuple(self._groups):
            self._context.cancelJobGroup(group)

    def close(self) -> None:
        """Drop the tables and let go of the context; the last engine of a master stops it."""
        if self._context is None:
            return
        for number in range(len(self._tables)):
            self.session.catalog.dropTempView(f"leg_{number}")
        self._tables.clear()
        self._context = None
        release(self.master)

    def _collect(self, query: str, group: str) -> Columns:
        self._context.setJobGroup(group, "sverka: a cube", interruptOnCancel=True)
        result = self.session.sql(query).toArrow()
        return {name: _array(result.column(name)) for name in result.column_names}


def _ticked(name: str) -> str:
    """A name as Spark's SQL writes it."""
    return "`" + name.replace("`", "``") + "`"


def _in_background(work: Callable[[], Columns]) -> Future[Columns]:
    """Do some work of Spark's on a thread of its own, which gives its connection back at the end."""
    from concurrent.futures import Future

    from pyspark import InheritableThread

    done: Future[Columns] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # whatever it is, it belongs to the one who waits
            done.set_exception(error)

    InheritableThread(target=run, daemon=True).start()
    return done


def _types(columns: frozenset[str]) -> dict[str, tuple[str, str]]:
    """The columns inside the files, each with its type in Spark and in Ibis."""
    inside = {column.name: column.sql_type for column in STORED if column.name in columns} | {"year": "INTEGER"}
    return {name: _TYPES.get(kind, (kind, kind.lower())) for name, kind in inside.items()}


def _array(column: Any) -> np.ndarray[Any, Any]:
    """A column of Arrow's as numpy's: integers of 64 bits without gaps, else objects."""
    import pyarrow as pa

    whole = pa.types.is_integer(column.type)
    if whole and column.null_count:
        raise ValueError(f"{column.null_count} values of a column of numbers are null")
    values: np.ndarray[Any, Any] = (column.cast(pa.int64()) if whole else column).to_numpy()
    return values


def _quieten() -> None:
    """An error is raised; it need not be printed as well, with all of Java's stack."""
    from pyspark.logger import PySparkLogger

    for name in _LOUD:
        PySparkLogger.getLogger(name).disabled = True
