"""The deepest test of the project: what is written from records is read back as the same measures, and holds.

`SVERKA_BRIEF_CUBES=2000` runs so many cubes of chance instead of the few of an ordinary run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import sverka
from sverka.checking.findings import check_readings
from sverka.measuring.book import Book, Cube, open_book
from sverka.model.findings import Verdict
from sverka.model.period import Period
from sverka.recording.load import Request, load_records
from sverka.writing.brief.building import brief_of
from sverka.writing.brief.records import LENGTHS, STYLES, Asked

from .random_cubes import random_cube
from .reading_back import FORMS, assert_reads_back, assert_spans, assert_text_reads_back, text_of

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "comexstat-parana"
CUBES = int(os.environ.get("SVERKA_BRIEF_CUBES", "60"))
AT_ONCE = 10
WAYS = [Asked(lang, length, style) for lang in ("en", "ru") for length in LENGTHS for style in STYLES]  # type: ignore[arg-type]
LEFT_OUT_OF = 0.02
"""How many facts may be left out, of all that were to be said: those of places and goods that the reader mistakes."""


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, CUBES, AT_ONCE))
def test_briefs_of_random_cubes_read_back(first: int) -> None:
    told, left_out = 0, 0
    for seed in range(first, min(first + AT_ONCE, CUBES)):
        cube, period = random_cube(seed)
        for way in (seed % len(WAYS), (seed + len(WAYS) // 2 + 1) % len(WAYS)):
            brief = brief_of(cube, period, WAYS[way])
            if brief is None:
                assert _nothing_recorded(cube, period)
                continue
            assert_reads_back(brief, cube, FORMS[seed % len(FORMS)])
            told += len(list(brief.sentences))
            left_out += len(brief.left_out)
    # A few cubes of one reporter or partner whose name the reader mistakes weigh much in so few.
    assert left_out <= AT_ONCE + LEFT_OUT_OF * told


def _nothing_recorded(cube: Cube, period: Period) -> bool:
    return not any(
        period.first_month <= month <= period.last_month
        for series in cube.series
        for flow in series.blocks
        for month in series.recorded(flow)
        if month + series.months - 1 <= period.last_month
    )


@pytest.mark.parametrize("asked", WAYS, ids=lambda one: f"{one.lang}-{one.length}-{one.style}")
def test_every_way_of_a_few_cubes(asked: Asked) -> None:
    for seed in (0, 3, 7):
        cube, period = random_cube(seed)
        brief = brief_of(cube, period, asked)
        assert brief is not None
        for form in FORMS:
            assert_reads_back(brief, cube, form)
        assert_spans(brief)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A real state's records."""
    if not DATA.is_dir():
        pytest.skip("the records of Paraná do not stand in `shared` next to the repository")
    folder = tmp_path_factory.mktemp("briefs") / "book"
    load_records(folder, Request(tuple(DATA / f"{flow}_MUN_PR_2020_2025.csv" for flow in ("EXP", "IMP"))))
    with open_book(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def parana(book: Book) -> Cube:
    return book.cube("BR-PR")


@pytest.mark.slow
@pytest.mark.parametrize("year", range(2020, 2026))
def test_parana_each_year(parana: Cube, year: int) -> None:
    for at, asked in enumerate(WAYS):
        brief = brief_of(parana, Period.year(year), asked)
        assert brief is not None
        assert brief.left_out == ()
        assert_reads_back(brief, parana, FORMS[(year + at) % len(FORMS)], date=None)
        measures = {figure.measure for figure in brief.figures}
        assert len(measures) >= 12 if asked.length == "full" else 5 <= len(measures) <= 7


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("year", range(2020, 2026))
def test_checked_against_the_book_everything_holds(book: Book, parana: Cube, year: int, lang: str) -> None:
    brief = brief_of(parana, Period.year(year), Asked(lang, "full", STYLES[year % len(STYLES)]))  # type: ignore[arg-type]
    assert brief is not None
    reading = sverka.read(text_of(brief, "md"), reporter="BR-PR")
    found = [one for document in check_readings([reading], book=book).documents for one in document.findings]
    assert {str(one.claim.measure) for one in found} == {figure.measure for figure in brief.figures}
    assert {(one.verdict, one.sure) for one in found} == {(Verdict.HOLDS, True)}


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2023-Q1", "2023-01/2023-08", "2023-06", "2021/2022", "2022-07/2023-06"])
def test_parana_other_periods(parana: Cube, period: str) -> None:
    for lang, style in zip(("en", "ru", "ru"), STYLES, strict=True):
        brief = brief_of(parana, Period.parse(period), Asked(lang, "full", style))  # type: ignore[arg-type]
        assert brief is not None
        assert brief.left_out == ()
        assert_reads_back(brief, parana)


def test_a_brief_that_was_changed_is_found_out() -> None:
    """The round trip can fail: at another number, another country, a sentence too many, a hedge dropped."""
    cube, period = random_cube(0)
    brief = brief_of(cube, period, Asked("en", "full", "press"))
    assert brief is not None
    text = text_of(brief, "text")
    first = next(brief.figures).text
    assert_text_reads_back(text, brief, cube)
    for changed in (
        text.replace(first, "77.7%"),
        text.replace(first, f"more than {first}", 1),
        text + "\nExports to Japan came to $12 million in 2020.\n",
        text.replace("exports", "imports"),
    ):
        with pytest.raises(AssertionError):
            assert_text_reads_back(changed, brief, cube)
