"""Whether what was read of the files of a load may become part of the book, and what must be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sverka.model.errors import InputError
from sverka.model.plurals import counted
from sverka.recording.engine import parquet

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sverka.recording.entries import FileEntry
    from sverka.recording.staging import Staged

MANY_PERCENT = 1
"""More of a file's rows in quarantine than this cannot be passed over in silence."""


def check_accepted(connection: DuckDBPyConnection, staged: Sequence[Staged], *, strict: bool) -> None:
    """Refuse a file none of whose rows can be stored, a load without any row, and, if `strict`, any unreadable row.

    Raise `InputError` with the place and reason of the first row that cannot be read.
    """
    for one in staged:
        if one.rows and not one.stored:
            many = f"none of its {one.rows:,} rows can be read, nothing is loaded"
            what = many if one.rows > 1 else "its only row cannot be read, nothing is loaded"
            raise InputError(what, _first(connection, one), "see that the file is of the form that it was taken for")
        if strict and one.quarantined:
            what = f"{one.quarantined:,} of {counted(one.rows, 'row')} cannot be read, nothing is loaded"
            raise InputError(
                what, _first(connection, one), "mend the file, or load without --strict to quarantine them"
            )
    if staged and not any(one.rows for one in staged):
        raise InputError("no row stands below the header, nothing is loaded", staged[0].file, "give a file with rows")


def _first(connection: DuckDBPyConnection, one: Staged) -> str:
    """Where the first row that cannot be read stands, and why it cannot."""
    if one.quarantine is None:
        return one.file
    found = connection.execute(f"SELECT line, reason FROM {parquet(one.quarantine)} ORDER BY line LIMIT 1").fetchone()
    return f"{one.file}, line {found[0]}: {found[1]}" if found else one.file


def with_many_bad(files: Sequence[FileEntry]) -> tuple[FileEntry, ...]:
    """The files of which so many rows are in quarantine that their figures are in doubt."""
    return tuple(file for file in files if 100 * file.quarantined > MANY_PERCENT * file.rows)
