"""The example of docs/mapping.md loads as the page says, and its draft is the same but for what only a person knows."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.load import Request, load_records
from sverka.recording.mapping import mapping_of
from sverka.recording.period_sql import FORMS
from sverka.recording.source import Asked

from .test_shaping import recorded

PAGE = (Path(__file__).parents[3] / "docs" / "mapping.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_example_loads(tmp_path: Path) -> None:
    file = tmp_path / "trade.csv"
    file.write_text(block("csv"), encoding="utf-8")
    content = tomllib.loads(block("toml"))
    now = datetime(2024, 1, 1, tzinfo=UTC)
    loaded = load_records(tmp_path / "book", Request((file,), "table", Asked(mapping=content)), now=lambda: now)
    assert loaded.files[0].rows == 12
    rows = recorded(tmp_path / "book", "partner, year, flow, primary_value, aggregate")
    assert ("CN", 2023, "export", Decimal(12_500), None) in rows
    assert ("world", 2023, "export", Decimal(35_000), "partners") in rows
    drafted = mapping_of(tomllib.loads(draft_of_file(file, Wishes(reporter="KZ"))), "draft")
    written = mapping_of(content, "page")
    assert drafted.layout.wide == written.layout.wide
    assert (drafted.layout.header, drafted.hierarchical) == (written.layout.header, True)
    assert (drafted.primary_value.currency, drafted.primary_value.scale) == ("USD", 1000)


def test_every_form_of_periods_is_documented() -> None:
    assert all(f"`{form}`" in PAGE for form in FORMS)
