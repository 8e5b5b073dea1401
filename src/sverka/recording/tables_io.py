"""The code tables of the source formats: CSV files under `tables/`, read once, when they are first asked for."""

from __future__ import annotations

from pathlib import Path

from sverka.reference.tables_io import read_file

TABLES = Path(__file__).with_name("tables")


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/<name>`; see `sverka.reference.tables_io.read_file`."""
    return read_file(TABLES / name)
