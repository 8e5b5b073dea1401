"""What the chart of a finding shows: what was said, and what was recorded over the periods.

A `Chart` holds numbers and labels alone; `chart_specs` writes it in Vega-Lite, `chart_svg` draws it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sverka.checking.findings import Checked
from sverka.checking.wording import Ui
from sverka.model.findings import Finding
from sverka.model.measures import Count, Growth, Level, Measure, Rank, Share, measure_period
from sverka.model.period import Period
from sverka.reference.told_units import as_told, told_unit
from sverka.writing.chart_scales import amount_scale, axis_unit, period_label, round_ticks, run_of, tick_texts
from sverka.writing.measures import measure_name
from sverka.writing.proofs import Prose, parsed_period

MOST_CHARTS = 200
"""Of a longer report only the first figures get a chart, so that a page stays light."""
MOST_POINTS = 60
"""Of a longer history the latest periods are drawn."""
_FROM_ZERO = (Level, Share, Growth, Count)


@dataclass(frozen=True, slots=True)
class Point:
    """What was recorded of one period: step of the axis, label, value in units of the axis, and in words."""

    step: int
    label: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, in units of the axis: the value, and the ends of both intervals (`None` is open)."""

    value: float | None
    low: float | None
    high: float | None
    low_wide: float | None
    high_wide: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: `steps` are the labels of its periods, `asked` is the step of the claim, `now` what was recorded then.

    `points` are what was recorded, oldest first, the asked one among them. `falling` axes have the least value on top
    (ranks). `title` says it all to those who do not see it; `scope` is what narrow records hold.
    """

    name: str
    title: str
    unit: str
    said: Said
    now: Point
    points: tuple[Point, ...]
    steps: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    falling: bool
    ui: Ui
    scope: str = ""

    @property
    def asked(self) -> int:
        """The step of the claim."""
        return self.now.step

    @property
    def is_history(self) -> bool:
        """Whether there is more than the one period that the claim is about."""
        return len(self.points) > 1


def checked_charts(checked: Checked, prose: Prose, most: int = MOST_CHARTS) -> dict[str, Chart]:
    """The charts of a report by the ids of their claims: the first `most` findings that have a figure."""
    findings = [finding for document in checked.documents for finding in document.findings] + [*checked.statements]
    charts: dict[str, Chart] = {}
    for finding in findings:
        chart = finding_chart(finding, prose) if len(charts) < most else None
        if chart is not None:
            charts[chart.name] = chart
    return charts


def finding_chart(finding: Finding, prose: Prose) -> Chart | None:
    """The chart of one finding; none where nothing was recorded or no number was said."""
    claim, figure = finding.claim, finding.figure
    measure = finding.asked or claim.measure
    if figure is None or claim.value is None or measure is None or not math.isfinite(figure.value):
        return None
    period, values = _recorded(finding, measure)
    factor, scale = amount_scale(claim.unit, [claim.value, *values.values()])
    steps = run_of([*values])
    points = {one: _point(one, steps.index(one), value, factor, finding, prose) for one, value in values.items()}
    said = _said(finding, factor, prose)
    return Chart(
        name=claim.id,
        title=_title(points[period].text, said, measure, figure.scope, prose),
        unit=axis_unit(claim.unit, scale, prose.ui),
        said=said,
        now=points[period],
        points=tuple(points.values()),
        steps=tuple(period_label(step, prose.ui) for step in steps),
        ticks=_ticks([point.value for point in points.values()], said, measure, prose.ui),
        falling=isinstance(measure, Rank),
        ui=prose.ui,
        scope=figure.scope,
    )


def _recorded(finding: Finding, measure: Measure) -> tuple[Period, dict[Period, float]]:
    """The period that the claim is about, and what was recorded by period in the unit of the claim, oldest first."""
    assert finding.figure is not None
    value, told = _in_claims_unit(finding)
    asked = measure_period(measure) or parsed_period(finding.claim.period or finding.period_assumed)
    past = {parsed_period(text): told(number) for text, number in finding.history}
    known = {period: number for period, number in past.items() if period is not None and math.isfinite(number)}
    if asked is None:
        return _NO_PERIOD, {_NO_PERIOD: value}
    latest = sorted({*known, asked})[-MOST_POINTS:]
    if asked not in latest:
        latest = [asked, *latest[1:]]
    return asked, {period: value if period == asked else known[period] for period in latest}


_NO_PERIOD = Period.year(0)


def _in_claims_unit(finding: Finding) -> tuple[float, Callable[[float], float]]:
    """The recorded value in the unit of the claim, and what turns units of the figure into it."""
    claim, figure, stated = finding.claim, finding.figure, finding.claim.value
    assert figure is not None
    if told_unit(claim.measure, claim.unit) is not None:
        return as_told(claim, figure.value), lambda number: as_told(claim, number)
    if figure.unit == finding.claim.unit or finding.gap is None or stated is None or not figure.value:
        return figure.value, lambda number: number
    factor = (stated + finding.gap) / figure.value
    return stated + finding.gap, lambda number: number * factor


def _point(period: Period, step: int, value: float, factor: float, finding: Finding, prose: Prose) -> Point:
    label = "" if period == _NO_PERIOD else period_label(period, prose.ui)
    return Point(step, label, _short(value / factor), prose.amount(value, finding.claim.unit))


def _said(finding: Finding, factor: float, prose: Prose) -> Said:
    claim = finding.claim
    ends = (claim.interval.low, claim.interval.high, claim.interval_wide.low, claim.interval_wide.high)
    low, high, low_wide, high_wide = (_end(end, factor) for end in ends)
    value = None if claim.value is None or claim.value_hi is not None else _short(claim.value / factor)
    return Said(value, low, high, low_wide, high_wide, prose.stated(claim))


def _end(end: float | None, factor: float) -> float | None:
    return None if end is None or not math.isfinite(end) else _short(end / factor)


def _short(value: float) -> float:
    """Seven digits, which is more than a drawing shows."""
    return float(f"{value:.7g}")


def _ticks(recorded: Iterable[float], said: Said, measure: Measure, ui: Ui) -> tuple[tuple[float, str], ...]:
    """Round ticks about all that is shown; amounts over the years begin at zero, ranks at the first place."""
    values = [*recorded]
    ends = (said.value, said.low, said.high, said.low_wide, said.high_wide)
    shown = [*values, *(end for end in ends if end is not None)]
    if isinstance(measure, Rank):
        shown.append(1.0)
    elif len(values) > 1 and isinstance(measure, _FROM_ZERO):
        shown.append(0.0)
    ticks = round_ticks(min(shown), max(shown), whole=isinstance(measure, Rank | Count))
    return tuple(zip(ticks, tick_texts(ticks, ui), strict=True))


def _title(recorded: str, said: Said, measure: Measure, scope: str, prose: Prose) -> str:
    told = prose.words.say("chart_of_scope", text=recorded, scope=scope) if scope else recorded
    return prose.words.say("chart_title", name=measure_name(measure, prose.ui), said=said.text, recorded=told)
