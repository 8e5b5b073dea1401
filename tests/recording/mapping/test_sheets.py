"""Workbooks with a sheet for each year: which is taken, which others are alike, and how each is loaded."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.load import Request, load_records
from sverka.recording.source import Asked

from .forms_wide import Case, sheet
from .test_shaping import recorded
from .test_unseen import made

HEADS = ["Country", "Value (USD)"]
YEARS = tuple(sheet(str(year), [HEADS, ["China", year - 2000], ["Peru", 1]]) for year in (2022, 2023))
OTHER = sheet("Codes", [["Code", "Number"], ["CN", 156], ["PE", 604]])


def book(folder: Path, *sheets: tuple[str, object, str]) -> Path:
    return made(folder, Case("", sheets=sheets, file="book.xlsx"))  # type: ignore[arg-type]


def test_a_draft_names_the_sheets_of_the_same_heads(tmp_path: Path) -> None:
    draft = draft_of_file(book(tmp_path, *YEARS, OTHER), Wishes("KZ", "export"))
    assert 'sheet = "2022"  # its sheets are 2022, 2023, Codes' in draft
    assert "# the same heads stand in 2023, which this draft does not take; for each:" in draft
    assert "# sverka map book.xlsx --sheet 2023 > other.toml; sverka load table book.xlsx --mapping other.toml" in draft


def test_each_sheet_is_loaded_by_its_own_draft(tmp_path: Path) -> None:
    path = book(tmp_path, *YEARS)
    for year in ("2022", "2023"):
        draft = draft_of_file(path, Wishes("KZ", "export"), year)
        load_records(tmp_path / "book", Request((path,), "table", Asked(mapping=tomllib.loads(draft))))
    assert {*recorded(tmp_path / "book", "year, primary_value::INTEGER")} >= {(2022, 22), (2023, 23)}


def test_sheets_of_other_heads_are_not_offered(tmp_path: Path) -> None:
    draft = draft_of_file(book(tmp_path, YEARS[0], OTHER), Wishes("KZ", "export"))
    assert "the same heads" not in draft


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no sheet '2021'"):
        draft_of_file(book(tmp_path, *YEARS), Wishes("KZ", "export"), "2021")
    (tmp_path / "x.csv").write_text("Country,Year,Value\nChina,2023,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="no sheet 'S'"):
        draft_of_file(tmp_path / "x.csv", Wishes("KZ", "export"), "S")
