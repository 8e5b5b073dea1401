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


def test_a_statement_takes_the_documents_period_else_its_own(claim: MakeClaim, reading: MakeReading) -> None:
    statement = claim("s1", "share(export, turnover)", 80, published="2012-03-01")
    text = reading(claim("c1", "share(export, turnover)", 60))
    assert assume_periods([text], [statement]) == {"c1": "2022", "s1": "2022"}
    assert assume_periods([], [statement]) == {"s1": "2011"}


def test_several_documents_have_the_period_of_most(reading: MakeReading) -> None:
    texts = [reading(main_period=period) for period in ("2020", "2022", "2022")]
    assert joint_period(texts) == "2022"
    assert joint_period([]) is None
