"""What the fast way took of a file, and which lines it did not take: so that only these are looked at.

The engine's reader tells the lines that it rejects. It gives the others in their order, so that the place of a row
among them tells its line: that of a row that did not pass every check as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.engine import copy_to, parquet, run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_REJECTED = 50_000
"""So many rejected lines are asked for; a file that has more is parted."""
MOST_UNSOUND = 2_000_000
"""So many places of unsound rows are remembered; a file that has more is parted."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The `rows` of a staged file, `sound` of them. The others lack what they need: `unsound` are their places, counted
    from 0, where the rows are known to lie in the order of the text; `None` where they are not.
    """

    rows: int
    sound: int
    unsound: tuple[int, ...] | None = None

    def lines_left(self, header_lines: int, rejected: Iterable[int], blank: Iterable[int] = ()) -> list[int]:
        """The numbers of the lines that were not taken, ascending, counted from 1: the `rejected` ones, which gave no
        row, and those of unsound rows; `blank` lines are none of them.

        >>> Taken(4, 3, unsound=(2,)).lines_left(1, rejected=[3], blank=[4])
        [3, 6]
        """
        found = list(rejected)
        passed, shift = sorted({*found, *blank}), 0
        for place in self.unsound or ():
            while shift < len(passed) and passed[shift] <= header_lines + 1 + place + shift:
                shift += 1
            found.append(header_lines + 1 + place + shift)
        return sorted(found)


def taken(connection: DuckDBPyConnection, path: Path, whole: str, rows: int) -> Taken:
    """What lies in a staged file in the order of the text; `whole` is true of its sound rows."""
    found = connection.execute(
        f"SELECT file_row_number FROM {parquet(path)} WHERE NOT ({whole}) LIMIT {MOST_UNSOUND + 1}"
    ).fetchall()
    if len(found) > MOST_UNSOUND:
        return Taken(rows, _sound(connection, path, whole))
    return Taken(rows, rows - len(found), tuple(sorted(int(place) for (place,) in found)))


def rejected_lines(connection: DuckDBPyConnection, reading: Callable[[str], str]) -> list[int]:
    """The numbers of the lines that the engine's reader takes for no row, ascending; `reading` gives the query that
    reads them with some options of the reader. The engine keeps the texts of such lines in memory.
    """
    try:
        # A column that is not asked for is not tried.
        connection.execute(f"SELECT count(COLUMNS(*)) FROM ({reading(_NOTING)})").fetchall()
        found = connection.execute("SELECT DISTINCT line FROM rejected_rows ORDER BY 1").fetchall()
        return [int(line) for (line,) in found]
    finally:
        for name in ("rejected_rows", "rejecting_scans"):
            connection.execute(f"DROP TABLE IF EXISTS {name}")


_NOTING = "store_rejects=true, rejects_limit=0, rejects_table='rejected_rows', rejects_scan='rejecting_scans'"


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
