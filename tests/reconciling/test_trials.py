"""Files on which the reconciler once went wrong, each kind of mistake with its near misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from sverka.checking.weighing import weigh
from sverka.model.findings import Bound, Reconciliation
from sverka.model.grammar import parse_measure
from sverka.recording.statements import read_statements

TRIALS = Path(__file__).with_name("trials")
HEAD = "kind,flow,partners,goods,period,base,hedge,value,unit,of\n"


def weighed(name: str, *ask: str, exact: bool = False, date: str | None = None) -> Reconciliation:
    """What the statements of a file imply; a name with commas is the rows themselves."""
    data = HEAD + name if "," in name else (TRIALS / f"{name}.csv").read_bytes()
    statements = read_statements(data, source=name, reporter="RU-TOM")
    return weigh([], statements, measures=[parse_measure(text) for text in ask], exact=exact, date=date).reconciliation


def bounds(found: Reconciliation) -> dict[str, Bound]:
    return {str(bound.measure): bound for bound in found.bounds}


# Amounts far apart ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exact", [False, True])
def test_a_conflict_of_amounts_far_apart_is_whole(exact: bool) -> None:
    found = weighed("zz6", exact=exact)
    (conflict,) = found.conflicts
    assert conflict.claims == ("s1", "s2", "s3")
    low, high = (12_000, 492e9) if exact else (13_000, 491e9)
    part = 5 if exact else 4
    assert [correction.to for correction in conflict.corrections] == [
        pytest.approx(high * part / 100),
        pytest.approx(low / part * 100),
        pytest.approx(100 * low / high),
    ]
    assert found.idle == ()


@pytest.mark.parametrize("size", [f"5{'0' * noughts}" for noughts in range(3, 28, 4)])
@pytest.mark.parametrize(("exact", "claims"), [(False, ("s1", "s2", "s3")), (True, ("s1", "s3"))])
def test_nothing_beside_amounts_of_any_size(size: str, exact: bool, claims: tuple[str, ...]) -> None:
    text = (TRIALS / "zz3.csv").read_text(encoding="utf-8").replace("50000000", size)
    found = weigh([], read_statements(text, source="zz3", reporter="RU-TOM"), exact=exact).reconciliation
    assert [conflict.claims for conflict in found.conflicts] == [claims]


@pytest.mark.parametrize(
    ("name", "measure", "uses", "high"),
    [
        ("id1", "share(export[FR+UZ; 27; 2022], export[;; 2022])", ("s2", "s3", "s4"), 75.4385966245),
        ("us1", "share(import[; 27; 2022], import[;; 2022])", ("s1", "s2", "s3"), 81.818183004),
        ("h4", "share(export[CN;; 2022], export[;; 2022])", ("s1", "s2"), 100 * 2 / 9e6),
        ("d1", "level(export[CN;; 2022], USD)", ("s3",), 0.005),
        ("d1", "share(export[CN;; 2022], export[;; 2022])", ("s2", "s3"), 100 * 0.005 / 9e14),
    ],
)
def test_small_amounts_bind_beside_large_ones(name: str, measure: str, uses: tuple[str, ...], high: float) -> None:
    found = weighed(name)
    side = bounds(found)[measure].high
    assert (side.uses, side.value) == (uses, pytest.approx(high, rel=1e-11))
    assert side.arithmetic
    assert found.idle == ()


def test_a_level_of_a_thousandth_is_not_nothing() -> None:
    found = bounds(weighed("d1", exact=True))
    small = found["level(export[CN; 27; 2022], USD)"]
    assert (small.low.value, small.high.value) == (0.001, 0.001)


def test_what_really_binds_nothing_stays_idle() -> None:
    rows = "level,export,,,2022,,exact,492000000000,USD,\nlevel,export,TR,,2022,,at_most,900000000000,USD,\n"
    (idle,) = weighed(rows).idle
    assert (idle.claim, idle.code) == ("s2", "implied")


def test_numbers_that_were_rounded_contradict_nobody() -> None:
    """A twelfth digit may be due to rounding: 100 / 3 of an amount, and the amount itself."""
    third = "share,export,CN,,2022,,exact,33.3333333333,%,export\n"
    levels = "level,export,,,2022,,exact,3,USD,\nlevel,export,CN,,2022,,exact,1,USD,\n"
    assert weighed(third + levels, exact=True).conflicts == ()
    assert weighed(third.replace("33.3333333333", "33.333333") + levels, exact=True).conflicts != ()


@pytest.mark.parametrize(("one", "other", "clash"), [("50", "50.0000001", True), ("50", "50.0", False)])
def test_shares_that_differ_by_little_are_told_apart(one: str, other: str, clash: bool) -> None:
    rows = "".join(f"share,export,CN,,2022,,exact,{value},%,export\n" for value in (one, other))
    assert bool(weighed(rows, exact=True).conflicts) is clash


# Least changes that are limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "changes", "proof"),
    [
        ("y1", [(0, "above", True), (50, "below", False)], "0 ≯ 0"),
        ("n1", [(100, "below", True), (None, None, False)], "1 ≮ 1"),
        ("z1", [(0, "above", True), (None, None, False)], "0 ≯ 0"),
        ("g3", [(None, None, False), (0, "above", True)], "0 ≯ 0"),
        ("zz3", [(0, "above", True), (0, "below", False)], "0 ≯ 0"),
    ],
)
def test_a_limit_is_told_and_that_it_is_open(
    name: str, changes: list[tuple[float | None, str | None, bool]], proof: str
) -> None:
    (conflict,) = weighed(name, exact=True).conflicts
    assert [(change.to, change.side, change.open) for change in conflict.corrections] == changes
    assert conflict.arithmetic == proof


def test_a_value_that_is_met_is_no_limit() -> None:
    assert weighed("y2", exact=True).conflicts == ()
    (conflict,) = weighed("zz6", exact=True).conflicts
    assert not any(change.open for change in conflict.corrections)


# Limits of the search ------------------------------------------------------------------------------------------------


def test_limits_of_the_search_are_told() -> None:
    found = weighed("y6")
    assert {limit.kind: limit.limit for limit in found.limits} == {"conflicts": 200, "left out": None}
    assert len(found.conflicts) == 200
    (left_out,) = found.corrections
    assert left_out == found.dropped


@pytest.mark.slow
def test_what_is_left_out_in_haste_is_not_called_the_smallest() -> None:
    found = weighed("y7", exact=True)
    assert {limit.kind for limit in found.limits} >= {"conflicts", "left out", "measures"}
    assert len(found.dropped) in (20, 21)


def test_sets_to_leave_out_that_are_not_told_are_counted() -> None:
    found = weighed("y8")
    told = {limit.kind: limit.limit for limit in found.limits}
    assert told["corrections"] == 64
    assert ("changes" in told) is any(not conflict.corrections for conflict in found.conflicts)
    assert len(found.corrections) == 64


def test_no_limit_is_told_where_none_was_met() -> None:
    assert weighed("zz6").limits == ()


# Nothing to divide by ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "uses", "arithmetic"),
    [
        ("share(export[CN;; 2022], export[;; 2022])", ("s1",), "0"),
        ("growth(export[;; 2022])", ("s2",), "0"),
        ("ratio(import[;; 2022], export[;; 2022])", ("s1",), "0"),
    ],
)
def test_what_is_divided_by_nothing_is_undefined(measure: str, uses: tuple[str, ...], arithmetic: str) -> None:
    (bound,) = weighed("z2", measure, exact=True).bounds
    assert bound.undefined
    assert (bound.low.value, bound.high.value) == (None, None)
    assert (bound.uses, bound.low.arithmetic) == (uses, arithmetic)


def test_what_comes_to_nothing_rests_on_all_that_it_is_made_of() -> None:
    parts = "".join(f"level,import,{name},,2022,,exact,{value},USD,\n" for name, value in (("CN", 2), ("KZ", 3)))
    rows = f"level,turnover,,,2022,,exact,5,USD,\n{parts}"
    (bound,) = weighed(rows, "share(export[CN;; 2022], export[;; 2022])", exact=True).bounds
    assert (bound.undefined, bound.uses) == (True, ("s1", "s2", "s3"))


@pytest.mark.parametrize("measure", ["share(export[;; 2022], import[;; 2022])", "level(export[;; 2022], USD)"])
def test_a_share_that_is_nothing_is_defined(measure: str) -> None:
    (bound,) = weighed("z2", measure, exact=True).bounds
    assert (bound.undefined, bound.low.value, bound.high.value) == (False, 0, 0)


def test_what_only_may_be_nothing_is_not_undefined() -> None:
    (bound,) = weighed("z2", "ratio(import[;; 2022], export[;; 2022])").bounds
    assert not bound.undefined
    assert (bound.low.value, bound.high.value) == (4, None)


# Proofs --------------------------------------------------------------------------------------------------------------


def test_small_numbers_are_written_out() -> None:
    found = bounds(weighed("fn"))
    assert found["level(export[CN;; 2022], USD)"].high.arithmetic == "0.00002 × 1100000"


@pytest.mark.parametrize("name", ["fn", "o1", "o3", "o4", "id1", "us1", "d1", "zz3", "y1", "n1", "z1", "g3"])
@pytest.mark.parametrize("exact", [False, True])
def test_every_end_and_every_conflict_has_its_computation(name: str, exact: bool) -> None:
    found = weighed(name, exact=exact)
    for side in (side for bound in found.bounds for side in (bound.low, bound.high)):
        assert bool(side.uses) is bool(side.arithmetic)
    assert all(conflict.arithmetic for conflict in found.conflicts)


def test_goods_known_by_name_only_add_up_in_proofs() -> None:
    found = weighed("o3", "level(export[; junk-a; 2022], USD)")
    assert found.bounds[0].low.arithmetic == "29 + 39"
    assert found.conflicts[0].arithmetic == "29 + 39 = 68 > 61"


# Decimals ------------------------------------------------------------------------------------------------------------


def test_noughts_that_were_printed_count() -> None:
    """A lone nought is a spreadsheet's; two were printed."""
    rows = read_statements((TRIALS / "gr.csv").read_bytes(), source="gr", reporter="RU-TOM")
    halves = [round((row.interval_wide.high or 0) - row.value, 6) for row in rows if row.value is not None]
    assert halves == [1, 1, 0.01, 0.1, 0.01, 0.001, 0.01, 0.01, 0.1, 0.01, 0.01]


# Periods left unsaid -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x7", "x8"])
@pytest.mark.parametrize("date", [None, "2022-03"])
def test_a_row_without_a_period_is_of_the_main_period_of_its_source(name: str, date: str | None) -> None:
    found = bounds(weighed(name, "level(export[CN;; 2020], USD)", exact=True, date=date))
    level = found["level(export[CN;; 2020], USD)"]
    assert (level.low.value, level.high.value, level.uses) == (40, 40, ("s1", "s2"))


def test_rows_without_any_date_go_by_the_date_that_is_given() -> None:
    rows = "share,export,CN,,,,exact,40,%,export\nlevel,export,,,,,exact,100,USD,\n"
    assert [idle.code for idle in weighed(rows).idle] == ["no-period", "no-period"]
    found = weighed(rows, "level(export[CN], USD)", exact=True, date="2022-03").bounds
    assert [(bound.low.value, bound.period_assumed) for bound in found] == [(40, "2021")]
