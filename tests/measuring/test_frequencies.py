"""A source that tells some partners by months and others by the year alone: no sum is short of a partner."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.measuring.book import open_book
from sverka.measuring.profile import profile_of
from sverka.model.period import Period
from sverka.recording.load import Request, load_records
from sverka.recording.source import Asked

from ..mapped import mapped

MONTHS = [f"2023-{month:02},China,{month}" for month in range(1, 13)]


def book_of(tmp_path: Path, *rows: str) -> Path:
    (tmp_path / "x.csv").write_text("\n".join(["Period,Country,Value", *rows, ""]), encoding="utf-8")
    periods = {one.split(",")[0]: one.split(",")[0] for one in rows}
    mapping = mapped(hierarchical=True, period={"column": "Period", "codes": periods})
    load_records(tmp_path / "book", Request((tmp_path / "x.csv",), "table", Asked(mapping=mapping)))
    return tmp_path / "book"


@pytest.mark.parametrize(
    ("rows", "measure", "value"),
    [
        ([*MONTHS, "2023,China,78", "2023,Russia,40"], "level(export[;; 2023])", 118),
        ([*MONTHS, "2023,China,78", "2023,Russia,40"], "level(export[RU;; 2023])", 40),
        ([*MONTHS, "2023,China,78", "2023,Russia,40"], "level(export[-CN;; 2023])", 40),
        ([*MONTHS, "2023,China,78", "2023,Russia,40"], "share(export[CN;; 2023], export[;; 2023])", 100 * 78 / 118),
        ([*MONTHS, "2023,China,78", "2023,Russia,40"], "count(partners, export[;; 2023])", 2),
        # What the months list themselves is answered by them, as is what the year does not add to.
        ([*MONTHS, "2023,China,80", "2023,Russia,40"], "level(export[CN;; 2023])", 78),
        ([*MONTHS, "2023,China,80"], "level(export[;; 2023])", 78),
        ([*MONTHS, "2023,China,78", "2023,Russia,40"], "level(export[;; 2023-03])", 3),
        ([*MONTHS, "2022,Russia,40"], "level(export[;; 2023])", 78),
    ],
)
def test_the_rows_that_list_all_partners_answer(tmp_path: Path, rows: list[str], measure: str, value: float) -> None:
    with open_book(book_of(tmp_path, *rows)) as book:
        assert book.cube("KZ").measure(measure).value == pytest.approx(value)


def test_a_growth_of_which_the_base_is_not_listed_whole_is_refused(tmp_path: Path) -> None:
    rows = [*MONTHS, *(one.replace("2023", "2022") for one in MONTHS), "2023,China,78", "2023,Russia,40"]
    with open_book(book_of(tmp_path, *rows)) as book:
        assert book.cube("KZ").measure("growth(export[;; 2023])").value is None


def test_a_profile_is_of_the_rows_that_list_all_partners(tmp_path: Path) -> None:
    with open_book(book_of(tmp_path, *MONTHS, "2023,China,78", "2023,Russia,40")) as book:
        profile = profile_of(book.cube("KZ"), Period.parse("2023"))
        assert profile is not None
        assert {one.name: one.level.value for one in profile.totals}["export"] == 118
