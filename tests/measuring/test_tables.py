"""Tables of a cube: sides, order, labels of what is not whole, and the frames that they become."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from sverka.measuring.book import Book
from sverka.measuring.tables import Frame
from sverka.model.errors import NotCoveredError, UsageError
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice

ByHand = Callable[..., float]
PERIODS = {"year": "2022", "quarter": "2022-Q1", "month": "2022-01"}


def cells(frame: Frame) -> dict[tuple[str, str], float]:
    first = frame.columns[0]
    return {(row[first], name): row[name] for row in frame.to_rows() for name in frame.columns[1:]}


def test_partners_by_year(shared_book: Book, by_hand: ByHand) -> None:
    frame = shared_book.cube("AQ").table(rows="partner", columns="year")
    assert frame.columns == ("partner", "2021", "2022", "2023-01/2023-08")
    assert frame.data["partner"] == ["CN", "KZ", "m490", "GB"], "the largest first"
    last = {"2021": (2021, 1, 12), "2022": (2022, 1, 12), "2023-01/2023-08": (2023, 1, 8)}
    for (code, label), found in cells(frame).items():
        assert found == by_hand("AQ", "export", partner=(code,), months=last[label])
    assert frame.unit == "USD"
    assert frame.notes[1] == "recorded: 2021-01/2023-08"
    assert len(frame) == 4
    assert repr(frame) == "Frame(4 rows × partner, 2021, 2022, 2023-01/2023-08; USD)"


@pytest.mark.parametrize(
    "rows", ["partner", "goods@2", "goods@4", "hs6", "goods@10", "flow", "year", "quarter", "month"]
)
@pytest.mark.parametrize("columns", [None, "partner", "goods@2", "flow", "year", "quarter", "month"])
def test_any_two_sides_add_up_to_the_same(shared_book: Book, rows: str, columns: str | None) -> None:
    if rows == columns:
        return
    frame = shared_book.cube("AQ").table(rows=rows, columns=columns, cut="turnover[;; 2021/2022]")
    whole = shared_book.cube("AQ").measure("level(turnover[;; 2021/2022])").value
    assert sum(cells(frame).values()) == pytest.approx(whole, rel=1e-12)
    assert frame.columns[0] == rows
    labels = frame.data[rows]
    assert len(set(labels)) == len(labels)
    if rows in PERIODS:
        assert labels == sorted(labels)
    elif rows == "flow":
        assert labels == ["export", "import"]
    else:
        sums = [sum(row[name] for name in frame.columns[1:]) for row in frame.to_rows()]
        assert sums == sorted(sums, reverse=True)


def test_a_slice_cuts_the_table(shared_book: Book, by_hand: ByHand) -> None:
    frame = shared_book.cube("AQ").table(rows="goods@4", cut="export[asia+-CN; 02+27; 2022-Q1]")
    assert frame.to_rows() == [
        {"goods@4": "0207", "USD": by_hand("AQ", "export", partner=("KZ",), months=(2022, 1, 3))}
    ]
    asked = Slice(Flow.EXPORT, Members.of("CN"), period=Period.parse("2022"))
    assert shared_book.cube("AQ").table(rows="partner", cut=asked).data["partner"] == ["CN"]


def test_a_part_of_a_period_is_said(shared_book: Book) -> None:
    frame = shared_book.cube("AQ").table(rows="partner", cut="export[;; 2023]")
    assert frame.notes[1] == "recorded: 2023-01/2023-08"
    gap = shared_book.cube("AD").table(rows="year")
    assert gap.data["year"] == ["2021", "2022-Q1, 2022-05/2022-12"]


def test_invented_records_say_so(make_book: Callable[..., object]) -> None:
    from sverka.measuring.book import open_book

    row = {"year": 2022, "flow": "export", "partner": "CN", "commodity": "27", "primary_value": 1}
    with open_book(str(make_book([{**row, "reporter": code} for code in ("RU-SMP", "AQ")]))) as book:
        notes = {code: book.cube(code).table(rows="partner").notes for code in ("RU-SMP", "AQ")}
    assert "synthetic data" in " ".join(notes["RU-SMP"])
    assert "synthetic data" not in " ".join(notes["AQ"])


def test_a_turnover_is_of_the_periods_that_both_flows_have(make_book: Callable[..., object]) -> None:
    from sverka.measuring.book import open_book

    row = {"reporter": "AQ", "partner": "CN", "commodity": "27", "primary_value": 1}
    records = [{**row, "flow": "export", "year": 2022, "month": month} for month in range(1, 13)]
    records += [{**row, "flow": "import", "year": 2022, "month": month} for month in range(1, 9)]
    records += [{**row, "flow": "export", "year": 2023, "month": 1}]
    with open_book(str(make_book(records))) as book:
        frame = book.cube("AQ").table(rows="flow", columns="year", cut="turnover")
        assert frame.to_rows() == [
            {"flow": "export", "2022-01/2022-08": 8.0},
            {"flow": "import", "2022-01/2022-08": 8.0},
        ]


def test_a_turnover_with_a_partner_of_one_flow(shared_book: Book, by_hand: ByHand) -> None:
    frame = shared_book.cube("AQ").table(rows="partner", columns="flow", cut="turnover[GB+CN;; 2022]")
    assert frame.columns == ("partner", "export", "import")
    assert cells(frame)["GB", "import"] == 0
    assert cells(frame)["GB", "export"] == by_hand("AQ", "export", partner=("GB",), months=(2022, 1, 12))
    alone = shared_book.cube("AQ").table(rows="partner", columns="flow", cut="turnover[GB;; 2022]")
    assert alone.columns == ("partner", "export")


def test_codes_that_are_coarser_are_told_as_other(shared_book: Book) -> None:
    assert shared_book.cube("AF").table(rows="goods@6").data["goods@6"] == ["other"]
    assert shared_book.cube("AM").table(rows="goods@2").data["goods@2"] == ["other"]


def test_the_source_that_has_the_period_answers(shared_book: Book) -> None:
    cube = shared_book.cube("RU")
    assert "UN Comtrade" in cube.table(rows="partner", cut="export[;; 2021]").notes[0]
    assert "ФТС" in cube.table(rows="partner", cut="export[;; 2022]").notes[0]
    euros = cube.table(rows="partner", cut="export[;; 2022]", source="comext")
    assert (euros.unit, euros.columns) == ("EUR", ("partner", "EUR"))


def test_yearly_records_are_not_in_a_month(shared_book: Book) -> None:
    with pytest.raises(NotCoveredError):
        shared_book.cube("AF").table(rows="partner", cut="export[;; 2021-01]")
    with pytest.raises(UsageError, match="no months are recorded"):
        shared_book.cube("AF").table(rows="month")


def test_top_keeps_the_largest(shared_book: Book) -> None:
    frame = shared_book.cube("AQ").table(rows="partner", columns="year", top=2)
    assert frame.data["partner"] == ["CN", "KZ"]
    assert {len(values) for values in frame.data.values()} == {2}


def test_weights(shared_book: Book) -> None:
    frame = shared_book.cube("AR").table(rows="goods@4", values="net_weight_kg")
    assert frame.unit == "kg"
    assert frame.to_rows()[0] == {"goods@4": "4407", "kg": 1500.5}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"rows": "town"}, "unknown side"),
        ({"rows": "goods@11"}, "unknown side"),
        ({"rows": "partner", "columns": "goods@"}, "unknown side"),
        ({"rows": "partner", "values": "tonnes"}, "unknown values"),
        ({"rows": "partner", "cut": "export[;; 2019]"}, "nothing of it is recorded"),
        ({"rows": "partner", "source": "baci"}, "nothing of it is recorded"),
        ({"rows": "partner", "cut": "export[; services]"}, "not recorded in that detail"),
    ],
)
def test_what_is_refused(shared_book: Book, options: dict[str, str], says: str) -> None:
    with pytest.raises((UsageError, NotCoveredError), match=says):
        shared_book.cube("AQ").table(**options)


def test_pandas(shared_book: Book) -> None:
    pandas = pytest.importorskip("pandas")
    frame = shared_book.cube("AQ").table(rows="partner", columns="year")
    found = frame.to_pandas()
    assert isinstance(found, pandas.DataFrame)
    assert found.index.name == "partner"
    assert list(found.columns) == list(frame.columns[1:])
    assert found.loc["CN", "2022"] == cells(frame)["CN", "2022"]


def test_pages_of_a_notebook_are_escaped() -> None:
    pytest.importorskip("pandas")
    page = Frame(("partner", "USD"), {"partner": ["<script>"], "USD": [1.0]}, "USD", ())._repr_html_()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_polars(shared_book: Book) -> None:
    polars = pytest.importorskip("polars")
    frame = shared_book.cube("AQ").table(rows="goods@2", columns="quarter")
    found = frame.to_polars()
    assert isinstance(found, polars.DataFrame)
    assert found.to_dicts() == frame.to_rows()


def test_polars_that_is_missing_is_said(shared_book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="polars is not installed"):
        shared_book.cube("AQ").table(rows="partner").to_polars()


def test_arrow(shared_book: Book) -> None:
    pytest.importorskip("pyarrow")
    frame = shared_book.cube("AQ").table(rows="partner", columns="flow", cut="turnover[;; 2022]")
    found = frame.to_arrow()
    assert found.column_names == list(frame.columns)
    assert found.to_pylist() == frame.to_rows()
    assert [str(field.type) for field in found.schema] == ["string", "double", "double"]
