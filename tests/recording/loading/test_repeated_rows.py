"""Rows of BACI that repeat the key of another one are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import forms

ONE, SAME_KEY = "2020,710,156,080510,40,1", "2020,710,156,080510,50,1"
OTHERS = [
    "2020,710,156,080520,40,1",
    "2020,710,276,080510,40,1",
    "2020,156,710,080510,40,1",
    "2021,710,156,080510,40,1",
]


@pytest.mark.parametrize(
    ("rows", "told", "value"),
    [
        ([ONE], 0, 40_000),
        ([ONE, *OTHERS], 0, 200_000),
        ([ONE, ONE], 1, 80_000),
        ([ONE, SAME_KEY, *OTHERS, ONE], 2, 290_000),
    ],
)
def test_rows_of_one_key_are_counted(book: Path, tmp_path: Path, rows: list[str], told: int, value: int) -> None:
    text = "\n".join(["t,i,j,k,v,q", *rows, ""])
    [file] = forms.load(book, forms.write(tmp_path / "BACI_HS17_Y2020.csv", text)).files
    assert (file.stored, file.tolerated.get("repeated_rows", 0)) == (len(rows), told)
    assert forms.parts(forms.records(book)) == value
