"""Runs the plan of a source over a small text, in the two ways that the pipeline has."""

from __future__ import annotations

import csv
import io
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from sverka.recording.reading_sql import (
    TextFile,
    careful_select,
    fast_select,
    marked_select,
    numbered_rows,
    stored_columns,
    typed_rows,
    whole_rows,
)
from sverka.recording.source import Asked, Header, Plan, Source
from sverka.recording.staging import Desk

SEPARATORS = ";\t,"
SHOWN_ROWS = 20


def separator_of(text: str) -> str:
    """The separator that the first line has most of."""
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def header_of(text: str, file_name: str) -> Header:
    """The header of a text, with its first rows."""
    rows = list(csv.reader(io.StringIO(text), delimiter=separator_of(text)))
    return Header(tuple(rows[0]), file_name, tuple(tuple(row) for row in rows[1 : SHOWN_ROWS + 1]))


def run_plan(source: Source, text: str, file_name: str, flow: str | None = None) -> list[dict[str, Any]]:
    """The canonical rows of a text, the fast way, columns that are fixed among them; bad rows are dropped."""
    header = header_of(text, file_name)
    plan = source.plan(header, Asked(flow=flow))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        path.write_text(text, encoding="utf-8")
        return run_file(plan, header, path, separator_of(text))


def run_file(plan: Plan, header: Header, path: Path, separator: str) -> list[dict[str, Any]]:
    """The canonical rows of a UTF-8 file, the fast way, in its order: sifted, or marked, which is the same."""
    file = TextFile(path, separator, '"')
    connection = _connection(plan)
    sifted = _rows(connection, fast_select(plan, typed_rows(plan, header, file)))
    with suppress(duckdb.ConversionException, duckdb.InvalidInputException, duckdb.OutOfRangeException):
        marked = marked_select(plan, header, file)
        assert _rows(connection, f"SELECT * FROM ({marked}) WHERE {whole_rows(plan)}") == sifted
    return [{**plan.fixed, **row} for row in sifted]


def run_carefully(
    source: Source, text: str, file_name: str, flow: str | None = None
) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """The canonical rows of a text, the careful way, and by line (the header is 1) why the others cannot be read."""
    header = header_of(text, file_name)
    plan = source.plan(header, Asked(flow=flow))
    separator = separator_of(text)
    lines = text.splitlines()[1:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbered.csv"
        numbered = "".join(f"{at}{separator}{line}\n" for at, line in enumerate(lines, start=2))
        path.write_text(numbered, encoding="utf-8")
        query = careful_select(plan, numbered_rows(plan, header, TextFile(path, separator, '"', 0)))
        found = _rows(_connection(plan), query)
    good = [row for row in found if row["__reason"] is None]
    wanted = ("year", *stored_columns(plan))
    rows = [{**plan.fixed, **{name: row[name] for name in wanted if name in row}} for row in good]
    return rows, {row["__line"]: row["__reason"] for row in found if row["__reason"] is not None}


def _connection(plan: Plan) -> duckdb.DuckDBPyConnection:
    """One connection for all tests of this process, with the lists of a plan: making them takes the most of a run."""
    connection, known = _engine()
    Desk(connection, Path(), lists=known).know(plan)
    return connection


@cache
def _engine() -> tuple[duckdb.DuckDBPyConnection, dict[str, tuple[str, ...]]]:
    return duckdb.connect(config={"autoinstall_known_extensions": "false"}), {}


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
