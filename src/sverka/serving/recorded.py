"""Whose trade, of which period, and what the book holds instead where it holds nothing of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.model.errors import InputError, NotCoveredError, UsageError
from sverka.model.period import Period
from sverka.serving.given import MOST_SHOWN

if TYPE_CHECKING:
    from sverka.measuring.book import Book, Cube

MOST_NAMED = 8
"""How many reporters an error names."""


def checked_reporter(reporter: str) -> str:
    """The code of a reporter given by code or name; `UsageError` with near ones for a name that is unknown.

    An own code of a book, such as `BR-EX`, is taken as it is.
    """
    from sverka.claims_in.naming import place_id
    from sverka.reference.places import get_place, search_places

    if get_place(reporter) is not None or (len(reporter) > 2 and reporter[:2].isupper() and reporter[2] == "-"):
        return reporter
    near = search_places(reporter)
    exact = [one.id for one in near if reporter.casefold() in (one.name_en.casefold(), one.name_ru.casefold())]
    if len(exact) == 1:
        return exact[0]
    try:
        return place_id(reporter)
    except InputError:
        advice = " or ".join(f"{one.id} ({one.name_en})" for one in near[:3])
    other = "`sverka places NAME` finds codes"
    raise UsageError("unknown reporter", repr(reporter[:MOST_SHOWN]), f"did you mean {advice}?" if advice else other)


def checked_period(text: str | None, name: str = "--period") -> Period | None:
    """A period as text, or none; `UsageError` for what is none."""
    try:
        period = None if text is None else Period.parse(text)
    except ValueError:
        period = None
    if text is not None and (period is None or period.first_month < 12):
        advice = "write 2023, 2023-Q1, 2023-04 or 2023-01/2023-08"
        raise UsageError("not a period", f"{name} {text[:MOST_SHOWN]!r}", advice)
    return period


def nothing_recorded(book: Book, cube: Cube, asked: Period | None, source: str | None) -> NotCoveredError:
    """What is recorded instead: other periods, other sources, other reporters."""
    if cube.series and asked is not None:
        where = f"{cube.reporter}, {asked}"
        return NotCoveredError("nothing of the period is recorded", where, "; ".join(recorded_spans(cube)))
    if source is not None and book.cube(cube.reporter).series:
        others = sorted({one.key.source for one in book.cube(cube.reporter).series})
        where = f"{cube.reporter}, --source {source}"
        return NotCoveredError("nothing of it is recorded by this source", where, f"recorded by {', '.join(others)}")
    return NotCoveredError(
        "nothing is recorded", f"{cube.reporter}, version {book.version}", _held(book, cube.reporter)
    )


def recorded_spans(cube: Cube) -> list[str]:
    """What each source records of a reporter, and of which periods: `baci export 2015–2023`."""
    from sverka.measuring.profile_choice import coverage

    return [
        f"{series.key.source} {one.flow} {one.first}–{one.last}" for series in cube.series for one in coverage(series)
    ]


def _held(book: Book, reporter: str) -> str:
    """Whose trade the book holds: all where they are few, else those whose codes are most like the one asked."""
    from difflib import get_close_matches

    from sverka.measuring.reporters import book_reporters

    held = book_reporters(book)
    if not held:
        return "the book is empty: sverka load FILE"
    if len(held) <= MOST_NAMED:
        return f"the book holds {', '.join(held)}"
    country = [code for code in held if code.partition("-")[0] == reporter.partition("-")[0]]
    near = list(dict.fromkeys([*get_close_matches(reporter, held, n=MOST_NAMED, cutoff=0.5), *country]))[:MOST_NAMED]
    named = ", ".join(near or held[:MOST_NAMED])
    return f"of {len(held)} reporters in the book the nearest are {named}: sverka book lists all"
