"""Periods: forms that are read, the canonical one, and arithmetic in months."""

from __future__ import annotations

import pytest

from sverka.model.period import Period


@pytest.mark.parametrize(
    ("text", "canonical", "months"),
    [
        ("2023", "2023", 12),
        ("2023-01/2023-12", "2023", 12),
        ("2023-Q1/2023-Q4", "2023", 12),
        ("2023-04/2023-04", "2023-04", 1),
        ("2023-01/2023-03", "2023-Q1", 3),
        ("2023-02/2023-04", "2023-02/2023-04", 3),
        ("2022-04/2023-03", "2022-04/2023-03", 12),
        ("2021/2023", "2021-01/2023-12", 36),
        ("2022-Q3/2023-01", "2022-07/2023-01", 7),
    ],
)
def test_one_period_has_one_text(text: str, canonical: str, months: int) -> None:
    period = Period.parse(text)
    assert (str(period), period.months) == (canonical, months)
    assert Period.parse(canonical) == period


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-00", "2023-Q5", "2023-1", "2023/", " 2023", "٢٠٢٣", "2023-W05"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period.parse(text)


def test_a_period_must_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="must not end"):
        Period.parse("2023-08/2023-01")


def test_shifting_keeps_the_length() -> None:
    assert str(Period.parse("2023-11").shift(3)) == "2024-02"
    assert str(Period.parse("2023-Q1").shift(-3)) == "2022-Q4"


def test_constructors() -> None:
    assert Period.of(2023, 1, 2023, 12) == Period.year(2023)
    assert Period.year(2023).is_year
    assert not Period.parse("2022-04/2023-03").is_year
