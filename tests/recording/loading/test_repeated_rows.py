"""Rows of BACI that repeat the key of another one are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.recording.load import Request, load_records
from sverka.recording.repeated_rows import SAME
from sverka.recording.source import Asked
from sverka.writing.retold import retold

from ...mapped import mapped
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


HEAD = "date,country,hs6,value,kg,post"
FIRST = "2023-01,CN,847130,100.55,1,A"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([FIRST, FIRST, "2023-01,DE,847130,7,1,A"], "1, together 100.55 USD"),
        ([FIRST, FIRST, FIRST], "2, together 201.10 USD"),
        # What is not read may tell them apart; it is told all the same.
        ([FIRST, FIRST.replace(",A", ",B")], "1, together 100.55 USD"),
        ([FIRST, FIRST.replace(",1,A", ",2,A")], ""),
        ([FIRST, FIRST.replace("2023-01", "2023-02")], ""),
        ([FIRST, "2023-01,DE,847130,100.55,1,A"], ""),
        (["2023-01,CN,847130,0,1,A", "2023-01,CN,847130,0,1,A"], ""),
    ],
)
def test_rows_that_are_the_same_are_told_with_their_value(
    book: Path, tmp_path: Path, rows: list[str], told: str
) -> None:
    path = forms.write(tmp_path / "x.csv", "\n".join([HEAD, *rows, ""]))
    mapping = mapped(
        partner={"column": "country"},
        flow={"value": "import"},
        period={"column": "date", "form": "YYYY-MM"},
        commodity={"column": "hs6", "classification": "HS"},
        primary_value={"column": "value", "currency": "USD", "valuation": "CIF"},
        net_weight={"column": "kg", "unit": "kg"},
    )
    loaded = load_records(book, Request((path,), "table", Asked(mapping=mapping)))
    notes = [note for note in loaded.files[0].notes if note.startswith(SAME)]
    assert notes == ([f"{SAME}: {told}; they are added up"] if told else [])
    assert [retold(note, "ru", "notes") == note for note in notes] == [False] * len(notes)
