"""What commands are given: sources and files of statements."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sverka.model.claims import Claim
from sverka.model.errors import InputError, SverkaError, UsageError
from sverka.serving.given import Given, Page, bytes_page, checked_date, checked_given, statement_reporter

__all__ = [
    "Given",
    "Page",
    "Unreadable",
    "bytes_page",
    "checked_date",
    "checked_given",
    "need_something",
    "read_page",
    "read_pages",
    "read_statement_files",
    "source_bytes",
    "statement_reporter",
]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source that could not be read, and why."""

    source: str
    error: SverkaError


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


def need_something(sources: Sequence[str], files: Sequence[str]) -> None:
    """Refuse a run without any input."""
    if not sources and not files:
        raise UsageError(
            "nothing to read", "no SOURCE and no --with FILE", "name a file, a URL, or - for standard input"
        )
