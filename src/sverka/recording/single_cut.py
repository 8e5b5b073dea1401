"""A file all of whose rows are of one mode of transport, or of one customs procedure: its totals are of that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.recording.engine import parquet
from sverka.recording.source import literal
from sverka.recording.staging import Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CUTS = {"mode": "mode of transport", "customs": "customs procedure", "procedure": "customs procedure"}
"""By the name of a cut in `detail` what it is called."""


def single_cut_notes(connection: DuckDBPyConnection, staged: Staged) -> tuple[str, ...]:
    """What the account of a file says of it. A file with a row of all modes, or all procedures, is of no one."""
    if "detail" not in staged.columns or not staged.stored:
        return ()
    values = {name: f"regexp_extract(detail, {literal(f'(?:^|;){name}=([^;]*)')}, 1)" for name in CUTS}
    told = ", ".join(f"min({one}), max({one}), count(nullif({one}, ''))" for one in values.values())
    found = connection.execute(f"SELECT count(*), {told} FROM {parquet(staged.path)}").fetchone()
    if found is None:
        return ()
    rows, sums = found[0], found[1:]
    return tuple(
        f"every row is of the {CUTS[name]} {sums[3 * at]}: totals are of that alone"
        for at, name in enumerate(CUTS)
        if sums[3 * at + 2] == rows and sums[3 * at] == sums[3 * at + 1]
    )
