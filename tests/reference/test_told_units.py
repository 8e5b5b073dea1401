"""Figures told in another unit than their measure is answered in: one statement, one interval, one verdict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.claims import Claim
from sverka.model.grammar import parse_measure
from sverka.reference.hedges import stated_intervals
from sverka.reference.told_units import as_measured, as_told, told_unit

GROWTH = "growth(export[;; 2023])"
RATIO = "ratio(export[;; 2023], export[;; 2022])"


def claim(measure: str, value: float, unit: str, printed: str = "", hedge: str = "exact") -> Claim:
    narrow, wide = stated_intervals(value, unit, hedge, printed)
    return Claim(
        "c1",
        "growth",
        value,
        unit,
        hedge=hedge,  # type: ignore[arg-type]
        measure=parse_measure(measure),
        interval=narrow,
        interval_wide=wide,
        printed=printed,
    )


@pytest.mark.parametrize(
    ("measure", "unit", "told", "measured", "own"),
    [
        (GROWTH, "times", 2.7, 170.0, "%"),
        (GROWTH, "times", 0.5, -50.0, "%"),
        (RATIO, "%", 170.0, 1.7, "times"),
        ("level(export[;; 2023], t)", "kg", 5200.0, 5.2, "t"),
        ("change(export[;; 2023], kg)", "t", 5.2, 5200.0, "kg"),
        ("unit_value(export[;; 2023], USD/t)", "USD/kg", 0.25, 250.0, "USD/t"),
    ],
)
def test_what_is_told_in_another_unit(measure: str, unit: str, told: float, measured: float, own: str) -> None:
    said = claim(measure, told, unit)
    turned = as_measured(said)
    assert (turned.value, turned.unit) == (measured, own)
    assert as_told(said, measured) == pytest.approx(told)


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        (GROWTH, "%"),
        (RATIO, "times"),
        ("level(export[;; 2023], t)", "t"),
        ("level(export[;; 2023], USD)", "EUR"),
        ("share(export[CN], export, kg)", "t"),
        ("unit_value(export[;; 2023], USD/t)", "EUR/kg"),
        ("unit_value(export[;; 2023], USD/m3)", "USD/kg"),
        ("unit_value(export[;; 2023])", "USD/t"),
        ("growth(export[;; 2023], kg)", "t"),
    ],
)
def test_what_is_told_in_its_own_unit_or_in_none_that_is_known(measure: str, unit: str) -> None:
    said = claim(measure, 5.0, unit)
    assert told_unit(parse_measure(measure), unit) is None
    assert (as_measured(said), as_told(said, 7.0)) == (said, 7.0)


HEDGES = ["exact", "about", "almost", "more_than", "at_least"]


@given(st.integers(11, 99), st.sampled_from(HEDGES))
def test_a_multiple_and_its_growth_admit_the_same(tenths: int, hedge: str) -> None:
    """ "2.7 times" as printed, told as a multiple or, as the reader has it, as a growth of 170 %."""
    printed = f"{tenths / 10:.1f}"
    multiple = as_measured(claim(GROWTH, tenths / 10, "times", printed, hedge))
    growth = claim(GROWTH, round(tenths * 10 - 100, 9), "%", printed, hedge)
    assert multiple.value == growth.value
    for one, other in zip(
        (multiple.interval, multiple.interval_wide), (growth.interval, growth.interval_wide), strict=True
    ):
        assert (one.low_open, one.high_open) == (other.low_open, other.high_open)
        for end, same in ((one.low, other.low), (one.high, other.high)):
            assert end == pytest.approx(same) or (end is not None and end < 0 == same)
