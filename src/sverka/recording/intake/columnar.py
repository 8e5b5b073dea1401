"""A Parquet file as a text file, its rows as lines in their order."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import duckdb

from sverka.model.errors import InputError
from sverka.recording.engine import silence
from sverka.recording.intake.files import engine_path, written_whole
from sverka.recording.intake.limits import MAX_COLUMNS, Expansion, Limits
from sverka.recording.intake.separators import clean_name, unique_names
from sverka.recording.source import literal, quoted

_FLOATS = frozenset({"FLOAT", "DOUBLE"})
_ADVICE = "check that the file is whole, or save the table as CSV"


def expand_parquet(path: Path, work: Path, file: str, *, limits: Limits) -> Path:
    """The rows of a Parquet file as a CSV file in `work`, with a header, in the order of the file.

    Numbers have no exponent and no `.0`, line breaks in texts become spaces, what is not a number is empty.
    """
    source = f"read_parquet({literal(str(engine_path(path.resolve(), work)))}, hive_partitioning=false)"
    options: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "memory_limit": "2GB",
        "temp_directory": str(work),
    }
    try:
        with written_whole(work) as target, duckdb.connect(config=options) as engine:
            silence(engine)
            select = _select(engine, source, file)
            form = "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', USE_TMP_FILE false"
            _watched(
                engine,
                f"COPY ({select}) TO {literal(str(target))} ({form})",
                target,
                Expansion(file, path.stat().st_size, work, limits),
            )
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0][:200].replace(str(path.resolve()), file)
        raise InputError(f"the Parquet file cannot be read ({reason})", file, _ADVICE) from None
    return target


def _select(engine: duckdb.DuckDBPyConnection, source: str, file: str) -> str:
    described = engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    if len(described) > MAX_COLUMNS:
        raise InputError(f"the file has {len(described)} columns, more than {MAX_COLUMNS}", file, _ADVICE)
    names = unique_names([clean_name(name) for name, *_ in described])
    columns = ", ".join(
        f"{_text(quoted(name), kind)} AS {quoted(clean)}"
        for (name, kind, *_), clean in zip(described, names, strict=True)
    )
    return f"SELECT {columns} FROM {source}"


def _text(column: str, kind: str) -> str:
    """The expression of a column as text on one line."""
    if kind in _FLOATS:
        return f"""CASE WHEN isnan({column}) THEN NULL WHEN contains({column}::VARCHAR, 'e')
            THEN coalesce(CASE WHEN abs({column}) > 1 THEN TRY_CAST({column} AS HUGEINT)::VARCHAR
                ELSE rtrim(TRY_CAST({column} AS DECIMAL(38, 20))::VARCHAR, '0') END, {column}::VARCHAR)
            ELSE regexp_replace({column}::VARCHAR, '[.]0$', '') END"""
    if kind.startswith(("DECIMAL", "DATE", "BOOL")) or kind.endswith("INT") or kind == "INTEGER":
        return column
    return f"""regexp_replace({column}::VARCHAR, '[\\x00-\\x1f\\x7f]+', ' ', 'g')"""


def _watched(engine: duckdb.DuckDBPyConnection, copy: str, target: Path, grown: Expansion) -> None:
    """Carries the copy out in a thread and stops it where the target grows too large, or the user wants it stopped."""
    with ThreadPoolExecutor(1) as pool:
        running: Future[object] = pool.submit(engine.execute, copy)
        try:
            done = False
            while not done:
                done = bool(wait([running], timeout=0.2).done)
                # A column that says the same in each row packs without bound, so only the size itself is held.
                size = target.stat().st_size
                grown.packed = max(grown.packed, size)
                grown.grow(size - grown.size)
        except BaseException:  # The thread must end before the error, whatever it is, can be told.
            engine.interrupt()
            raise
        running.result()
