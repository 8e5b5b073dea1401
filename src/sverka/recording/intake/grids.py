"""Files as grids of cells, line by line, for tables that do not begin with a header or whose columns are wide.

A sheet of a workbook, or a text: whatever stands above the heads, notes below the rows, lines of fewer fields are all
there, with the numbers of their lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.intake.archives import left_out
from sverka.recording.intake.columnar import expand_parquet
from sverka.recording.intake.containers import (
    archive_members,
    expand_gzip,
    expand_member,
    member_head,
    member_name,
    wanted_members,
)
from sverka.recording.intake.counting import Measured, measure
from sverka.recording.intake.encoding import decode_sample, guess, late_guess, recode
from sverka.recording.intake.files import open_regular, read_head, sha256_of, shown_name, written_whole
from sverka.recording.intake.json_records import expand_json
from sverka.recording.intake.kinds import Kind, kind_of, zip_kind
from sverka.recording.intake.limits import BLOCK, LIMITS, MAX_LINE, RAW_CHARACTERS, SAMPLE, Limits, need_disk
from sverka.recording.intake.lines import CARRIAGE_RETURN, NOT_UTF8, NUL, OVERLONG
from sverka.recording.intake.looking import encoding_notes
from sverka.recording.intake.separators import SEPARATORS, FieldsError, Form, choose, is_decimal, separator_line
from sverka.recording.intake.spreadsheets import Merge, expand_workbook

BOOKS = ("xlsx", "xls")
SAMPLE_LINES = 400
ABOUT = 0.8
"""The share of the lines cut best that those cut by another separator must come to, to be weighed against it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its fields, or the reason why it cannot be cut into fields, with its raw text."""

    number: int
    fields: tuple[str, ...]
    bad: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table's file as UTF-8 text; `merged` are the merged cells of a sheet, rows and columns counted from 0."""

    file: str
    sha256: str
    text: Path
    form: Form
    encoding: str
    temporary: bool
    sheet: str | None = None
    merged: tuple[Merge, ...] = ()
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """Every line that is not blank, in order, read from disk one by one."""
        with open_regular(self.text) as file:
            number = 0
            while raw := file.readline(MAX_LINE + 1):
                number += 1
                if len(raw) > MAX_LINE:
                    while not raw.endswith(b"\n") and (raw := file.readline(BLOCK)):
                        pass
                    yield Line(number, (), OVERLONG)
                elif (line := self._line(number, raw.removesuffix(b"\n").removesuffix(b"\r"))) is not None:
                    yield line

    def _line(self, number: int, raw: bytes) -> Line | None:
        text = raw.decode("utf-8", errors="replace")
        text = text.removeprefix("\ufeff") if number == 1 else text
        if not text:
            return None
        bad = NUL if "\0" in text else CARRIAGE_RETURN if "\r" in text else NOT_UTF8 if "\ufffd" in text else ""
        if "\ufffd" in text and raw.find("\ufffd".encode()) >= 0:
            bad = "" if _is_utf8(raw) else bad
        if bad:
            return Line(number, (), bad, text[:RAW_CHARACTERS])
        try:
            return Line(number, tuple(self.form.fields(text)), "", text[:RAW_CHARACTERS])
        except FieldsError as error:
            return Line(number, (), str(error), text[:RAW_CHARACTERS])

    def discard(self) -> None:
        """Removes the text if it is a temporary file; a file as given is never touched."""
        if self.temporary:
            self.text.unlink(missing_ok=True)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def open_grids(
    path: Path, work: Path, *, sheet: str | None = None, heads: Sequence[str] = (), limits: Limits = LIMITS
) -> Iterator[Grid]:
    """The tables of a file as grids, one after the other; each is the caller's to `discard`.

    `sheet` names the sheet of a workbook, else it is the first visible one with a row of several values; `heads` are
    texts that stand in lines of heads, by which the separator is known. Raises `InputError` for what cannot be read.
    """
    work.mkdir(parents=True, exist_ok=True)
    file = shown_name(path.name)
    kind = kind_of(read_head(path, SAMPLE), file)
    if kind == "zip":
        kind = zip_kind({member.filename for member in archive_members(path, limits=limits)}, file)
    if kind == "zip":
        yield from _members(path, _Given(file, work, sheet, limits, heads=tuple(heads)))
    else:
        yield _grid(path, kind, _Given(file, work, sheet, limits, heads=tuple(heads)))


@dataclass(frozen=True, slots=True)
class _Given:
    file: str
    work: Path
    sheet: str | None
    limits: Limits
    notes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


def _members(path: Path, given: _Given) -> Iterator[Grid]:
    work, limits = given.work, given.limits
    skipped: list[str] = []
    found = 0
    for member in wanted_members(archive_members(path, limits=limits)):
        name = member_name(path, member)
        try:
            kind = kind_of(member_head(path, member, SAMPLE), name)
        except InputError as error:
            skipped.append(f"{shown_name(member.filename)} ({error.what})")
            continue
        raw = expand_member(path, member, work, limits=limits)
        keep = False
        try:
            if kind == "zip":
                kind = zip_kind({one.filename for one in archive_members(raw, limits=limits)}, name)
            grid = _grid(raw, kind, replace(given, file=name, notes=left_out(skipped)))
            keep = grid.text == raw
        finally:
            if not keep:
                raw.unlink(missing_ok=True)
        skipped = []
        found += 1
        yield grid
    if not found:
        raise InputError(
            "the archive holds no table", shown_name(path.name), "; ".join(left_out(skipped)) or "give one"
        )


def _grid(path: Path, kind: Kind, given: _Given) -> Grid:
    if kind in BOOKS:
        sheet = expand_workbook(path, given.work, given.file, sheet=given.sheet, limits=given.limits)
        notes = (*given.notes, *sheet.notes)
        return Grid(given.file, sha256_of(path), sheet.text, Form(","), "utf-8", True, sheet.name, sheet.merged, notes)
    if kind == "parquet":
        text = expand_parquet(path, given.work, given.file, limits=given.limits)
        return Grid(given.file, sha256_of(path), text, Form(","), "utf-8", True, notes=given.notes)
    if kind == "gzip":
        raw = expand_gzip(path, given.work, limits=given.limits)
        grid = _text(raw, measure(raw), sha256_of(path), given)
        if grid.text != raw:
            raw.unlink(missing_ok=True)
        return grid
    if kind == "json":
        text, told = expand_json(path, given.work, given.file, limits=given.limits)
        return Grid(given.file, sha256_of(path), text, Form(","), "utf-8", True, notes=(*given.notes, *told))
    if kind != "text":
        raise InputError("a packed file within a packed file is not read", given.file, "expand the outer one first")
    measured = measure(path)
    return _text(path, measured, measured.sha256, given)


def _text(path: Path, measured: Measured, sha256: str, given: _Given) -> Grid:
    head = read_head(path, SAMPLE)
    encoding = guess(head)
    encoding = late_guess(path) if encoding == "utf-8" and not measured.utf8 else encoding
    sample = decode_sample(head, encoding)
    old_mac = "\r" in sample and "\n" not in sample
    notes = (*given.notes, *encoding_notes(encoding, old_mac))
    text = path
    if encoding != "utf-8" or old_mac:
        need_disk(given.work, 2 * measured.size, given.file, given.limits)
        with written_whole(given.work) as text:
            recode(path, text, encoding, old_mac=old_mac)
    lines = (sample.replace("\r", "\n") if old_mac else sample).split("\n")[:SAMPLE_LINES]
    form = _form([line.removesuffix("\r") for line in lines], given)
    return Grid(given.file, sha256, text, form, encoding, text != path or given.work in path.parents, notes=notes)


def _form(lines: list[str], given: _Given) -> Form:
    """The separator under which most known heads are fields; then, most lines have the same number of several."""
    there = [line.removeprefix("\ufeff") for line in lines if line.strip()]
    if there and (named := separator_line(there[0])):
        return Form(named)
    rated = [found for separator in SEPARATORS if (found := _rated(separator, there)) is not None]
    if not rated:
        raise InputError(
            "this is no table: none of its lines has several fields", given.file, "give a CSV or a workbook"
        )
    most = max(often for often, _, _ in rated)
    rivals = [form.separator for often, _, form in rated if often >= ABOUT * most and form.separator != ","]
    decimal = "," if len(rivals) < len(rated) and is_decimal(there, rivals) else ""
    wanted = {head.casefold() for head in given.heads}

    def known(form: Form) -> int:
        return (
            len(wanted & {field.strip().casefold() for line in there for field in _fields(form, line)}) if wanted else 0
        )

    return max(rated, key=lambda found: (known(found[2]), found[2].separator != decimal, *found[:2]))[2]


def _rated(separator: str, lines: list[str]) -> tuple[int, int, Form] | None:
    """How many lines have the commonest number of fields, how many fields these are, and the form."""
    counts = Counter(len(fields) for line in lines if len(fields := _fields(Form(separator), line)) > 1)
    if not counts:
        return None
    width, often = max(counts.items(), key=lambda found: (found[1], found[0]))
    at = next(at for at, line in enumerate(lines) if len(_fields(Form(separator), line)) == width)
    form = choose(lines[at], lines[at + 1 :], separator) or Form(separator)
    return often, width, form


def _fields(form: Form, line: str) -> list[str]:
    try:
        return form.fields(line)
    except FieldsError:
        return line.split(form.separator)
