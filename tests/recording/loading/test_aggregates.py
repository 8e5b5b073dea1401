"""Totals beside their parts: told apart, never summed with them, and held against them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sverka.measuring.book import open_book
from sverka.recording.book import BookStore
from sverka.recording.load import Loaded
from sverka.recording.status import Holding, holdings

from . import forms

Row = dict[str, str]
Load = Callable[..., Loaded]
WORLD = "0"


@pytest.fixture
def load(book: Path, tmp_path: Path) -> Load:
    """`load(rows)`: a Comtrade file of these rows, loaded."""

    def make(*rows: Row, **how: object) -> Loaded:
        return forms.load(book, forms.write(tmp_path / "comtrade.csv", forms.comtrade(*rows)), **how)

    return make


def cell(partner: str, goods: str, value: float, **told: str) -> Row:
    return {"partnerCode": partner, "cmdCode": goods, "primaryValue": str(value), **told}


def told(book: Path) -> dict[tuple[str, str, str | None], str | None]:
    """What each row is said to be, by partner, goods and finer cut."""
    return {(row["partner"], row["commodity"], row["detail"]): row["aggregate"] for row in forms.records(book)}


def held(book: Path) -> Holding:
    [found] = holdings(BookStore.open(book).snapshot())
    return found


FULL = [
    cell(WORLD, "TOTAL", 100),
    cell(WORLD, "10", 60),
    cell(WORLD, "100199", 60),
    cell(WORLD, "27", 40),
    cell("156", "TOTAL", 70),
    cell("156", "10", 60),
    cell("156", "1001", 60),
    cell("156", "100199", 60),
    cell("156", "27", 10),
    cell("643", "TOTAL", 30),
    cell("643", "27", 30),
    cell("643", "2701", 30),
    cell("643", "270112", 20),
    cell("643", "270119", 10),
]


def test_every_level_of_totals_is_told_from_its_parts(book: Path, load: Load) -> None:
    loaded = load(*FULL)
    assert (loaded.files[0].stored, loaded.files[0].aggregates) == (14, 10)
    assert told(book) == {
        ("world", "TOTAL", None): "partners",
        ("world", "10", None): "partners",
        ("world", "100199", None): "partners",
        ("world", "27", None): "partners",
        ("CN", "TOTAL", None): "goods",
        ("CN", "10", None): "goods",
        ("CN", "1001", None): "goods",
        ("CN", "100199", None): None,
        ("CN", "27", None): None,
        ("RU", "TOTAL", None): "goods",
        ("RU", "27", None): "goods",
        ("RU", "2701", None): "goods",
        ("RU", "270112", None): None,
        ("RU", "270119", None): None,
    }
    assert forms.parts(forms.records(book)) == 100
    assert (held(book).rows, held(book).aggregates, held(book).shortfalls) == (14, 10, ())


def test_unchanged_aggregates_are_counted_as_what_they_are(book: Path, load: Load) -> None:
    load(*FULL)
    again = load(*FULL)
    assert (again.changed, again.files[0].unchanged, again.files[0].aggregates) == (False, 14, 10)


def test_cuts_by_mode_and_procedure_are_parts_of_their_total(book: Path, load: Load) -> None:
    load(
        cell("156", "100199", 60),
        cell("156", "100199", 50, motCode="1000"),
        cell("156", "100199", 10, motCode="2100"),
        cell("156", "270112", 7, customsCode="C05"),
        cell("156", "270112", 7),
        cell("156", "720110", 3, customsCode="C05", motCode="1000"),
        cell("156", "720110", 3, motCode="1000"),
        cell("156", "720110", 3, customsCode="C05"),
        cell("156", "720110", 3),
    )
    assert forms.parts(forms.records(book)) == 70
    assert sum(one == "detail" for one in told(book).values()) == 5


def test_what_is_declared_for_the_world_alone_is_counted(book: Path, load: Load) -> None:
    load(cell(WORLD, "TOTAL", 100), cell(WORLD, "10", 60), cell(WORLD, "27", 40))
    assert told(book) == {("world", "TOTAL", None): "goods", ("world", "10", None): None, ("world", "27", None): None}
    assert forms.parts(forms.records(book)) == 100
    assert held(book).shortfalls == ()


def test_declared_totals_alone_are_counted(book: Path, load: Load) -> None:
    load(cell(WORLD, "TOTAL", 100), cell("156", "TOTAL", 70), cell("643", "TOTAL", 30))
    assert told(book)[("CN", "TOTAL", None)] is None
    assert told(book)[("world", "TOTAL", None)] == "partners"
    assert forms.parts(forms.records(book)) == 100


def test_one_total_alone_is_all_that_is_known(book: Path, load: Load) -> None:
    load(cell(WORLD, "TOTAL", 100))
    assert told(book) == {("world", "TOTAL", None): None}
    assert forms.parts(forms.records(book)) == 100


def test_each_year_is_judged_by_itself(book: Path, load: Load) -> None:
    load(*FULL, cell(WORLD, "TOTAL", 5, period="2021"), cell(WORLD, "TOTAL", 6, period="202301", freqCode="M"))
    rows = forms.records(book)
    assert [forms.parts(rows, year=2021), forms.parts(rows, year=2023, frequency="A")] == [5, 100]
    assert forms.parts(rows, frequency="M") == 6


def test_imports_do_not_make_exports_aggregates(book: Path, load: Load) -> None:
    load(*FULL, cell(WORLD, "TOTAL", 9, flowCode="M"))
    assert forms.parts(forms.records(book), flow="import") == 9


def test_reexports_are_part_of_exports(book: Path, load: Load) -> None:
    load(*FULL, cell("156", "100199", 8, flowCode="RX"), cell(WORLD, "TOTAL", 8, flowCode="RX"))
    assert forms.parts(forms.records(book)) == 100
    assert {row["aggregate"] for row in forms.records(book) if row["primary_value"] == 8} == {"of which re-exports"}
    assert held(book).shortfalls == ()


def test_what_is_kept_secret_is_told(book: Path, load: Load) -> None:
    load(*(row for row in FULL if row["cmdCode"] != "270119"))
    [short] = held(book).shortfalls
    assert (str(short.period), short.declared, short.parts) == ("2023", 100, 90)
    assert short.missing_percent == pytest.approx(10)


def test_chapters_of_the_world_serve_where_no_total_is_declared(book: Path, load: Load) -> None:
    load(*(row for row in FULL if (row["partnerCode"], row["cmdCode"]) not in ((WORLD, "TOTAL"), ("643", "270119"))))
    [short] = held(book).shortfalls
    assert (short.declared, short.parts) == (100, 90)


SITC = [
    cell("156", "TOTAL", 70, classificationCode="S3"),
    cell("156", "0412", 60, classificationCode="S3"),
    cell("156", "3212", 10, classificationCode="S3"),
    cell("643", "3212", 25, classificationCode="S3"),
]


@pytest.mark.parametrize("world", [[], [cell(WORLD, "TOTAL", 95, classificationCode="S3")]])
def test_the_same_trade_in_two_classifications_counts_once(book: Path, load: Load, world: list[Row]) -> None:
    load(*FULL, *SITC, *world)
    rows = forms.records(book)
    assert (forms.parts(rows, classification="HS2022"), forms.parts(rows, classification="SITC3")) == (100, 0)
    found = held(book)
    assert (found.classifications, found.shortfalls) == (("HS2022", "SITC3"), ())
    with open_book(book) as opened:
        assert opened.cube("KZ").measure("level(export[;; 2023])").value == 100
        assert opened.cube("KZ").measure("level(export[;27; 2023])").value == 40


LEVELS = [
    cell("156", "TOTAL", 100),
    cell("156", "0", 60),
    cell("156", "00", 60),
    cell("156", "001", 60),
    cell("156", "0011", 60),
    cell("156", "00111", 20),
    cell("156", "00112", 40),
    cell("156", "2", 40),
    cell("156", "278", 40),
]


@pytest.mark.parametrize("system", ["S1", "S3", "S4", "ST", "B4", "B5"])
def test_a_classification_that_goes_digit_by_digit_has_totals_of_each_level(
    book: Path, load: Load, system: str
) -> None:
    load(*({**row, "classificationCode": system} for row in LEVELS))
    leaves = {row["commodity"] for row in forms.records(book) if row["aggregate"] is None}
    assert leaves == {"00111", "00112", "278"}
    assert forms.parts(forms.records(book)) == 100


def test_a_code_of_one_digit_more_is_no_part_of_what_it_does_not_begin_with(book: Path, load: Load) -> None:
    load(*(cell("156", code, 10, classificationCode="S3") for code in ("0", "11", "112", "2")))
    leaves = {row["commodity"] for row in forms.records(book) if row["aggregate"] is None}
    assert leaves == {"0", "112", "2"}


def test_a_partner_in_one_classification_alone_counts_in_that(book: Path, load: Load) -> None:
    turkey = cell("792", "0412", 5, classificationCode="S3")
    load(*FULL, *SITC, turkey, cell("156", "100199", 61, classificationCode="H5"))
    rows = forms.records(book)
    assert forms.parts(rows) == 105
    assert forms.parts(rows, classification="SITC3") == 5


def test_totals_of_the_world_in_another_classification_are_totals(book: Path, load: Load) -> None:
    load(*(row for row in FULL if row["partnerCode"] != WORLD), cell(WORLD, "0412", 60, classificationCode="S3"))
    assert forms.parts(forms.records(book)) == 100


def test_merged_parts_make_the_recorded_total_an_aggregate(book: Path, load: Load) -> None:
    load(cell(WORLD, "TOTAL", 100), cell("156", "TOTAL", 70))
    load(cell("156", "100199", 60), cell("156", "270112", 10), mode="merge")
    assert told(book) == {
        ("world", "TOTAL", None): "partners",
        ("CN", "TOTAL", None): "goods",
        ("CN", "100199", None): None,
        ("CN", "270112", None): None,
    }
    assert forms.parts(forms.records(book)) == 70


def test_customs_data_in_an_old_encoding_lose_nothing(book: Path, tmp_path: Path) -> None:
    text = forms.fts(
        "ЭК;04/2021;CN;4407111500;М3;1234,56;1000,5;12,5",
        "ЭК;04/2021;СТРАНА ОЗ;4407111500;М3;10;1;1",
        "ЭК;04/2021;CN;44;М3;1244,56;1001,5;13,5",
        "ЭК;13/2021;CN;4407111500;М3;5;1;1",
        "ИМ;04/2021;DE;8471300000;ШТ;много;1;3",
        "ИМ;04/2021;DE;8471300000;ШТ",
        "ИМ;04/2021;DE;8471300000;ШТ;99,01;1;3",
        "",
        "ИТОГО;;;;;1343,57;;",
    )
    loaded = forms.load(book, forms.write(tmp_path / "tomsk.csv", text, "cp1251"))
    [file] = loaded.files
    assert (file.source, file.encoding, file.rows, file.stored, file.quarantined) == ("fts", "cp1251", 8, 4, 4)
    assert forms.bad_lines(book) == [5, 6, 7, 10]
    assert "ИТОГО" in forms.bad_rows(book)[-1].raw
    rows = forms.records(book)
    assert {row["reporter"] for row in rows} == {"RU-TOM"}
    assert (str(forms.parts(rows, flow="import")), file.aggregates) == ("99.01", 1)
    assert str(forms.parts(rows, flow="export")) == "1244.56"
