"""Partners and reporters that no table knows: counted under their own code, and listed with each load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sverka.recording.columns import WORLD
from sverka.recording.entries import UnknownCode
from sverka.recording.restating import all_rows
from sverka.recording.source import literal
from sverka.recording.staging import Staged
from sverka.reference.places import get_place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_LISTED = 1000


def unknown_codes(connection: DuckDBPyConnection, staged: Sequence[Staged]) -> tuple[UnknownCode, ...]:
    """The own codes among staged rows, by column and value, with their rows and value; the largest 1,000."""
    rows = all_rows({number: one for number, one in enumerate(staged) if one.stored})
    found: list[UnknownCode] = []
    for column in ("partner", "reporter") if rows else ():
        codes = connection.execute(f"SELECT DISTINCT {column} FROM ({rows})").fetchall()
        unknown = [code for (code,) in codes if code != WORLD and get_place(code) is None]
        found += _counted(connection, rows, column, unknown)
    return tuple(found[:MOST_LISTED])


def _counted(connection: DuckDBPyConnection, rows: str, column: str, codes: Sequence[str]) -> list[UnknownCode]:
    if not codes:
        return []
    listed = ", ".join(literal(code) for code in codes)
    counted = connection.execute(
        f"SELECT {column}, count(*), coalesce(sum(primary_value), 0)::DOUBLE AS v FROM ({rows}) "
        f"WHERE {column} IN ({listed}) GROUP BY 1 ORDER BY v DESC, 1"
    )
    return [UnknownCode(code, _name(code), column, count, value) for code, count, value in counted.fetchall()]


def _name(code: str) -> str:
    from sverka.recording.areas import area_name

    return area_name(code) or ""
