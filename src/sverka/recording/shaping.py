"""From a grid to a long table: lines that are no rows are left out, wide columns become rows, all of it counted.

    grid ─► heads (lines of heads, joined) ─► lines kept by `ignore`, `where` ─► one record for each line, or of a wide
    table one for each set of heads with an amount in the line ─► a text of records that the careful way can number

Lines are read one by one and records written as they come: memory does not grow with the file, time with its cells.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from sverka.model.errors import InputError
from sverka.model.plurals import counted
from sverka.recording.intake.files import new_file
from sverka.recording.intake.grids import Grid, Line
from sverka.recording.intake.limits import LIMITS, MAX_COLUMNS, SAMPLE_ROWS, Expansion, Limits
from sverka.recording.intake.separators import clean_name, unique_names
from sverka.recording.intake.spreadsheets import Merge
from sverka.recording.lookup_sql import folded
from sverka.recording.mapping_layout import Layout, WideColumn, head_column
from sverka.recording.source import Header

LINE, HEADS = "(line)", "(set of heads)"
"""The first columns of a shaped text: the line of the file, and by number the wide columns that a record is of."""
JOINT = " / "
"""What stands between the parts of a head of several lines."""


@dataclass(slots=True)
class Counts:
    """What became of the lines below the heads; `records` come of the lines that are none of the others."""

    lines: int = 0
    records: int = 0
    bad: int = 0
    ignored: int = 0
    filtered: int = 0
    empty: int = 0


@dataclass(frozen=True, slots=True)
class Shaped:
    """A long table as UTF-8 text with a header; `bad` lists lines that cannot be cut into fields, as JSON.

    `sets` are the wide columns of each set of heads, in words, for a reason to name them.
    """

    text: Path
    bad: Path
    header: Header
    counts: Counts
    sets: tuple[str, ...]
    notes: tuple[str, ...]

    def bad_lines(self) -> Iterator[tuple[int, str, str]]:
        """Number, reason and raw text of each bad line."""
        with self.bad.open(encoding="utf-8") as lines:
            for line in lines:
                number, reason, raw = json.loads(line)
                yield number, reason, raw


@dataclass(frozen=True, slots=True)
class _Set:
    """One set of heads: what they say, and the place of the column of each measure."""

    says: tuple[str, ...]
    places: tuple[int | None, ...]
    named: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """A layout under the heads of one grid: places of columns in a line."""

    names: tuple[str, ...]
    kept: tuple[int, ...]
    sets: tuple[_Set, ...]
    where: Mapping[int, frozenset[str]]
    fill: tuple[int, ...]
    ignore: tuple[str, ...]
    first: int
    last: int | None
    pads: bool
    missing: frozenset[str] = field(default_factory=frozenset)
    twins: tuple[str, ...] = ()


def heads_of(lines: Sequence[tuple[int, Sequence[str]]], merged: Sequence[Merge] = ()) -> tuple[str, ...]:
    """The names of columns from lines of heads, with their numbers counted from 1: parts joined from above to below.

    Merged cells say the same throughout. Above the last line an empty cell says what the cell left of it says.

    >>> heads_of([(3, ["Partner", "2022", "", "2023"]), (4, ["", "Exports", "Imports", "Exports"])])
    ('Partner', '2022 / Exports', '2022 / Imports', '2023 / Exports')
    """
    return unique_names(joined_heads(lines, merged))


def joined_heads(lines: Sequence[tuple[int, Sequence[str]]], merged: Sequence[Merge] = ()) -> tuple[str, ...]:
    """The heads as they stand, joined: empty and repeated ones among them."""
    width = max((len(fields) for _, fields in lines), default=0)
    rows = [[clean_name(text) for text in [*fields, *[""] * (width - len(fields))]] for _, fields in lines]
    places = {number - 1: at for at, (number, _) in enumerate(lines)}
    for top, left, bottom, right in merged:
        if top in places and left < width:
            for row in filter(places.__contains__, range(top, bottom + 1)):
                for column in range(left, min(right, width - 1) + 1):
                    rows[places[row]][column] = rows[places[top]][left]
    for number, parts in enumerate(rows[:-1], start=1):
        for at in range(1, width):
            if not parts[at] and any(below[at] for below in rows[number:]):
                parts[at] = parts[at - 1]
    return tuple(JOINT.join(dict.fromkeys(filter(None, parts))) for parts in zip(*rows, strict=True))


def twins_of(names: Sequence[str]) -> tuple[str, ...]:
    """The names that several columns have, case aside.

    >>> twins_of(["Year", "Value", "value", "", ""])
    ('Value',)
    """
    folds = [name.strip().casefold() for name in names]
    return tuple(
        name for at, name in enumerate(names) if name and folds.index(folds[at]) == at and folds.count(folds[at]) > 1
    )


def shape(grid: Grid, layout: Layout, work: Path, *, missing: Sequence[str] = (), limits: Limits = LIMITS) -> Shaped:
    """The long table of a grid under a layout, written to `work`.

    Raises `InputError` where the heads are not there, or the layout names a column that they do not have.
    """
    plan = _planned(grid, layout, missing)
    text, bad = new_file(work), new_file(work, ".bad")
    columns = (
        LINE,
        HEADS,
        *(plan.names[at] for at in plan.kept),
        *map(head_column, (*layout.says(), *layout.measures())),
    )
    counts = Counts()
    grown = Expansion(grid.file, grid.text.stat().st_size, work, limits)
    shown: list[tuple[str, ...]] = []
    with text.open("w", encoding="utf-8", newline="") as out, bad.open("w", encoding="utf-8") as faults:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        for line in _rows(grid, plan, counts):
            if line.bad:
                counts.bad += 1
                faults.write(json.dumps([line.number, line.bad, line.raw]) + "\n")
                continue
            before = counts.records
            size = 0
            for record in _records(line, plan):
                size += writer.writerow(record)
                counts.records += 1
                if len(shown) < SAMPLE_ROWS:
                    shown.append(tuple(map(str, record)))
            grown.grow(size)
            counts.empty += counts.records == before
    named = tuple(one.named for one in plan.sets)
    return Shaped(
        text, bad, Header(columns, grid.file, tuple(shown), plan.twins), counts, named, _notes(counts, layout)
    )


def _planned(grid: Grid, layout: Layout, missing: Sequence[str]) -> _Plan:
    lines, first = _head_lines(grid, layout)
    joined = joined_heads(lines, grid.merged)
    names = unique_names(joined)
    if len(names) > MAX_COLUMNS:
        raise InputError(f"the table has {len(names)} columns, more than {MAX_COLUMNS}", grid.file, "leave some out")
    twins = twins_of(joined)
    find = _Finder(names, grid.file, twins)
    wide = {find.place(one.column, "table.wide"): one for one in layout.wide}
    return _Plan(
        names=names,
        kept=tuple(at for at in range(len(names)) if at not in wide),
        sets=_sets(wide, layout),
        where={find.place(name, "table.where"): frozenset(map(folded, told)) for name, told in layout.where.items()},
        fill=tuple(find.place(name, "table.fill") for name in layout.fill),
        ignore=tuple(map(folded, layout.ignore)),
        first=layout.first or first,
        last=layout.last,
        pads=grid.sheet is not None,
        missing=frozenset({"", *missing}),
        twins=twins,
    )


def _head_lines(grid: Grid, layout: Layout) -> tuple[list[tuple[int, tuple[str, ...]]], int]:
    """The lines of heads, and the number of the line after the last of them."""
    wanted = layout.header
    found: list[tuple[int, tuple[str, ...]]] = []
    for line in grid.lines():
        if line.number in wanted or (not wanted and any(map(str.strip, line.fields))):
            found.append((line.number, line.fields))
        if found and line.number >= (wanted[-1] if wanted else found[0][0]):
            break
    if not found or (wanted and found[-1][0] != wanted[-1]):
        lines = ", ".join(map(str, wanted)) or "1"
        raise InputError(f"there are no heads in line {lines}", grid.file, "correct header in [table] of the mapping")
    return found, found[-1][0] + 1


class _Finder:
    """Finds columns by their names, case aside; `InputError` with the nearest name for what is not there."""

    def __init__(self, names: Sequence[str], file: str, twins: Sequence[str]) -> None:
        self.names, self.file = names, file
        self.twins = {name.strip().casefold() for name in twins}
        self.places = {name.strip().casefold(): at for at, name in enumerate(names)}

    def place(self, name: str, key: str) -> int:
        at = self.places.get(name.strip().casefold())
        if at is None:
            near = get_close_matches(name, self.names, 1, 0.5)
            advice = f"did you mean {near[0]!r}?" if near else f"its columns are {', '.join(self.names)[:200]}"
            raise InputError(f"no column {name!r}, which {key} of the mapping names", self.file, advice)
        if name.strip().casefold() in self.twins:
            raise InputError(f"two columns are called {name!r}", self.file, "rename or take out one of them")
        return at


def _sets(wide: Mapping[int, WideColumn], layout: Layout) -> tuple[_Set, ...]:
    """The wide columns by what their heads say, in the order of the table."""
    by_says: dict[tuple[str, ...], dict[str, int]] = {}
    for at, one in sorted(wide.items()):
        says = tuple(one.says.get(key, "") for key in layout.says())
        by_says.setdefault(says, {})[one.measure] = at
    return tuple(
        _Set(
            says,
            tuple(places.get(name) for name in layout.measures()),
            " and ".join(wide[at].column for at in places.values()),
        )
        for says, places in by_says.items()
    )


def _rows(grid: Grid, plan: _Plan, counts: Counts) -> Iterator[Line]:
    """The lines that are rows, as wide as the heads, and those that are bad; the others are counted."""
    above = dict.fromkeys(plan.fill, "")
    for given in grid.lines():
        line = given
        if line.number < plan.first or (plan.last is not None and line.number > plan.last):
            continue
        if not line.bad and not any(map(str.strip, line.fields)):
            continue
        counts.lines += 1
        if _is_ignored(line, plan):
            counts.ignored += 1
            continue
        fields = list(line.fields) + [""] * (len(plan.names) - len(line.fields) if plan.pads else 0)
        line = given if given.bad else _fitted(given, fields, len(plan.names))
        if not line.bad:
            line = Line(given.number, _filled(line.fields, above))
            if any(folded(line.fields[at]) not in told for at, told in plan.where.items()):
                counts.filtered += 1
                continue
        yield line


def _is_ignored(line: Line, plan: _Plan) -> bool:
    first = next(filter(None, map(str.strip, line.fields)), "")
    return bool(plan.ignore) and bool(first) and folded(first).startswith(plan.ignore)


def _fitted(line: Line, fields: Sequence[str], width: int) -> Line:
    """The line with as many fields as there are heads; empty ones beyond them are cut, others are too many."""
    if len(fields) < width or any(map(str.strip, fields[width:])):
        what = f"{counted(len(fields), 'field')} where the header has {width}"
        return Line(line.number, (), what, line.raw)
    return Line(line.number, tuple(fields[:width]))


def _filled(fields: tuple[str, ...], above: dict[int, str]) -> tuple[str, ...]:
    if not above:
        return fields
    told = list(fields)
    for at, before in above.items():
        above[at] = told[at] = told[at].strip() or before
    return tuple(told)


def _records(line: Line, plan: _Plan) -> Iterator[Sequence[object]]:
    """The records of one line: itself, or one for each set of heads with an amount in it."""
    kept = [line.fields[at] for at in plan.kept]
    if not plan.sets:
        yield [line.number, "", *kept]
        return
    for number, one in enumerate(plan.sets, start=1):
        amounts = ["" if at is None else line.fields[at].strip() for at in one.places]
        if any(amount not in plan.missing for amount in amounts):
            yield [line.number, number, *kept, *one.says, *amounts]


def _notes(counts: Counts, layout: Layout) -> tuple[str, ...]:
    """What is told of the lines: how many rows they gave, and what was left out by which key of the mapping."""
    notes = []
    if layout.wide:
        rows = counts.lines - counts.bad - counts.ignored - counts.filtered
        notes.append(f"a wide table: {counts.records} rows, one for each set of heads with an amount, of {rows} lines")
    for count, why in (
        (counts.ignored, "left out by ignore"),
        (counts.filtered, "left out by where"),
        (counts.empty, "without an amount"),
    ):
        if count:
            notes.append(f"{counted(count, 'line')} {why}")
    return tuple(notes)
