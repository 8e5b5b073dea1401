"""Periods left unsaid."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sverka.checking.assumed import assume_periods, joint_period, main_period, year_before
from sverka.model.claims import Claim, Reading

MakeClaim = Callable[..., Claim]
MakeReading = Callable[..., Reading]


def test_the_period_of_most_dated_claims_is_taken(claim: MakeClaim) -> None:
    claims = [
        claim("c1", "level(export[;; 2022], USD)", 5, period="2022"),
        claim("c2", "level(import[;; 2022], USD)", 5, period="2022"),
        claim("c3", "level(import[;; 2019], USD)", 5, period="2019"),
        claim("c4", "share(export, turnover)", 5),
    ]
    assert main_period(claims, "2025-01-01") == "2022"


def test_levels_quoted_for_comparison_do_not_count(claim: MakeClaim) -> None:
    claims = [
        claim("c1", "growth(export[;; 2022])", 5, period="2022", base="2021"),
        claim("c2", "level(export[;; 2021], USD)", 5, period="2021"),
        claim("c3", "level(import[;; 2021], USD)", 5, period="2021"),
    ]
    assert main_period(claims, None) == "2022"


def test_of_equals_the_later(claim: MakeClaim) -> None:
    claims = [claim(f"c{year}", "share(export, turnover)", 5, period=year) for year in ("2020", "2022-Q1", "2021")]
    assert main_period(claims, None) == "2022-Q1"


@pytest.mark.parametrize(
    ("published", "year"), [("2023-05-25", "2022"), ("2023", "2022"), (None, None), ("soon", None)]
)
def test_without_dated_claims_the_year_before_publication(published: str | None, year: str | None) -> None:
    assert year_before(published) == year
    assert main_period([], published) == year


def test_only_claims_whose_measure_leaves_it_unsaid_get_one(claim: MakeClaim, reading: MakeReading) -> None:
    text = reading(
        claim("c1", "share(export, turnover)", 60),
        claim("c2", "growth(export[;; 2021])", 5, period="2021"),
        claim("c3", None, 5),
        published="2023-05-25",
    )
    assert assume_periods([text], []) == {"c1": "2021"}


STATED = "share(export, turnover)"


@pytest.mark.parametrize(
    ("dated", "published", "text", "date", "period"),
    [
        ("2020", "2022-03", True, "2024", "2020"),
        ("2020", None, True, "2024", "2020"),
        (None, "2012-03-01", True, "2024", "2011"),
        (None, None, True, "2024", "2022"),
        (None, None, False, "2024-05", "2023"),
        (None, None, False, None, None),
    ],
)
def test_the_rows_of_one_source_are_a_document(
    claim: MakeClaim,
    reading: MakeReading,
    *,
    dated: str | None,
    published: str | None,
    text: bool,
    date: str | None,
    period: str | None,
) -> None:
    """Their main period, else the year before publication; else what goes for the texts beside, or for the date."""
    rows = [claim("s1", STATED, 80, published=published, source="a report")]
    if dated:
        rows.append(claim("s2", f"level(export[;; {dated}], USD)", 5, period=dated, source="a report"))
    rows.append(claim("s3", "level(export[;; 2015], USD)", 5, period="2015", source="another"))
    texts = [reading(claim("c1", STATED, 60))] if text else []
    assert assume_periods(texts, rows, date).get("s1") == period


def test_rows_of_other_sources_are_other_documents(claim: MakeClaim) -> None:
    rows = [
        claim("s1", STATED, 80, published="2012", source="a report"),
        claim("s2", STATED, 70, published="2015", source="another"),
        claim("s3", "level(import[;; 2010], USD)", 5, period="2010", source="another"),
        claim("s4", "growth(import[;; 2010], 2009)", 5, period="2010", base="2009", source="another"),
        claim("s5", "level(import[;; 2009], USD)", 5, period="2009", source="another"),
    ]
    assert assume_periods([], rows) == {"s1": "2011", "s2": "2010"}


def test_several_documents_have_the_period_of_most(reading: MakeReading) -> None:
    texts = [reading(main_period=period) for period in ("2020", "2022", "2022")]
    assert joint_period(texts) == "2022"
    assert joint_period([]) is None
