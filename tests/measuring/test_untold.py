"""Secret and residual codes: in the total, in the chapter where it is told, and said where they matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from sverka.measuring.book import Book, open_book
from sverka.measuring.lineage import query_text
from sverka.measuring.untold import untold_partners
from sverka.recording.areas import area_name


def row(partner: str, goods: str, value: float) -> dict[str, Any]:
    return {
        "source": "comext",
        "reporter": "DE",
        "year": 2023,
        "flow": "export",
        "partner": partner,
        "commodity": goods,
        "primary_value": value,
        "classification": "CN2023",
    }


ROWS = [
    row("CN", "27090010", 500),
    row("CN", "27SSSSSS", 100),
    row("CN", "2710SSSS", 10),
    row("US", "27090010", 200),
    row("US", "84713000", 90),
    row("US", "99SSSSSS", 5),
    row("US", "9999AA", 5),
    row("eqx", "XXXXXXXXXX", 60),
    row("eqx", "84713000", 30),
]


@pytest.fixture
def book(make_book: Callable[..., Any]) -> Any:
    with open_book(make_book(ROWS)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("cut", "value", "hidden"),
    [
        ("export[;; 2023]", 1000, []),
        ("export[; 27; 2023]", 810, [("export[; 27; 2023]", 110, 810)]),
        ("export[; 2709; 2023]", 700, [("export[; 27; 2023]", 110, 810)]),
        ("export[; 2710; 2023]", 10, [("export[; 27; 2023]", 110, 810)]),
        ("export[; 84; 2023]", 120, [("export[;; 2023]", 60, 1000)]),
        ("export[; -27; 2023]", 190, [("export[; 27; 2023]", 110, 810)]),
        ("export[US; 2709; 2023]", 200, []),
        ("export[US;; 2023]", 300, [("export[;; 2023]", 90, 1000)]),
        ("export[-US;; 2023]", 700, [("export[;; 2023]", 90, 1000)]),
        ("export[US; 84; 2023]", 90, [("export[; 84; 2023]", 30, 120)]),
    ],
)
def test_secret_codes_belong_to_their_chapter_and_are_told(
    book: Book, cut: str, value: float, hidden: list[tuple[str, float, float]]
) -> None:
    answer = book.cube("DE").measure(f"level({cut})")
    told = [one.values for one in answer.remarks if one.kind == "secret"]
    assert answer.value == value
    assert [(one["cut"], float(one["amount"]), float(one["whole"])) for one in told] == hidden


@pytest.mark.parametrize(
    ("goods", "digits"), [("27SSSSSS", 2), ("2710SSSS", 4), ("9999AA", 4), ("27XX", 2), ("27090010", 8)]
)
def test_a_code_is_of_the_digits_that_it_tells(make_book: Callable[..., Any], goods: str, digits: int) -> None:
    with open_book(make_book([row("CN", goods, 7), row("CN", "01012100", 1)])) as book:
        cube = book.cube("DE")
        found = {size: dict(_rows(cube, size)) for size in (2, 4, 6)}
        assert {size for size, codes in found.items() if codes.get(goods[:size]) == 7} == {
            size for size in found if size <= digits
        }
        assert cube.measure("level(export[;; 2023])").value == 8


def _rows(cube: Any, digits: int) -> list[tuple[str, float]]:
    frame = cube.table(rows=f"goods@{digits}")
    return list(zip(*(frame.data[name] for name in frame.columns), strict=True))


@pytest.mark.parametrize("goods", ["SSSSSSSS", "2SSSSSSS", "27-SSSS", "27S1SSSS", "27ssss", "00SSSSSS", "1234567890A"])
def test_what_tells_no_chapter_is_of_none(make_book: Callable[..., Any], goods: str) -> None:
    """Near misses of a secret code."""
    with open_book(make_book([row("CN", goods, 7), row("CN", "27090010", 1)])) as book:
        cube = book.cube("DE")
        assert (cube.measure("level(export[;; 2023])").value, cube.measure("level(export[; 27; 2023])").value) == (8, 1)


def test_a_little_is_not_worth_a_word(make_book: Callable[..., Any]) -> None:
    rows = [row("CN", "27090010", 9901), row("CN", "27SSSSSS", 99), row("m899", "27090010", 100)]
    with open_book(make_book(rows)) as book:
        for cut in ("export[; 2709; 2023]", "export[CN;; 2023]"):
            remarks = book.cube("DE").measure(f"level({cut})").remarks
            assert "secret" not in {one.kind for one in remarks}


def test_the_query_of_a_chapter_has_its_secret_codes(book: Book) -> None:
    with duckdb.connect() as connection:
        for cut in ("export[; 27; 2023]", "export[; 2710; 2023]", "export[; -27; 2023]", "export[; 84; 2023]"):
            answer = book.cube("DE").measure(f"level({cut})")
            assert connection.execute(str(query_text(book.cube("DE"), answer))).fetchall() == [(answer.value,)]


def test_each_untold_partner_is_a_code_that_a_source_has() -> None:
    assert untold_partners() - {code for code in untold_partners() if area_name(code)} == set()
