"""Intervals: ends that are closed, open or absent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.interval import Interval

ENDS = st.none() | st.integers(-50, 50).map(float)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@given(intervals(), st.integers(-60, 60))
def test_membership_is_that_of_the_inequalities(interval: Interval, value: int) -> None:
    above = interval.low is None or value > interval.low or (value == interval.low and not interval.low_open)
    below = interval.high is None or value < interval.high or (value == interval.high and not interval.high_open)
    assert (value in interval) is (above and below)


@given(intervals())
def test_mirroring_twice_changes_nothing(interval: Interval) -> None:
    assert interval.mirrored().mirrored() == interval


def test_a_point_holds_its_value_alone() -> None:
    point = Interval.point(45.0)
    assert 45.0 in point
    assert 45.1 not in point
    assert point.as_pair() == [45.0, 45.0]


def test_an_absent_end_is_null() -> None:
    assert Interval(75, None, low_open=True).as_pair() == [75, None]


def test_an_interval_must_not_end_below_its_beginning() -> None:
    with pytest.raises(ValueError, match="must not end below"):
        Interval(2, 1)
