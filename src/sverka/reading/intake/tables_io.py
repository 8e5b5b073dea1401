"""Reading of the tables beside this package: CSV with comment lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of `tables/<name>`, lines that begin with `#` left out."""
    text = (Path(__file__).parent / "tables" / name).read_text(encoding="utf-8")
    return iter(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))
