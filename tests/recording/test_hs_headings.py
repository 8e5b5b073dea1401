"""Codes whose chapter or heading no edition of the HS has."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from sverka.recording.hs_headings import _bounds, no_heading_sql

from .loading import forms

SOUND = ("01", "0106", "10", "1008", "100890", "8549", "8807", "2404", "0503", "9706", "98", "9800", "99", "999999")
LETTERED = ("TOTAL", "9999AA", "27SSSSSS", "XXXXXXXXXX", "XX", "")
ABSENT = ("00", "0027", "77", "7701", "1012", "10121000", "8810", "0100", "270000", "8550100000")


@pytest.fixture(scope="module")
def judged() -> dict[str, bool]:
    codes = (*SOUND, *LETTERED, *ABSENT)
    rows = ", ".join(f"('{code}')" for code in codes)
    found = duckdb.sql(f"SELECT c, coalesce({no_heading_sql('c')}, false) FROM (VALUES {rows}) AS t(c)").fetchall()
    return dict(found)


@pytest.mark.parametrize("code", [*SOUND, *LETTERED])
def test_what_exists_and_what_is_no_code_of_digits_passes(judged: dict[str, bool], code: str) -> None:
    assert judged[code] is False


@pytest.mark.parametrize("code", ABSENT)
def test_what_no_edition_has_is_told(judged: dict[str, bool], code: str) -> None:
    assert judged[code] is True


def test_every_heading_that_has_a_title_passes() -> None:
    assert _bounds("last").count("-1") == 2
    text = (files("sverka.reference") / "tables/goods/headings.csv").read_text(encoding="utf-8")
    rows = ", ".join(f"('{code}')" for code in re.findall(r"^\d{4,6}(?=,)", text, re.MULTILINE))
    found = duckdb.sql(f"SELECT c FROM (VALUES {rows}) AS t(c) WHERE {no_heading_sql('c')}").fetchall()
    assert found == []


def test_such_a_row_goes_to_quarantine_and_others_are_stored(tmp_path: Path) -> None:
    rows = [f"ЭК;04/2021;CN;{code};М3;10;1;1" for code in ("4407111500", "10121000", "44071115", "77", "2709XXXXXX")]
    loaded = forms.load(tmp_path / "book", forms.write(tmp_path / "t.csv", forms.fts(*rows)))
    assert (loaded.files[0].stored, loaded.files[0].quarantined) == (3, 2)
    assert [(one.line, "no chapter or heading" in one.reason) for one in forms.bad_rows(tmp_path / "book")] == [
        (3, True),
        (5, True),
    ]
