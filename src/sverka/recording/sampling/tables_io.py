"""The tables of the invented region, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sverka.recording.tables_io import read_table

TABLES = Path(__file__).with_name("tables")


def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/<name>`; shared between callers, not to be changed."""
    return read_table(str(TABLES / name))


@cache
def story() -> Mapping[str, Any]:
    """What happened to the invented region: `tables/story.toml`."""
    return tomllib.loads((TABLES / "story.toml").read_text(encoding="utf-8"))
