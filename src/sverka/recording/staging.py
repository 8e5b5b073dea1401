"""Staging: one file becomes a Parquet file of canonical rows and one of quarantined rows, every line accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.ambiguous import ambiguous_notes
from sverka.recording.careful import Careful, Place, careful
from sverka.recording.columns import SHELF
from sverka.recording.engine import cannot_read, copy_to, parquet, run
from sverka.recording.file_names import names_in, namesake_notes, namesakes_in
from sverka.recording.lookup_sql import case_sql
from sverka.recording.reading_sql import TextFile, fast_select, marked_select, stored_columns, typed_rows, whole_rows
from sverka.recording.source import Header, Plan, Source, literal
from sverka.recording.taken import Taken, taken

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sverka.recording.intake import OpenedTable, Peeked

__all__ = ["Desk", "Staged", "copy_to", "stage", "stage_plain"]

Tick = Callable[[float | None], None]
_TYPED = ("integer", "number", "float")


@dataclass(frozen=True, slots=True)
class Staged:
    """One file's rows, ready to be weighed against the book.

    `path` holds `columns`; the shelf columns that are not among them are constants in `fixed`. `quarantine` holds the
    rows that cannot be read, with line, reason, raw text and scope. `tolerated` are stored rows by what they needed.
    `names` are what the file calls partners and reporters that no table knows, by their own codes.
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
    tolerated: Mapping[str, int] = field(default_factory=dict)

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
    table = finish(peeked, measured, desk.work, rows=stored.rows if stored else None)
    if table.text != peeked.text:
        stored = None
    return _staged(desk, source, plan, table, name, stored), table


def stage(desk: Desk, source: Source, plan: Plan, table: OpenedTable, name: str) -> Staged:
    """The rows of one opened table."""
    file = TextFile(table.text, table.separator, table.quote, table.header_lines)
    stored = _fast(desk, plan, table.header, file, name) if table.clean else None
    return _staged(desk, source, plan, table, name, stored)


def _staged(desk: Desk, source: Source, plan: Plan, table: OpenedTable, name: str, fast: Taken | None) -> Staged:
    """The fast way's outcome where every line came through it, else the careful way's."""
    found = Careful(fast.sound if fast else 0, 0, None)
    odd = table.odd and any(column.kind in _TYPED for column in plan.columns)
    if fast is None or fast.sound != table.data_lines or not table.clean or odd:
        desk.know(plan)
        known = None if odd or not table.clean else fast
        found = careful(Place(desk.connection, desk.work, name, source.id, desk.tick), plan, table, known)
    told = Staged(
        file=table.file,
        source=source,
        plan=plan,
        path=desk.work / f"{name}.parquet",
        columns=stored_columns(plan),
        rows=table.data_lines,
        stored=found.stored,
        quarantined=found.quarantined,
        quarantine=found.quarantine,
        tolerated=found.tolerated,
    )
    return _named(desk, told, table) if plan.names and found.stored else told


def _named(desk: Desk, staged: Staged, table: OpenedTable) -> Staged:
    """With what the file calls those that no table knows, and with regions that have a country's name told from it."""
    plan, rows = staged.plan, f"SELECT * FROM {parquet(staged.path)}"
    raw = typed_rows(plan, table.header, TextFile(table.text, table.separator, table.quote, table.header_lines))
    plan = replace(plan, notes=(*plan.notes, *ambiguous_notes(desk.connection, plan, raw, table.text)))
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


def _fast(desk: Desk, plan: Plan, header: Header, file: TextFile, name: str) -> Taken | None:
    """What came through, or `None` where the file cannot be read in this way at all."""
    desk.know(plan)
    with suppress(*cannot_read()):
        return _marked(desk, plan, header, file, name)
    # What a check would have passed over may be what the engine cannot turn into a number.
    target = desk.work / f"{name}.parquet"
    with suppress(*cannot_read()):
        rows = run(desk.connection, copy_to(fast_select(plan, typed_rows(plan, header, file)), target), tick=desk.tick)
        return Taken(rows, rows)
    return None


def _marked(desk: Desk, plan: Plan, header: Header, file: TextFile, name: str) -> Taken:
    """All rows that the engine's reader takes, in their order."""
    target = desk.work / f"{name}.parquet"
    desk.connection.execute("SET preserve_insertion_order = true")
    try:
        rows = run(desk.connection, copy_to(marked_select(plan, header, file), target), tick=desk.tick)
    finally:
        desk.connection.execute("SET preserve_insertion_order = false")
    return taken(desk.connection, target, whole_rows(plan), rows)
