"""Partners and reporters that no table knows: counted under their own code, and listed with each load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sverka.recording.columns import WORLD
from sverka.recording.entries import UnknownCode
from sverka.recording.restating import all_rows
from sverka.recording.staging import Staged
from sverka.reference.places import get_place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_LISTED = 1000


def unknown_codes(connection: DuckDBPyConnection, staged: Sequence[Staged]) -> tuple[UnknownCode, ...]:
    """The own codes among staged rows, by column and value, with their rows and value; the largest 1,000."""
    if not staged:
        return ()
    found: list[UnknownCode] = []
    for column in ("partner", "reporter"):
        rows = connection.execute(
            f"SELECT {column}, count(*), coalesce(sum(primary_value), 0)::DOUBLE AS v FROM ({all_rows(staged)}) "
            f"GROUP BY 1 ORDER BY v DESC, 1"
        ).fetchall()
        found += [
            UnknownCode(code, _name(code), column, count, value)
            for code, count, value in rows
            if code != WORLD and get_place(code) is None
        ]
    return tuple(found[:MOST_LISTED])


def _name(code: str) -> str:
    from sverka.recording.areas import area_name

    return area_name(code) or ""
