"""Declared totals through a book: what answers, which gaps are told, what of a partial extract is not zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pytest

from sverka.measuring.answers import Answer
from sverka.measuring.book import open_book
from sverka.measuring.cube import Sums
from sverka.measuring.declared import last_place, rounding
from sverka.measuring.lineage import query_text

PARTNERS = ("CN", "RU", "KZ")


def row(partner: str, goods: str, value: float, mark: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "source": "comtrade",
        "reporter": "KZ",
        "year": 2023,
        "flow": "export",
        "partner": partner,
        "commodity": goods,
        "primary_value": value,
        "classification": "HS2017",
        "detail": None,
        "aggregate": mark,
        "net_weight_kg": None,
        "quantity": None,
        "quantity_unit": None,
        **more,
    }


Ask = Callable[..., list[Answer]]


@pytest.fixture
def ask(make_book: Callable[..., Any]) -> Ask:
    """`ask(rows, measure, …)`: the answers of a book with these rows of KZ."""

    def asked(rows: list[dict[str, Any]], *measures: str) -> list[Answer]:
        with open_book(make_book(rows)) as book:
            return [book.cube("KZ").measure(one) for one in measures]

    return asked


ONE_HEADING = [
    row("world", "TOTAL", 1_000_000, "goods"),
    row("world", "27", 600_000),
    row("world", "74", 50_000),
]
TWO_PARTNERS = [
    row("world", "TOTAL", 1_000_000, "partners"),
    row("CN", "TOTAL", 300_000),
    row("RU", "TOTAL", 200_000),
]


def gaps(answer: Answer) -> list[tuple[float, float]]:
    told = [remark.values for remark in answer.remarks if remark.kind == "gap"]
    return [(float(one["declared"]), float(one["parts"])) for one in told]


def test_a_total_over_goods_answers_and_its_gap_is_told(ask: Ask) -> None:
    level, share, rest = ask(
        ONE_HEADING,
        "level(export[;; 2023], USD)",
        "share(export[; 27; 2023], export[;; 2023])",
        "level(export[; -27; 2023], USD)",
    )
    assert (level.value, gaps(level)) == (1_000_000, [(1_000_000, 650_000)])
    assert (share.value, gaps(share)) == (60, [(1_000_000, 650_000)])
    assert (rest.value, gaps(rest)) == (400_000, [(400_000, 50_000)])


def test_a_total_over_partners_answers_and_its_gap_is_told(ask: Ask) -> None:
    level, share, rest, china = ask(
        TWO_PARTNERS,
        "level(export[;; 2023], USD)",
        "share(export[CN;; 2023], export[;; 2023])",
        "level(export[-CN;; 2023], USD)",
        "level(export[CN;; 2023], USD)",
    )
    assert (level.value, gaps(level)) == (1_000_000, [(1_000_000, 500_000)])
    assert (share.value, gaps(share)) == (30, [(1_000_000, 500_000)])
    assert (rest.value, gaps(rest)) == (700_000, [(700_000, 200_000)])
    assert (china.value, gaps(china)) == (300_000, [])


def test_a_growth_tells_the_gap_of_each_year(ask: Ask) -> None:
    before = [{**one, "year": 2022, "primary_value": one["primary_value"] / 2} for one in TWO_PARTNERS]
    (growth,) = ask([*TWO_PARTNERS, *before], "growth(export[;; 2023])")
    assert (growth.value, gaps(growth)) == (100, [(1_000_000, 500_000), (500_000, 250_000)])


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (
            [row("world", "27", 40, "partners", detail="mode=1"), row("world", "27", 60, "partners", detail="mode=2")],
            100,
        ),
        ([row("world", "27", 40, "partners", detail="mode=1"), row("world", "27", 99, "partners")], 99),
        (
            [
                row("world", "27", 30, "partners", detail="customs=C01"),
                row("world", "27", 20, "partners", detail="customs=C01;mode=1"),
                row("world", "27", 80, "partners", detail="customs=C02;mode=1"),
            ],
            100,
        ),
        ([row("world", "27", 99, "partners"), row("world", "27", 90, "partners", classification="S4")], 99),
        ([row("EU", "27", 99, "partners")], 70),
        ([row("CN", "27", 99, "of which re-exports")], 70),
        ([row("CN", "27", 75, "detail"), row("CN", "27", 1, "detail", detail="customs=C01")], 75),
    ],
    ids=[
        "modes without a total",
        "a mode beside all",
        "the finest cut",
        "SITC beside HS",
        "a group",
        "a part",
        "all modes",
    ],
)
def test_a_cell_is_told_once_by_its_coarsest_rows(ask: Ask, rows: list[dict[str, Any]], value: float) -> None:
    parts = [row("CN", "27", 50, detail="mode=1"), row("CN", "27", 20, detail="mode=2")]
    assert ask([*parts, *rows], "level(export[; 27; 2023], USD)")[0].value == value


def test_a_weight_answers_where_it_is_declared(ask: Ask) -> None:
    rows = [
        row("world", "27", 100, "partners", net_weight_kg=1000),
        row("world", "TOTAL", 150, "partners"),
        row("CN", "27", 60, net_weight_kg=500),
        row("RU", "27", 30),
        row("RU", "74", 50, net_weight_kg=7),
    ]
    chapter, everything, rest = ask(
        rows, "level(export[; 27; 2023], kg)", "level(export[;; 2023], kg)", "level(export[-CN; 27; 2023], kg)"
    )
    assert (chapter.value, gaps(chapter)) == (1000, [(1000, 500)])
    assert [one.kind for one in chapter.remarks] == ["gap"]
    assert everything.value == 1007
    assert rest.value == 500


def test_a_total_without_weight_is_lacking_where_it_has_more_than_its_parts(ask: Ask) -> None:
    (answer,) = ask(
        [row("world", "TOTAL", 1000, "partners"), row("CN", "27", 600, net_weight_kg=9)], "level(export[;; 2023], kg)"
    )
    assert answer.value == 9
    assert [(one.kind, one.values.get("rows")) for one in answer.remarks] == [("weight_missing", "1")]


def test_a_quantity_answers_where_it_is_declared(ask: Ask) -> None:
    litres = {"quantity": 5, "quantity_unit": "l"}
    rows = [
        row("world", "2204", 100, "partners", quantity=90, quantity_unit="l"),
        row("CN", "2204", 50, **litres),
        row("RU", "2204", 50, quantity=3, quantity_unit="pcs"),
        row("CN", "2709", 50, quantity=8, quantity_unit="pcs"),
    ]
    wine, rest, less_pieces, mixed, oil = ask(
        rows,
        "level(export[; 2204; 2023], l)",
        "level(export[-CN; 2204; 2023], l)",
        "level(export[-RU; 2204; 2023], l)",
        "level(export[;; 2023], l)",
        "level(export[; 2709; 2023], pcs)",
    )
    assert (wine.value, oil.value) == (90, 8)
    assert rest.value == 85
    assert mixed.value is None
    assert less_pieces.value is None, "of the world in litres a partner in pieces cannot be taken away"


@pytest.mark.parametrize(
    ("measure", "parts"),
    [
        ("level(export[;; 2023], USD)", (1000.0,)),
        ("level(export[-CN;; 2023], USD)", (650.0,)),
        ("level(export[; -27; 2023], USD)", (400.0,)),
        ("level(export[CN; 27; 2023], USD)", (300.0,)),
        ("level(export[CN; 2709; 2023], kg)", (7.0,)),
        ("level(export[; 27; 2023], kg)", (99.0,)),
        ("share(export[CN;; 2023], export[;; 2023])", (350.0, 1000.0)),
        ("rank(RU, export[;; 2023])", (("CN", 350.0), ("RU", 200.0))),
        ("rank(27, export[CN;; 2023])", (("27", 300.0), ("74", 20.0))),
        ("count(partners, export[;; 2023])", (2,)),
        ("count(goods@4, export[;; 2023])", (2,)),
    ],
)
def test_the_query_of_a_figure_gives_what_is_declared(
    make_book: Callable[..., Any], measure: str, parts: tuple[Any, ...]
) -> None:
    rows = [
        row("world", "TOTAL", 1000, "partners"),
        row("world", "27", 600, "partners", net_weight_kg=99),
        row("CN", "TOTAL", 350, "goods"),
        row("CN", "27", 300, "goods"),
        row("CN", "2709", 100, net_weight_kg=7),
        row("CN", "74", 20),
        row("RU", "2710", 200),
    ]
    with open_book(make_book(rows)) as book, duckdb.connect() as connection:
        cube = book.cube("KZ")
        answer = cube.measure(measure)
        assert answer.value is not None
        found = connection.execute(str(query_text(cube, answer))).fetchall()
    exact = [tuple(float(one) if isinstance(one, Decimal) else one for one in line) for line in found]
    assert exact == (list(parts) if isinstance(parts[0], tuple) else [parts])


def test_a_query_too_long_to_write_gives_parts_and_totals(make_book: Callable[..., Any]) -> None:
    codes = [f"{chapter:02}{heading:02}" for chapter in range(10, 30) for heading in range(10, 22)]
    rows = [one for code in codes for one in (row("CN", code, 90, "goods"), row("CN", code + "00", 70))]
    with open_book(make_book(rows)) as book, duckdb.connect() as connection:
        cube = book.cube("KZ")
        answer = cube.measure("level(export[;; 2023], USD)")
        query = str(query_text(cube, answer))
        found = connection.execute(f"SELECT told, sum(value) FROM ({query}) GROUP BY 1 ORDER BY 1").fetchall()
    assert (answer.value, found) == (90 * 240, [(0, 70 * 240), (1, 90 * 240)])


@pytest.mark.parametrize(
    ("values", "place"),
    [([100, 1250], 10), ([100, 1255], 1), ([30_000_00] * 5, 100), ([30_000_00] * 60, 1_000_000), ([0], 100), ([], 1)],
)
def test_the_last_place_of_values(values: list[int], place: int) -> None:
    assert last_place(np.array(values, dtype=np.int64)) == place


@pytest.mark.parametrize(
    ("declared", "parts", "told"),
    [
        (1_000_000, [600_000, 399_999], False),
        (1_000_000, [600_000, 399_998], True),
        (1_000_000, [990_000], True),
        (30, [29], True),
    ],
)
def test_a_gap_is_more_than_rounding(ask: Ask, declared: int, parts: list[int], told: bool) -> None:
    rows = [row("world", "TOTAL", declared, "partners")]
    rows += [row(who, "TOTAL", value) for who, value in zip(PARTNERS, parts, strict=False)]
    (answer,) = ask([*rows, row("m490", "TOTAL", 1, "of which re-exports")], "level(export[;; 2023])")
    assert answer.value == declared
    assert bool(gaps(answer)) is told


def test_rounding_is_half_a_place_each_and_never_a_hundredth() -> None:
    assert rounding(1_000_000_00, 3, 100) == 200
    assert rounding(100_00, 1000, 100) == 100


def test_sums_of_two_flows_are_added_field_by_field() -> None:
    assert Sums(1, 2, 3, 4, 5) + Sums(1, 2, 3, 4, 9, lacking=-2, remainder=7, totals=1) == Sums(
        2, 4, 6, 8, 14, lacking=4, remainder=7, totals=1
    )
