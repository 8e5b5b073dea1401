"""What is given with a text: its day, its language, whose trade it speaks of; and the text as read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sverka.model.claims import Reading
from sverka.model.errors import UsageError
from sverka.model.period import Period

if TYPE_CHECKING:
    from sverka.measuring.book import Book
    from sverka.reading.document import Document

MOST_SHOWN = 80
"""Characters of what was given that an error shows."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of the texts with them; `recorded` are the regions whose records are at hand."""

    date: str | None = None
    lang: str | None = None
    reporter: str | None = None
    recorded: frozenset[str] = frozenset()

    def beside(self, book: Book | None) -> Given:
        """The same of texts that are held against a book."""
        return self if book is None else replace(self, recorded=book.regions)


@dataclass(frozen=True, slots=True)
class Page:
    """A source as read: its document and its reading."""

    document: Document
    reading: Reading


def checked_given(day: str | None, lang: str | None, reporter: str | None, *, mark: str = "--") -> Given:
    """What is said of a text, each tried before any work is done; `UsageError` for what means nothing.

    `mark` stands before the names in errors, as on the command line.
    """
    date_given = None if day is None else checked_date(day, f"{mark}date")
    return Given(date_given, lang, None if reporter is None else known_place(reporter, f"{mark}reporter"))


def checked_date(text: str, name: str = "--date") -> str:
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
    raise UsageError("not a date", f"{name} {text[:MOST_SHOWN]!r}", "write 2023-05-25, 2023-05 or 2023")


def known_place(text: str, name: str = "--reporter") -> str:
    """The id of a known place; `UsageError` with the nearest names otherwise."""
    from sverka.reference.places import get_place, search_places

    if get_place(text) is not None:
        return text
    near = [f"{place.id} ({place.name_en})" for place in search_places(text)[:3]]
    advice = f"did you mean {', '.join(near)}?" if near else "see sverka places NAME"
    raise UsageError("unknown reporter", f"{name} {text[:MOST_SHOWN]!r}", advice)


def bytes_page(data: bytes, source: str, given: Given) -> Page:
    """The bytes of a source as read."""
    from sverka.reading import read_document
    from sverka.reading.document import load_document

    document = load_document(data, source)
    reading = read_document(
        document, date=given.date, lang=given.lang, reporter=given.reporter, recorded=given.recorded
    )
    return Page(document, reading)


def statement_reporter(given: Given, readings: Sequence[Reading]) -> str | None:
    """Whose trade undeclared statements are about: `--reporter`, else whom all the texts speak of."""
    spoken_of = {reading.reporter for reading in readings if reading.reporter}
    return given.reporter or (spoken_of.pop() if len(spoken_of) == 1 else None)
