"""Charts as Vega-Lite specifications, plain dicts that stand by themselves: data, scales and labels are in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sverka.checking.wording import phrasebook
from sverka.writing.chart_svg import BAND, HEIGHT, ROW_HEIGHT, WIDTH, shown_steps
from sverka.writing.charts import Chart, Point
from sverka.writing.objects import Object

_TIP: Object = {"field": "tip", "type": "nominal"}
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart: what was said, what was recorded, text, and lines of the grid."""

    said: str
    recorded: str
    text: str
    grid: str


LIGHT = Palette(said="#a85400", recorded="#0b62a8", text="#55534e", grid="#dcd8cd")
DARK = Palette(said="#f0a04b", recorded="#79b8f3", text="#a5a198", grid="#3c3a35")
PAGE = Palette(said="var(--said)", recorded="var(--recorded)", text="var(--quiet)", grid="var(--line)")
"""The variables of the page, for drawing in SVG: they follow light, dark and print."""


def chart_spec(chart: Chart, palette: Palette = LIGHT) -> Object:
    """The whole specification of a chart; the blue and orange of a palette differ to the colour-blind too."""
    return {"$schema": SCHEMA, **chart_body(chart, palette), "config": chart_config(palette)}


def chart_body(chart: Chart, palette: Palette) -> Object:
    """A specification without what all charts of a page share."""
    height = HEIGHT if chart.is_history else ROW_HEIGHT
    return {
        "description": chart.title,
        "width": WIDTH,
        "height": height,
        "title": chart.unit,
        "encoding": {**(_over_periods(chart) if chart.is_history else _two_rows(chart)), "tooltip": _TIP},
        "layer": [*_said(chart, palette), *_recorded(chart, palette)],
    }


def chart_config(palette: Palette) -> Object:
    """What all charts of a page share."""
    axis = {"labelColor": palette.text, "labelFontSize": 11, "gridColor": palette.grid, "title": None}
    lines = {"domain": False, "ticks": False, "labelPadding": 5, "labelOverlap": False, "labelAngle": 0}
    title = {"anchor": "start", "frame": "bounds", "offset": 4, "fontSize": 11, "fontWeight": "normal"}
    return {
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "font": "system-ui, sans-serif",
        "view": {"stroke": None},
        "axis": {**axis, **lines},
        "title": {**title, "color": palette.text},
    }


def _over_periods(chart: Chart) -> Object:
    x = {"field": "step", "type": "ordinal", "scale": _steps(chart), "axis": _periods(chart)}
    return {"x": x, "y": _values(chart)}


def _two_rows(chart: Chart) -> Object:
    scale = {"domain": list(_row_names(chart))}
    return {"x": _values(chart), "y": {"field": "row", "type": "nominal", "scale": scale, "axis": {"grid": False}}}


def _row_names(chart: Chart) -> tuple[str, str]:
    words = phrasebook("sverka.writing", chart.ui)
    return words.say("chart_said"), words.say("chart_recorded")


def _said(chart: Chart, palette: Palette) -> Iterator[Object]:
    """The intervals as bars, the wide one first, and the stated value as a stroke across them."""
    upright, name = chart.is_history, _row_names(chart)[0]
    place = {"step": chart.asked} if upright else {"row": name}
    tip = {"tip": f"{name}: {chart.said.text}"}
    bands = [{**place, **band, **tip} for band in _bands(chart)]
    if bands:
        mark = {"type": "bar", "color": palette.said, "size": BAND if upright else 14}
        opacity = {"field": "opacity", "type": "quantitative", "scale": None, "legend": None}
        yield _layer(bands, mark, opacity=opacity, **{"y2" if upright else "x2": {"field": "high"}})
    if chart.said.value is not None:
        mark = {"type": "tick", "color": palette.said, "thickness": 2.4, "size": 30 if upright else 20, "opacity": 1}
        yield _layer([{**place, "value": chart.said.value, **tip}], mark)


def _bands(chart: Chart) -> Iterator[Object]:
    """The ends of the intervals; an open one reaches the edge of the plot."""
    said, first, last = chart.said, chart.ticks[0][0], chart.ticks[-1][0]
    for opacity, low, high in ((0.18, said.low_wide, said.high_wide), (0.38, said.low, said.high)):
        if low is not None or high is not None:
            ends = {"value": first if low is None else low, "high": last if high is None else high}
            yield {**ends, "opacity": opacity}


def _recorded(chart: Chart, palette: Palette) -> Iterator[Object]:
    """What was recorded, joined by a line that breaks where a period is missing; the asked period stands out."""
    dot = {"type": "point", "filled": True, "opacity": 1, "color": palette.recorded}
    if not chart.is_history:
        row = {"row": _row_names(chart)[1], "value": chart.now.value, "tip": _tip(chart.now)}
        yield _layer([row], {**dot, "size": 64})
        return
    known = {point.step: point for point in chart.points}
    rows = [_row(step, known.get(step)) for step in range(len(chart.steps))]
    yield _layer(rows, {"type": "line", "color": palette.recorded, "strokeWidth": 1.6, "point": {**dot, "size": 18}})
    yield _layer([_row(chart.asked, chart.now)], {**dot, "size": 64})


def _row(step: int, point: Point | None) -> Object:
    if point is None:
        return {"step": step, "value": None}
    return {"step": step, "value": point.value, "tip": _tip(point)}


def _tip(point: Point) -> str:
    return f"{point.label}: {point.text}" if point.label else point.text


def _layer(rows: list[Object], mark: Object, **encoding: object) -> Object:
    return {"data": {"values": rows}, "mark": mark, **({"encoding": encoding} if encoding else {})}


def _steps(chart: Chart) -> Object:
    return {"type": "point", "padding": 0.5, "domain": list(range(len(chart.steps)))}


def _periods(chart: Chart) -> Object:
    """The axis of periods, labelled where there is room."""
    shown = shown_steps(chart, WIDTH - 60)
    labels = _listed([chart.steps[number] for number in shown])
    place = f"indexof({shown}, datum.value)"
    return {"values": shown, "labelExpr": f"{labels}[{place}]", "grid": False}


def _values(chart: Chart) -> Object:
    """The axis of values with ticks and labels of its own, so that every drawing has the same."""
    ticks = [value for value, _ in chart.ticks]
    labels = _listed([text for _, text in chart.ticks])
    reverse = {"reverse": True} if chart.falling and chart.is_history else {}
    scale = {"domain": [ticks[0], ticks[-1]], "nice": False, "zero": False, **reverse}
    axis = {"values": ticks, "labelExpr": f"{labels}[indexof({ticks}, datum.value)]"}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}


def _listed(texts: list[str]) -> str:
    """Texts as a list of the expression language."""
    return json.dumps(texts, ensure_ascii=True)
