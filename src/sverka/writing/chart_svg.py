"""Charts as SVG: what is seen without scripts and in print.

Drawn here rather than by Vega: that takes 40 ms a chart, which a long report would be made of. Colours are the
variables of the page, so that they follow light, dark and print; text is left to the fonts of the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sverka.checking.wording import phrasebook
from sverka.writing.charts import Chart, Point
from sverka.writing.safe_html import attribute, text_node

WIDTH, HEIGHT, ROW_HEIGHT = 340, 170, 96
BAND = 24
"""How wide what was said is drawn at its period."""
_TOP, _BOTTOM, _RIGHT = 22, 24, 14
_LETTER = 6.3
"""The width that a letter of a label takes, on the safe side."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot in its drawing: edges, and where numbers and steps stand."""

    chart: Chart
    left: float
    right: float
    top: float
    bottom: float

    def across(self, value: float) -> float:
        """How far along the axis of values a number is, from 0 to 1."""
        first, last = self.chart.ticks[0][0], self.chart.ticks[-1][0]
        part = (value - first) / (last - first)
        return 1 - part if self.chart.falling else part

    def y(self, value: float) -> float:
        """The height of a number."""
        return self.bottom - (self.bottom - self.top) * self.across(value)

    def x(self, value: float) -> float:
        """The place of a number where the axis of values lies down; it never falls."""
        first, last = self.chart.ticks[0][0], self.chart.ticks[-1][0]
        return self.left + (self.right - self.left) * (value - first) / (last - first)

    def step(self, number: int) -> float:
        """The middle of a period."""
        return self.left + (self.right - self.left) * (number + 0.5) / len(self.chart.steps)


def chart_svg(chart: Chart) -> str:
    """A chart as an SVG element of its own, everything in it escaped."""
    height = HEIGHT if chart.is_history else ROW_HEIGHT
    parts = "".join(_history(chart) if chart.is_history else _rows(chart))
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{attribute(chart.title)}">'
        f'<text class="u" x="0" y="11">{text_node(chart.unit)}</text>{parts}</svg>'
    )


def _history(chart: Chart) -> Iterator[str]:
    """Periods from left to right, what was said as a band at its own."""
    left = 8 + _LETTER * max(len(text) for _, text in chart.ticks)
    frame = Frame(chart, left, WIDTH - _RIGHT, _TOP, HEIGHT - _BOTTOM)
    for value, text in chart.ticks:
        y = frame.y(value)
        yield f'<path class="g" d="M{left:.1f} {y:.1f}H{frame.right:.1f}"/>'
        yield f'<text class="e" x="{left - 5:.1f}" y="{y + 4:.1f}">{text_node(text)}</text>'
    for number in shown_steps(chart, frame.right - left):
        x = _within(frame.step(number), chart.steps[number], frame)
        yield f'<text class="m" x="{x:.1f}" y="{HEIGHT - 6}">{text_node(chart.steps[number])}</text>'
    x = frame.step(chart.asked)
    for name, low, high in _bands(chart):
        top, bottom = sorted((_edge(low, frame, 0), _edge(high, frame, -1)))
        yield f'<rect class="{name}" x="{x - BAND / 2:.1f}" y="{top:.1f}" width="{BAND}" height="{bottom - top:.1f}"/>'
    if chart.said.value is not None:
        said = text_node(chart.said.text)
        yield f'<path class="s" d="M{x - 15:.1f} {frame.y(chart.said.value):.1f}h30"><title>{said}</title></path>'
    yield f'<path class="l" d="{_line(chart, frame)}"/><path class="d" d="{_dots(chart, frame)}"/>'
    yield _now(chart.now, frame.step(chart.asked), frame.y(chart.now.value))


def _rows(chart: Chart) -> Iterator[str]:
    """One period: what was said over what was recorded, values from left to right."""
    words = phrasebook("sverka.writing", chart.ui)
    names = (words.say("chart_said"), words.say("chart_recorded"))
    left = 12 + _LETTER * max(len(name) for name in names)
    half = _LETTER * max(len(chart.ticks[0][1]), len(chart.ticks[-1][1])) / 2
    frame = Frame(chart, left + half, WIDTH - max(_RIGHT, half), 20, 72)
    for value, text in chart.ticks:
        x = frame.x(value)
        yield f'<path class="g" d="M{x:.1f} {frame.top}V{frame.bottom}"/>'
        yield f'<text class="m" x="{x:.1f}" y="{frame.bottom + 16:.0f}">{text_node(text)}</text>'
    for y, name in zip((37, 63), names, strict=True):
        yield f'<text x="0" y="{y}">{text_node(name)}</text>'
    for name, low, high in _bands(chart):
        start = frame.left if low is None else frame.x(low)
        end = frame.right if high is None else frame.x(high)
        yield f'<rect class="{name}" x="{start:.1f}" y="26" width="{max(end - start, 2):.1f}" height="14"/>'
    if chart.said.value is not None:
        said = text_node(chart.said.text)
        yield f'<path class="s" d="M{frame.x(chart.said.value):.1f} 23v20"><title>{said}</title></path>'
    yield _now(chart.now, frame.x(chart.now.value), 59)


def _bands(chart: Chart) -> Iterator[tuple[str, float | None, float | None]]:
    """The wide interval under the other, each with its class; one that is open on both ends says nothing."""
    said = chart.said
    for name, low, high in (("w", said.low_wide, said.high_wide), ("b", said.low, said.high)):
        if low is not None or high is not None:
            yield name, low, high


def _edge(end: float | None, frame: Frame, tick: int) -> float:
    """The height of an end; an open one reaches the edge of the plot, a pair of equal ends stays visible."""
    room = 1.0 if tick == 0 else -1.0
    if end is None:
        return frame.y(frame.chart.ticks[tick][0])
    return frame.y(end) + (-room if frame.chart.falling else room)


def _line(chart: Chart, frame: Frame) -> str:
    """The recorded values joined, broken where a period is missing."""
    parts: list[str] = []
    before: int | None = None
    for point in chart.points:
        joined = before is not None and point.step == before + 1
        parts.append(f"{'L' if joined else 'M'}{frame.step(point.step):.1f} {frame.y(point.value):.1f}")
        before = point.step
    return "".join(parts)


def _dots(chart: Chart, frame: Frame) -> str:
    """All recorded values as strokes without length, which round ends make into dots."""
    return "".join(f"M{frame.step(point.step):.1f} {frame.y(point.value):.1f}h0" for point in chart.points)


def _now(point: Point, x: float, y: float) -> str:
    words = text_node(f"{point.label}: {point.text}" if point.label else point.text)
    return f'<circle class="p" cx="{x:.1f}" cy="{y:.1f}" r="4.5"><title>{words}</title></circle>'


def shown_steps(chart: Chart, width: float) -> list[int]:
    """The periods whose labels fit side by side, that of the claim among them."""
    longest = max(len(step) for step in chart.steps)
    fitting = max(1, int(width / (_LETTER * longest + 10)))
    every = -(-len(chart.steps) // fitting)
    return [number for number in range(len(chart.steps)) if (number - chart.asked) % every == 0]


def _within(x: float, label: str, frame: Frame) -> float:
    """The middle of a label, moved in where it would leave the drawing."""
    half = _LETTER * len(label) / 2
    return min(max(x, half), WIDTH - half)
