"""Goods finer than the records: what is answered by the others, what is not answered, and which codes hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sverka.measuring.book import Cube, open_book
from sverka.measuring.lineage import query_text

Open = Callable[[Sequence[dict[str, Any]]], Cube]


def rows(goods: dict[str, float], flow: str = "export", year: int = 2023, **more: Any) -> list[dict[str, Any]]:
    """Each of some goods with its value, with one partner in ten sections, so that the book is no extract."""
    wide = {f"{chapter:02d}99": 1.0 for chapter in range(25, 97) if chapter != 77}
    partners = ("CN", "DE", "KZ", "US")
    return [
        {
            "reporter": "BR",
            "flow": flow,
            "year": year,
            "partner": "CN",
            "commodity": code,
            "primary_value": value,
            **more,
        }
        for code, value in (goods | wide).items()
    ] + [
        {
            "reporter": "BR",
            "flow": flow,
            "year": year,
            "partner": one,
            "commodity": "9999",
            "primary_value": 1.0,
            **more,
        }
        for one in partners
    ]


@pytest.fixture
def cube_of(make_book: Callable[..., Path]) -> Iterator[Open]:
    with ExitStack() as opened:
        yield lambda records: opened.enter_context(open_book(make_book(records))).cube("BR")


HEADINGS = {"0901": 50.0, "2101": 9.0, "0813": 4.0, "0806": 30.0, "2516": 7.0, "6802": 3.0, "1201": 20.0}
# A slice of goods; the value; what is left out, and of which codes it is a part.
ANSWERED = {
    "; soluble-coffee": (None, "", ""),
    "; 21011110": (None, "", ""),
    "; 2101+-210111": (None, "", ""),
    "; -210111": (None, "", ""),
    "; 2101": (9.0, "", ""),
    "; coffee": (50.0, "", ""),
    "; coffee+soluble-coffee": (50.0, "210111", "2101"),
    "; dried-fruit": (4.0, "080620", "0806"),
    "; granite": (7.0, "680223+680293", "6802"),
    "; dried-fruit+granite+1201": (31.0, "080620+680223+680293", "0806+6802"),
    "; dried-fruit+-0901": (4.0, "080620", "0806"),
    "; dried-fruit+-080620": (None, "", ""),
}


@pytest.mark.parametrize("goods", ANSWERED)
def test_what_headings_tell_of_finer_goods(cube_of: Open, goods: str) -> None:
    value, left, within = ANSWERED[goods]
    answer = cube_of(rows(HEADINGS)).measure(f"level(export[{goods}; 2023])")
    told = [(one.values["left"], one.values["within"]) for one in answer.remarks if one.kind == "finer_left"]
    assert (answer.value, told) == (value, [(left, within)] if left else [])
    if value is None:
        (remark,) = answer.remarks
        assert (remark.kind, remark.values["recorded"]) == ("too_deep", "4")
        assert remark.values["within"] in ("2101", "0806")


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("share(export[; dried-fruit; 2023], export[; dried-fruit+0901; 2023])", 100 * 4 / 54),
        ("growth(export[; dried-fruit; 2023])", 100.0),
        ("change(export[; dried-fruit; 2023])", 2.0),
        ("ratio(export[; dried-fruit; 2023], import[; dried-fruit; 2023])", 4 / 5),
        ("balance([; dried-fruit; 2023])", -1.0),
        ("level(turnover[; dried-fruit; 2023])", 9.0),
        ("rank(CN, export[; dried-fruit; 2023])", 1.0),
        ("count(partners, export[; dried-fruit; 2023])", 1.0),
        ("count(goods@4, export[; dried-fruit+granite; 2023])", 2.0),
    ],
)
def test_every_measure_leaves_the_same_out_and_says_so_once(cube_of: Open, measure: str, value: float) -> None:
    half = {code: one / 2 for code, one in HEADINGS.items()}
    cube = cube_of([*rows(HEADINGS), *rows(half, year=2022), *rows({**HEADINGS, "0813": 5.0}, "import")])
    answer = cube.measure(measure)
    assert answer.value == pytest.approx(value)
    assert [one.kind for one in answer.remarks].count("finer_left") == 1


def test_the_query_of_a_partial_answer_gives_it(cube_of: Open) -> None:
    cube = cube_of(rows(HEADINGS))
    answer = cube.measure("level(export[; dried-fruit; 2023])")
    query = query_text(cube, answer)
    assert query is not None
    assert duckdb.sql(query).fetchall() == [(4,)]


def test_a_source_that_tells_all_apart_answers_before_one_that_does_not(cube_of: Open) -> None:
    fine = {f"{code}00": value for code, value in HEADINGS.items()} | {"080620": 2.0, "210111": 6.0}
    cube = cube_of([*rows(HEADINGS, source="fts"), *rows(fine, source="baci")])
    for goods, value, source in (("dried-fruit", 6.0, "baci"), ("soluble-coffee", 6.0, "baci"), ("0813", 4.0, "fts")):
        answer = cube.measure(f"level(export[; {goods}; 2023])")
        assert answer.series is not None
        assert (answer.value, answer.series.key.source) == (value, source)
        assert "finer_left" not in [one.kind for one in answer.remarks]


def test_the_coarser_of_two_flows_says_what_is_left_out(cube_of: Open) -> None:
    cube = cube_of([*rows({"080620": 2.0, "081300": 4.0}), *rows({"0813": 5.0, "0806": 1.0}, "import")])
    assert cube.measure("level(export[; dried-fruit; 2023])").value == 6.0
    both = cube.measure("level(turnover[; dried-fruit; 2023])")
    assert (both.value, both.remarks[0].kind) == (9.0, "finer_left")


# A year told by subheadings and one by headings, in one source without declared totals: (slice, value, notes).
UNEVEN = (
    ("; 210111; 2022", 6.0, []),
    ("; 210111; 2023", None, ["not_listed"]),
    ("CN; 210111; 2023", None, ["not_listed"]),
    ("; 2101; 2023", 9.0, []),
    ("; 2101; 2022", 6.0, []),
    ("; 21; 2023", 9.0, []),
    ("; 0901+210111; 2023", 50.0, ["partly_listed"]),
    # Near misses: nothing is told coarsely that could hold them, or it is another's.
    ("; 290990; 2023", 0.0, []),
    ("DE; 210111; 2023", 0.0, []),
    (";; 2023", None, []),
)


@pytest.mark.parametrize(("cut", "value", "kinds"), UNEVEN)
def test_what_is_told_more_coarsely_in_another_row_is_not_zero(
    cube_of: Open, cut: str, value: float | None, kinds: list[str]
) -> None:
    fine = {"210111": 6.0, "090121": 40.0, "290990": 1.0}
    cube = cube_of([*rows(fine, year=2022), *rows({"2101": 9.0, "0901": 50.0, "290911": 3.0})])
    answer = cube.measure(f"level(export[{cut}])")
    assert [one.kind for one in answer.remarks] == kinds
    if cut != ";; 2023":
        assert answer.value == value
