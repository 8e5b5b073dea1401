"""What lies beside the records: exchange rates, and a standing book of statements.

Each load of them is a version of the book too, so that a figure's version tells the rates that it was converted at.
"""

from __future__ import annotations

import csv
import hashlib
import io
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from sverka.model.errors import InputError
from sverka.recording.book import SIDE
from sverka.recording.changes import changes_between
from sverka.recording.entries import FileEntry, LoadEntry
from sverka.recording.intake.files import open_regular
from sverka.recording.load import Loaded, utc_now
from sverka.recording.log import work_folder
from sverka.recording.opening import opened_for_load
from sverka.recording.plain_files import write_new
from sverka.recording.rates import read_rates
from sverka.recording.statements import MAX_BYTES, read_statements
from sverka.recording.tidying import put_in_place

Kind = Literal["rates", "statements"]


def load_beside(
    book: Path,
    kind: str,
    files: Sequence[Path],
    *,
    reporter: str | None = None,
    now: Callable[[], datetime] = utc_now,
    token: Callable[[], str] = lambda: secrets.token_hex(4),
    program: str = "",
) -> Loaded:
    """Load files of rates or statements, each checked whole; a file that the book has already changes nothing.

    `reporter` is that of statements whose rows name none. Raise `InputError` with line and column for a row that
    cannot be read: these files are written by hand, and are mended rather than quarantined.
    """
    texts = [(path, _read(path)) for path in files]
    rows = [_checked(cast(Kind, kind), data, path.name, reporter) for path, data in texts]
    with opened_for_load(book, now, program) as store:
        before = store.snapshot()
        seen = {file.sha256 for _, entry in before.entries if entry.kind == kind for file in entry.files}
        made: list[FileEntry] = []
        version = before.version
        entry = LoadEntry(load="", at="")
        for (path, data), count in zip(texts, rows, strict=True):
            digest = hashlib.sha256(data).hexdigest()
            told = FileEntry(path.name, digest, kind, count, count, 0, unchanged=count if digest in seen else 0)
            made.append(told)
            if digest in seen:
                continue
            seen.add(digest)
            at = now()
            load = f"{at:%Y%m%dT%H%M%S}-{token()}"
            kept = _with_reporter(data, reporter) if kind == "statements" and reporter else data
            name = _put_beside(book, load, kind, kept)
            entry = LoadEntry(load, at.isoformat(timespec="seconds"), kind, (told,), side={kind: name}, program=program)
            version = store.commit((), (), entry)
        changes = changes_between(before, store.snapshot(version))
        return Loaded(tuple(made), version, version != before.version, entry, changes)


def _put_beside(book: Path, load: str, kind: str, data: bytes) -> str:
    """Put a file beside the records, for the commit to come; its name within the book."""
    name = f"{SIDE}/{load}-{kind}.csv"
    folder = work_folder(book) / load
    folder.mkdir()
    write_new(folder / "beside", data)
    put_in_place(book, {name: folder / "beside"}, folder)
    return name


def _read(path: Path) -> bytes:
    if not path.exists():
        raise InputError("there is no such file", str(path), "check the path")
    with open_regular(path) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1_000_000} MB", str(path), "split the file")
    return data


def _checked(kind: Kind, data: bytes, file: str, reporter: str | None) -> int:
    """How many rows a file has; raises for one that cannot be read."""
    if kind == "rates":
        return len(read_rates(data, file))
    claims = read_statements(data, source=file, reporter=reporter)
    lacking = next((claim.id for claim in claims if claim.reporter is None), None)
    if lacking is not None:
        raise InputError(f"the statement {lacking} names no reporter", file, "add a column reporter, or --reporter ID")
    return len(claims)


def _with_reporter(data: bytes, reporter: str) -> bytes:
    """The file with a column `reporter`, filled where it is empty, since a book holds statements on many."""
    text = data.decode("utf-8-sig")
    separator = max((",", ";", "\t"), key=text.partition("\n")[0].count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    header = rows[0]
    at = header.index("reporter") if "reporter" in header else None
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(header if at is not None else [*header, "reporter"])
    for row in rows[1:]:
        writer.writerow([*row, reporter] if at is None else [*row[:at], row[at] or reporter, *row[at + 1 :]])
    return out.getvalue().encode()
