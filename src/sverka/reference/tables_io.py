"""The data tables beside the code: CSV files under `tables/`, read once, when they are first asked for."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

TABLES = Path(__file__).with_name("tables")


def read_table(relative_path: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/<relative_path>`; see `read_file`."""
    return read_file(TABLES / relative_path)


@cache
def read_file(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a table of the package, one dict a row, every value text ("" where empty).

    The file is UTF-8 CSV with a header; lines that begin with `#` are comments. The rows are shared between callers
    and must not be changed. A row with more or fewer fields than the header raises `ValueError` with its line: the
    tables are part of the package, so that is a defect of the package.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(line for line in file if not line.startswith("#"))
        header = next(reader)
        rows = []
        for fields in reader:
            if len(fields) != len(header):
                raise ValueError(f"{path.name}, record {reader.line_num}: {len(fields)} fields, {len(header)} wanted")
            rows.append(dict(zip(header, fields, strict=True)))
    return tuple(rows)
