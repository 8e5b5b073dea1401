"""Hedge intervals: the rules of docs/semantics.md, one by one, and the laws that hold of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.claims import HEDGES
from sverka.model.interval import Interval
from sverka.reference.hedges import grain, granularity, stated_intervals, understates_beyond
from sverka.reference.printed import Printed, printed_value
from sverka.reference.tables_io import read_table

Pair = tuple[float | None, float | None]


def pairs(intervals: tuple[Interval, Interval]) -> tuple[Pair, Pair]:
    narrow, wide = ((interval.low, interval.high) for interval in intervals)
    return narrow, wide


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("45", 1),
        ("60", 1),
        ("130", 10),
        ("300", 10),
        ("10", 1),
        ("81.2", 0.1),
        ("9.0", 0.1),
        ("5", 1),
        ("0", 1),
        ("1069000", 1000),
        ("40920000", 10000),
        ("500000", 10000),
        ("117", 1),
        ("0.25", 0.01),
        ("100", 10),
    ],
)
def test_granularity(printed: str, unit: float) -> None:
    assert granularity(printed) == unit


@pytest.mark.parametrize(
    ("printed", "unit"), [("60", 10), ("45", 1), ("81.2", 0.1), ("300", 100), ("250", 10), ("0.5", 0.1), ("9.0", 1)]
)
def test_grain(printed: str, unit: float) -> None:
    assert grain(printed) == unit


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("60", "one"),
        ("8", "one"),
        ("300", "one"),
        ("45", "two_last_5"),
        ("250", "two_last_5"),
        ("33", "two"),
        ("1.2", "two"),
        ("117", "more"),
        ("81.2", "more"),
        ("0", "one"),
    ],
)
def test_the_class_of_digits(printed: str, digits: str) -> None:
    assert Printed(printed).digits == digits


@pytest.mark.parametrize(
    ("value", "unit", "hedge", "printed", "narrow", "wide"),
    [
        (45, "%", "almost", "45", (42.25, 45), (40, 45.5)),
        (60, "%", "almost", "60", (55, 60), (50, 60.5)),
        (18, "%", "almost", "18", (17, 18), (15, 18.5)),
        (60, "%", "about", "60", (55, 65), (50, 65)),
        (45, "%", "about", "45", (40, 48), (40, 50)),
        (33, "%", "about", "33", (32, 34), (30, 35)),
        (8, "%", "about", "8", (7.5, 8.5), (7, 8.5)),
        (27, "%", "exact", "27", (26.5, 27.5), (26, 28)),
        (5.0, "%", "exact", "5.0", (4.95, 5.05), (4.9, 5.1)),
        (81.2e6, "USD", "exact", "81.2", (81.15e6, 81.25e6), (81.1e6, 81.3e6)),
        (81.2e6, "USD", "exact", "", (81.15e6, 81.25e6), (81.1e6, 81.3e6)),
        (1.2e9, "USD", "about", "1.2", (1.1e9, 1.3e9), (0.9e9, 1.4e9)),
        (300e6, "USD", "about", "300", (250e6, 350e6), (200e6, 350e6)),
        (45.7, "%", "about", "45.7", (45.2, 46.1), (44.7, 46.5)),
        (40, "companies", "about", "40", (35, 45), (30, 45)),
        (31.0, "countries", "exact", "31", (31, 31), (31, 31)),
        (5, "rank", "exact", "5", (5, 5), (5, 5)),
        (100, "%", "up_to", "100", (0, 100), (0, 110)),
        (80, "%", "at_most", "80", (0, 80), (0, 80)),
        (75, "%", "more_than", "75", (75, None), (75, None)),
        (75, "%", "at_least", "75", (75, None), (75, None)),
    ],
)
def test_the_two_intervals(*, value: float, unit: str, hedge: str, printed: str, narrow: Pair, wide: Pair) -> None:
    assert pairs(stated_intervals(value, unit, hedge, printed)) == (narrow, wide)


def test_more_than_and_less_than_are_strict() -> None:
    over, _ = stated_intervals(75, "%", "more_than", "75")
    least, _ = stated_intervals(75, "%", "at_least", "75")
    below, _ = stated_intervals(75, "%", "less_than", "75")
    most, _ = stated_intervals(75, "%", "at_most", "75")
    assert [75 in interval for interval in (over, least, below, most)] == [False, True, False, True]
    assert 0 in below
    assert -1 not in below


def test_a_hedged_fall_is_a_hedged_magnitude() -> None:
    narrow, wide = stated_intervals(-18, "%", "almost", "18")
    assert pairs((narrow, wide)) == ((-18, -17), (-18.5, -15))
    deep, _ = stated_intervals(-5e9, "USD", "more_than", "5")
    assert -6e9 in deep
    assert -5e9 not in deep
    assert pairs(stated_intervals(-40, "%", "less_than", "40"))[0] == (-40, 0)


def test_a_third_is_three_points_wide_on_each_side() -> None:
    narrow, wide = stated_intervals(100 / 3, "%", "about", "", fraction=True)
    assert pairs((narrow, wide)) == (
        pytest.approx((100 / 3 - 3, 100 / 3 + 3)),
        pytest.approx((100 / 3 - 5, 100 / 3 + 5)),
    )
    assert pairs(stated_intervals(50, "%", "almost", "", fraction=True)) == ((47, 50), (45, 50.5))
    assert stated_intervals(50, "%", "more_than", "", fraction=True)[0] == Interval(50, None, low_open=True)


def test_a_fraction_of_money_is_an_ordinary_number() -> None:
    assert pairs(stated_intervals(5e5, "USD", "about", "0.5", fraction=True))[0] == (4.5e5, 5.5e5)


def test_a_range_runs_from_what_its_lower_to_what_its_upper_end_admits() -> None:
    assert pairs(stated_intervals(1.2e9, "USD", "exact", "1.2", value_hi=1.4e9)) == ((1.15e9, 1.45e9), (1.1e9, 1.5e9))
    assert pairs(stated_intervals(10, "%", "exact", "10-15", value_hi=15)) == ((9.5, 15.5), (9, 16))
    assert pairs(stated_intervals(-10, "%", "exact", "10", value_hi=-15))[0] == (-15.5, -9.5)
    assert pairs(stated_intervals(-2, "%", "exact", "", value_hi=3))[0] == (-2.5, 3.5)
    assert pairs(stated_intervals(10, "countries", "exact", "10", value_hi=12)) == ((10, 12), (10, 12))


@pytest.mark.parametrize("hedge", ["exact", "about", "almost"])
def test_exact_reads_two_sided_hedges_as_points(hedge: str) -> None:
    assert pairs(stated_intervals(45, "%", hedge, "45", exact=True)) == ((45, 45), (45, 45))


@pytest.mark.parametrize("hedge", ["more_than", "at_least", "less_than", "at_most", "up_to"])
def test_exact_leaves_one_sided_hedges_their_side(hedge: str) -> None:
    loose, strict = stated_intervals(45, "%", hedge, "45"), stated_intervals(45, "%", hedge, "45", exact=True)
    assert strict == (loose[0], loose[0])


def test_a_bare_round_number_may_stand_for_about() -> None:
    assert stated_intervals(60, "%", "exact", "60", round_numbers=True) == stated_intervals(60, "%", "about", "60")
    assert stated_intervals(62, "%", "exact", "62", round_numbers=True) == stated_intervals(62, "%", "exact", "62")


@pytest.mark.parametrize(
    ("printed", "is_round"), [("60", True), ("45", True), ("250", True), ("120", True), ("55", False), ("62", False)]
)
def test_round_numbers(printed: str, is_round: bool) -> None:
    assert Printed(printed).is_round is is_round


@pytest.mark.parametrize(
    ("value", "printed", "narrow"),
    [
        (17, "117", (16.5, 17.5)),
        (-28, "72", (-28.5, -27.5)),
        (50, "1.5", (45, 55)),
        (100, "2", (50, 150)),
        (-50, "2", (-62.5, -37.5)),
        (60, "1999", (59.5, 60.5)),
    ],
)
def test_an_index_and_a_multiple_give_the_granularity_of_their_growth(value: float, printed: str, narrow: Pair) -> None:
    assert pairs(stated_intervals(value, "%", "exact", printed))[0] == narrow


def test_nothing_said_of_zero_is_one_sided() -> None:
    assert pairs(stated_intervals(0, "%", "exact", "0")) == ((-0.5, 0.5), (-1, 1))


@pytest.mark.parametrize(
    ("value", "hedge", "limit"),
    [(60, "more_than", 75), (75, "at_least", 80), (45, "at_most", 40), (60, "less_than", 50), (60, "about", None)],
)
def test_where_a_one_sided_statement_understates(value: float, hedge: str, limit: float | None) -> None:
    assert understates_beyond(value, "%", hedge, str(value)) == limit


def test_a_fall_understates_downwards() -> None:
    assert understates_beyond(-60, "%", "more_than", "60") == -75


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        stated_intervals(value, "%", "exact", "")


def test_an_unknown_hedge_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown hedge"):
        stated_intervals(1, "%", "perhaps", "1")


def test_every_row_of_the_tables_has_its_source() -> None:
    for table in ("hedges/distances.csv", "hedges/hedges.csv"):
        assert all(row["source"] for row in read_table(table))
    assert {row["hedge"] for row in read_table("hedges/hedges.csv")} == set(HEDGES)


PRINTED = st.from_regex(r"[1-9][0-9]{0,4}(\.[0-9]{1,3})?", fullmatch=True)
UNITS = st.sampled_from(["%", "USD", "t", "countries", "pp"])
SCALES = st.sampled_from([1, 1000, 1_000_000])


def scaled(printed: str, unit: str, scale: int, sign: int) -> float:
    return sign * float(printed) * (scale if unit in ("USD", "t") else 1)


def contains(outer: Interval, inner: Interval) -> bool:
    low = outer.low is None or (inner.low is not None and outer.low <= inner.low)
    high = outer.high is None or (inner.high is not None and outer.high >= inner.high)
    return low and high


def in_closure(interval: Interval, value: float) -> bool:
    return value in Interval(interval.low, interval.high)


@given(
    printed=PRINTED,
    unit=UNITS,
    scale=SCALES,
    sign=st.sampled_from([1, -1]),
    hedge=st.sampled_from(HEDGES),
    exact=st.booleans(),
    fraction=st.booleans(),
)
def test_the_wide_interval_contains_the_narrow_one_and_both_the_value(
    *, printed: str, unit: str, scale: int, sign: int, hedge: str, exact: bool, fraction: bool
) -> None:
    value = scaled(printed, unit, scale, sign)
    narrow, wide = stated_intervals(value, unit, hedge, printed, exact=exact, fraction=fraction)
    assert contains(wide, narrow)
    assert in_closure(narrow, value)
    assert in_closure(wide, value)


@given(PRINTED, UNITS, SCALES, st.sampled_from(HEDGES))
def test_a_fall_mirrors_a_rise(printed: str, unit: str, scale: int, hedge: str) -> None:
    value = scaled(printed, unit, scale, 1)
    rise, fall = (stated_intervals(sign * value, unit, hedge, printed) for sign in (1, -1))
    assert [interval.mirrored() for interval in rise] == list(fall)


@given(PRINTED, PRINTED, UNITS, st.sampled_from(HEDGES))
def test_a_range_contains_both_its_ends(low: str, high: str, unit: str, hedge: str) -> None:
    ends = sorted([float(low), float(high)])
    narrow, wide = stated_intervals(ends[0], unit, hedge, value_hi=ends[1])
    assert contains(wide, narrow)
    assert all(in_closure(narrow, end) for end in ends)


@given(PRINTED, SCALES)
def test_scale_does_not_change_what_is_meant(printed: str, scale: int) -> None:
    small, large = (stated_intervals(scaled(printed, "USD", s, 1), "USD", "about", printed) for s in (1, scale))
    assert small[0].low is not None
    assert large[0].low == pytest.approx(small[0].low * scale)


@given(st.floats(-1e12, 1e12), st.text(max_size=8), st.sampled_from(HEDGES), UNITS)
def test_any_printed_text_is_met_with_an_interval(value: float, printed: str, hedge: str, unit: str) -> None:
    narrow, wide = stated_intervals(value, unit, hedge, printed)
    assert contains(wide, narrow)
    assert in_closure(narrow, value)


@given(st.floats(0, 1e15))
def test_the_digits_of_a_value_read_back(value: float) -> None:
    assert float(printed_value(value).number) == value


def test_a_multiple_in_a_word_is_as_loose_as_a_half() -> None:
    doubled = [one.as_pair() for one in stated_intervals(100, "%", "exact", fraction=True)]
    assert doubled == [[88.0, 112.0], [80.0, 120.0]]
    assert stated_intervals(200, "%", "more_than", fraction=True)[0].as_pair() == [200.0, None]
    assert stated_intervals(100, "%", "less_than", fraction=True)[1].as_pair() == [0.0, 100.0]
    assert stated_intervals(100, "%", "exact", fraction=True, exact=True)[1].as_pair() == [100.0, 100.0]
