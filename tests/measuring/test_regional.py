"""A country known by its regions alone: summed where all are there, else named; Taiwan and Other Asia."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sverka.checking.wording import UIS
from sverka.measuring.answers import Answer
from sverka.measuring.book import open_book
from sverka.reference.places_data import region_rows
from sverka.writing.remarks import remark_text

STATES = tuple(row["id"] for row in region_rows() if row["parent"] == "BR")
MakeBook = Callable[..., Path]


def record(reporter: str, value: int, partner: str = "CN", **more: Any) -> dict[str, Any]:
    row = {"reporter": reporter, "partner": partner, "year": 2023, "month": 1, "commodity": "1201"}
    return {**row, "flow": "export", "primary_value": value, **more}


def asked(make_book: MakeBook, records: list[dict[str, Any]], measure: str, reporter: str = "BR") -> Answer:
    with open_book(make_book(records)) as book:
        return book.cube(reporter).measure(measure)


def kinds(answer: Answer) -> list[str]:
    return [one.kind for one in answer.remarks]


def test_all_states_are_summed_and_told_as_a_sum(make_book: MakeBook) -> None:
    records = [record(state, 10 + at) for at, state in enumerate(STATES)] + [record("BR-ND", 1000)]
    answer = asked(make_book, records, "level(export[CN;; 2023-01], USD)")
    assert len(STATES) == 27
    assert answer.value == sum(range(10, 37))
    assert "sum_of_regions" in kinds(answer)
    [told] = [one for one in answer.remarks if one.kind == "sum_of_regions"]
    assert [("27" in remark_text(told, ui), "BR" in remark_text(told, ui)) for ui in UIS] == [(True, True)] * 2


def test_the_query_of_a_sum_names_the_states(make_book: MakeBook) -> None:
    with open_book(make_book([record(state, 1) for state in STATES])) as book:
        cube = book.cube("BR")
        answer = cube.measure("level(export[;; 2023-01], USD)")
        assert answer.series is not None
        query = cube.query_of(answer.series, frozenset(answer.series.blocks))
    assert "BR-AC" in query
    assert "BR-TO" in query


def test_one_state_short_is_no_sum(make_book: MakeBook) -> None:
    answer = asked(make_book, [record(state, 10) for state in STATES[1:]], "level(export[;; 2023-01], USD)")
    assert answer.value is None
    assert kinds(answer) == ["some_regions"]
    told = dict(answer.remarks[0].values)
    assert (told["count"], told["all"]) == ("26", "27")
    assert "26" in remark_text(answer.remarks[0], "en")


def test_states_of_two_sources_do_not_make_one_sum(make_book: MakeBook) -> None:
    records = [record(state, 10, source="a" if at else "b") for at, state in enumerate(STATES)]
    assert asked(make_book, records, "level(export[;; 2023-01], USD)").value is None


@pytest.mark.parametrize("reporter", ["KZ", "BR-PR", "mercosur"])
def test_who_has_no_regions_there_has_no_records(make_book: MakeBook, reporter: str) -> None:
    answer = asked(make_book, [record("BR-SP", 10)], "level(export[;; 2023-01], USD)", reporter)
    assert kinds(answer) == ["no_records"]


def test_the_national_record_goes_before_any_sum(make_book: MakeBook) -> None:
    records = [*(record(state, 10) for state in STATES), record("BR", 999)]
    answer = asked(make_book, records, "level(export[;; 2023-01], USD)")
    assert (answer.value, "sum_of_regions" in kinds(answer)) == (999, False)


@pytest.mark.parametrize(
    ("partners", "measure", "told"),
    [
        (("CN", "m490"), "level(export[TW;; 2023-01], USD)", True),
        (("CN", "m490"), "share(export[TW;; 2023-01], export[;; 2023-01])", True),
        (("CN", "m490"), "level(export[CN+TW;; 2023-01], USD)", True),
        (("CN", "m490"), "rank(TW, export[;; 2023-01])", True),
        (("CN", "m490"), "level(export[CN;; 2023-01], USD)", False),
        (("CN", "m490", "TW"), "level(export[TW;; 2023-01], USD)", False),
        (("CN",), "level(export[TW;; 2023-01], USD)", False),
    ],
)
def test_other_asia_is_offered_where_taiwan_has_no_row(
    make_book: MakeBook, partners: tuple[str, ...], measure: str, told: bool
) -> None:
    answer = asked(make_book, [record("KZ", 7, partner) for partner in partners], measure, "KZ")
    assert ("other_asia" in kinds(answer)) == told
    if "[TW;" in measure and told and not measure.startswith("rank"):
        assert answer.value is None
