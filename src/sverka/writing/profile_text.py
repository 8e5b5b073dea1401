"""A profile on a terminal: what is covered first, then aligned tables that fit the screen."""

from __future__ import annotations

import textwrap
import unicodedata

from sverka.measuring.profile_records import Profile
from sverka.writing.profile import Column, Grid, Section, Spark, profile_sheet
from sverka.writing.terminal import Screen

_INDENT = 2
_GAP = 2
_ROOMY = 100
"""The width from which on the extra columns are shown."""
_LEAST_NAME = 12
_MOST_NAME_LINES = 3


def profile_text(profile: Profile, screen: Screen) -> str:
    """What `show` prints."""
    sheet = profile_sheet(profile, screen.ui)
    screen.say(sheet.title, style="bold")
    if sheet.warning:
        screen.say(sheet.warning, style="yellow")
    width = max(len(label) for label, _ in sheet.head) + 2
    for label, text in sheet.head:
        screen.item(f"{label}:", text, indent=0, width=width)
    for note in sheet.notes:
        screen.say(f"• {note}", hang=2, style="yellow")
    for section in sheet.sections:
        _section(section, screen)
    screen.blank()
    for line in sheet.legend:
        screen.say(line, style="dim")
    return screen.text()


def _section(section: Section, screen: Screen) -> None:
    screen.heading(section.title)
    if section.grid is not None:
        _grid(section.grid, screen)
    label = max((len(spark.label) for spark in section.sparks), default=0)
    for at, spark in enumerate(section.sparks):
        _spark(spark, label, at == 0, screen)
    for line in section.lines:
        screen.say(line, indent=_INDENT, style="dim")


def _spark(spark: Spark, label: int, is_first: bool, screen: Screen) -> None:
    start = " " * _INDENT + spark.label.ljust(label) + "  "
    if is_first:
        screen.line(" " * len(start) + spark.years)
    screen.line(start + spark.bars)
    screen.say(spark.told, indent=len(start), style="dim")


def _grid(grid: Grid, screen: Screen) -> None:
    """Columns as wide as they need; the column of names takes what is left, and its names go over several lines."""
    shown = [at for at, column in enumerate(grid.columns) if not column.extra or screen.width >= _ROOMY]
    columns = [grid.columns[at] for at in shown]
    rows = [[row[at] for at in shown] for row in grid.rows]
    widths = [
        max([_wide(line) for line in column.title.split("\n")] + [_wide(row[at]) for row in rows])
        for at, column in enumerate(columns)
    ]
    named = max((at for at, column in enumerate(columns) if not column.number), default=0)
    spare = screen.width - _INDENT - sum(widths) - _GAP * (len(widths) - 1)
    widths[named] = max(_LEAST_NAME, widths[named] + min(0, spare))
    _titles(columns, widths, screen)
    for number, row in enumerate(rows):
        style = "dim" if number >= len(rows) - grid.totals else None
        _row(row, columns, widths, named, style, screen)


def _titles(columns: list[Column], widths: list[int], screen: Screen) -> None:
    height = max(len(column.title.split("\n")) for column in columns)
    for at in range(height):
        cells = []
        for column in columns:
            lines = column.title.split("\n")
            blank = height - len(lines)
            cells.append(lines[at - blank] if at >= blank else "")
        screen.line(_line(cells, columns, widths))


def _row(
    row: list[str], columns: list[Column], widths: list[int], named: int, style: str | None, screen: Screen
) -> None:
    names = _wrapped(row[named], widths[named])
    first = [names[0] if at == named else cell for at, cell in enumerate(row)]
    screen.line(_line(first, columns, widths), style)
    for name in names[1:]:
        cells = [name if at == named else "" for at in range(len(row))]
        screen.line(_line(cells, columns, widths), style)


def _wrapped(name: str, width: int) -> list[str]:
    """A name in lines of at most `width`; a very long one is cut."""
    lines = textwrap.wrap(name, width, max_lines=_MOST_NAME_LINES, placeholder="…")
    return lines or [""]


def _line(cells: list[str], columns: list[Column], widths: list[int]) -> str:
    """Cells side by side, numbers at the right of their columns."""
    parts = []
    for cell, column, width in zip(cells, columns, widths, strict=True):
        blank = " " * (width - _wide(cell))
        parts.append(blank + cell if column.number else cell + blank)
    return (" " * _INDENT + (" " * _GAP).join(parts)).rstrip()


def _wide(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
