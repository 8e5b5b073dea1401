"""A partitioned table is written and read by each engine; the local cluster does it on processes of its own."""

from __future__ import annotations

import os
import time
from pathlib import Path

import duckdb
import pytest
from engine_records import MIRROR, STATE, records_sql

from sverka.measuring.engines import Engine
from sverka.measuring.engines.on_duckdb import DuckDBEngine
from sverka.measuring.engines.on_spark import SparkEngine
from sverka.measuring.expression import Leg, cube_expression
from sverka.recording.book import BookStore, DataFile
from sverka.recording.columns import STORED

COLUMNS = frozenset(column.name for column in STORED)
EXECUTOR = b"org.apache.spark.executor.CoarseGrainedExecutorBackend"
SOON_SECONDS = 60
KEYS = "source=*/of_year=*/*.parquet"


def written(engine: Engine, files: tuple[DataFile, ...], target: Path) -> list[Path]:
    """The records as a table partitioned by source and year, written by the engine; the year stays in the files too."""
    if engine.name == "duckdb":
        query = f"SELECT {', '.join(COLUMNS)}, year, source, year AS of_year FROM ({records_sql(files)})"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, PARTITION_BY (source, of_year))")
    else:
        _write_on_executors(engine, files, target)
    return sorted(target.glob(KEYS))


def _write_on_executors(engine: Engine, files: tuple[DataFile, ...], target: Path) -> None:
    from functools import reduce

    from pyspark.sql import DataFrame
    from pyspark.sql.functions import col, lit

    assert isinstance(engine, SparkEngine)
    parts = [engine.read([file.path], COLUMNS).withColumn("source", lit(file.shelf.source)) for file in files]
    records = reduce(DataFrame.unionByName, parts).withColumn("of_year", col("year"))
    records.write.partitionBy("source", "of_year").parquet(str(target))


def groups(engine: Engine, files: list[Path], reporter: str) -> list[tuple[int, ...]]:
    """The groups of a reporter over some files, in order."""
    expression = cube_expression([Leg(0, engine.table(files, COLUMNS), COLUMNS)], reporter)
    columns = engine.fetch(engine.compile(expression))
    return sorted(zip(*(column.tolist() for column in columns.values()), strict=True))


def test_a_partitioned_table_is_written_and_read(engine: Engine, book_path: Path, tmp_path: Path) -> None:
    files = BookStore.open(book_path).snapshot().files
    parts = written(engine, files, tmp_path / "partitioned")
    assert {part.parent.relative_to(tmp_path / "partitioned").as_posix() for part in parts} == {
        f"source={file.shelf.source}/of_year={file.shelf.year}" for file in files
    }
    embedded = DuckDBEngine()
    for reporter in (STATE, MIRROR):
        expected = groups(embedded, [file.path for file in files], reporter)
        assert len(expected) > 50
        assert groups(engine, parts, reporter) == expected
        assert groups(embedded, parts, reporter) == expected, "the embedded engine reads what the other wrote"
    embedded.close()


@pytest.mark.never(["duckdb", "spark-local"], raises=AssertionError, reason="it runs in one process")
def test_executors_are_processes_of_their_own(engine: Engine) -> None:
    assert engine.fetch("SELECT count(*) AS n FROM range(1000)")["n"].tolist() == [1000]
    application = engine.session.sparkContext.applicationId if isinstance(engine, SparkEngine) else "none"
    deadline = time.monotonic() + SOON_SECONDS
    while len(found := executors(application)) not in (0, 2) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len(found) == 2
    assert os.getpid() not in found


def executors(application: str) -> set[int]:
    """The processes of this machine that are executors of a Spark application."""
    commands = ((int(process.name), _command(process)) for process in Path("/proc").glob("[0-9]*"))
    return {number for number, words in commands if EXECUTOR in words and application.encode() in words}


def _command(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:  # it has ended, or belongs to somebody else
        return []
