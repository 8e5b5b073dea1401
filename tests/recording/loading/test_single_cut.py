"""A file of one mode of transport, or of one customs procedure, is told as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import forms

SEA, AIR = {"motCode": "2100"}, {"motCode": "1000"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([SEA, {**SEA, "partnerCode": "643"}], ["mode of transport 2100"]),
        ([SEA, AIR], []),
        ([SEA, {}], []),
        ([{}], []),
        ([{"customsCode": "C05"}], ["customs procedure C05"]),
        ([{**SEA, "customsCode": "C05"}, {**SEA, "customsCode": "C01"}], ["mode of transport 2100"]),
    ],
)
def test_a_single_cut_is_told(book: Path, tmp_path: Path, rows: list[dict[str, str]], told: list[str]) -> None:
    [file] = forms.load(book, forms.write(tmp_path / "c.csv", forms.comtrade(*rows))).files
    notes = [note for note in file.notes if note.startswith("every row")]
    assert notes == [f"every row is of the {one}: totals are of that alone" for one in told]
