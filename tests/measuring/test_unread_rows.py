"""Figures in whose scope rows are in quarantine say so, until a later load cures them."""

from __future__ import annotations

from pathlib import Path

from sverka.measuring.answers import Remark
from sverka.measuring.book import open_book
from sverka.recording.load import Request, load_records
from sverka.writing.remarks import remark_text

HEADER = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"
GOOD, OTHER = "2023;05;1201;160;PR;4118204;1000;520", "2022;05;1201;160;PR;4118204;1000;520"
BAD = "2023;05;120;160;PR;4118204;1000;7"


def load(book: Path, name: str, *lines: str) -> None:
    path = book.with_name(name)
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    load_records(book, Request((path,), mode="replace"))


def notes(book: Path, period: str) -> list[Remark]:
    with open_book(book) as opened:
        answer = opened.cube("BR-PR").measure(f"level(export[;; {period}])")
        return [one for one in answer.remarks if one.kind == "quarantine"]


def test_rows_of_the_scope_are_told_with_their_sum_until_they_are_cured(tmp_path: Path) -> None:
    book = tmp_path / "book"
    load(book, "EXP_1.csv", GOOD, OTHER, BAD)
    [told] = notes(book, "2023-05")
    assert (told.values["rows"], told.values["valued"], told.values["sum"]) == ("1", "1", "7.0")
    assert told.values["reason"] == "SH4: must be 4 digits (a leading zero may be lost)"
    assert notes(book, "2022-05") == []
    load(book, "EXP_1.csv", GOOD, OTHER, BAD)
    assert len(notes(book, "2023-05")) == 1
    load(book, "EXP_2.csv", GOOD, BAD.replace("120;", "1205;"))
    assert notes(book, "2023-05") == []


def test_a_row_whose_scope_cannot_be_read_may_belong_to_any_figure_of_the_years_of_its_file(tmp_path: Path) -> None:
    book = tmp_path / "book"
    load(book, "EXP_1.csv", GOOD, OTHER, "2023;05;1201")
    for period in ("2023-05", "2022-05"):
        [told] = notes(book, period)
        assert (told.values["rows"], told.values["valued"], told.values["maybe"]) == ("1", "0", "maybe")
    load(book, "EXP_2.csv", GOOD.replace("2023", "2020"))
    assert notes(book, "2020-05") == []


def test_a_refusal_tells_rows_in_quarantine_that_may_be_what_is_asked(tmp_path: Path) -> None:
    book = tmp_path / "book"
    load(book, "EXP_1.csv", GOOD, OTHER, BAD)
    with open_book(book) as opened:
        cube = opened.cube("BR-PR")
        for measure in ("level(export[; 0101; 2023-05])", "level(export[FR;; 2023-05])"):
            answer = cube.measure(measure)
            assert answer.value is None
            first, told = answer.remarks
            assert (told.kind, told.values["rows"]) == ("quarantine", "1")
            assert ["could be read" in remark_text(first, "en"), "прочитать" in remark_text(first, "ru")] == [
                True,
                True,
            ]
        # The near miss: nothing of these months is in quarantine.
        for measure in ("level(export[; 0101; 2022-05])", "level(export[FR;; 2022-05])"):
            [told] = cube.measure(measure).remarks
            assert "could be read" not in remark_text(told, "en")
