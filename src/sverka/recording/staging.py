"""Staging: one file becomes a Parquet file of canonical rows and one of quarantined rows, every line accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.columns import SHELF
from sverka.recording.engine import parquet, run
from sverka.recording.file_names import names_in, namesake_notes, namesakes_in
from sverka.recording.lookup_sql import case_sql
from sverka.recording.reading_sql import (
    LINE,
    TextFile,
    careful_select,
    fast_select,
    numbered_rows,
    stored_columns,
    typed_rows,
)
from sverka.recording.source import Header, Plan, Source, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sverka.recording.intake import OpenedTable, Peeked

Tick = Callable[[float | None], None]
BATCH_ROWS = 50_000
QUARANTINE_COLUMNS = "file VARCHAR, line BIGINT, reason VARCHAR, raw VARCHAR"


@dataclass(frozen=True, slots=True)
class Staged:
    """One file's rows, ready to be weighed against the book.

    `path` holds `columns`; the shelf columns that are not among them are constants in `fixed`. `quarantine` holds the
    rows that cannot be read, with line, reason and raw text. `names` are what the file calls partners and reporters
    that no table knows, by their own codes.
    """

    file: str
    source: Source
    plan: Plan
    path: Path
    columns: tuple[str, ...]
    rows: int
    stored: int
    quarantined: int
    quarantine: Path | None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def fixed(self) -> dict[str, str]:
        """The shelf columns that are the same in every row."""
        return {"source": self.source_id, **{name: self.plan.fixed[name] for name in SHELF if name in self.plan.fixed}}

    @property
    def source_id(self) -> str:
        """The id that the rows are kept under; mapped tables have one of their own."""
        return self.plan.fixed.get("source", self.source.id)

    @property
    def relation(self) -> str:
        """A query that gives the rows with all shelf columns."""
        constants = "".join(
            f", {literal(value)} AS {name}" for name, value in self.fixed.items() if name not in self.columns
        )
        return f"SELECT *{constants} FROM {parquet(self.path)}"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where files are staged: the engine, the work folder, and who is told how far the work is."""

    connection: DuckDBPyConnection
    work: Path
    tick: Tick | None = None
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def know(self, plan: Plan) -> None:
        """Give the engine the lists of a plan that it does not have yet."""
        for name, values in plan.lists.items():
            if self.lists.get(name) != values:
                kind = _enum(self.connection, name, values) if name in plan.enums.values() else "VARCHAR"
                self.connection.execute(f"SET VARIABLE {name} = {_list(values)}::{kind}[]")
                self.lists[name] = values


def stage_plain(desk: Desk, source: Source, plan: Plan, peeked: Peeked, name: str) -> tuple[Staged, OpenedTable]:
    """The rows of a plain text: loaded the fast way while, beside it, the file is hashed and its lines are counted."""
    from concurrent.futures import ThreadPoolExecutor

    from sverka.recording.intake import finish, measure

    assert peeked.look is not None
    assert peeked.text is not None
    look = peeked.look
    file = TextFile(peeked.text, look.form.separator, look.form.quote, look.header_lines)
    with ThreadPoolExecutor(1) as pool:
        measuring = pool.submit(measure, peeked.path)
        stored = _fast(desk, plan, look.header, file, name)
        measured = measuring.result()
    table = finish(peeked, measured, desk.work, rows=stored)
    if table.text != peeked.text:
        stored = None
    return _staged(desk, source, plan, table, name, stored), table


def stage(desk: Desk, source: Source, plan: Plan, table: OpenedTable, name: str) -> Staged:
    """The rows of one opened table."""
    file = TextFile(table.text, table.separator, table.quote, table.header_lines)
    stored = _fast(desk, plan, table.header, file, name) if table.clean else None
    return _staged(desk, source, plan, table, name, stored)


def _staged(desk: Desk, source: Source, plan: Plan, table: OpenedTable, name: str, stored: int | None) -> Staged:
    """The fast way's outcome where every line came through it, else the careful way's."""
    target = desk.work / f"{name}.parquet"
    quarantined, quarantine = 0, None
    if stored != table.data_lines or not table.clean:
        target.unlink(missing_ok=True)
        stored, quarantined, quarantine = _careful(desk, plan, table, name)
    told = Staged(
        file=table.file,
        source=source,
        plan=plan,
        path=target,
        columns=stored_columns(plan),
        rows=table.data_lines,
        stored=stored,
        quarantined=quarantined,
        quarantine=quarantine,
    )
    return _named(desk, told, table) if plan.names and stored else told


def _named(desk: Desk, staged: Staged, table: OpenedTable) -> Staged:
    """With what the file calls those that no table knows, and with regions that have a country's name told from it."""
    plan, rows = staged.plan, f"SELECT * FROM {parquet(staged.path)}"
    raw = typed_rows(plan, table.header, TextFile(table.text, table.separator, table.quote, table.header_lines))
    regions = namesakes_in(desk.connection, plan, raw, rows)
    if regions:
        told = case_sql("reporter", regions, "reporter")
        renamed = staged.path.with_suffix(".renamed.parquet")
        desk.connection.execute(copy_to(f"SELECT * REPLACE ({told} AS reporter) FROM ({rows})", renamed))
        renamed.replace(staged.path)
        plan = replace(plan, notes=(*plan.notes, *namesake_notes(regions)))
    return replace(staged, plan=plan, names=names_in(desk.connection, plan, raw, rows))


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(literal(value) for value in values) + "]"


def _enum(connection: DuckDBPyConnection, name: str, values: Sequence[str]) -> str:
    """A type of the engine for the values of a list."""
    listed = ", ".join(literal(value) for value in sorted(set(values)))
    connection.execute(f"DROP TYPE IF EXISTS enum_{name}")
    connection.execute(f"CREATE TYPE enum_{name} AS ENUM ({listed})")
    return f"enum_{name}"


def _fast(desk: Desk, plan: Plan, header: Header, file: TextFile, name: str) -> int | None:
    """How many rows came through, or `None` where the file cannot be read in this way at all."""
    import duckdb

    desk.know(plan)
    select = fast_select(plan, typed_rows(plan, header, file))
    try:
        return run(desk.connection, copy_to(select, desk.work / f"{name}.parquet"), tick=desk.tick)
    except (duckdb.ConversionException, duckdb.InvalidInputException, duckdb.OutOfRangeException):
        return None


def copy_to(select: str, target: Path) -> str:
    """A statement that writes a query's rows to a Parquet file and gives their number."""
    return f"COPY ({select}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION snappy)"


def _careful(desk: Desk, plan: Plan, table: OpenedTable, name: str) -> tuple[int, int, Path | None]:
    """How many rows are sound and how many are not, and where the latter are kept."""
    from sverka.recording.intake import number_lines, raw_lines

    desk.know(plan)
    numbered = desk.work / f"{name}.numbered.csv"
    lines = number_lines(
        table.text,
        numbered,
        separator=table.separator,
        quote=table.quote,
        columns=len(table.header.columns),
        header_lines=table.header_lines,
    )
    bad = BadRows(desk.connection, desk.work / f"{name}.bad.parquet", table.file)
    for found in batches(((one.line, one.reason) for one in lines.bad_lines()), BATCH_ROWS):
        bad.add(found)
    stored = _judge(desk, plan, table, TextFile(numbered, table.separator, table.quote), name, bad)
    numbered.unlink()
    lines.spool.unlink(missing_ok=True)
    return stored, bad.count, bad.finish(lambda numbers: raw_lines(table.text, numbers))


def _judge(desk: Desk, plan: Plan, table: OpenedTable, file: TextFile, name: str, bad: BadRows) -> int:
    """Write the sound rows of a numbered file, and note the others; how many are sound."""
    judged = desk.work / f"{name}.judged.parquet"
    run(desk.connection, copy_to(careful_select(plan, numbered_rows(plan, table.header, file)), judged), tick=desk.tick)
    rows = parquet(judged)
    columns = ", ".join(stored_columns(plan))
    sound = f"SELECT {columns} FROM {rows} WHERE __reason IS NULL"
    stored = run(desk.connection, copy_to(sound, desk.work / f"{name}.parquet"), tick=desk.tick)
    wrong = desk.connection.cursor().execute(f"SELECT {LINE}, __reason FROM {rows} WHERE __reason IS NOT NULL")
    while found := wrong.fetchmany(BATCH_ROWS):
        bad.add(found)
    judged.unlink()
    return stored


def batches(items: Iterable[tuple[int, str]], size: int) -> Iterator[list[tuple[int, str]]]:
    """Items in lists of at most `size`."""
    kept: list[tuple[int, str]] = []
    for item in items:
        kept.append(item)
        if len(kept) == size:
            yield kept
            kept = []
    if kept:
        yield kept


class BadRows:
    """Collects lines that cannot be read, outside of Python's memory, and writes them with their raw text."""

    def __init__(self, connection: DuckDBPyConnection, target: Path, file: str) -> None:
        self._connection = connection
        self._target = target
        self._file = file
        self.count = 0
        connection.execute(f"CREATE OR REPLACE TABLE bad_rows ({QUARANTINE_COLUMNS})")

    def add(self, lines: Sequence[tuple[int, str]]) -> None:
        """Note lines with the reason of each."""
        numbers, reasons = [line for line, _ in lines], [reason for _, reason in lines]
        self._connection.execute(
            "INSERT INTO bad_rows SELECT ?, unnest(?::BIGINT[]), unnest(?::VARCHAR[]), NULL",
            [self._file, numbers, reasons],
        )
        self.count += len(lines)

    def finish(self, raw_lines: Callable[[Iterable[int]], Iterator[tuple[int, str]]]) -> Path | None:
        """Add the raw texts and write all to the target; `None` where nothing was noted."""
        if not self.count:
            return None
        cursor = self._connection.cursor()
        cursor.execute("SELECT line FROM bad_rows ORDER BY line")
        self._connection.execute("CREATE OR REPLACE TABLE raw_texts (line BIGINT, raw VARCHAR)")
        for texts in batches(raw_lines(_numbers(cursor)), BATCH_ROWS):
            numbers, raws = [line for line, _ in texts], [raw for _, raw in texts]
            self._connection.execute(
                "INSERT INTO raw_texts SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[])", [numbers, raws]
            )
        select = (
            "SELECT b.file, b.line, b.reason, t.raw FROM bad_rows b LEFT JOIN raw_texts t USING (line) ORDER BY line"
        )
        self._connection.execute(copy_to(select, self._target))
        return self._target


def _numbers(cursor: DuckDBPyConnection) -> Iterator[int]:
    while found := cursor.fetchmany(BATCH_ROWS):
        for (line,) in found:
            yield line
