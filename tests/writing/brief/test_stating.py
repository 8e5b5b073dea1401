"""Digits, scales and hedges: whatever the figure, what is stated admits it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.measuring.answers import Answer
from sverka.model.grammar import parse_measure
from sverka.writing.brief.records import Stated
from sverka.writing.brief.stating import rounded, stated

LEVELS = [f"level(export[CN;; {year}], USD)" for year in range(1990, 2025)]
SHARES = [f"share(export[CN;; {year}], export[;; {year}])" for year in range(1990, 2025)]
GROWTHS = [f"growth(export[CN;; {year}])" for year in range(1990, 2025)]
UNITS = {"level": "USD", "share": "%", "growth": "%", "balance": "USD", "change": "USD"}


def put(measure: str, value: float, *, thousands: bool = False, hedged: bool = True) -> Stated:
    answer = Answer(parse_measure(measure), value, UNITS[measure.partition("(")[0]])
    found = stated(answer, thousands=thousands, hedged=hedged)
    assert found is not None
    return found


@given(st.sampled_from(LEVELS), st.integers(1, 10**17), st.booleans())
def test_amounts_hold(measure: str, cents: int, thousands: bool) -> None:
    assert cents / 100 in put(measure, cents / 100, thousands=thousands).interval


@given(st.integers(-(10**17), -1))
def test_falls_and_deficits_hold(cents: int) -> None:
    for measure in ("balance([;; 2023], USD)", "change(export[CN;; 2023], USD)"):
        found = put(measure, cents / 100)
        assert cents / 100 in found.interval
        assert found.value < 0


@given(st.sampled_from(SHARES), st.floats(1e-9, 100, exclude_max=True))
def test_shares_hold(measure: str, share: float) -> None:
    found = put(measure, share)
    assert share in found.interval
    assert found.printed not in ("100", "100.0")


@given(st.sampled_from(GROWTHS), st.floats(-99.999999, 1e7).filter(lambda one: abs(one) > 1e-6))
def test_growths_hold(measure: str, growth: float) -> None:
    found = put(measure, growth)
    assert growth in found.interval
    assert (found.value > 0) == (growth > 0)
    assert found.times == (growth >= 100)
    assert found.value > -100


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (9.996e9, "10.0 billion"),
        (1.0004e9, "1.00 billion"),
        (999_600_000.0, "1.00 billion"),
        (20_037_870_308.0, "20.0 billion"),
        (532_400.0, "532000"),
        (4.5, "4.50"),
        (1_234_567_890_123.0, "1.23 trillion"),
    ],
)
def test_three_digits_are_printed(value: float, number: str) -> None:
    assert put("level(export, USD)", value, hedged=False).number == number


@pytest.mark.parametrize(("value", "number"), [(532_400.0, "532 thousand"), (532.0, "532"), (999.96, "1.00 thousand")])
def test_thousands_where_the_language_counts_them(value: float, number: str) -> None:
    assert put("level(export, USD)", value, thousands=True, hedged=False).number == number


def test_a_hedge_is_true() -> None:
    hedges = {(one.hedge, one.printed) for measure in LEVELS for one in (put(measure, 29.8e9),)}
    assert hedges == {("exact", "29.8"), ("almost", "30")}
    assert {put(measure, 30.2e9).hedge for measure in LEVELS} == {"exact", "more_than"}
    assert {put(measure, 32.9).number for measure in SHARES} == {"32.9", "third"}
    assert {put(measure, 11.8).hedge for measure in GROWTHS} == {"exact", "almost"}


def test_nothing_is_not_stated() -> None:
    for value in (None, 0.0, float("inf")):
        assert stated(Answer(parse_measure("level(export)"), value, "USD"), thousands=False) is None


def test_a_multiple() -> None:
    assert [put("growth(export[;; 2023])", value).number for value in (220.4, 100.2, 4567.0)] == ["3.2", "2", "47"]


def test_rounding_is_half_up() -> None:
    assert rounded(Decimal("8.185"), 3) == Decimal("8.19")
    assert rounded(Decimal("-0.0125"), 2) == Decimal("-0.013")
