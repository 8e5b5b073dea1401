from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sverka.model.errors import InputError
from sverka.recording.intake import Limits, open_table, open_tables

Rows = Callable[[Sequence[Sequence[object]]], str]
WriteXlsx = Callable[..., Path]

TABLE: list[list[object]] = [["code", "name", "value"], ["0207", "Мясо, птица", 12.5], ["0303", 'a "b"', 3]]


def test_rows_become_lines_of_the_same_numbers(write_xlsx: WriteXlsx, rows_xml: Rows, work: Path) -> None:
    rows = [["Экспорт области"], [], *TABLE, [], [None, "x"], [], []]
    table = open_table(write_xlsx({"Лист": rows_xml(rows)}), work)
    assert table.text.read_text(encoding="utf-8") == (
        'Экспорт области\n\ncode,name,value\n0207,"Мясо, птица",12.5\n0303,"a ""b""",3\n\n,x,\n'
    )
    assert table.header.columns == ("code", "name", "value")
    assert table.header.rows[0] == ("0207", "Мясо, птица", "12.5")
    assert (table.header_lines, table.data_lines, table.blank_lines) == (3, 3, True)
    assert (table.file, table.encoding, table.separator) == ("book.xlsx", "utf-8", ",")
    assert table.notes == ("read from the sheet “Лист”",)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "=1+1"),
        ("+7", "+7"),
        ("-cmd|x", "-cmd|x"),
        ("@sum", "@sum"),
        ("0207", "0207"),
        (207, "207"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (1.5e20, "150000000000000000000"),
        (123456789012345, "123456789012345"),
        (9007199254740991, "9007199254740991"),
        (-2.5, "-2.5"),
        (True, "true"),
        ((1, 44000), "2020-06-18"),
        ((2, 44000.5), "2020-06-18 12:00:00"),
        ("two\r\nlines\ttab", "two lines tab"),
    ],
)
def test_values_as_text(write_xlsx: WriteXlsx, rows_xml: Rows, work: Path, value: object, text: str) -> None:
    table = open_table(write_xlsx({"S": rows_xml([["a", "b"], [value, "end"]])}), work)
    assert table.text.read_text() == f"a,b\n{text},end\n"


def test_a_formula_gives_the_value_saved_with_it(write_xlsx: WriteXlsx, rows_xml: Rows, work: Path) -> None:
    formula = '<row r="2"><c r="A2"><f>1+41</f><v>42</v></c><c r="B2" t="str"><f>X</f><v>=y</v></c></row>'
    table = open_table(write_xlsx({"S": rows_xml([["a", "b"]]) + formula}), work)
    assert table.text.read_text() == "a,b\n42,=y\n"


def test_the_first_visible_sheet_with_a_header_is_read(write_xlsx: WriteXlsx, rows_xml: Rows, work: Path) -> None:
    sheets = {"old": rows_xml([["no", "no"]]), "title": rows_xml([["Title"]]), "data": rows_xml(TABLE), "more": ""}
    path = write_xlsx(sheets, hidden=("old",))
    table = open_table(path, work)
    assert table.header.columns == ("code", "name", "value")
    assert table.notes == ("read from the sheet “data”; other sheets: “title”, “more”",)
    told = open_table(path, work, sheet="data").notes
    assert told == ("read from the sheet “data”; other sheets: “title”, “more”",)
    assert open_table(path, work, sheet="OLD").header.columns == ("no", "column_2")
    with pytest.raises(InputError, match=r"has no sheet “none”.*“title”"):
        open_table(path, work, sheet="none")


def test_a_row_wider_than_the_header_stays_wider(write_xlsx: WriteXlsx, rows_xml: Rows, work: Path) -> None:
    table = open_table(write_xlsx({"S": rows_xml([["a", "b"], [1, 2, 3], [4]])}), work)
    assert table.text.read_text() == "a,b\n1,2,3\n4,\n"


def test_a_workbook_within_an_archive(write_xlsx: WriteXlsx, rows_xml: Rows, work: Path, tmp_path: Path) -> None:
    book = write_xlsx({"S": rows_xml(TABLE)})
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(book, "in/book.xlsx")
    (table,) = open_tables(tmp_path / "a.zip", work)
    assert (table.file, table.data_lines) == ("a.zip/in/book.xlsx", 2)
    assert list(work.iterdir()) == [table.text]


CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
WIDE = '<row r="1"><c r="A1"><v>1</v></c></row><row r="100000"><c r="CV100000"><v>1</v></c></row>'
STRINGS = "".join(f'<row r="{at}">' + '<c t="s"><v>0</v></c>' * 100 + "</row>" for at in range(1, 1001))


@pytest.mark.parametrize(
    ("rows", "shared", "limits", "what"),
    [
        (CORNERS, "", Limits(), "cannot be read within the limits of memory"),
        (WIDE, "", Limits(cells=1_000_000), "more than 1,000,000 cells"),
        (
            STRINGS,
            f"<si><t>{'x' * 32_000}</t></si>",
            Limits(memory=1 << 30),
            "cannot be read within the limits of memory",
        ),
        ("<row", "", Limits(), "broken"),
        ("", "", Limits(), "no sheet has a header"),
        (WIDE, "", Limits(workbook=100), "expands to more than 100 bytes"),
        (WIDE, "", Limits(seconds=0), "more than 0 seconds"),
    ],
)
def test_hostile_workbooks_are_refused(
    write_xlsx: WriteXlsx, work: Path, rows: str, shared: str, limits: Limits, what: str
) -> None:
    with pytest.raises(InputError, match=what):
        open_table(write_xlsx({"S": rows}, shared=shared), work, limits=limits)
    assert list(work.iterdir()) == []


def test_a_workbook_that_packs_too_well_is_refused(write_xlsx: WriteXlsx, work: Path) -> None:
    path = write_xlsx({"S": "<row/>" * 100_000})
    with pytest.raises(InputError, match="more than 20 times"):
        open_table(path, work, limits=replace(Limits(), ratio=20, ratio_from=10_000))


def test_an_old_workbook_is_read_like_a_new_one(work: Path) -> None:
    """`files/old.xls` was made for this test: a sheet of notes, then a table."""
    table = open_table(Path(__file__).parent / "files" / "old.xls", work)
    assert table.header.columns[:3] == ("Period", "Trade Flow", "Reporter")
    assert [row[-2:] for row in table.header.rows] == [("2709", "300"), ("2709", "120.5"), ("0207", "179.5")]
    assert any("Data" in note for note in table.notes)
