"""Staging of tables that are shaped first: rows that cannot be read are told by the line of the file they are of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.engine import copy_to, parquet
from sverka.recording.mapping import mapping_of
from sverka.recording.quarantining import BATCH_ROWS, QUARANTINE_COLUMNS, TOLD, constant_scope
from sverka.recording.shaping import JOINT, Shaped, shape
from sverka.recording.source import Asked, literal
from sverka.recording.staging import Desk, Staged

if TYPE_CHECKING:
    from sverka.recording.intake import OpenedTable
    from sverka.recording.mapping_types import Mapping


def shaping_of(asked: Asked) -> Mapping | None:
    """The mapping of a load whose tables must be shaped; `None` where each line below the first is a row."""
    if asked.mapping is None or "table" not in asked.mapping:
        return None
    mapping = mapping_of(asked.mapping, "the mapping")
    return None if mapping.layout.plain else mapping


def shaped_tables(path: Path, work: Path, mapping: Mapping) -> Iterator[tuple[OpenedTable, Shaped]]:
    """The tables of a file, each shaped to a long one."""
    from sverka.recording.intake import OpenedTable
    from sverka.recording.intake.grids import open_grids

    names = [name for _, name in mapping.columns()] + [one.column for one in mapping.layout.wide]
    heads = [part for name in names for part in name.split(JOINT)]
    for grid in open_grids(path, work, sheet=mapping.layout.sheet, heads=heads):
        try:
            shaped = shape(grid, mapping.layout, work, missing=mapping.missing)
        finally:
            grid.discard()
        table = OpenedTable(
            file=grid.file,
            sha256=grid.sha256,
            text=shaped.text,
            encoding=grid.encoding,
            separator=",",
            quote='"',
            header=shaped.header,
            data_lines=shaped.counts.records,
            header_lines=1,
            blank_lines=False,
            has_quotes=True,
            clean=True,
            temporary=True,
            notes=(*grid.notes, *shaped.notes),
        )
        yield table, shaped


def by_lines(desk: Desk, staged: Staged, shaped: Shaped, name: str) -> Staged:
    """What was staged of a shaped table, with its bad lines among the quarantined rows, each under its line."""
    bad = shaped.counts.bad
    target = desk.work / f"{name}.by-lines.parquet"
    if not bad and staged.quarantine is None:
        shaped.bad.unlink(missing_ok=True)
        return staged
    connection = desk.connection
    connection.execute(f"CREATE OR REPLACE TABLE lines_of_rows ({QUARANTINE_COLUMNS})")
    if staged.quarantine is not None:
        connection.execute(f"INSERT INTO lines_of_rows {_told(staged.quarantine, shaped)}")
    _add_bad_lines(desk, staged, shaped)
    connection.execute(copy_to("SELECT * FROM lines_of_rows ORDER BY line", target))
    connection.execute("DROP TABLE lines_of_rows")
    shaped.bad.unlink(missing_ok=True)
    return replace(staged, rows=staged.rows + bad, quarantined=staged.quarantined + bad, quarantine=target)


def _told(quarantine: Path, shaped: Shaped) -> str:
    """The quarantined rows with the line of the file in place of the shaped one, and the column that they are of."""
    line = "TRY_CAST(regexp_extract(raw, '^([0-9]+),', 1) AS BIGINT)"
    number = "TRY_CAST(regexp_extract(raw, '^[0-9]+,([0-9]+),', 1) AS INTEGER)"
    sets = "[" + ", ".join(literal(name) for name in shaped.sets) + "]::VARCHAR[]"
    heads = f"coalesce(' (column ' || ({sets})[{number}] || ')', '')"
    raw = "regexp_replace(raw, '^[0-9]+,[0-9]*,', '')"
    told = f"file, coalesce({line}, line) AS line, reason || {heads} AS reason, {raw} AS raw, {', '.join(TOLD)}"
    return f"SELECT {told} FROM {parquet(quarantine)}"


def _add_bad_lines(desk: Desk, staged: Staged, shaped: Shaped) -> None:
    scope = constant_scope({**staged.plan.fixed, "source": staged.source_id})
    kept: list[tuple[int, str, str]] = []

    def write() -> None:
        numbers, reasons, raws = ([one[at] for one in kept] for at in range(3))
        desk.connection.execute(
            "INSERT INTO lines_of_rows SELECT ?, unnest(?::BIGINT[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
            f"{scope}",
            [staged.file, numbers, reasons, raws],
        )
        kept.clear()

    for one in shaped.bad_lines():
        kept.append(one)
        if len(kept) == BATCH_ROWS:
            write()
    if kept:
        write()
