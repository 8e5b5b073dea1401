"""Periods, intervals and the tree of errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.errors import InputError, MeasureError, NotCoveredError, RefusedError, SverkaError, UsageError
from sverka.model.interval import Interval
from sverka.model.period import Period

PERIODS = st.builds(lambda first, more: Period(first, first + more), st.integers(12, 9000 * 12), st.integers(0, 60))
NUMBERS = st.floats(-1e12, 1e12)


@given(PERIODS)
def test_the_text_of_a_period_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_a_year_earlier_is_as_long_and_does_not_overlap_a_whole_year(period: Period) -> None:
    earlier = period.year_earlier()
    assert earlier.months == period.months
    assert not earlier.overlaps(period)


@pytest.mark.parametrize(
    ("text", "earlier"),
    [("2023", "2022"), ("2023-Q1", "2022-Q1"), ("2022-01/2022-06", "2021-01/2021-06"), ("2021/2022", "2019/2020")],
)
def test_year_earlier(text: str, earlier: str) -> None:
    assert Period.parse(text).year_earlier() == Period.parse(earlier)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-Q5", "2023-00", "2023/2022", "2023-1", " 2023", "２０２３-Q1x"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="period"):
        Period.parse(text)


def test_containing_and_overlapping() -> None:
    year, quarter, later = Period.year(2023), Period.parse("2023-Q2"), Period.parse("2023-12/2024-01")
    assert year.contains(quarter)
    assert not quarter.contains(year)
    assert year.overlaps(later)
    assert not quarter.overlaps(later)


@given(NUMBERS, NUMBERS, NUMBERS, st.booleans(), st.booleans())
def test_a_mirrored_interval_holds_the_negated_values(a: float, b: float, value: float, low: bool, high: bool) -> None:
    interval = Interval(min(a, b), max(a, b), low, high)
    assert (value in interval) == (-value in interval.mirrored())
    assert interval.mirrored().mirrored() == interval


def test_open_and_absent_ends() -> None:
    more_than = Interval(75, None, low_open=True)
    assert (75 in more_than, 75.1 in more_than, more_than.as_pair()) == (False, True, [75, None])
    assert 75 in Interval.point(75)
    with pytest.raises(ValueError, match="end below"):
        Interval(2, 1)


def test_each_branch_of_errors_has_its_exit_code() -> None:
    codes = {UsageError: 2, MeasureError: 2, InputError: 3, RefusedError: 4, NotCoveredError: 5}
    assert {kind: kind.exit_code for kind in codes} == codes
    assert all(issubclass(kind, SverkaError) for kind in codes)


def test_an_error_says_what_where_what_next() -> None:
    error = InputError("the file is empty", "page.html", "give another")
    assert str(error) == "the file is empty: page.html: give another"
    assert str(UsageError("no such place", next_step="see sverka places")) == "no such place: see sverka places"
