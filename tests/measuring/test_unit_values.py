"""Unit values: value for weight or quantity of the rows that tell both; what is left out, and what has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sverka.checking.wording import UIS
from sverka.measuring.answers import Answer
from sverka.measuring.asking import answered
from sverka.measuring.book import Cube, open_book
from sverka.measuring.lineage import query_text
from sverka.model.grammar import parse_measure
from sverka.model.period import Period
from sverka.recording.rates import RateRow, Rates
from sverka.writing.figures_text import answers_text
from sverka.writing.measures import measure_name
from sverka.writing.remarks import remark_text
from sverka.writing.terminal import Screen

Record = dict[str, Any]
Open = Callable[[Sequence[Record]], Cube]


def row(partner: str, goods: str, value: float, tonnes: float | None = None, **more: Any) -> Record:
    return {
        "reporter": "KZ",
        "year": 2023,
        "flow": "export",
        "partner": partner,
        "commodity": goods,
        "primary_value": value,
        "net_weight_kg": None if tonnes is None else 1000 * tonnes,
        "aggregate": None,
        **more,
    }


@pytest.fixture
def cube_of(make_book: Callable[..., Path]) -> Iterator[Open]:
    with ExitStack() as opened:
        yield lambda records: opened.enter_context(open_book(make_book(records))).cube("KZ")


# Two rows of maize to China, of which one tells no weight; one to Russia; wheat that is counted in bushels by value.
TRADE = [
    row("CN", "1005", 1000, 4),
    row("CN", "1005", 500, None),
    row("RU", "1005", 300, 1.5),
    row("RU", "1001", 80, None),
    row("DE", "1001", 90, 0.5),
    row("DE", "1001", 0, 0.25),
    row("CN", "4407", 400, None, quantity=2, quantity_unit="m3"),
    row("CN", "4407", 100, None, quantity=None, quantity_unit="m3"),
    row("RU", "4407", 700, 1, quantity=5, quantity_unit="pcs"),
    row("CN", "1005", 60, 0.5, flow="import"),
]
MAIZE = "export[; 1005; 2023]"
# The value, what it is made of, and how much is left out of how much.
PRICES = {
    f"unit_value({MAIZE}, USD/t)": (1300 / 5.5, 1300, 5.5, "500.0"),
    f"unit_value({MAIZE})": (1300 / 5.5, 1300, 5.5, "500.0"),
    f"unit_value({MAIZE}, USD/kg)": (1300 / 5500, 1300, 5500, "500.0"),
    "unit_value(export[CN; 1005; 2023], USD/t)": (250, 1000, 4, "500.0"),
    "unit_value(export[RU; 1005; 2023], USD/t)": (200, 300, 1.5, ""),
    "unit_value(export[; 1001; 2023], USD/t)": (120, 90, 0.75, "80.0"),
    "unit_value(export[-CN; 10; 2023], USD/t)": (390 / 2.25, 390, 2.25, "80.0"),
    "unit_value(turnover[CN; 1005; 2023], USD/t)": (1060 / 4.5, 1060, 4.5, "500.0"),
    "unit_value(import[; 1005; 2023], USD/t)": (120, 60, 0.5, ""),
    "unit_value(export[; 4407; 2023], USD/m3)": (200, 400, 2, "800.0"),
    "unit_value(export[; 4407; 2023], USD/pcs)": (140, 700, 5, "500.0"),
}


@pytest.mark.parametrize("measure", PRICES)
def test_prices(cube_of: Open, measure: str) -> None:
    value, above, below, left = PRICES[measure]
    cube = cube_of(TRADE)
    answer = cube.measure(measure)
    assert (answer.value, answer.numerator, answer.denominator) == (pytest.approx(value, rel=1e-15), above, below)
    assert [one.values["amount"] for one in answer.remarks if one.kind == "unpriced"] == ([left] if left else [])
    query = query_text(cube, answer)
    assert query is not None
    if measure.endswith(("m3)", "pcs)")):
        return
    assert [tuple(map(float, line)) for line in duckdb.sql(query).fetchall()] == [(above, below)]


def test_a_cube_alone_answers_where_every_group_tells_or_does_not(cube_of: Open) -> None:
    """Without the book to read again: groups of the cube that are mixed have no price, others have."""
    series = cube_of(TRADE[:1] + TRADE[2:]).series
    alone = [one for one in series if object.__setattr__(one, "telling", None) is None]
    found = answered(parse_measure("unit_value(export[RU; 1005; 2023])"), alone, Rates.of(()))
    assert found.value == 200
    mixed = [one for one in cube_of(TRADE).series if object.__setattr__(one, "telling", None) is None]
    assert answered(parse_measure(f"unit_value({MAIZE})"), mixed, Rates.of(())).remarks[0].kind == "no_weight"


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        ("unit_value(export[CN; 4407; 2023], USD/t)", "no_weight"),
        ("unit_value(import[CN; 1005; 2023], USD/m3)", "no_quantity"),
        ("unit_value(export[; 1005; 2023], USD/bbl)", "no_quantity"),
        ("unit_value(export[; 8703; 2023], USD/t)", "beyond_scope"),
        ("unit_value(export[; 1005; 2022], USD/t)", "no_period"),
        ("unit_value(export[; 1005; 2023], EUR/t)", "no_rate"),
        ("unit_value(export[; 100590; 2023], USD/t)", "too_deep"),
        ("unit_value(export[US; 1005; 2023], USD/t)", "no_such_partner"),
    ],
)
def test_what_has_no_price(cube_of: Open, measure: str, kind: str) -> None:
    answer = cube_of(TRADE).measure(measure)
    assert (answer.value, answer.remarks[0].kind) == (None, kind)


def test_a_weight_of_nothing_is_no_divisor(cube_of: Open) -> None:
    assert cube_of([row("CN", "2716", 10, 0)]).measure("unit_value(export)").remarks[0].kind == "zero_denominator"


def test_a_price_in_another_currency(cube_of: Open) -> None:
    rates = Rates.of([RateRow(Period.parse("2023"), "RUB", "USD", 85.0, "made up")])
    answer = answered(parse_measure(f"unit_value({MAIZE}, RUB/t)"), cube_of(TRADE).series, rates)
    assert answer.value == pytest.approx(1300 * 85 / 5.5)
    assert [one.kind for one in answer.remarks] == ["converted", "unpriced"]


def test_a_declared_total_that_tells_its_weight_stands_for_its_parts(cube_of: Open) -> None:
    rows = [
        row("world", "1005", 2000, 10, aggregate="partners"),
        row("CN", "1005", 900, 4),
        row("RU", "1005", 700, None),
        row("DE", "1005", 300, 2),
    ]
    cube = cube_of(rows)
    assert cube.measure(f"unit_value({MAIZE})").value == 200
    rest = cube.measure("unit_value(export[-CN; 1005; 2023])")
    assert (rest.numerator, rest.denominator) == (1100, 6)
    # Russia tells no weight, so that nothing can be taken from the world for it: the others' own rows answer.
    rest = cube.measure("unit_value(export[-RU; 1005; 2023])")
    assert (rest.numerator, rest.denominator) == (1200, 6)
    query = query_text(cube, rest)
    assert query is not None
    assert [tuple(map(float, line)) for line in duckdb.sql(query).fetchall()] == [(1200, 6)]
    assert cube.measure("unit_value(export[DE; 1005; 2023])").value == 150


def test_a_declared_total_without_a_weight_says_nothing(cube_of: Open) -> None:
    rows = [
        row("world", "1005", 2000, None, aggregate="partners"),
        row("CN", "1005", 900, 4),
        row("DE", "1005", 300, 2),
    ]
    answer = cube_of(rows).measure(f"unit_value({MAIZE})")
    assert (answer.numerator, answer.denominator) == (1200, 6)
    assert [one.values["amount"] for one in answer.remarks if one.kind == "unpriced"] == ["800.0"]


def test_weights_that_stand_in_rows_of_their_own_are_beside_their_values(cube_of: Open) -> None:
    rows = [
        row("CN", "1005", 1000, source="sdmx"),
        row("CN", "1005", 0, 4, source="sdmx"),
        row("DE", "1005", 700, source="sdmx"),
    ]
    cube = cube_of(rows)
    assert cube.measure(f"unit_value({MAIZE})").value == 250
    assert cube.measure(f"unit_value({MAIZE}, USD/m3)").remarks[0].kind == "no_quantity"


def test_how_it_is_told(cube_of: Open) -> None:
    cube = cube_of(TRADE)
    measure = "unit_value(export[CN; maize; 2023], USD/t)"
    answer: Answer = cube.measure(measure)
    told = [answers_text([("", answer)], cube, Screen(ui, 140)) for ui in UIS]
    assert "250 USD/t (1,000 USD for 4 t)" in told[0]
    assert "250 USD/t (1\u202f000 USD за 4 t)" in told[1]
    assert [measure_name(parse_measure(measure), ui) for ui in UIS] == [
        "unit value of exports of maize to China in 2023",
        "средняя цена экспорта кукурузы в Китай в 2023 году",
    ]
    (remark,) = (one for one in answer.remarks if one.kind == "unpriced")
    assert "500 USD (33 %) stands in rows without a weight" in remark_text(remark, "en")
    pieces = cube.measure("unit_value(export[; 4407; 2023], USD/pcs)")
    (of_pieces,) = (one for one in pieces.remarks if one.kind == "unpriced")
    assert "without a quantity in pcs" in remark_text(of_pieces, "en")
