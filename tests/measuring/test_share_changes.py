"""Changes of a share, in points: what both periods have, what is not covered, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sverka.checking.wording import UIS
from sverka.measuring.book import Book, open_book
from sverka.model.grammar import parse_measure
from sverka.writing.figures_text import answers_text
from sverka.writing.measures import measure_name
from sverka.writing.terminal import Screen


@pytest.mark.parametrize(
    ("reporter", "measure", "parts"),
    [
        # In AQ a month of 2021 has 2 × value + month, one of 2022 3 × value + month.
        ("AQ", "change(share(export[KZ;; 2022-05], export[;; 2022-05]))", ((156.5, 502.25), (106.0, 341.5))),
        ("AQ", "change(share(export[KZ;; 2022-05], export[;; 2022-05]), 2021-01)", ((156.5, 502.25), (102.0, 325.5))),
        ("AS", "change(share(export[eu;; 2020], export[;; 2020]))", ((1, 3), (1, 3))),
    ],
)
def test_points_are_the_later_share_less_the_earlier(
    shared_book: Book, reporter: str, measure: str, parts: tuple[tuple[float, float], ...]
) -> None:
    """The European Union of the later year is taken in both."""
    answer = shared_book.cube(reporter).measure(measure)
    now, before = (100 * part / whole for part, whole in parts)
    assert answer.value == pytest.approx(now - before)
    assert (answer.numerator, answer.base, answer.unit) == (pytest.approx(now), pytest.approx(before), "pp")


def test_months_that_both_years_have_are_compared(shared_book: Book) -> None:
    cube = shared_book.cube("AQ")
    answer = cube.measure("change(share(export[KZ;; 2023], export[;; 2023]))")
    same = cube.measure("change(share(export[KZ;; 2023-01/2023-08], export[;; 2023-01/2023-08]))")
    assert (answer.value, answer.remarks[0].kind) == (same.value, "same_months")


@pytest.mark.parametrize(
    ("reporter", "measure", "kind"),
    [
        ("AQ", "change(share(export[KZ;; 2022], export[;; 2022]), 2019)", "no_period"),
        ("AQ", "change(share(export[BR;; 2022], export[;; 2022]))", "no_such_partner"),
        ("AO", "change(share(export[KZ;; 2022], export[CN;; 2022]))", "zero_denominator"),
        ("AQ", "change(share(export[KZ;; 2023], export[;; 2022]))", "incomplete"),
    ],
)
def test_what_is_not_covered(shared_book: Book, reporter: str, measure: str, kind: str) -> None:
    answer = shared_book.cube(reporter).measure(measure)
    assert (answer.value, answer.remarks[0].kind) == (None, kind)


def test_how_it_is_told(make_book: Callable[..., Path]) -> None:
    rows = [
        {"reporter": "KZ", "flow": "export", "partner": who, "commodity": "2709", "year": year, "primary_value": value}
        for year, china in ((2022, 10), (2023, 30))
        for who, value in (("CN", china), ("DE", 100 - china))
    ]
    measure = "change(share(export[CN;; 2023], export[;; 2023]))"
    with open_book(make_book(rows)) as book:
        cube = book.cube("KZ")
        told = [answers_text([("", cube.measure(measure))], cube, Screen(ui, 100)) for ui in UIS]
    assert "20 points (30 % against 10 %)" in told[0]
    assert "20\u00a0п. п. (30\u202f% против 10\u202f%)" in told[1]
    names = [measure_name(parse_measure(measure), ui) for ui in UIS]
    assert names == [
        "change of the share of China in exports in 2023",
        "изменение доли Китая в экспорте в 2023 году",
    ]
