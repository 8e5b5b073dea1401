"""Tables that do not begin with a header, or are wide: which lines are rows, and that each cell is accounted for."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sverka.model.errors import InputError
from sverka.recording.load import Request, load_records
from sverka.recording.shaping import heads_of
from sverka.recording.source import Asked

WIDE = """Trade of Kazakhstan;;;
thousand USD;;;
Partner;2022;2023;Share, %
China;1,5;2;50
Atlantis;;"1 000,25";1
Note;three;words;here
Lemuria;;;
World;10;oops;100
"""


def mapping(**told: object) -> dict[str, object]:
    return {
        "source": "wide-table",
        "decimal": ",",
        "hierarchical": True,
        "table": {
            "header": 3,
            "ignore": ["Note"],
            "wide": [{"column": "2022", "period": "2022"}, {"column": "2023", "period": "2023"}],
        },
        "reporter": {"value": "KZ"},
        "partner": {"column": "Partner"},
        "flow": {"value": "export"},
        "commodity": {"value": "TOTAL", "classification": "HS"},
        "primary_value": {"currency": "USD", "scale": 1000, "valuation": "FOB"},
        **told,
    }


def load(folder: Path, text: str, content: dict[str, object], name: str = "wide.csv") -> Any:
    file = folder / name
    file.write_bytes(text.encode())
    book = folder / "book"
    request = Request((file,), "table", Asked(mapping=content))
    return load_records(book, request, now=lambda: datetime(2024, 1, 1, tzinfo=UTC), token=lambda: "t"), book


def recorded(book: Path, columns: str = "partner, year, primary_value") -> list[tuple[Any, ...]]:
    files = f"read_parquet('{book}/**/part-*.parquet', hive_partitioning=true, union_by_name=true)"
    names = [str(one) for one in book.rglob("*.parquet") if not one.relative_to(book).parts[0].startswith("_")]
    files = f"read_parquet({names!r}, hive_partitioning=true, union_by_name=true)"
    return duckdb.sql(f"SELECT {columns} FROM {files} ORDER BY ALL").fetchall()


def quarantined(book: Path) -> list[tuple[Any, ...]]:
    [found] = book.rglob("*quarantine*.parquet")
    return duckdb.sql(f"SELECT line, reason, raw FROM read_parquet('{found}') ORDER BY line").fetchall()


def test_cells_of_wide_columns_are_rows(tmp_path: Path) -> None:
    loaded, book = load(tmp_path, WIDE, mapping())
    [file] = loaded.files
    assert (file.rows, file.stored, file.quarantined) == (5, 4, 1)
    assert recorded(book)[0] == ("CN", 2022, Decimal("1500.00"))
    assert {row[2] for row in recorded(book)} == {Decimal(one) for one in ("1500", "2000", "1000250", "10000")}
    assert quarantined(book) == [(8, "(heads) primary_value: not a number (column 2023)", "World,100,2023,oops")]
    assert any("5 rows, one for each set of heads with an amount, of 4 lines" in note for note in file.notes)
    assert "1 line left out by ignore" in file.notes
    assert "1 line without an amount" in file.notes


def test_lines_of_a_long_table_by_where_and_fill(tmp_path: Path) -> None:
    rows = "China,Value,2023,5\n,Weight,2023,7\n,Value,2022,4\nFrance,Value,2023,1\n"
    text = "Report,,,\nCountry,Indicator,Year,Value\n" + rows
    table = {"header": 2, "where": {"Indicator": ["value"]}, "fill": ["Country"]}
    content = mapping(
        table=table,
        partner={"column": "Country"},
        period={"column": "Year", "form": "YYYY"},
        primary_value={"column": "Value", "currency": "USD", "valuation": "FOB"},
    )
    loaded, book = load(tmp_path, text, content)
    assert recorded(book) == [("CN", 2022, Decimal(4)), ("CN", 2023, Decimal(5)), ("FR", 2023, Decimal(1))]
    assert "1 line left out by where" in loaded.files[0].notes


def test_a_line_that_cannot_be_cut_is_a_quarantined_row(tmp_path: Path) -> None:
    loaded, book = load(tmp_path, WIDE + 'Peru;1;2\n"Chile;1;2;3\n', mapping())
    [file] = loaded.files
    assert (file.rows, file.stored, file.quarantined) == (7, 4, 3)
    assert [(line, raw) for line, _, raw in quarantined(book)][1:] == [(9, "Peru;1;2"), (10, '"Chile;1;2;3')]


def test_weights_stand_beside_values_and_flows_have_their_valuation(tmp_path: Path) -> None:
    text = "Country,Year,Exports,Exports t,Imports,Imports t\nChina,2023,5,2,,3\nFrance,2023,1,,4,\n"
    heads = [("Exports", "export", "primary_value"), ("Exports t", "export", "net_weight")]
    heads += [("Imports", "import", "primary_value"), ("Imports t", "import", "net_weight")]
    content = mapping(
        table={"wide": [{"column": name, "flow": flow, "measure": measure} for name, flow, measure in heads]},
        partner={"column": "Country"},
        period={"column": "Year", "form": "YYYY"},
        primary_value={"currency": "USD", "valuation": {"export": "FOB", "import": "CIF"}},
        net_weight={"unit": "t", "scale": 1000},
    )
    del content["flow"]
    loaded, book = load(tmp_path, text, content)
    assert recorded(book, "partner, flow, valuation, primary_value, net_weight_kg") == [
        ("CN", "export", "FOB", Decimal(5), Decimal(2_000_000)),
        ("FR", "export", "FOB", Decimal(1), None),
        ("FR", "import", "CIF", Decimal(4), None),
    ]
    assert [line for line, *_ in quarantined(book)] == [2]  # a weight without a value
    assert loaded.files[0].rows == 4


@pytest.mark.parametrize(
    ("lines", "merged", "names"),
    [
        ([(1, ["a", "b"])], [], ("a", "b")),
        (
            [(1, ["P", "2022", "", "2023"]), (2, ["", "E", "I", "E", "I"])],
            [],
            ("P", "2022 / E", "2022 / I", "2023 / E", "2023 / I"),
        ),
        (
            [(2, ["P", "E", "", "Sum"]), (3, ["", "v", "w", ""])],
            [(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3)],
            ("P", "E / v", "E / w", "Sum"),
        ),
    ],
)
def test_heads_of_several_lines(lines: Any, merged: Any, names: tuple[str, ...]) -> None:
    assert heads_of(lines, merged) == names


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({"header": 30}, "no heads in line 30"),
        ({"header": 3, "where": {"Partners": ["x"]}}, "did you mean 'Partner'"),
        ({"header": 3, "fill": ["Nothing"]}, "table.fill"),
        ({"header": 3, "wide": [{"column": "2024", "period": "2024", "measure": "net_weight"}]}, "table.wide"),
    ],
)
def test_what_a_layout_names_must_be_there(tmp_path: Path, table: dict[str, object], what: str) -> None:
    content = mapping(table=table, primary_value={"column": "2023", "currency": "USD", "valuation": "FOB"})
    content |= {"net_weight": {"unit": "t"}} if "wide" in table else {"period": {"value": "2023"}}
    with pytest.raises(InputError, match=what):
        load(tmp_path, WIDE, content)


cells = st.sampled_from(["", " ", "1", "2,5", "x", "-", "1 000", "9" * 30, 'a"b', "é"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=8))
def test_every_cell_with_an_amount_is_stored_or_quarantined(tmp_path_factory: Any, rows: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("wide")
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["Partner", "2022", "2023"], ["China", "1", "2"], *rows])
    content = mapping(table={"wide": mapping()["table"]["wide"]}, missing=["-"])  # type: ignore[index]
    loaded, book = load(folder, out.getvalue(), content)
    [file] = loaded.files
    there = [row for row in rows if any(map(str.strip, row))]
    whole = [row for row in there if len(row) >= 3 and not any(map(str.strip, row[3:]))]
    wanted = sum(cell.strip() not in ("", "-") for row in whole for cell in row[1:3]) + len(there) - len(whole) + 2
    assert (file.rows, file.stored + file.quarantined) == (wanted, wanted)
    assert len(recorded(book)) == file.stored
