"""Which goods and partners a book has rows of, by source and reporter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sverka.recording.book import Snapshot
from sverka.recording.columns import TOTAL, WORLD
from sverka.recording.engine import parquet, silence
from sverka.recording.source import literal


@dataclass(frozen=True, slots=True)
class Contents:
    """What one source has rows of, of one reporter, in all periods and both flows.

    `codes` are the first four digits of the codes of goods; `has_total` and `has_world` say whether there is a row of
    all goods, of all partners.
    """

    source: str
    reporter: str
    classifications: tuple[str, ...]
    codes: frozenset[str]
    partners: frozenset[str]
    has_total: bool
    has_world: bool


def contents(snapshot: Snapshot, sources: Collection[str]) -> tuple[Contents, ...]:
    """What some sources of a version have rows of, each counted over all that is recorded of a reporter."""
    import duckdb

    files = [file for file in snapshot.files if file.shelf.source in sources]
    if not files:
        return ()
    parts = " UNION ALL ".join(
        f"SELECT {literal(file.shelf.source)} AS source, {literal(file.shelf.classification)} AS system, reporter, "
        f"partner, commodity FROM {parquet(file.path)}"
        for file in files
    )
    query = f"""SELECT source, reporter, list(DISTINCT system),
      list(DISTINCT left(commodity, 4)), list(DISTINCT partner)
      FROM (SELECT DISTINCT source, system, reporter, partner, commodity FROM ({parts})) GROUP BY 1, 2 ORDER BY 1, 2"""
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        silence(connection)
        rows = connection.execute(query).fetchall()
    return tuple(_of(*row) for row in rows)


def _of(source: str, reporter: str, systems: list[str], codes: list[str], partners: list[str]) -> Contents:
    goods = frozenset(code for code in codes if code.isdecimal())
    named = frozenset(partners) - {WORLD}
    return Contents(source, reporter, tuple(sorted(systems)), goods, named, TOTAL[:4] in codes, WORLD in partners)
