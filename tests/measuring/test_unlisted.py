"""What a partial extract does not list is not zero; where all is broken down, what is absent is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sverka.measuring.answers import Answer
from sverka.measuring.book import open_book

Row = dict[str, Any]
Ask = Callable[..., list[Answer]]


def row(partner: str, goods: str, value: float, mark: str | None = None, year: int = 2023, flow: str = "export") -> Row:
    return {
        "source": "comtrade",
        "reporter": "KZ",
        "year": year,
        "flow": flow,
        "partner": partner,
        "commodity": goods,
        "primary_value": value,
        "classification": "HS2017",
        "aggregate": mark,
    }


@pytest.fixture
def ask(make_book: Callable[..., Any]) -> Ask:
    def asked(rows: list[Row], *measures: str) -> list[Answer]:
        with open_book(make_book(rows)) as book:
            return [book.cube("KZ").measure(one) for one in measures]

    return asked


BEFORE = [
    row(who, goods, 10, year=2022) for who in ("CN", "RU", "US", "DE") for goods in ("2709", "2710", "7403", "8703")
]
"""A year before in which all is listed, so that each name is known."""
PARTIAL_PARTNERS = [
    *BEFORE,
    row("world", "TOTAL", 1000, "partners"),
    row("CN", "TOTAL", 300, "goods"),
    row("CN", "27", 250),
    row("CN", "74", 50),
    row("RU", "TOTAL", 200, "goods"),
    row("RU", "27", 120),
]
WHOLE = [
    *BEFORE,
    row("world", "TOTAL", 500, "partners"),
    row("CN", "TOTAL", 300, "goods"),
    row("CN", "27", 250),
    row("CN", "74", 50),
    row("RU", "27", 200),
]
ONE_HEADING = [
    row("world", "27", 1, year=2022),
    row("world", "85", 1, year=2022),
    row("world", "TOTAL", 1000, "goods"),
    row("world", "27", 600, "goods"),
    row("world", "2709", 500),
    row("world", "74", 50),
]
NOT, PART = "not_listed", "partly_listed"


@pytest.mark.parametrize(
    ("rows", "cut", "value", "kinds"),
    [
        (PARTIAL_PARTNERS, "export[;; 2023]", 1000, ["gap"]),
        (PARTIAL_PARTNERS, "export[CN;; 2023]", 300, []),
        (PARTIAL_PARTNERS, "export[US;; 2023]", None, [NOT]),
        (PARTIAL_PARTNERS, "export[BR;; 2023]", None, [NOT]),
        (PARTIAL_PARTNERS, "export[-US;; 2023]", None, [NOT]),
        (PARTIAL_PARTNERS, "export[-CN;; 2023]", 700, ["gap"]),
        (PARTIAL_PARTNERS, "export[asia;; 2023]", 300, [PART]),
        (PARTIAL_PARTNERS, "export[CN+RU;; 2023]", 500, ["gap"]),
        (PARTIAL_PARTNERS, "export[CN; 27; 2023]", 250, []),
        (PARTIAL_PARTNERS, "export[CN; 87; 2023]", 0, []),
        (PARTIAL_PARTNERS, "export[RU; 74; 2023]", None, [NOT]),
        (PARTIAL_PARTNERS, "export[RU; -74; 2023]", None, [NOT]),
        (PARTIAL_PARTNERS, "export[; 27; 2023]", 370, [PART]),
        (PARTIAL_PARTNERS, "export[CN; 2709; 2023]", None, [NOT]),
        (WHOLE, "export[;; 2023]", 500, []),
        (WHOLE, "export[US;; 2023]", 0, []),
        (WHOLE, "export[-US;; 2023]", 500, []),
        (WHOLE, "export[asia;; 2023]", 300, []),
        (WHOLE, "export[RU; 74; 2023]", 0, []),
        (WHOLE, "export[; -74; 2023]", 450, []),
        (ONE_HEADING, "export[; 27; 2023]", 600, ["gap"]),
        (ONE_HEADING, "export[; 2709; 2023]", 500, []),
        (ONE_HEADING, "export[; 2710; 2023]", None, [NOT]),
        (ONE_HEADING, "export[; 85; 2023]", None, [NOT]),
        (ONE_HEADING, "export[; 97; 2023]", None, [NOT]),
        (ONE_HEADING, "export[; 01-97; 2023]", 650, ["gap", PART]),
        (ONE_HEADING, "export[; -85; 2023]", None, [NOT]),
        (ONE_HEADING, "export[; -27; 2023]", 400, ["gap"]),
    ],
)
def test_what_is_not_listed_is_not_zero(
    ask: Ask, rows: list[Row], cut: str, value: float | None, kinds: list[str]
) -> None:
    (answer,) = ask(rows, f"level({cut}, USD)")
    assert (answer.value, [one.kind for one in answer.remarks]) == (value, kinds)


def test_a_small_part_is_not_worth_a_word_and_hides_a_member_all_the_same(ask: Ask) -> None:
    """Beyond rounding, and below a hundredth of what is asked."""
    rows = [*BEFORE, row("world", "TOTAL", 100_700, "partners"), row("CN", "TOTAL", 100_000)]
    asia, absent = ask(rows, "level(export[asia;; 2023])", "level(export[US;; 2023])")
    assert (asia.value, asia.remarks) == (100_000, ())
    assert [one.kind for one in absent.remarks] == [NOT]


def test_a_turnover_is_not_that_of_one_flow_where_the_other_may_hold_more(ask: Ask) -> None:
    imports = [row("CN", "TOTAL", 70, flow="import"), row("US", "TOTAL", 5, flow="import")]
    partial, whole = [*PARTIAL_PARTNERS, *imports], [*WHOLE, *imports]
    for measure, value in (("level(turnover[US;; 2023])", 5), ("balance([US;; 2023])", -5)):
        assert ask(partial, measure)[0].value is None
        assert ask(whole, measure)[0].value == value


def test_a_year_of_the_world_alone_has_no_partner(ask: Ask) -> None:
    rows = [row("world", "27", 900), *BEFORE]
    whole, china, before = ask(rows, *(f"level(export[{cut}])" for cut in (";; 2023", "CN;; 2023", "CN;; 2022")))
    assert (whole.value, before.value) == (900, 40)
    assert (china.value, [one.kind for one in china.remarks]) == (None, [NOT])


def test_ranks_go_among_those_that_are_counted(ask: Ask) -> None:
    rows = [*PARTIAL_PARTNERS, row("m899", "27", 250), row("DE", "27", -5), row("FR", "27", 0)]
    count, second, below = ask(
        rows, "count(partners, export[;; 2023])", "rank(RU, export[;; 2023])", "rank(DE, export[;; 2023])"
    )
    assert (count.value, second.value, second.denominator) == (3, 3, 3)
    assert [one.kind for one in count.remarks] == ["own_codes_counted", "gap"]
    assert [one.kind for one in second.remarks] == ["gap", "own_codes_above"]
    assert (below.value, below.remarks[0].kind) == (None, "not_among")
