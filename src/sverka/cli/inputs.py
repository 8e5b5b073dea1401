"""What commands are given: dates, reporters, measures, sources, files of statements."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sverka.model.claims import Claim, Reading
from sverka.model.errors import InputError, SverkaError, UsageError
from sverka.model.period import Period

if TYPE_CHECKING:
    from sverka.reading.document import Document

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of the texts on the command line."""

    date: str | None = None
    lang: str | None = None
    reporter: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A source as read: its document and its reading."""

    document: Document
    reading: Reading


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source that could not be read, and why."""

    source: str
    error: SverkaError


def checked_given(day: str | None, lang: str | None, reporter: str | None) -> Given:
    """The options of reading, each tried before any work is done; `UsageError` for one that means nothing."""
    date_given = None if day is None else checked_date(day)
    return Given(date_given, lang, None if reporter is None else checked_reporter(reporter))


def checked_date(text: str) -> str:
    """A date of publication: a day, a month or a year.

    >>> checked_date("2023-05-25"), checked_date("2023-05"), checked_date("2023")
    ('2023-05-25', '2023-05', '2023')
    """
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        period = Period.parse(text) if len(text) in (4, 7) and "Q" not in text else None
        if period is not None and period.first_month >= 12:
            return text
    except ValueError:
        pass
    raise UsageError("not a date", f"--date {text!r}", "write 2023-05-25, 2023-05 or 2023")


def checked_reporter(text: str) -> str:
    """The id of a known place; `UsageError` with the nearest names otherwise."""
    from sverka.reference.places import get_place, search_places

    if get_place(text) is not None:
        return text
    near = [f"{place.id} ({place.name_en})" for place in search_places(text)[:3]]
    advice = f"did you mean {', '.join(near)}?" if near else "see sverka places NAME"
    raise UsageError("unknown reporter", f"--reporter {text!r}", advice)


def read_pages(sources: Sequence[str], given: Given) -> Iterator[Page | Unreadable]:
    """Each source as read, in order; one that cannot be read is handed on and the rest go on."""
    for source in sources:
        try:
            yield read_page(source, given)
        except InputError as error:
            yield Unreadable(source, error)


def read_page(source: str, given: Given) -> Page:
    """One source: a file, a URL, or `-` for standard input."""
    return bytes_page(source_bytes(source), source, given)


def bytes_page(data: bytes, source: str, given: Given) -> Page:
    """The bytes of a source as read."""
    from sverka.reading import read_document
    from sverka.reading.document import load_document

    document = load_document(data, source)
    return Page(document, read_document(document, date=given.date, lang=given.lang, reporter=given.reporter))


def source_bytes(source: str) -> bytes:
    """The bytes of a source; `InputError` where there are none to be had."""
    if not source:
        raise UsageError("a source without a name", "''", "name a file, a URL, or - for standard input")
    from sverka.reading.document import fetch_source

    return fetch_source(source, stdin=getattr(sys.stdin, "buffer", None))


def read_statement_files(names: Sequence[str], reporter: str | None) -> tuple[Claim, ...]:
    """The statements of all files, numbered on from one file to the next."""
    from sverka.recording.statements import read_statements

    statements: list[Claim] = []
    for name in names:
        first_id = len(statements) + 1
        statements += read_statements(source_bytes(name), source=name, reporter=reporter, first_id=first_id)
    return tuple(statements)


def statement_reporter(given: Given, readings: Sequence[Reading]) -> str | None:
    """Whose trade undeclared statements are about: `--reporter`, else whom all the texts speak of."""
    spoken_of = {reading.reporter for reading in readings if reading.reporter}
    return given.reporter or (spoken_of.pop() if len(spoken_of) == 1 else None)


def need_something(sources: Sequence[str], files: Sequence[str]) -> None:
    """Refuse a run without any input."""
    if not sources and not files:
        raise UsageError(
            "nothing to read", "no SOURCE and no --with FILE", "name a file, a URL, or - for standard input"
        )
