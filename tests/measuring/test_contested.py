"""A total that is declared more than once: one rule for loads, books and measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sverka.measuring.answers import Answer
from sverka.measuring.book import open_book
from sverka.recording.load import Loaded, Request, load_records
from sverka.writing.remarks import remark_text

HEADER = "period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,motCode,qtyUnitCode,qty,primaryValue"
ALL = "level(export[;; 2023], USD)"
Ask = Callable[..., Answer]


def row(partner: str, goods: str, value: float, mode: str = "0", unit: str = "-1") -> str:
    return f"2023,398,X,{partner},H6,{goods},{mode},{unit},1,{value}"


def loaded(book: Path, folder: Path, rows: Sequence[str], **how: Any) -> Loaded:
    file = folder / "file.csv"
    file.write_text("\n".join([HEADER, *rows, ""]))
    return load_records(book, Request((file,), **how))


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """`ask(rows, measure)`: the answer of a book into which a file of these rows is loaded."""

    def asked(rows: Sequence[str], measure: str = ALL) -> Answer:
        loaded(tmp_path / "book", tmp_path, rows)
        with open_book(tmp_path / "book") as book:
            return book.cube("KZ").measure(measure)

    return asked


def contested(answer: Answer) -> list[tuple[float, float]]:
    told = [one.values for one in answer.remarks if one.kind == "contested"]
    return [(float(one["low"]), float(one["high"])) for one in told]


PARTS = [row("156", "TOTAL", 60), row("643", "TOTAL", 30), row("276", "TOTAL", 5), row("40", "TOTAL", 1)]
WORLD = [row("0", "TOTAL", 100), row("0", "TOTAL", 110)]
CHAPTERS = [row("156", "27", 50), row("156", "10", 20)]
CASES = {
    "different values beside parts": ([*PARTS, *WORLD], ALL, 96, [(100, 110)], 2, 0),
    "three values": ([*PARTS, *WORLD, row("0", "TOTAL", 105)], ALL, 96, [(100, 110)], 2, 1),
    "the same value": ([*PARTS, *WORLD[:1] * 3], ALL, 100, [], 0, 2),
    "one of them twice": ([*PARTS, *WORLD, *WORLD[:1]], ALL, 96, [(100, 110)], 2, 1),
    "nothing else": (WORLD, ALL, 110, [(100, 110)], 1, 0),
    "nothing else, the same value": (WORLD[:1] * 2, ALL, 100, [], 0, 1),
    "of a partner": (
        [*CHAPTERS, row("156", "TOTAL", 80), row("156", "TOTAL", 90)],
        "level(export[CN;; 2023], USD)",
        70,
        [(80, 90)],
        2,
        0,
    ),
    "of a chapter": (
        [row("156", "2701", 50), row("156", "27", 80), row("156", "27", 90)],
        "level(export[; 27; 2023], USD)",
        50,
        [(80, 90)],
        2,
        0,
    ),
    "a partner's, below a declared world": (
        [*CHAPTERS, row("156", "TOTAL", 80), row("156", "TOTAL", 90), row("0", "TOTAL", 200)],
        ALL,
        200,
        [],
        2,
        0,
    ),
    "a chapter, and the whole": ([*PARTS, *WORLD], "level(export[CN;; 2023], USD)", 60, [], 2, 0),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_total_that_is_declared_twice(tmp_path: Path, case: tuple[Any, ...]) -> None:
    rows, measure, value, told, n, repeated = case
    load = loaded(tmp_path / "book", tmp_path, rows)
    with open_book(tmp_path / "book") as book:
        answer = book.cube("KZ").measure(measure)
    assert (answer.value, contested(answer)) == (value, told)
    counted = load.files[0].tolerated
    assert (counted.get("contested_totals", 0), counted.get("repeated_totals", 0)) == (n, repeated)
    assert load.files[0].rows == load.files[0].stored == len(rows)
    again = loaded(tmp_path / "book", tmp_path, rows)
    assert (again.changed, dict(again.files[0].tolerated)) == (False, dict(counted))


ADDED = {
    "modes": ([*PARTS, row("0", "TOTAL", 60, "1000"), row("0", "TOTAL", 50, "2100")], 110),
    "all modes and modes": ([*PARTS, *WORLD[:1], row("0", "TOTAL", 60, "1000"), row("0", "TOTAL", 50, "2100")], 100),
    "units": ([row("156", "2701", 96), row("156", "27", 60, unit="8"), row("156", "27", 50, unit="5")], 110),
    "a cut that was not read": ([*PARTS, *PARTS[:2], *WORLD], 210),
}


@pytest.mark.parametrize(("rows", "value"), ADDED.values(), ids=ADDED)
def test_totals_that_are_cut_add_up(ask: Ask, rows: list[str], value: float) -> None:
    answer = ask(rows)
    assert (answer.value, contested(answer)) == (value, [])


def test_months_are_periods_of_their_own(ask: Ask) -> None:
    rows = [one.replace("2023,", f"2023{month:02},", 1) for month in range(1, 13) for one in (*PARTS, WORLD[0])]
    assert (ask(rows).value, contested(ask(rows))) == (1200, [])


def test_all_that_tells_a_total_tells_the_same(tmp_path: Path) -> None:
    """A load, the book's status and a measure."""
    from sverka.recording.book import BookStore
    from sverka.recording.status import holdings

    load = loaded(tmp_path / "book", tmp_path, [*PARTS, *WORLD])
    (span,) = load.changes.came
    (held,) = holdings(BookStore.open(tmp_path / "book").snapshot())
    assert (span.value, held.shortfalls) == (96, ())
    again = loaded(tmp_path / "book", tmp_path, [*PARTS, *WORLD[:1]], mode="replace")
    (held,) = holdings(BookStore.open(tmp_path / "book").snapshot())
    assert (again.changes.restated[0].periods[0].new.value, [one.declared for one in held.shortfalls]) == (96, [100])


@pytest.mark.parametrize("rows", [[*PARTS, *WORLD], WORLD, [*CHAPTERS, *(row("156", "TOTAL", n) for n in (80, 90))]])
def test_the_note_has_words(ask: Ask, rows: list[str]) -> None:
    (remark,) = (one for one in ask(rows).remarks if one.kind == "contested")
    texts = [remark_text(remark, ui) for ui in ("en", "ru")]
    assert texts[0] != texts[1]
    assert all("{" not in text and not text.endswith(".") for text in texts)
