"""The careful way of reading: which lines the fast way did not take, and what is wrong with each of them.

One bad row costs one row: only lines that the fast way did not take are looked at. Where it could not tell which they
are, as a quoted field may hold a line end, the file is parted, the engine counts how many rows of each part come
through the fast way, and parts where some did not are looked at line by line. What a value means may hang on its
column (`1,234`): then all of the file is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.engine import cannot_read, copy_to, parquet, run
from sverka.recording.mending_sql import Survey, survey_select, surveyed
from sverka.recording.quarantining import BadRows
from sverka.recording.reading_sql import (
    TOLERATED,
    TextFile,
    careful_select,
    counted_parts,
    fast_select,
    given_rows,
    numbered_rows,
    stored_columns,
    typed_call,
    typed_rows,
    whole_rows,
)
from sverka.recording.source import Plan
from sverka.recording.taken import MOST_REJECTED, Taken, rejected_lines, sift

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sverka.recording.intake import Numbered, OpenedTable, Part

Tick = Callable[[float | None], None]
MOST_PARTS = 400
"""A large file is parted into no more than so many files."""


@dataclass(frozen=True, slots=True)
class Careful:
    """What came of a file: sound rows, bad rows and where they are kept, sound rows by what they needed to be read."""

    stored: int
    quarantined: int
    quarantine: Path | None
    tolerated: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is read: the engine, the work folder, the name of what is made of the file, its source, who is
    told how far the work is.
    """

    connection: DuckDBPyConnection
    work: Path
    name: str
    source: str
    tick: Tick | None = None


def careful(place: Place, plan: Plan, table: OpenedTable, fast: Taken | None) -> Careful:
    """Read what the fast way did not take; the rows of the whole file are then in `NAME.parquet` of the work folder.

    `fast` is what lies there already, `None` where the fast way could not read the file.
    """
    return _Reading(place, plan, table, fast).result()


@dataclass(slots=True)
class _Suspects:
    """Parts to look at, how many rows of them the fast way took, and the files of the others.

    `exact`: which lines those rows are of is known. `lines` are the numbers of the lines to look at in place of parts,
    where the fast way told which it did not take.
    """

    parts: list[Part]
    taken: int
    exact: bool
    others: list[Path] = field(default_factory=list)
    all: bool = False
    lines: list[int] | None = None


class _Reading:
    """One file, read the careful way."""

    def __init__(self, place: Place, plan: Plan, table: OpenedTable, fast: Taken | None) -> None:
        self.connection = place.connection
        self.plan = plan
        self.table = table
        self.fast = fast
        self.tick = place.tick
        self.fixed = {"source": place.source, **plan.fixed}
        named = place.work / place.name
        self.target = named.with_suffix(".parquet")
        self.judged = named.with_suffix(".judged.parquet")
        self.folder = named.with_suffix(".parts")
        self.numbered = named.with_suffix(".numbered.csv")
        self.bad_file = named.with_suffix(".bad.parquet")

    def result(self) -> Careful:
        from sverka.recording.intake import raw_lines

        suspects = self._left() or self._parted()
        lines, survey = self._number(suspects)
        if survey.doubtful and not suspects.all:
            suspects = self._everything()
            lines, survey = self._number(suspects)
        rows = numbered_rows(self.plan, self.table.header, self._text(self.numbered), survey)
        run(self.connection, copy_to(careful_select(self.plan, rows), self.judged), tick=self.tick)
        bad = BadRows(self.connection, self.bad_file, self.table.file, self.fixed)
        bad.add((one.line, one.reason) for one in lines.bad_lines())
        bad.add_judged(self.judged, stored_columns(self.plan))
        stored = self._store(suspects, lines.good + lines.bad - bad.count)
        tolerated = self._tolerated()
        quarantine = bad.finish(lambda numbers: raw_lines(self.table.text, numbers))
        self._tidy(lines)
        return Careful(stored, bad.count, quarantine, tolerated)

    def _text(self, path: Path, parts: Sequence[Path] = ()) -> TextFile:
        return TextFile(path, self.table.separator, self.table.quote, parts=tuple(parts))

    def _left(self) -> _Suspects | None:
        """The lines that the fast way did not take; `None` where they cannot be told, or a row may have several."""
        from sverka.recording.intake import blank_lines_at

        fast, table = self.fast, self.table
        if fast is None or fast.unsound is None or (table.quote and table.has_quotes):
            return None
        rejected = self._rejected(table.data_lines - fast.rows)
        if rejected is None:
            return None
        blank = blank_lines_at(table.text, table.header_lines) if table.blank_lines else ()
        return _Suspects([], 0, exact=True, lines=fast.lines_left(table.header_lines, rejected, blank))

    def _rejected(self, count: int) -> list[int] | None:
        """The lines that gave no row, so many; `None` where they are too many, or too long, to be asked for."""
        from sverka.recording.intake import has_long_lines

        if not 0 < count <= MOST_REJECTED or has_long_lines(self.table.text):
            return None if count else []
        text = replace(self._text(self.table.text), skip=self.table.header_lines)
        with suppress(*cannot_read()):
            found = rejected_lines(
                self.connection, lambda options: f"FROM {typed_call(self.plan, self.table.header, text, options)}"
            )
            return found if len(found) == count else None
        return None

    def _parted(self) -> _Suspects:
        """The parts of the file in which a line was not taken."""
        from sverka.recording.intake import parts_of

        self.folder.mkdir()
        size = self.table.text.stat().st_size
        suspects = _Suspects([], 0, not (self.table.quote and self.table.has_quotes))
        files: dict[Path, Part] = {}
        for part, block in parts_of(self.table.text, self.table.header_lines, size=size // MOST_PARTS):
            if not part.plain:
                suspects.parts.append(part)
                suspects.exact = False
            elif part.rows:
                file = self.folder / f"{len(files)}.csv"
                file.write_bytes(block)
                files[file] = part
        counts = self._counts(list(files))
        for file, part in files.items():
            taken = counts.get(str(file), 0)
            if taken == part.rows:
                suspects.others.append(file)
            else:
                suspects.parts.append(part)
                suspects.taken += taken
        suspects.parts.sort(key=lambda part: part.line)
        suspects.all = not suspects.others
        return suspects

    def _counts(self, files: Sequence[Path]) -> dict[str, int]:
        """How many rows of each file come through the fast way; none of any where one cannot be read so."""
        if not files:
            return {}
        rows = typed_rows(self.plan, self.table.header, self._text(self.table.text, files), named=True)
        with suppress(*cannot_read()):
            return {row[0]: row[1] for row in self.connection.execute(counted_parts(self.plan, rows)).fetchall()}
        return {}

    def _everything(self) -> _Suspects:
        from sverka.recording.intake import parts_of

        parts = [part for part, _ in parts_of(self.table.text, self.table.header_lines)]
        return _Suspects(parts, 0, False, all=True)

    def _number(self, suspects: _Suspects) -> tuple[Numbered, Survey]:
        """The good lines of the parts, numbered, the bad ones, and what the columns show."""
        from sverka.recording.intake import number_lines

        table = self.table
        lines = number_lines(
            table.text,
            self.numbered,
            separator=table.separator,
            quote=table.quote,
            columns=len(table.header.columns),
            header_lines=table.header_lines,
            least=_named(table.header.columns, self.plan),
            parts=suspects.parts if suspects.lines is None else None,
            only=suspects.lines,
        )
        given = given_rows(self.plan, table.header, self._text(self.numbered))
        counts = self.connection.execute(survey_select(self.plan, given)).fetchone()
        return lines, surveyed(self.plan, counts or ())

    def _store(self, suspects: _Suspects, sound: int) -> int:
        """Put the rows of the whole file into the target; how many they are."""
        columns = ", ".join(stored_columns(self.plan))
        judged = f"SELECT {columns} FROM {parquet(self.judged)} WHERE __reason IS NULL"
        if self.fast is not None and suspects.exact and (suspects.lines is not None or sound == suspects.taken):
            more = judged if suspects.lines is not None and sound else ""
            if not more and self.fast.sound == self.fast.rows:
                return self.fast.rows
            return sift(self.connection, self.target, whole_rows(self.plan), more)
        if suspects.others:
            others = self._text(self.table.text, suspects.others)
            judged += f" UNION ALL BY NAME {fast_select(self.plan, typed_rows(self.plan, self.table.header, others))}"
        return run(self.connection, copy_to(judged, self.target), tick=self.tick)

    def _tolerated(self) -> dict[str, int]:
        described = self.connection.execute(f"DESCRIBE SELECT * FROM {parquet(self.judged)}").fetchall()
        names = [name for name, *_ in described if name.startswith(TOLERATED)]
        counts = ", ".join(f"count(*) FILTER (WHERE {name})" for name in names)
        found = self.connection.execute(
            f"SELECT {counts} FROM {parquet(self.judged)} WHERE __reason IS NULL"
        ).fetchone()
        return {name.removeprefix(TOLERATED): n for name, n in zip(names, found or (), strict=True) if n}

    def _tidy(self, lines: Numbered) -> None:
        import shutil

        for path in (self.numbered, lines.spool, self.judged):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def _named(columns: Sequence[str], plan: Plan) -> int:
    """How many fields a row must have: those up to the last column that has a name of its own or is read."""
    read = {column.name for column in plan.columns}
    count = len(columns)
    while count and columns[count - 1] == f"column_{count}" and columns[count - 1] not in read:
        count -= 1
    return count
