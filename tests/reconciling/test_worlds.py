"""What is counted in different units, by different reporters or at other times does not touch."""

from __future__ import annotations

import pytest

USD = {"unit": "USD", "kind": "level"}


def ends(found):
    return [(bound.low.value, bound.high.value) for bound in found.bounds]


def test_no_exchange_rate_is_assumed(weigh, say):
    said = [
        say("e", "level(export, USD)", 10, **USD),
        say("t", "level(turnover, USD)", 20, **USD),
        say("r", "level(export, RUB)", 900, unit="RUB", kind="level"),
    ]
    found = weigh(*said, ask=["share(export, turnover)", "level(export, RUB)", "level(export)"])
    assert found.conflicts == ()
    assert ends(found) == [pytest.approx((50, 50)), pytest.approx((900, 900)), pytest.approx((10, 10))]


def test_amounts_in_a_second_currency_still_clash_with_each_other(weigh, say):
    said = [
        say("a", "level(export, USD)", 10, **USD),
        say("b", "level(import, USD)", 10, **USD),
        say("c", "level(export, RUB)", 900, unit="RUB", kind="level"),
        say("d", "level(turnover, RUB)", 800, unit="RUB", kind="level"),
    ]
    assert [conflict.claims for conflict in weigh(*said).conflicts] == [("c", "d")]


def test_shares_of_value_bind_no_weight(weigh, say):
    said = [say("t", "level(export, t)", 5, unit="t", kind="level"), say("cn", "share(export[CN], export)", 40)]
    found = weigh(*said, ask=["level(export[CN], kg)", "level(export, kg)", "share(export[CN], export)"])
    assert ends(found) == [(0, pytest.approx(5000)), pytest.approx((5000, 5000)), pytest.approx((40, 40))]


def test_tonnes_and_kilograms_are_one_world(weigh, say):
    said = [
        say("part", "level(export[CN], kg)", 7000, unit="kg", kind="level"),
        say("all", "level(export, t)", 5, unit="t", kind="level"),
    ]
    (conflict,) = weigh(*said).conflicts
    assert [correction.to for correction in conflict.corrections] == pytest.approx([5000, 7])


def test_reporters_are_apart(weigh, say):
    said = [
        say("a", "share(export, turnover)", 30),
        say("b", "share(export, turnover)", 60, reporter="YY"),
    ]
    found = weigh(*said, ask=["share(import, turnover)"])
    assert found.conflicts == ()
    assert [(bound.reporter, bound.low.value) for bound in found.bounds] == [
        ("XX", pytest.approx(70)),
        ("YY", pytest.approx(40)),
    ]


def test_other_periods_are_apart_until_a_growth_joins_them(weigh, say):
    said = [
        say("then", "level(export[;; 2021], USD)", 100, **USD),
        say("now", "level(export[;; 2022], USD)", 150, **USD),
    ]
    assert weigh(*said).conflicts == ()
    assert weigh(*said, say("up", "growth(export[;; 2022])", 20)).conflicts[0].claims == ("then", "now", "up")


def test_a_growth_from_a_base_of_its_own(weigh, say):
    said = [say("then", "level(export[;; 2019], USD)", 100, **USD), say("up", "growth(export[;; 2022], 2019)", 20)]
    assert ends(weigh(*said, ask=["level(export[;; 2022], USD)"])) == [pytest.approx((120, 120))]


def test_published_figures_of_2015_bound_both_flows_of_both_years(weigh, say):
    """Turnover 289.64 mln USD, down 26.8 %, exports down 27.5 %, imports down 25.3 % (each within its rounding)."""
    said = [
        say("t", "level(turnover[;; 2015], USD)", 289.63e6, 289.65e6, **USD),
        say("dt", "growth(turnover[;; 2015])", -26.85, -26.75),
        say("de", "growth(export[;; 2015])", -27.55, -27.45),
        say("di", "growth(import[;; 2015])", -25.35, -25.25),
    ]
    ask = [f"level({flow}[;; {year}], USD)" for flow in ("export", "import") for year in (2014, 2015)]
    found = weigh(*said, ask=ask, year=None)
    assert found.conflicts == ()
    before = 289.64 / (1 - 0.268)
    exports_before = before * (0.732 - 0.747) / (0.725 - 0.747)
    expected = [exports_before, exports_before * 0.725, before - exports_before, (before - exports_before) * 0.747]
    for (low, high), middle in zip(ends(found), expected, strict=True):
        assert low < middle * 1e6 < high
        assert (high - low) / middle / 1e6 < 0.35
