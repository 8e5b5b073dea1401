"""The fast way and the careful way give the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.recording import staging

from . import forms
from .test_accounting import GOOD, HEADERS, NAMES

SPARE = {
    "comtrade": "C,A,2023,398,X",
    "municipal": "2023;05",
    "fts": "ИТОГО",
}
ODD = {
    "comtrade": [
        "C,A,2023,398,X,490,0,H6,100199,no unit,C00,0,0,-1,5,0,,7.129,7.129",
        "C,A,2023,398,X,156,0,H6,100199,cut,C05,0,1000,8,5,,,7,7",
        "C,A,2023.0,398,X,156,0,H6,100199,a point and nothing,C00,0,0,8,5,,,7,7",
        "C,A,2023,398,M,124,0,H6,100199,fob,C00,0,0,8,5,1.23456,,7,7",
        ' C,A, 2023 ,398,X,156,0,H6,100199," quoted, and ""more""",C00,0,0,8, 5 ,,, 7 , 7 '.lstrip(),
    ],
    "municipal": [
        "2020;01;0102;994;EX;9999999;0;12345678901234.56",
        "2022;02;0102;777;ND;;;1.005",
        '2022;02;"0102";777;"PR";"";"";1e3',
    ],
    "fts": [
        "ЭК;04/2021;;4407111500;?;1;;5;45000 - ГОРОД МОСКВА;01",
        "ЭК;04/2021;Зазеркалье;4407111500;М3;1;;5;88888 - НЕВЕДОМАЯ ОБЛАСТЬ;01",
        "ИМ;04/2021;US;4407;КГ;1;2,5;5;;",
        "ИМ;04/2021;US;4407;КГ;1000,5;2,5;5;69000 - Томская область;",
    ],
}


@pytest.mark.parametrize("form", sorted(NAMES))
def test_both_ways_read_the_same(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [HEADERS[form], *GOOD[form], *ODD[form]]
    clean, spoilt = tmp_path / "clean" / NAMES[form], tmp_path / "spoilt" / NAMES[form]
    for path, content in ((clean, lines), (spoilt, [*lines, SPARE[form]])):
        path.parent.mkdir()
        forms.write(path, "\n".join(content) + "\n")
    careful = forms.load(tmp_path / "careful", spoilt).files[0]
    assert (careful.stored, careful.quarantined) == (len(lines) - 1, 1)
    # That the clean file goes the fast way: the careful one is not there to go.
    monkeypatch.setattr(staging, "careful", None)
    fast = forms.load(tmp_path / "fast", clean).files[0]
    assert (fast.stored, fast.quarantined) == (len(lines) - 1, 0)
    assert forms.records(tmp_path / "fast") == forms.records(tmp_path / "careful")


@pytest.mark.parametrize("spare", [[], ["ИТОГО"]], ids=["clean", "spoilt"])
def test_spaces_are_no_value(book: Path, tmp_path: Path, spare: list[str]) -> None:
    text = forms.fts("ЭК;04/2021; ;4407;М3;1;1;1; ; ", "ЭК;04/2021;CN;4407; ;1; ; ; ;", *spare)
    forms.load(book, forms.write(tmp_path / "fts.csv", text))
    rows = forms.records(book)
    assert {(row["reporter"], row["partner"]) for row in rows} == {("RU-00", "f000"), ("RU-00", "CN")}
    assert {row["quantity_unit"] for row in rows} == {"m3", None}


def test_a_value_keeps_every_digit(book: Path, tmp_path: Path) -> None:
    forms.load(
        book, forms.write(tmp_path / "EXP_MUN.csv", forms.towns((2020, 1, "0102", 160, "PR", "99999999999999.99")))
    )
    [row] = forms.records(book)
    assert str(row["primary_value"]) == "99999999999999.99"


@pytest.mark.parametrize("number", ["160.5", "160.001"])
def test_a_code_with_a_fraction_is_no_code(book: Path, tmp_path: Path, number: str) -> None:
    # The engine alone would round it to the code of another country.
    text = forms.towns((2020, 1, "0102", number, "PR", 7), (2020, 1, "0102", "160.0", "PR", 5))
    [told] = forms.load(book, forms.write(tmp_path / "EXP_MUN.csv", text)).files
    assert (told.stored, told.quarantined) == (1, 1)
    assert [row.reason for row in forms.bad_rows(book)] == ["CO_PAIS: not a whole number"]


def test_one_broken_quotation_does_not_spoil_a_quoted_file(book: Path, tmp_path: Path) -> None:
    good = '"2023";"12";"0207";"023";"SP";"4118204";7;1.25'
    lines = [good, '"2023;"12";"0207";"023";"SP";"4118204";7;1.25', good, good]
    [told] = forms.load(book, forms.write(tmp_path / "EXP_MUN.csv", forms.towns(*lines))).files
    assert (told.stored, told.quarantined) == (3, 1)
    assert forms.bad_lines(book) == [3]


def test_marks_that_quote_nothing_are_characters(book: Path, tmp_path: Path) -> None:
    lines = [f'C,A,2023,398,X,156,0,H6,730{at},pipes 1/2" wide,C00,0,0,8,,10,,7,7' for at in (410, 411, 419)]
    path = forms.write(tmp_path / "c.csv", "\n".join([HEADERS["comtrade"], *lines]))
    assert forms.load(book, path).files[0].stored == 3


def test_a_line_that_doubles_when_it_is_quoted_anew_is_accounted_for(book: Path, tmp_path: Path) -> None:
    marks = 'x"' * 60_000
    line = f"C,A,2023,398,X,156,0,H6,100199,{marks},{marks},{marks},0,8,,10,,7,7"
    quoted = 'C,A,2023,398,X,156,0,H6,100199,"a, b",C00,0,0,8,,10,,7,7'
    short = "C,A,2023,398,X"
    path = forms.write(tmp_path / "c.csv", "\n".join([HEADERS["comtrade"], quoted, quoted, line, short]))
    [told] = forms.load(book, path).files
    assert told.rows == 4
    assert forms.bad_lines(book)[-1] == 5
