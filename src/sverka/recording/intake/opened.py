"""A file as given, opened: its tables as clean text files with their lines accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.intake.archives import left_out, tables_in
from sverka.recording.intake.columnar import expand_parquet
from sverka.recording.intake.containers import archive_members, expand_gzip, expand_member, member_name
from sverka.recording.intake.counting import Measured, blank_lines, marked_lines, measure
from sverka.recording.intake.encoding import late_guess, recode
from sverka.recording.intake.files import Progress, engine_path, read_head, sha256_of, shown_name, silent, written_whole
from sverka.recording.intake.json_records import expand_json
from sverka.recording.intake.kinds import Kind, kind_of, zip_kind
from sverka.recording.intake.limits import LIMITS, SAMPLE, Limits, need_disk
from sverka.recording.intake.looking import Look, encoding_notes, look_at
from sverka.recording.intake.spreadsheets import expand_workbook
from sverka.recording.source import Header


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """One table of a file as given, as a UTF-8 text that an engine can read.

    Each line of `text` after the first `header_lines` is a record, `data_lines` of them, or blank; no record is longer
    than its line. `sha256` is that of the file as given, an archive for its members; `file` how the table is called,
    `archive.zip/member.csv` for a member. `encoding` is that of the file, `text` is UTF-8 whatever it was. `quote` is
    `"`, or empty where quotation marks are plain characters. `clean` is false where a line certainly needs the careful
    way (`number_lines`); true does not promise that none does. `temporary`: `text` is not the file itself.
    `plain_marks`: how many lines hold quotation marks that are read as plain characters, since they quote nothing.
    """

    file: str
    sha256: str
    text: Path
    encoding: str
    separator: str
    quote: str
    header: Header
    data_lines: int
    header_lines: int
    blank_lines: bool
    has_quotes: bool
    clean: bool
    temporary: bool
    notes: tuple[str, ...] = ()
    odd: bool = False
    content: str = ""
    plain_marks: int = 0

    def discard(self) -> None:
        """Removes the text if it is a temporary file; a file as given is never touched."""
        if self.temporary:
            self.text.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Peeked:
    """A file at first sight. `look` is there for plain texts, `text` for those that an engine can read at once."""

    path: Path
    file: str
    kind: Kind
    look: Look | None = None
    text: Path | None = None


@dataclass(frozen=True, slots=True)
class _Given:
    """What a table inherits from the file that it came in."""

    file: str
    sha256: str
    work: Path
    sheet: str | None = None
    limits: Limits = LIMITS
    progress: Progress = silent
    notes: tuple[str, ...] = ()
    content: str = ""


def open_tables(
    path: Path, work: Path, *, sheet: str | None = None, limits: Limits = LIMITS, progress: Progress = silent
) -> Iterator[OpenedTable]:
    """The tables of a file, one after the other: of a zip file, its members that are tables; of others, one.

    What a file is, is told from its content: text, gzip, zip, XLSX or XLS (`sheet` names the sheet, else the first
    visible one with a header), Parquet or JSON. Temporary files go to `work`; each table's is the caller's to
    `discard`. Raises `InputError` for what cannot be read. `progress` is told how many bytes were read since the last
    call.
    """
    peeked = peek(path, work, limits=limits)
    if peeked.look is not None:
        yield finish(peeked, measure(path, progress=progress), work, limits=limits, progress=progress)
        return
    given = _Given(peeked.file, sha256_of(path), work, sheet, limits, progress)
    if peeked.kind == "zip":
        yield from _archive(path, given)
    else:
        yield _converted(path, peeked.kind, given)


def open_table(
    path: Path, work: Path, *, sheet: str | None = None, limits: Limits = LIMITS, progress: Progress = silent
) -> OpenedTable:
    """The only table of a file; `InputError` where there are several."""
    tables = open_tables(path, work, sheet=sheet, limits=limits, progress=progress)
    table = next(tables)
    for other in tables:
        table.discard()
        other.discard()
        raise InputError("the archive holds several tables", shown_name(path.name), "expand it and name one of them")
    return table


def peek(path: Path, work: Path, *, limits: Limits = LIMITS) -> Peeked:
    """What the first megabyte of a file tells, so that loading can begin while the whole of it is measured.

    Where `text` is there: load it, call `measure(path)` in a thread meanwhile, then `finish`. Where only `look` is:
    measure, then `finish`, then load the table's text. Where neither is: `open_tables`.
    """
    work.mkdir(parents=True, exist_ok=True)
    file = shown_name(path.name)
    head = read_head(path, SAMPLE)
    kind = kind_of(head, file)
    if kind == "zip":
        names = {member.filename for member in archive_members(path, limits=limits)}
        return Peeked(path, file, zip_kind(names, file))
    if kind != "text":
        return Peeked(path, file, kind)
    look = look_at(head, file)
    return Peeked(path, file, kind, look, engine_path(path, work) if look.plain else None)


def finish(
    peeked: Peeked,
    measured: Measured,
    work: Path,
    *,
    rows: int | None = None,
    limits: Limits = LIMITS,
    progress: Progress = silent,
) -> OpenedTable:
    """The table of a plain text that was peeked at and measured.

    `rows` is how many an engine found in `peeked.text`: where they are as many as the lines after the header, none of
    these was blank, and the search for blank lines is spared. Where the table's `text` is not that of `peeked`, as the
    encoding only showed after the first megabyte, what was loaded from that is void.
    """
    if peeked.look is None:
        raise ValueError("only a plain text is finished; open_tables does the rest")
    given = _Given(peeked.file, measured.sha256, work, None, limits, progress)
    text = peeked.text or peeked.path
    table = _table(text, peeked.look, measured, given, rows)
    if table.text != text and peeked.text is not None and peeked.text != peeked.path:
        peeked.text.unlink(missing_ok=True)
    return replace(table, temporary=table.text != peeked.path)


def _archive(path: Path, given: _Given) -> Iterator[OpenedTable]:
    members, skipped = tables_in(path, given.limits)
    notes = left_out(skipped)
    called: dict[str, int] = {}
    for member, kind in members:
        raw = expand_member(path, member, given.work, limits=given.limits, progress=given.progress)
        name = member_name(path, member)
        # Names that differ in what is not shown of them are told apart by their order.
        called[name] = called.get(name, 0) + 1
        shown = name if called[name] == 1 else f"{name} ({called[name]})"
        yield _owned(raw, kind, replace(given, file=shown, notes=notes, content=sha256_of(raw)))
        notes = ()


def _owned(raw: Path, kind: Kind, given: _Given) -> OpenedTable:
    """The table of an expanded file, which is removed unless it is the table's text itself."""
    keep = False
    try:
        table = _converted(raw, kind, given)
        keep = table.text == raw
    finally:
        if not keep:
            raw.unlink(missing_ok=True)
    return table


def _converted(path: Path, kind: Kind, given: _Given) -> OpenedTable:
    if kind in ("xlsx", "xls"):
        sheet = expand_workbook(path, given.work, given.file, sheet=given.sheet, limits=given.limits)
        return _written(sheet.text, sheet.header_line, replace(given, notes=(*given.notes, *sheet.notes)))
    if kind == "parquet":
        return _written(expand_parquet(path, given.work, given.file, limits=given.limits), 1, given)
    if kind == "json":
        text, notes = expand_json(path, given.work, given.file, limits=given.limits)
        return _written(text, 1, replace(given, notes=(*given.notes, *notes)))
    if kind == "gzip":
        raw = expand_gzip(path, given.work, limits=given.limits, progress=given.progress)
        return _owned(raw, "text", given)
    head = read_head(path, SAMPLE)
    if kind_of(head, given.file) != "text":
        raise InputError("a packed file within a packed file is not read", given.file, "expand the outer one first")
    return _table(path, look_at(head, given.file), measure(path, hashed=False), given)


def _written(text: Path, header_line: int, given: _Given) -> OpenedTable:
    """The table of a text with commas that was written here."""
    look = look_at(read_head(text, SAMPLE), given.file, encoding="utf-8", header_line=header_line)
    return _table(text, look, measure(text, hashed=False), given)


def _table(text: Path, look: Look, measured: Measured, given: _Given, rows: int | None = None) -> OpenedTable:
    encoding = late_guess(text) if look.encoding == "utf-8" and not measured.utf8 else look.encoding
    notes = encoding_notes(encoding, look.old_mac)
    if encoding != "utf-8" or look.old_mac:
        text = _recoded(text, encoding, look.old_mac, measured.size, given)
        look = look_at(read_head(text, SAMPLE), given.file, encoding="utf-8")
        measured = measure(text, hashed=False)
    after = measured.lines - look.header_lines
    blank = 0 if rows == after else blank_lines(text) - (look.header_lines - look.filled)
    return OpenedTable(
        file=given.file,
        sha256=given.sha256,
        text=text,
        encoding=encoding,
        separator=look.form.separator,
        quote=look.form.quote,
        header=look.header,
        data_lines=after - blank,
        header_lines=look.header_lines,
        blank_lines=blank > 0,
        has_quotes=measured.has_quotes,
        clean=measured.clean,
        temporary=True,
        notes=(*given.notes, *notes, *(("empty fields at the end of rows are left out",) if look.trailing else ())),
        odd=measured.odd,
        content=given.content or given.sha256,
        plain_marks=marked_lines(text) if measured.has_quotes and not look.form.quote else 0,
    )


def _recoded(source: Path, encoding: str, old_mac: bool, size: int, given: _Given) -> Path:
    # A letter of Windows-1251 is two bytes of UTF-8, some signs are three.
    need_disk(given.work, 2 * size, given.file, given.limits)
    with written_whole(given.work) as target:
        recode(source, target, encoding, old_mac=old_mac, progress=given.progress)
    return target
