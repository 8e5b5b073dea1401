"""Tables of many forms: each is drafted, loaded by the draft as it stands, and held against what was written before.

Files are invented, forms are those of statistical offices and portals. `want` are rows as they must be recorded:
partner, year, month, flow, goods, value and weight; `ASKS` is what the draft must ask where it cannot tell.
"""

from __future__ import annotations

import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.drafting import Wishes, draft_of_file
from sverka.recording.drafting.words import unit_in
from sverka.recording.load import Request, load_records
from sverka.recording.mapping import read_mapping
from sverka.recording.source import Asked

from .forms_long import ASKS, LONG
from .forms_wide import WIDE, Case, sheet
from .test_shaping import recorded

sys.path.insert(0, str(Path(__file__).parents[1] / "intake"))
from conftest import sheet_xml, write_workbook

COLUMNS = "partner, year, month, flow, commodity, primary_value::DOUBLE, net_weight_kg::DOUBLE"


def made(folder: Path, case: Case) -> Path:
    path = folder / case.file
    if case.sheets:
        parts = {}
        for name, rows, merged in case.sheets:
            cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged.split(",") if ref)
            parts[name] = sheet_xml(rows) + (
                f"</sheetData><mergeCells>{cells}</mergeCells><sheetData>" if cells else ""
            )
        return write_workbook(path, parts)
    path.write_text(case.text, encoding="utf-8")
    return path


def drafted(path: Path, case: Case) -> str:
    return draft_of_file(path, Wishes(case.reporter, case.flow, unit_in(case.unit)))


@pytest.mark.parametrize("case", [*WIDE, *LONG], ids=[case.name for case in (*WIDE, *LONG)])
def test_the_draft_loads_as_it_stands(tmp_path: Path, case: Case) -> None:
    path = made(tmp_path, case)
    draft = drafted(path, case)
    read_mapping(draft, "draft.toml")
    for text in case.says:
        assert text in draft
    request = Request((path,), "table", Asked(mapping=tomllib.loads(draft)))
    loaded = load_records(tmp_path / "book", request, now=lambda: datetime(2024, 1, 1, tzinfo=UTC))
    [file] = loaded.files
    found = recorded(tmp_path / "book", _known_columns(tmp_path / "book"))
    assert (file.stored, file.quarantined) == (case.count, case.bad), (draft, found)
    for want in case.want:
        assert any(row[: len(want)] == want for row in found), (want, found, draft)


def _known_columns(book: Path) -> str:
    """The columns that are compared, null where no file of the book has them."""
    from duckdb import BinderException

    columns = COLUMNS
    for name, typed in (("month", "INTEGER"), ("net_weight_kg::DOUBLE", "DOUBLE")):
        try:
            recorded(book, name)
        except BinderException:
            columns = columns.replace(name, f"NULL::{typed}")
    return columns


@pytest.mark.parametrize(("text", "asked"), [case[1:] for case in ASKS], ids=[case[0] for case in ASKS])
def test_what_the_file_does_not_tell_is_asked(tmp_path: Path, text: str, asked: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    draft = draft_of_file(path, Wishes("KZ", "export"))
    assert asked in draft
    assert "ASKED" in draft
    with pytest.raises(InputError) as caught:
        read_mapping(draft, "draft.toml")
    assert any(asked in error.what for error in (caught.value, *caught.value.others)), draft
    assert len(caught.value.others) + 1 >= sum("ASKED" in line for line in draft.splitlines()[1:])


def test_totals_of_other_partners_stand_apart(tmp_path: Path) -> None:
    rows = "country,year,value\nTop 25,2023,90\nEU-27,2023,40\nChina,2023,50\nGermany,2023,40\nOther,2023,10\n"
    path = tmp_path / "table.csv"
    path.write_text(rows, encoding="utf-8")
    for text in (draft_of_file(path, Wishes("KZ", "export")), BY_HAND):
        book = tmp_path / f"book-{len(text)}"
        load_records(book, Request((path,), "table", Asked(mapping=tomllib.loads(text))))
        found = recorded(book, "primary_value::INTEGER, aggregate")
        assert [value for value, aggregate in found if aggregate is None] == [10, 40, 50]
        assert [value for value, aggregate in found if aggregate == "partners"] == [40, 90]


BY_HAND = """
source = "n"
hierarchical = true
reporter = { value = "KZ" }
partner = { column = "country" }
flow = { value = "export" }
period = { column = "year", form = "YYYY" }
commodity = { value = "TOTAL", classification = "HS2017" }
primary_value = { column = "value", currency = "USD", valuation = "FOB" }
"""


def test_the_user_is_told_which_sheets_and_columns_are_not_read(tmp_path: Path) -> None:
    sheets = (
        sheet("A", [["Country", "2022", "2023"], ["China", 1, 2]]),
        sheet("B", [["Country", "2022"], ["China", 1]]),
    )
    draft = drafted(made(tmp_path, Case("", sheets=sheets, file="book.xlsx")), Case(""))
    assert 'sheet = "A"  # its sheets are A, B' in draft
