"""Partners and regions that no table knows: counted in the total under their own code, and listed."""

from __future__ import annotations

from pathlib import Path

from sverka.measuring.book import open_book
from sverka.recording.book import BookStore

from . import forms


def test_unknown_partners_and_regions_are_counted_and_listed(book: Path, tmp_path: Path) -> None:
    text = forms.towns(
        (2023, 5, "1201", 160, "PR", 600),
        (2023, 5, "1201", 995, "PR", 30),
        (2023, 5, "0207", 995, "PR", 10),
        (2023, 5, "1201", 777, "PR", 5),
        (2023, 5, "1201", 160, "ND", 2),
    )
    loaded = forms.load(book, forms.write(tmp_path / "EXP_MUN.csv", text))
    assert [(one.code, one.column, one.rows, one.value) for one in loaded.entry.unknown] == [
        ("b995", "partner", 2, 40),
        ("b777", "partner", 1, 5),
        ("BR-ND", "reporter", 1, 2),
    ]
    assert loaded.entry.unknown[0].name
    assert loaded.entry.unknown[2].name == "Not declared"
    assert BookStore.open(book).snapshot().entries[-1][1].unknown == loaded.entry.unknown
    with open_book(book) as opened:
        cube = opened.cube("BR-PR")
        assert cube.measure("level(export[;; 2023-05])").value == 645
        assert cube.measure("level(export[CN;; 2023-05])").value == 600


def test_the_value_of_an_unknown_partner_counts_no_totals(book: Path, tmp_path: Path) -> None:
    other = {"partnerCode": "490"}
    rows = [
        {"partnerCode": "0", "cmdCode": "TOTAL", "primaryValue": "107"},
        {**other, "cmdCode": "TOTAL", "primaryValue": "7"},
        {**other, "cmdCode": "10", "primaryValue": "7"},
        {**other, "cmdCode": "100199", "primaryValue": "7"},
        {**other, "cmdCode": "100199", "primaryValue": "7", "flowCode": "M"},
        {},
    ]
    loaded = forms.load(book, forms.write(tmp_path / "c.csv", forms.comtrade(*rows)))
    [unknown] = loaded.entry.unknown
    assert (unknown.code, unknown.name) == ("m490", "Other Asia not elsewhere specified")
    assert (unknown.rows, unknown.value) == (4, 14)
    assert forms.parts(forms.records(book), partner="m490", flow="export") == 7
    again = forms.load(book, tmp_path / "c.csv")
    assert (again.changed, again.entry.unknown) == (False, loaded.entry.unknown)


def test_known_codes_are_not_listed(book: Path, tmp_path: Path) -> None:
    loaded = forms.load(book, forms.write(tmp_path / "c.csv", forms.comtrade({}, {"partnerCode": "0"})))
    assert loaded.entry.unknown == ()


def test_names_of_no_table_count_under_a_code_of_their_own(book: Path, tmp_path: Path) -> None:
    text = forms.fts("ЭК;04/2021;Зазеркалье;4407;М3;5;1;1", "ЭК;04/2021;ЗАЗЕРКАЛЬЕ ;4407;М3;6;1;1")
    loaded = forms.load(book, forms.write(tmp_path / "fts.csv", text))
    [unknown] = loaded.entry.unknown
    assert (unknown.code[0], unknown.rows, unknown.value) == ("x", 2, 11)
