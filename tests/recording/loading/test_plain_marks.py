"""Quotation marks that quote nothing are read as plain characters, and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.recording.intake.counting import marked_lines

from . import forms

HEADER = "Classification,Year,Period,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)"
PLAIN = "H4,2019,2019,Export,Kazakhstan,China,2709,100"
UNCLOSED = 'H4,2019,2019,Export,Kazakhstan,"Italy,2709,100'
QUOTED = 'H4,2019,2019,Export,Kazakhstan,"Korea, Rep.",2709,100'

CASES = {
    "not closed": ([PLAIN, UNCLOSED], 2, 0, 1),
    "twice": ([PLAIN, UNCLOSED, UNCLOSED, PLAIN], 4, 0, 2),
    "none": ([PLAIN], 1, 0, 0),
    "that quote": ([PLAIN, QUOTED], 2, 0, 0),
    "not closed beside those that quote": ([QUOTED, QUOTED, UNCLOSED], 2, 1, 0),
}


@pytest.mark.parametrize(("lines", "stored", "bad", "marks"), CASES.values(), ids=CASES)
def test_lines_with_marks_are_counted(
    book: Path, tmp_path: Path, lines: list[str], stored: int, bad: int, marks: int
) -> None:
    loaded = forms.load(book, forms.write(tmp_path / "file.csv", "\n".join([HEADER, *lines, ""])))
    [file] = loaded.files
    assert (file.stored, file.quarantined, file.tolerated.get("plain_marks", 0)) == (stored, bad, marks)


@pytest.mark.parametrize("text", ["", '"', 'a\n"b\n', '"a"\n"b"', "a\nb\n", '\n\n"\n'])
def test_lines_are_counted_once(tmp_path: Path, text: str) -> None:
    assert marked_lines(forms.write(tmp_path / "t", text)) == sum('"' in line for line in text.split("\n"))
