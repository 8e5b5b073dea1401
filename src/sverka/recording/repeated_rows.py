"""Rows of a source that has one row for each exporter, importer, product and year (BACI), where a key comes again.

They add up as they stand; how many there are is told. To tell it of ten million rows would take longer than a load may:
such files come from the publisher as they are, while small ones were cut, joined and edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.recording.engine import parquet
from sverka.recording.staging import Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 500_000
"""Of larger files nothing is told."""
_KEY = "year, reporter, partner, commodity"


def repeated_rows(connection: DuckDBPyConnection, staged: Staged) -> dict[str, int]:
    """How many rows of a staged file have the key of another one before them; nothing where none has."""
    if not staged.source.two_sided or not 1 < staged.stored <= MOST_ROWS:
        return {}
    keys = f"SELECT count(*) AS n FROM {parquet(staged.path)} GROUP BY {_KEY}"
    found = connection.execute(f"SELECT coalesce(sum(n - 1), 0)::BIGINT FROM ({keys}) WHERE n > 1").fetchone()
    return {"repeated_rows": found[0]} if found and found[0] else {}
