"""What the chart of a finding shows, as numbers, as SVG and as a Vega-Lite specification."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sverka.checking.findings import Checked
from sverka.checking.wording import Ui
from sverka.model.findings import Finding
from sverka.model.grammar import parse_measure
from sverka.model.interval import Interval
from sverka.model.period import Period
from sverka.writing.chart_scales import amount_scale, axis_unit, period_label, round_ticks, run_of, tick_texts
from sverka.writing.chart_specs import chart_spec
from sverka.writing.chart_svg import HEIGHT, WIDTH, chart_svg, shown_steps
from sverka.writing.charts import Chart, checked_charts, finding_chart
from sverka.writing.proofs import Prose

MakeFinding = Callable[..., Finding]


def prose(finding: Finding, ui: Ui = "en") -> Prose:
    return Prose.about([finding.claim], ui, "RU-TOM")


def chart(finding: Finding, ui: Ui = "en") -> Chart:
    drawn = finding_chart(finding, prose(finding, ui))
    assert drawn is not None
    return drawn


def test_the_recorded_years_with_their_gap(finding: MakeFinding) -> None:
    drawn = chart(finding("level"))
    assert drawn.steps == ("2019", "2020", "2021", "2022", "2023", "2024")
    assert [(point.step, point.value) for point in drawn.points] == [
        (0, 0.61), (1, 0.58), (3, 0.97), (4, 1.19), (5, 1.31),
    ]  # fmt: skip
    assert (drawn.now.label, drawn.unit, drawn.asked) == ("2023", "USD billion", 4)
    assert (drawn.said.value, drawn.said.low, drawn.said.high) == (1.25, 1.245, 1.255)
    assert [text for _, text in drawn.ticks] == ["0.0", "0.5", "1.0", "1.5"]
    assert drawn.title == "exports to China in 2023: said 1.25 billion US dollars, recorded 1.19 billion US dollars"


def test_the_asked_period_is_shown_though_its_history_lacks_it(finding: MakeFinding) -> None:
    drawn = chart(finding("share", history=(("2021", 36.0),)))
    assert [(point.label, point.value) for point in drawn.points] == [("2021", 36.0), ("2023", 43.4)]
    assert drawn.steps == ("2021", "2023")


def test_another_unit_of_the_figure_is_turned_into_that_of_the_claim(finding: MakeFinding) -> None:
    given = finding("level")
    assert given.figure is not None
    kopecks = replace(given, figure=replace(given.figure, value=1.19e11, unit="USc"), history=(("2022", 0.97e11),))
    assert [point.value for point in chart(kopecks).points] == [0.97, 1.19]


@pytest.mark.parametrize(
    "fields",
    [{"figure": None}, {"figure": "inf"}, {"claim": "none"}],
)
def test_without_two_numbers_there_is_no_chart(finding: MakeFinding, fields: dict[str, Any]) -> None:
    given = finding("level")
    assert given.figure is not None
    if fields.get("figure") == "inf":
        fields = {"figure": replace(given.figure, value=float("inf"))}
    if "claim" in fields:
        fields = {"claim": replace(given.claim, value=None)}
    given = replace(given, **fields)
    assert finding_chart(given, prose(given)) is None


def test_open_ends_reach_the_edge(finding: MakeFinding) -> None:
    given = finding("share")
    over = replace(given.claim, interval=Interval(40.0, None, low_open=True), interval_wide=Interval(40.0, None))
    drawn = chart(replace(given, claim=over))
    assert (drawn.said.low, drawn.said.high) == (40.0, None)
    bands = re.findall(r'<rect class="(\w)" x="[\d.]+" y="([\d.]+)"', chart_svg(drawn))
    assert bands == [("w", "22.0"), ("b", "22.0")]
    spec = chart_spec(drawn)["layer"][0]["data"]["values"]
    assert [(row["value"], row["high"]) for row in spec] == [(40.0, drawn.ticks[-1][0])] * 2


def test_a_rank_has_its_first_place_on_top(finding: MakeFinding) -> None:
    drawn = chart(finding("rank", history=(("2021", 1.0), ("2022", 4.0))))
    places = dict(re.findall(r'y="([\d.]+)">(\d)</text>', chart_svg(drawn)))
    heights = {int(text): float(y) for y, text in places.items()}
    assert heights[1] < heights[2] < heights[4]
    assert chart_spec(drawn)["encoding"]["y"]["scale"]["reverse"] is True
    assert drawn.unit == "place"


def test_a_single_period_is_drawn_as_two_rows(finding: MakeFinding) -> None:
    drawn = chart(finding("level", history=()), "ru")
    assert not drawn.is_history
    texts = re.findall(r">([^<]+)</text>", chart_svg(drawn))
    assert texts[0] == "млрд долл. США"
    assert {"сказано", "записано"} <= set(texts)
    assert chart_spec(drawn)["encoding"]["y"]["scale"]["domain"] == ["сказано", "записано"]


def test_the_specification_says_what_the_picture_shows(finding: MakeFinding) -> None:
    drawn = chart(finding("level"))
    spec = chart_spec(drawn)
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert [row["value"] for row in line["data"]["values"]] == [0.61, 0.58, None, 0.97, 1.19, 1.31]
    svg = vl_convert.vegalite_to_svg(spec, show_warnings=True)
    ours = set(re.findall(r">([^<]+)</text>", chart_svg(drawn)))
    theirs = set(re.findall(r">([^<]+)</text>", svg))
    assert theirs == ours


def test_nothing_of_a_text_is_markup(finding: MakeFinding) -> None:
    given = finding("level")
    hostile = replace(given, claim=replace(given.claim, unit='"><script>&'))
    svg = chart_svg(chart(hostile))
    assert "<script" not in svg
    ElementTree.fromstring(svg)


VALUES = st.floats(-1e13, 1e13, allow_subnormal=False)
PERIODS = st.one_of(
    st.integers(1990, 2030).map(Period.year),
    st.integers(24_000, 24_300).map(lambda first: Period(first, first)),
    st.integers(24_000, 24_300).map(lambda first: Period(first, first + 4)),
)


NUMBERS = st.tuples(VALUES, VALUES, st.floats(0, 1e12), st.dictionaries(PERIODS.map(str), VALUES, max_size=90))
MEASURES = st.sampled_from(["level(export[;; 2023])", "growth(export)", "rank(CN, export[;; 2023-04])", "balance([])"])
UNITS = st.sampled_from(["USD", "%", "rank", "t", "XXX", "countries"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(numbers=NUMBERS, measure=MEASURES, unit=UNITS, ui=st.sampled_from(["en", "ru"]))
def test_whatever_the_numbers_are_all_of_it_is_inside(
    finding: MakeFinding,
    numbers: tuple[float, float, float, dict[str, float]],
    measure: str,
    unit: str,
    ui: Ui,
) -> None:
    (stated, recorded, width, history), given = numbers, finding("level")
    assert given.figure is not None
    interval = Interval(stated - width, stated + width)
    claim = replace(given.claim, value=stated, unit=unit, interval=interval, interval_wide=interval, period=None)
    given = replace(
        given,
        claim=claim,
        asked=parse_measure(measure),
        figure=replace(given.figure, value=recorded, unit=unit),
        history=tuple(sorted(history.items())),
    )
    drawn = chart(given, ui)
    ticks = [value for value, _ in drawn.ticks]
    assert ticks == sorted(ticks)
    assert len({text for _, text in drawn.ticks}) == len(ticks) <= 12
    assert drawn.asked in shown_steps(drawn, 280)
    svg = chart_svg(drawn)
    for part in ElementTree.fromstring(svg).iter():
        for name, most in (("cx", WIDTH), ("cy", HEIGHT), ("x", WIDTH), ("y", HEIGHT)):
            assert -0.5 <= float(part.get(name, "0")) <= most + 0.5
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= HEIGHT


def test_only_the_first_figures_of_a_long_report_are_drawn(checked: Checked) -> None:
    told = Prose.about(checked.weighed.claims, "en", "RU-TOM")
    assert list(checked_charts(checked, told)) == ["c1", "c2", "c3", "c4"]
    assert list(checked_charts(checked, told, most=2)) == ["c1", "c2"]


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 1.31, ["0.0", "0.5", "1.0", "1.5"]),
        (3, 3, ["2.6", "2.8", "3.0", "3.2", "3.4"]),
        (0, 0.02, ["0.000", "0.005", "0.010", "0.015", "0.020"]),
    ],
)
def test_ticks_are_round_and_tell_each_other_apart(low: float, high: float, texts: list[str]) -> None:
    assert tick_texts(round_ticks(low, high), "en") == texts


def test_places_have_whole_ticks() -> None:
    assert round_ticks(1, 3, whole=True) == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("unit", "values", "en", "ru"),
    [
        ("USD", [2.0e9], "USD billion", "млрд долл. США"),
        ("BRL", [2.0e6], "BRL million", "млн BRL"),
        ("t", [5.0e4], "thousand tonnes", "тыс. т"),
        ("%", [5.0e4], "%", "%"),
        ("countries", [12.0], "countries", "стран"),
        ("ratio", [1.5], "", ""),
    ],
)
def test_units_over_an_axis(unit: str, values: list[float], en: str, ru: str) -> None:
    scale = amount_scale(unit, values)[1]
    assert (axis_unit(unit, scale, "en"), axis_unit(unit, scale, "ru")) == (en, ru)


@pytest.mark.parametrize(
    ("period", "en", "ru"),
    [
        ("2023", "2023", "2023"),
        ("2023-Q1", "Q1 2023", "I кв. 2023"),
        ("2023-04", "Apr 2023", "апр. 2023"),
        ("2023-01/2023-08", "Jan–Aug 2023", "янв.–авг. 2023"),
        ("2021/2022", "2021–2022", "2021–2022"),
        ("2022-07/2023-06", "Jul 2022 – Jun 2023", "июль 2022 – июнь 2023"),
    ],
)
def test_periods_under_an_axis(period: str, en: str, ru: str) -> None:
    assert (period_label(Period.parse(period), "en"), period_label(Period.parse(period), "ru")) == (en, ru)


def test_a_run_shows_what_is_missing_unless_it_is_long_or_mixed() -> None:
    def run(*texts: str) -> list[str]:
        return [str(period) for period in run_of([Period.parse(text) for text in texts])]

    assert run("2019", "2022", "2023") == ["2019", "2020", "2021", "2022", "2023"]
    assert run("2023-01", "2023-03", "2023-04") == ["2023-01", "2023-02", "2023-03", "2023-04"]
    assert run("2022", "2023-01") == ["2022", "2023-01"]
    assert run("1950", "1951", "2023") == ["1950", "1951", "2023"]
