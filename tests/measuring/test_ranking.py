"""Ranks: among single ones, among codes, among those named; what has no place, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sverka.checking.wording import UIS
from sverka.measuring.book import Cube, open_book
from sverka.measuring.lineage import query_text
from sverka.model.grammar import parse_measure
from sverka.writing.measures import measure_name
from sverka.writing.remarks import remark_text

WIDE = [(("BR", "JP")[chapter % 2], f"{chapter:02d}0199", 1.0, 1.0) for chapter in range(25, 97) if chapter != 77]
ROWS = [
    # partner, goods, value, tonnes
    ("CN", "120190", 60.0, 90.0),
    ("KZ", "120190", 10.0, 15.0),
    ("CN", "100590", 50.0, 400.0),
    ("DE", "020714", 80.0, 40.0),
    ("KZ", "020714", 5.0, 3.0),
    ("UZ", "100199", 30.0, 200.0),
    ("DE", "870323", 20.0, 2.0),
    *WIDE,
]


def records(rows: list[tuple[str, str, float, float]], year: int = 2023) -> list[dict[str, Any]]:
    return [
        {
            "reporter": "AR",
            "flow": "export",
            "year": year,
            "partner": partner,
            "commodity": goods,
            "primary_value": value,
            "net_weight_kg": 1000 * tonnes,
        }
        for partner, goods, value, tonnes in rows
    ]


@pytest.fixture
def cube(make_book: Callable[..., Path]) -> Iterator[Cube]:
    with open_book(make_book([*records(ROWS), *records([("CN", "220421", 1.0, 1.0)], 2022)])) as book:
        yield book.cube("AR")


# Soya beans have 70, maize 50, poultry meat 85, wheat 30; Asia 155 with the rest of JP, the European Union 100.
PLACES = {
    "rank(soya-beans, export[; soya-beans+maize+poultry-meat; 2023])": (2, 3, 70.0),
    "rank(maize, export[; soya-beans+maize+poultry-meat; 2023])": (3, 3, 50.0),
    "rank(maize, export[; soya-beans+maize+poultry-meat; 2023], t)": (1, 3, 400.0),
    "rank(maize, export[CN; soya-beans+maize+poultry-meat; 2023])": (2, 2, 50.0),
    "rank(grain, export[; grain+1201+meat; 2023])": (2, 3, 80.0),
    "rank(1201, export[; grain+1201+meat; 2023])": (3, 3, 70.0),
    "rank(10-12, export[; 10-12+02; 2023])": (1, 2, 150.0),
    "rank(grain, export[; grain+1201+meat+-1005; 2023])": (3, 3, 30.0),
    "rank(wine, export[; wine+maize; 2022])": (1, 1, 1.0),
    "rank(soya-beans, export[;; 2023])": (2, None, 70.0),
    "rank(1201, export[;; 2023])": (2, None, 70.0),
    "rank(1201, export[; 10+12; 2023])": (1, 3, 70.0),
    "rank(grain, export[;; 2023])": (2, None, 80.0),
    "rank(central-asia, export[central-asia+CN+DE;; 2023])": (3, 3, 45.0),
    "rank(CN, export[central-asia+CN+DE;; 2023])": (1, 3, 110.0),
    "rank(UZ, export[central-asia;; 2023])": (1, 2, 30.0),
    "rank(KZ, export[central-asia;; 2023])": (2, 2, 15.0),
    "rank(KZ, export[central-asia; soya-beans; 2023])": (1, 1, 10.0),
    # Near misses: countries and codes alone rank as ever, each by itself.
    "rank(CN, export[CN+DE+UZ;; 2023])": (1, 3, 110.0),
    "rank(1201, export[; 1201+1005+0207; 2023])": (2, 3, 70.0),
}


@pytest.mark.parametrize("measure", PLACES)
def test_places(cube: Cube, measure: str) -> None:
    place, among, own = PLACES[measure]
    answer = cube.measure(measure)
    assert (answer.value, answer.numerator) == (place, own), answer.remarks
    assert among is None or answer.denominator == among
    query = query_text(cube, answer)
    assert query is not None
    names = [row[0] for row in duckdb.sql(query).fetchall()]
    member = measure[5:].partition(",")[0]
    code = {"soya-beans": "1201", "grain": "10"}.get(member, member)
    assert names.index(member if member in names else code) + 1 == place


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        ("rank(metals, export[;; 2023])", "rank_of_goods"),
        ("rank(72-73, export[;; 2023])", "rank_of_goods"),
        ("rank(asia, export[;; 2023])", "rank_of_group"),
        ("rank(asia, export[asia;; 2023])", "rank_of_group"),
        ("rank(soluble-coffee, export[; soluble-coffee+coffee; 2023])", "no_such_goods"),
        ("rank(wine, export[; wine+maize; 2023])", "not_among"),
        ("rank(soya-beans, export[DE; soya-beans+maize; 2023])", "not_among"),
        ("rank(120190, export[; 120190+1005; 2023], m3)", "rank_unit"),
        ("rank(01, export[;; 2023])", "no_such_goods"),
    ],
)
def test_what_has_no_place(cube: Cube, measure: str, kind: str) -> None:
    answer = cube.measure(measure)
    assert (answer.value, answer.remarks[0].kind) == (None, kind)


def test_a_group_of_one_code_says_that_it_is_ranked_as_that(cube: Cube) -> None:
    told = [remark_text(one, "en") for one in cube.measure("rank(soya-beans, export[;; 2023])").remarks]
    assert told == ["soya-beans is ranked as 1201, among codes of as many digits"]
    assert cube.measure("rank(soya-beans, export[; soya-beans+maize; 2023])").remarks == ()


def test_rows_of_fewer_digits_are_in_no_rank_or_count_and_are_told(make_book: Callable[..., Path]) -> None:
    with open_book(make_book(records([*ROWS, ("DE", "84", 30.0, 1.0)]))) as book:
        cube = book.cube("AR")
        for measure in ("rank(1201, export[;; 2023])", "count(goods@4, export[;; 2023])"):
            answer = cube.measure(measure)
            assert [one.kind for one in answer.remarks] == ["coarser_left"]
            assert "30 USD (8 %)" in remark_text(answer.remarks[0], "en")
        assert cube.measure("count(goods@2, export[;; 2023])").remarks == ()


def test_goods_of_one_flow_rank_in_that_flow(make_book: Callable[..., Path]) -> None:
    imports = [{**one, "flow": "import"} for one in records([("CN", "850440", 9.0, 1.0), ("CN", "840999", 3.0, 1.0)])]
    with open_book(make_book([*records(ROWS), *imports])) as book:
        cube = book.cube("AR")
        assert cube.measure("rank(8504, import[;; 2023])").value == 1
        assert cube.measure("rank(8504, export[;; 2023])").remarks[0].kind == "no_such_goods"


def test_names_in_words() -> None:
    names = [
        measure_name(parse_measure("rank(soya-beans, export[; maize+soya-beans; 2023])"), ui).replace("\u00a0", " ")
        for ui in UIS
    ]
    assert names == [
        "place of soya beans in exports of maize and soya beans in 2023",
        "место соевых бобов в экспорте кукурузы и соевых бобов в 2023 году",
    ]
