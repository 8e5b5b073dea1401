"""What the fast way took of a file, and which lines it did not take: so that only these are looked at.

The engine's reader tells the lines that it rejects. It gives the others in their order, so that the place of a row
among them tells its line: that of a row that did not pass every check as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.engine import copy_to, parquet, run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_LINES = 2_000_000
"""So many faults are remembered; a file that has more is parted."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The `rows` of a staged file, in the order of the text; those at the places `unsound`, counted from 0, lack what
    they need. `rejected` are the numbers of the lines that gave no row; `None` where they are not known. Both ascend.
    """

    rows: int
    sound: int
    rejected: tuple[int, ...] | None = None
    unsound: tuple[int, ...] = ()

    @property
    def lines(self) -> int:
        """How many lines are accounted for."""
        return self.rows + len(self.rejected or ())

    def lines_left(self, header_lines: int, blank: Iterable[int] = ()) -> list[int]:
        """The numbers of the lines that were not taken, ascending, counted from 1; `blank` lines are none of them.

        >>> Taken(4, 3, rejected=(3,), unsound=(2,)).lines_left(1, blank=(4,))
        [3, 6]
        """
        rejected = self.rejected or ()
        passed = sorted({*rejected, *blank})
        found, shift = list(rejected), 0
        for place in self.unsound:
            while shift < len(passed) and passed[shift] <= header_lines + 1 + place + shift:
                shift += 1
            found.append(header_lines + 1 + place + shift)
        return sorted(found)


class Rejects:
    """The tables in which the engine's reader notes what it rejects of one file at a time."""

    OPTIONS = (
        f"store_rejects=true, rejects_limit={MOST_LINES + 1}, "
        "rejects_table='rejected_rows', rejects_scan='rejecting_scans'"
    )
    """What is asked of the reader."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

    def lines(self) -> tuple[int, ...] | None:
        """The numbers of the lines, ascending; `None` where they are too many."""
        # A line may be noted for each of its columns.
        count = self._connection.execute("SELECT count(*) FROM rejected_rows").fetchone()
        if count is None or count[0] > MOST_LINES:
            return None
        rows = self._connection.execute("SELECT DISTINCT line FROM rejected_rows ORDER BY 1").fetchall()
        return tuple(int(line) for (line,) in rows)

    def drop(self) -> None:
        """Leave nothing behind."""
        for name in ("rejected_rows", "rejecting_scans"):
            self._connection.execute(f"DROP TABLE IF EXISTS {name}")


def taken(connection: DuckDBPyConnection, path: Path, whole: str, rows: int, rejected: tuple[int, ...] | None) -> Taken:
    """What lies in a staged file; `whole` is true of its sound rows."""
    if rejected is None:
        return Taken(rows, _sound(connection, path, whole))
    source = f"read_parquet(['{_escaped(path)}'], hive_partitioning=false, file_row_number=true)"
    found = connection.execute(
        f"SELECT file_row_number FROM {source} WHERE NOT ({whole}) LIMIT {MOST_LINES + 1}"
    ).fetchall()
    if len(found) > MOST_LINES:
        return Taken(rows, _sound(connection, path, whole))
    return Taken(rows, rows - len(found), rejected, tuple(sorted(int(place) for (place,) in found)))


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _sound(connection: DuckDBPyConnection, path: Path, whole: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {parquet(path)} WHERE {whole}").fetchone()
    return int(found[0]) if found else 0


def sift(connection: DuckDBPyConnection, path: Path, whole: str, more: str = "") -> int:
    """Leave in a staged file the sound rows, and put the rows of the query `more` to them; how many they are then."""
    sifted = path.with_suffix(".sifted.parquet")
    rows = f"SELECT * FROM {parquet(path)} WHERE {whole}" + (f" UNION ALL BY NAME {more}" if more else "")
    count = run(connection, copy_to(rows, sifted))
    sifted.replace(path)
    return count
