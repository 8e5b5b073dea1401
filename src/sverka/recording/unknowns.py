"""Partners and reporters that are no country of the tables: counted under own codes, and listed with each load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from sverka.recording.aggregates import marked
from sverka.recording.areas import area_name, is_group_area
from sverka.recording.columns import WORLD
from sverka.recording.engine import parquet, silence
from sverka.recording.entries import UnknownCode
from sverka.recording.group_totals import is_group, is_residual
from sverka.recording.restating import all_rows
from sverka.recording.source import literal
from sverka.recording.staging import Staged
from sverka.recording.total_names import may_be_total
from sverka.reference.places import get_place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sverka.recording.book import Snapshot

MOST_LISTED = 1000
UnknownKind = Literal["area", "group", "total", "unknown"]


def kind_of_unknown(one: UnknownCode) -> UnknownKind:
    """What an own code is of: an area that a table names and that is no country, a group of countries, what may be a
    total by its name and is counted as a partner, or unknown.

    >>> [kind_of_unknown(UnknownCode(code, "", "partner", 1, 5.0)) for code in ("m720", "m97")]
    ['area', 'group']
    >>> names = ("EAEU", "Top 25", "Ruritania", "Total exports")
    >>> [kind_of_unknown(UnknownCode("x1", name, "partner", 1, 5.0)) for name in names]
    ['group', 'group', 'unknown', 'total']
    """
    apart = one.apart and one.column == "partner"  # every row of it is a total over others
    if apart or is_group_area(one.code) or is_group(one.name):
        return "group"
    if area_name(one.code) is not None:
        return "area"
    return "total" if one.column == "partner" and not one.apart and may_be_total(one.name) else "unknown"


def many_partners(told: Iterable[UnknownCode]) -> dict[str, str]:
    """By own code the names of partners that are several, or none: groups, what may be a total, the rest of others."""
    return {
        one.code: one.name or one.code
        for one in {(one.code, one.name): one for one in told if one.column == "partner"}.values()
        if kind_of_unknown(one) in ("group", "total") or is_residual(one.name)
    }


def unknown_codes(connection: DuckDBPyConnection, staged: Sequence[Staged]) -> tuple[UnknownCode, ...]:
    """The own codes among staged rows, by column and value, with their rows and value; the largest 1,000.

    The value counts no totals beside their parts.
    """
    rows = all_rows({number: one for number, one in enumerate(staged) if one.stored})
    layered = [one.source_id for one in staged if one.plan.hierarchical]
    found: list[UnknownCode] = []
    for column in ("partner", "reporter") if rows else ():
        codes = connection.execute(f"SELECT DISTINCT {column} FROM ({rows})").fetchall()
        unknown = [code for (code,) in codes if code != WORLD and get_place(code) is None]
        found += _counted(connection, rows, column, unknown, layered)
    called = {code: name for one in staged for code, name in one.names.items()}
    found = [replace(one, name=one.name or called.get(one.code, "")) for one in found]
    return tuple(found[:MOST_LISTED])


def _counted(
    connection: DuckDBPyConnection, rows: str, column: str, codes: Sequence[str], layered: Sequence[str]
) -> list[UnknownCode]:
    if not codes:
        return []
    listed = ", ".join(literal(code) for code in codes)
    chosen = f"SELECT * FROM ({rows}) WHERE {column} IN ({listed})"
    if layered:
        connection.execute(f"CREATE OR REPLACE TABLE unknown_rows AS {chosen}")
        chosen = _marked(connection, layered)
    counted = connection.execute(
        f"SELECT {column}, count(*), coalesce(sum(primary_value) FILTER (WHERE aggregate IS NULL), 0)::DOUBLE AS v, "
        f"bool_and(aggregate IS NOT NULL) FROM ({chosen}) GROUP BY 1 ORDER BY v DESC, 1"
    ).fetchall()
    connection.execute("DROP TABLE IF EXISTS unknown_rows")
    return [UnknownCode(code, _name(code), column, count, value, apart) for code, count, value, apart in counted]


def _marked(connection: DuckDBPyConnection, layered: Sequence[str]) -> str:
    """A query for the rows with unknown codes, totals told from parts where their source has both."""
    columns = "source, frequency, year, flow"
    parts = []
    for source, frequency, year, flow in connection.execute(f"SELECT DISTINCT {columns} FROM unknown_rows").fetchall():
        rows = (
            f"SELECT * FROM unknown_rows WHERE source = {literal(source)} AND frequency = {literal(frequency)} "
            f"AND year = {year} AND flow = {literal(flow)}"
        )
        told = marked(rows) if source in layered else rows
        parts.append(f"SELECT partner, reporter, primary_value, aggregate FROM ({told})")
    return " UNION ALL ".join(parts)


def _name(code: str) -> str:
    return area_name(code) or ""


def held_unknowns(snapshot: Snapshot) -> tuple[UnknownCode, ...]:
    """What a version holds under codes that no table of places knows, by value, under the names that loads told.

    The value sums currencies as they stand and counts no totals beside their parts.
    """
    import duckdb

    told = {(one.column, one.code): one.name for _, entry in snapshot.entries for one in entry.unknown}
    if not told or not snapshot.files:
        return ()
    found: list[UnknownCode] = []
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        silence(connection)
        for column in ("partner", "reporter"):
            codes = [code for role, code in told if role == column]
            counted = connection.execute(_held(snapshot, column, codes)).fetchall() if codes else []
            found += [
                UnknownCode(code, told[column, code], column, rows, float(value), apart)
                for code, rows, value, apart in counted
            ]
    return tuple(sorted(found, key=lambda one: (-one.value, one.code)))


def _held(snapshot: Snapshot, column: str, codes: Sequence[str]) -> str:
    listed = ", ".join(literal(code) for code in codes)
    parts = " UNION ALL ".join(
        f"SELECT {column} AS code, primary_value AS v, {'aggregate' if 'aggregate' in file.columns else 'NULL'} AS a "
        f"FROM {parquet(file.path)} WHERE {column} IN ({listed})"
        for file in snapshot.files
    )
    value = "coalesce(sum(v) FILTER (WHERE a IS NULL), 0)"
    return f"SELECT code, count(*), {value}, bool_and(a IS NOT NULL) FROM ({parts}) GROUP BY 1"
