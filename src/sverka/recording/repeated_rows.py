"""Rows of a source that has one row for each exporter, importer, product and year (BACI), where a key comes again.

They add up as they stand; how many there are is told. To tell it of ten million rows would take longer than a load may:
such files come from the publisher as they are, while small ones were cut, joined and edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.recording.columns import WORLD
from sverka.recording.engine import parquet
from sverka.recording.staging import Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 500_000
"""Of larger files nothing is told."""
SAME = "rows that are the same as another row in all that is read"
_CUT_FINER = "comexstat"
_KEY = "year, reporter, partner, commodity"


def repeated_rows(connection: DuckDBPyConnection, staged: Staged) -> dict[str, int]:
    """How many rows of a staged file have the key of another one before them; nothing where none has."""
    if not staged.source.two_sided or not 1 < staged.stored <= MOST_ROWS:
        return {}
    keys = f"SELECT count(*) AS n FROM {parquet(staged.path)} GROUP BY {_KEY}"
    found = connection.execute(f"SELECT coalesce(sum(n - 1), 0)::BIGINT FROM ({keys}) WHERE n > 1").fetchone()
    return {"repeated_rows": found[0]} if found and found[0] else {}


def same_rows(connection: DuckDBPyConnection, staged: Staged) -> tuple[str, ...]:
    """A note on rows of a staged file that are those before them in all that is read, with what they come to.

    Such rows are counted like others: where a column is not read that tells them apart, they are parts. Files of Comex
    Stat have columns of that kind, and nothing is told of them.
    """
    left_out = staged.source.two_sided or staged.source.id.startswith(_CUT_FINER)
    columns = [name for name in staged.columns if not name.startswith("__")]
    if left_out or "primary_value" not in columns or not 1 < staged.stored <= MOST_ROWS:
        return ()
    total = f"AND partner <> '{WORLD}'" if "partner" in columns and staged.plan.hierarchical else ""
    listed = ", ".join(columns)
    same = f"SELECT {listed}, count(*) AS n FROM {parquet(staged.path)} GROUP BY ALL HAVING n > 1"
    found = connection.execute(
        "SELECT sum(n - 1)::BIGINT, sum((n - 1) * primary_value)::DOUBLE "
        f"FROM ({same}) WHERE primary_value <> 0 {total}"
    ).fetchone()
    if not found or not found[0]:
        return ()
    worth = f"{found[1]:,.2f} {staged.fixed.get('currency', '')}".rstrip()
    return (f"{SAME}: {found[0]}, together {worth}; they are added up",)
