"""Where the table stands in a file, and what its wide columns say: the section `[table]` of a mapping.

[table]
sheet = "Partners"            # of a workbook; else the first visible one with several columns
header = [3, 4]               # the lines of the heads, whose parts are joined by " / "; else the first line
first = 6                     # the first line of rows, and the last one: else all lines below the heads
last = 120
ignore = ["Source:", "Note"]  # lines whose first cell begins so are no rows
where = { "Indicator" = ["Trade value"] }   # lines that say anything else there are no rows
fill = ["Country"]            # an empty cell says what the cell above it says
wide = [                      # columns of amounts, and what the head of each says
  { column = "2022 / Exports", period = "2022", flow = "export" },
  { column = "2022 / Weight", period = "2022", flow = "export", measure = "net_weight" },
]
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Content
from dataclasses import dataclass, field

from sverka.recording.mapping_text import Section

MEASURES = ("primary_value", "net_weight", "quantity")
SAYS = ("period", "month", "quarter", "flow", "partner", "commodity")
"""What the head of a wide column may say."""
PERIOD = re.compile(r"\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?")
MAX_LINE_NUMBER = 1_000_000_000


@dataclass(frozen=True, slots=True)
class WideColumn:
    """A column of amounts whose head says something of them."""

    column: str
    measure: str
    says: Content[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which lines and columns of a file are rows; `header` is empty where the first line is the header."""

    sheet: str | None = None
    header: tuple[int, ...] = ()
    first: int | None = None
    last: int | None = None
    ignore: tuple[str, ...] = ()
    where: Content[str, tuple[str, ...]] = field(default_factory=dict)
    fill: tuple[str, ...] = ()
    wide: tuple[WideColumn, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether a file of this layout needs no shaping: each line below the first is a row."""
        return self == Layout()

    def says(self) -> tuple[str, ...]:
        """What the heads of the wide columns say, in the order of `SAYS`."""
        return tuple(key for key in SAYS if any(key in one.says for one in self.wide))

    def measures(self) -> tuple[str, ...]:
        """What the wide columns hold, in the order of `MEASURES`."""
        return tuple(name for name in MEASURES if any(one.measure == name for one in self.wide))


def head_column(key: str) -> str:
    """The column of a shaped table that holds what wide heads say of `key`, or their amounts."""
    return f"(heads) {key}"


def read_layout(section: Section) -> Layout:
    """The layout that the section says; problems are noted."""
    section.only("sheet", "header", "first", "last", "ignore", "where", "fill", "wide")
    lines = [_line(section, key) for key in ("first", "last")]
    return Layout(
        sheet=section.text("sheet", "name a sheet of the workbook"),
        header=_header(section),
        first=lines[0],
        last=lines[1],
        ignore=section.texts("ignore"),
        where=_where(section),
        fill=section.texts("fill"),
        wide=_wide(section),
    )


def _line(section: Section, key: str) -> int | None:
    if key not in section.content:
        return None
    return section.number(key, 1, MAX_LINE_NUMBER, "write the number of a line, counted from 1")


def _header(section: Section) -> tuple[int, ...]:
    value = section.content.get("header", [])
    if isinstance(value, str):
        section.text("header", "write header = 3, or header = [3, 4] for heads of two lines")
        return ()
    lines = value if isinstance(value, list) else [value]
    ordered = all(isinstance(one, int) and not isinstance(one, bool) and one >= 1 for one in lines)
    if not ordered or list(lines) != sorted(set(lines)) or len(lines) > 5:
        section.error("header", f"not lines of heads: {value!r}", "write header = 3, or header = [3, 4]")
        return ()
    return tuple(lines)


def _where(section: Section) -> dict[str, tuple[str, ...]]:
    value = section.content.get("where", {})
    if not isinstance(value, dict):
        section.error("where", "not a table of columns", 'write where = { "Indicator" = ["Trade value"] }')
        return {}
    inner = Section("table", value, section.problems)
    return {str(column): inner.texts(column) for column in value}


def _wide(section: Section) -> tuple[WideColumn, ...]:
    value = section.content.get("wide", [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        advice = 'write wide = [{ column = "2023", period = "2023" }]'
        if isinstance(value, str):
            section.text("wide", advice)
        else:
            section.error("wide", "not a list of columns", advice)
        return ()
    wide = tuple(found for one in value if (found := _wide_column(section, one)) is not None)
    _check_wide(section, wide)
    return wide


def _wide_column(section: Section, content: Content[str, object]) -> WideColumn | None:
    """One column of the list; its line is that on which its name stands."""
    name = content.get("column")
    if not isinstance(name, str) or not name.strip():
        section.error("wide", "a wide column without its name", 'write { column = "2023", period = "2023" }')
        return None
    one = _Entry(section, name, content)
    measure = one.said("measure", "|".join(MEASURES), "write primary_value, net_weight or quantity")
    says = {
        "period": one.said("period", PERIOD.pattern, "write 2023, 2023-Q1 or 2023-04"),
        "month": one.said("month", "0?[1-9]|1[0-2]", "write a month from 1 to 12"),
        "quarter": one.said("quarter", "[1-4]", "write a quarter from 1 to 4"),
        "flow": one.said("flow", "export|import", "write export or import"),
        "partner": one.said("partner", ".+", "write a country such as CN, or world"),
        "commodity": one.said("commodity", "TOTAL|[0-9A-Z]{2,10}", "write TOTAL, or a code of 2 to 10 digits"),
    }
    one.only("column", "measure", *SAYS)
    return WideColumn(name, measure or MEASURES[0], {key: text for key, text in says.items() if text})


class _Entry:
    """One entry of `wide`, with the line on which its column is named."""

    def __init__(self, section: Section, name: str, content: Content[str, object]) -> None:
        self.section, self.name, self.content = section, name, content
        texts = (f'"{name}"', f"'{name}'")
        lines = section.problems.text.splitlines()
        found = (at for at, line in enumerate(lines, 1) if "column" in line and any(text in line for text in texts))
        self.line = next(found, None)

    def error(self, what: str, next_step: str) -> None:
        self.section.problems.add(what, next_step, place=f"[table] wide, column {self.name!r}", line=self.line)

    def only(self, *keys: str) -> None:
        for key in self.content:
            if key not in keys:
                self.error(f"unknown key {key!r}", f"there may be {', '.join(keys)}")

    def said(self, key: str, pattern: str, next_step: str) -> str:
        """What the entry says of a key, in the form that is asked for; empty where it says nothing."""
        value = self.content.get(key, "")
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
        if key not in self.content:
            return ""
        if text is not None and text.startswith("? "):
            self.error(text[2:], next_step)
            return text  # the mapping is refused; the question counts as an answer, so that nothing else is asked for
        if text is None or not re.fullmatch(pattern, text.strip()):
            self.error(f"not a {key}: {value!r}", next_step)
            return ""
        return text.strip()


def _check_wide(section: Section, wide: tuple[WideColumn, ...]) -> None:
    """All wide columns tell the same keys, and no two the same."""
    seen: dict[tuple[object, ...], str] = {}
    for one in wide:
        told = (one.measure, *sorted(one.says.items()))
        entry = _Entry(section, one.column, {})
        if told in seen:
            entry.error(f"says the same as column {seen[told]!r}", "say what differs, or leave one of them out")
        seen.setdefault(told, one.column)
        if set(one.says) != set(wide[0].says):
            lacking = ", ".join(sorted(set(wide[0].says) ^ set(one.says)))
            entry.error(f"{lacking} is not told alike of all wide columns", "tell the same keys of each of them")
