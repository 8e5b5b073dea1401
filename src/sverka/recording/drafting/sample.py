"""The sheet that holds a table, and in it the lines of heads, the rows, and the notes above and below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.drafting.words import NO_NUMBERS, number_of, period_of, place_of, says, years_in
from sverka.recording.intake.files import read_head
from sverka.recording.intake.grids import BOOKS, Grid, open_grids
from sverka.recording.intake.kinds import kind_of, zip_kind
from sverka.recording.intake.limits import LIMITS, SAMPLE
from sverka.recording.intake.separators import unique_names
from sverka.recording.intake.spreadsheets import Merge, list_sheets
from sverka.recording.shaping import heads_of, joined_heads, twins_of

MAX_LINES = 20_000
MAX_CELLS = 2_000_000
HEADS_WITHIN = 60
MAX_HEAD_LINES = 4
MAX_SHEETS = 20
HEAD_WORDS = ("country", "partner", "reporter", "goods", "code", "flow", "period", "year", "number")
"""Kinds of words that name a column of labels."""

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sample:
    """The first lines of one grid: numbers and fields; `whole` where they are all."""

    file: str
    lines: tuple[Row, ...]
    merged: tuple[Merge, ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    whole: bool = True
    beside: tuple[str, ...] = ()
    """Texts of the sheets before, which hold no table."""
    alike: tuple[str, ...] = ()
    """Other sheets with a table of the same heads."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a sample: its heads by line, names of columns, rows, lone texts amid the rows, notes around them."""

    sample: Sample
    header: tuple[int, ...]
    first: int
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    lone: tuple[Row, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    twins: tuple[str, ...] = ()
    """Names that several columns have; all but the first are called otherwise in `names`."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands around the table, in words: titles first."""
        return (*self.above, *self.below, *self.sample.beside)


def find_table(path: Path, work: Path, sheet: str | None = None) -> Found:
    """The first table of a file: of a workbook, in the sheet that is asked for, or the first that holds one.

    `InputError` where there is none, or no such sheet.
    """
    beside: list[str] = []
    names = _sheets(path)
    if sheet is not None and sheet not in names:
        raise InputError(f"no sheet {sheet!r}", path.name, f"its sheets are {', '.join(names) or 'none'}")
    for name in (sheet,) if sheet else names or (None,):
        try:
            grid = next(iter(open_grids(path, work, sheet=name)))
        except InputError:
            if len(names) < 2:
                raise
            continue
        try:
            sample = replace(_sample(grid), sheets=names, beside=tuple(beside))
        finally:
            grid.discard()
        if (found := find_in(sample)) is not None:
            others = [one for one in names if one != name]
            return replace(found, sample=replace(sample, alike=_alike(path, work, found, others)))
        beside += [text for _, fields in sample.lines[:HEADS_WITHIN] if (text := " ".join(filter(None, fields)))]
    advice = "give a table with a line of heads above rows that hold numbers"
    raise InputError("no lines of heads with rows of numbers below them were found", path.name, advice)


def _alike(path: Path, work: Path, found: Found, others: Sequence[str]) -> tuple[str, ...]:
    """The other sheets that hold a table with the same heads."""
    alike = []
    for name in others:
        try:
            grid = next(iter(open_grids(path, work, sheet=name)))
        except InputError:
            continue  # a sheet that cannot be read is none to offer
        try:
            other = find_in(_sample(grid, HEADS_WITHIN))
        finally:
            grid.discard()
        if other is not None and other.names == found.names:
            alike.append(name)
    return tuple(alike)


def _sheets(path: Path) -> tuple[str, ...]:
    kind = kind_of(read_head(path, SAMPLE), path.name)
    if kind == "zip":
        from sverka.recording.intake.containers import archive_members

        kind = zip_kind({member.filename for member in archive_members(path, limits=LIMITS)}, path.name)
    return list_sheets(path, path.name, limits=LIMITS)[:MAX_SHEETS] if kind in BOOKS else ()


def _sample(grid: Grid, most: int = MAX_LINES) -> Sample:
    lines: list[Row] = []
    cells = 0
    whole = True
    for line in grid.lines():
        cells += len(line.fields)
        if len(lines) >= most or cells > MAX_CELLS:
            whole = False
            break
        fields = tuple(map(str.strip, line.fields))
        if not line.bad and any(fields):
            lines.append((line.number, fields))
    return Sample(grid.file, tuple(lines), grid.merged, grid.sheet, whole=whole)


def find_in(sample: Sample) -> Found | None:
    """The table of a sample; `None` where no line of heads has rows of numbers below it."""
    for at in range(min(len(sample.lines), HEADS_WITHIN)):
        body = _body_after(sample, at)
        if body is None:
            continue
        top = _top_of_heads(sample, at, body)
        heads = sample.lines[top : at + 1]
        if not _covers(heads, sample, body):
            continue
        return _found(sample, top, at, body)
    return None


def _filled(fields: Sequence[str]) -> int:
    return sum(map(bool, fields))


def _is_amount(text: str) -> bool:
    """Whether a cell is a number that is no year, month or quarter."""
    return number_of(text, ".") is not None or number_of(text, ",") is not None


def is_head(fields: Sequence[str]) -> bool:
    """Whether a line may hold heads: no numbers but periods and codes of goods, and something in words or periods."""
    told = [text for text in fields if text]
    numbers = [
        text for text in told if _is_amount(text) and period_of(text) is None and not re.fullmatch(r"\d{2,10}", text)
    ]
    return bool(told) and not numbers


def _is_row_below(sample: Sample, at: int) -> bool:
    """Whether a line of a place with whole numbers, which may be codes as heads are, stands below what may be heads."""
    label, *others = sample.lines[at][1]
    numbers = [text for text in others if text and _is_amount(text)]
    if not numbers or place_of(label) is None:
        return False
    return any(_filled(fields) > 1 and is_head(fields) for _, fields in sample.lines[:at])


def _is_counting(fields: Sequence[str]) -> bool:
    """Whether a line numbers the columns, the first of them too: 1 2 3, А 1 2."""
    told = [text for text in fields if text]
    letters = [text for text in told if text.upper() in ("A", "А", "Б", "B")]
    numbers = [text for text in told if text not in letters]
    counted = [str(at) for at in range(1, len(numbers) + 1)]
    return len(numbers) > 1 and numbers == counted and told[: len(letters)] == letters and bool(fields[0])


def _is_row(fields: Sequence[str], width: int) -> bool:
    """Whether a line may be a row: a number, or what stands for one, behind or beside words."""
    told = [text for text in fields[:width] if text]
    return len(told) > 1 and any(_is_amount(text) or text.lower() in NO_NUMBERS for text in told)


def _body_after(sample: Sample, at: int) -> int | None:
    """The place of the first row where the line at a place is the last line of heads; `None` where it is none."""
    fields = sample.lines[at][1]
    if _filled(fields) < 2 or not is_head(fields) or _is_row_below(sample, at):
        return None
    below = at + 1
    if below < len(sample.lines) and _is_counting(sample.lines[below][1]):
        below += 1
    while below < len(sample.lines) and _filled(sample.lines[below][1]) == 1 and below < at + 4:
        below += 1  # a label of the rows below it
    if below >= len(sample.lines) or not _is_row(sample.lines[below][1], max(len(fields), 2)):
        return None
    return None if _is_heads_again(fields, sample, below) else below


def _is_heads_again(above: Sequence[str], sample: Sample, at: int) -> bool:
    """Whether a line that may be a row is rather heads: its numbers are periods in columns that hold amounts below.

    Rows have such numbers too (1,950; 2,010): a line is one where it names a place or a total, or where the line above
    names each of its columns already.
    """
    if at + 1 >= len(sample.lines):
        return False
    here, below = sample.lines[at][1], sample.lines[at + 1][1]
    periods = [place for place, text in enumerate(here) if text and period_of(text)]
    amounts = [place for place in periods if place < len(below) and below[place] and period_of(below[place]) is None]
    if not periods or len(amounts) < len(periods) or not all(_is_amount(below[place]) for place in amounts):
        return False
    return not (_names_a_row(here) or _is_named(here, periods, above))


def _names_a_row(fields: Sequence[str]) -> bool:
    """Whether a line names a place or a total, or holds numbers that are no periods."""
    labels = [text for text in fields if text and period_of(text) is None]
    return any(_is_amount(text) or place_of(text) is not None or _is_total(text) for text in labels)


def _is_total(text: str) -> bool:
    """Whether a label is of a total; a head may say nothing but «Год»."""
    return says("total", text) and not says("year", text)


def _is_named(fields: Sequence[str], periods: Sequence[int], above: Sequence[str]) -> bool:
    """Whether the line above names all that a line of periods and labels holds, and the labels are no heads."""
    if any(place < len(above) and years_in(above[place]) for place in periods):
        return True
    labels = [text for place, text in enumerate(fields) if text and place not in periods]
    filled = [place for place, text in enumerate(fields) if text]
    covered = all(place < len(above) and above[place] for place in filled)
    return covered and bool(fields[0]) and not any(says(kind, text) for kind in HEAD_WORDS for text in labels)


def _top_of_heads(sample: Sample, at: int, body: int) -> int:
    """The place of the first line of heads, given the last: those above that name what it leaves open."""
    top = at
    while top > 0 and at - top + 1 < MAX_HEAD_LINES and _is_upper(sample, top, at, body):
        top -= 1
    return top


def _is_upper(sample: Sample, top: int, at: int, body: int) -> bool:
    """Whether the line above the top is one of heads: adjacent, with merged cells, or where the heads have gaps."""
    number, fields = sample.lines[top - 1]
    if sample.lines[top][0] - number != 1 or not is_head(fields):
        return False
    row = sample.lines[body][1]
    names = heads_of(sample.lines[top : at + 1], sample.merged)
    gaps = [place for place, text in enumerate(row[: len(names)]) if text and names[place].startswith("column_")]
    repeated = bool(gaps) and all(_said(sample, top, at, place) for place in gaps)
    named = any(place < len(fields) and fields[place] for place in gaps)
    merged = any(first == number - 1 and right > left for first, left, _, right in sample.merged)
    if _filled(fields) < 2:
        place = next(place for place, text in enumerate(fields) if text)
        return (merged or repeated) and place > 0
    return named or repeated or (merged and top == at)


def _said(sample: Sample, top: int, at: int, place: int) -> bool:
    """Whether some line of heads says something at a place."""
    return any(place < len(fields) and bool(fields[place]) for _, fields in sample.lines[top : at + 1])


def _covers(heads: Sequence[Row], sample: Sample, body: int) -> bool:
    """Whether the heads stand above what the rows hold."""
    names = joined_heads(heads, sample.merged)
    rows = [fields for _, fields in sample.lines[body : body + 20] if _filled(fields) > 1]
    inside = sum(_filled(fields[: len(names)]) for fields in rows)
    # The corner above the labels of rows is often left empty.
    corner = bool(names) and not names[0] and not any(_is_amount(fields[0]) for fields in rows)
    named = sum(
        bool(text) and (bool(names[at]) or (corner and at == 0))
        for fields in rows
        for at, text in enumerate(fields[: len(names)])
    )
    return bool(rows) and named >= 0.8 * inside and inside >= 0.9 * sum(map(_filled, rows))


def _found(sample: Sample, top: int, at: int, body: int) -> Found:
    heads = sample.lines[top : at + 1]
    joined = joined_heads(heads, sample.merged)
    names = unique_names(joined)
    rows: list[Row] = []
    lone: list[Row] = []
    after = [at + 1] if body > at + 1 and not _is_counting(sample.lines[at + 1][1]) else []
    for number, fields in sample.lines[(at + 1 if after else body) :]:
        told = fields[: len(names)]
        is_note = says("note", next(filter(None, fields), "")) and not any(_is_amount(text) for text in fields)
        alone = _filled(fields) == 1 and not (len(names) > 1 and _is_amount(next(filter(None, fields))))
        if alone or is_note or not any(told):
            lone.append((number, fields))
        else:
            rows.append((number, (*told, *[""] * (len(names) - len(told)))))
    rows = _with_merged(rows, sample.merged)
    above = tuple(" ".join(filter(None, fields)) for _, fields in sample.lines[:top])
    last = rows[-1][0] if rows else 0
    below = tuple(" ".join(filter(None, fields)) for number, fields in lone if number > last)
    first = sample.lines[at + 1 if after else body][0]
    lines = tuple(number for number, _ in heads)
    return Found(sample, lines, first, names, tuple(rows), tuple(lone), above, below, twins_of(joined))


def _with_merged(rows: Sequence[Row], merged: Sequence[Merge]) -> list[Row]:
    """Rows in which cells merged downwards say the same throughout."""
    told = {number: list(fields) for number, fields in rows}
    for top, left, bottom, right in merged:
        source = told.get(top + 1)
        if source is None or left != right or left >= len(source):
            continue
        for number in range(top + 2, bottom + 2):
            if number in told:
                told[number][left] = source[left]
    return [(number, tuple(fields)) for number, fields in told.items()]
