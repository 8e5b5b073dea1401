"""Findings as a table: a claim a line, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sverka.checking.findings import Checked
from sverka.writing.findings_csv import COLUMNS, findings_csv
from sverka.writing.proofs import Prose
from sverka.writing.spreadsheet import FORMULA_STARTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "outputs.md"


def rows(checked: Checked) -> list[dict[str, str]]:
    prose = Prose.about(checked.weighed.claims, "en", "RU-TOM")
    return list(csv.DictReader(io.StringIO(findings_csv(checked, prose))))


def test_a_claim_a_line(checked: Checked) -> None:
    first, share, growth, rank = rows(checked)
    assert (first["id"], first["verdict"], first["stated"], first["recorded"]) == (
        "c1",
        "fails",
        "1250000000",
        "1190000000",
    )
    assert (first["low"], first["high"], first["gap"]) == ("1245000000", "1255000000", "-60000000")
    assert (first["source"], first["records"], first["version"], first["rows"]) == ("article.txt", "comext", "7", "412")
    assert (share["interpretation"], share["looseness"]) == ("China with Hong Kong", "rounded loosely")
    assert (growth["wrong_direction"], rank["wrong_direction"]) == ("yes", "")


def test_a_claim_without_a_figure_has_empty_cells(checked: Checked) -> None:
    document = checked.documents[0]
    bare = replace(document, findings=(replace(document.findings[0], figure=None, gap=None),))
    (row,) = rows(replace(checked, documents=(bare,)))
    assert [row[name] for name in ("recorded", "gap", "rows", "records", "definition")] == [""] * 5


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_is_a_formula(checked: Checked, start: str) -> None:
    document = checked.documents[0]
    finding = replace(document.findings[0], reason=f"{start}HYPERLINK(1)", caveats=("\x1b[2J",))
    (row,) = rows(replace(checked, documents=(replace(document, findings=(finding,)),)))
    assert not row["reason"].startswith(FORMULA_STARTS)
    assert row["reason"].endswith("HYPERLINK(1)")
    assert row["causes"] == "'=it fits the base of 2021"
    assert "\x1b" not in row["caveats"]
    assert row["gap"] == "-60000000"


def test_every_column_is_documented() -> None:
    section = PAGE.read_text(encoding="utf-8").partition("## CSV")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == COLUMNS
