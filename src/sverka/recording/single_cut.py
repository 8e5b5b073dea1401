"""A file all of whose rows are of one mode of transport, or of one customs procedure: its totals are of that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.recording.engine import parquet
from sverka.recording.staging import Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CUTS = {"mode": "mode of transport", "customs": "customs procedure", "procedure": "customs procedure"}
"""By the name of a cut in `detail` what it is called."""


def single_cut_notes(connection: DuckDBPyConnection, staged: Staged) -> tuple[str, ...]:
    """What the account of a file says of it. A file with a row of all modes, or all procedures, is of no one."""
    if "detail" not in staged.columns or not staged.stored:
        return ()
    # Few details differ, and looking at each row's would cost.
    rows = connection.execute(f"SELECT DISTINCT detail FROM {parquet(staged.path)}").fetchall()
    cuts = [dict(part.split("=", 1) for part in (detail or "").split(";") if "=" in part) for (detail,) in rows]
    found = {name: {cut.get(name) for cut in cuts} for name in CUTS}
    return tuple(
        f"every row is of the {CUTS[name]} {value}: totals are of that alone"
        for name, values in found.items()
        if len(values) == 1 and (value := next(iter(values)))
    )
