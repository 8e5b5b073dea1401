"""`sverka show`: the profile of a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sverka.cli.booking import (
    as_of_option,
    book_option,
    checked_reporter,
    engine_option,
    opened_book,
    progress,
    source_option,
    summing_step,
)
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color
from sverka.model.errors import NotCoveredError, UsageError
from sverka.model.period import Period

if TYPE_CHECKING:
    from sverka.measuring.book import Book, Cube
    from sverka.measuring.profile_records import Profile

FORMATS = ("text", "json", "csv", "md")
MOST_NAMED = 8
"""How many reporters an error names."""


@click.command("show")
@click.argument("reporter")
@click.option("--period", metavar="P", help="2023, 2023-Q1, 2023-04, 2023-01/2023-08; by default the last full year.")
@book_option
@as_of_option
@source_option
@engine_option
@click.option("--top", type=click.IntRange(1, 1000), default=10, help="How many partners and goods; by default 10.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the answer.")
@common_options
def command(
    *,
    reporter: str,
    period: str | None,
    book: str | None,
    as_of: str | None,
    source: str | None,
    engine: str | None,
    top: int,
    form: str,
) -> None:
    """Show the profile of a region or country: what is recorded of it, totals, months, partners, groups and goods.

    REPORTER is a code or a name: BR-PR, RU-TOM, Kazakhstan. Growth is over the same months of the year before, and is
    left out where these are not recorded. Everything is of one source; --source takes another.
    """
    from sverka.measuring.profile import profile_of

    asked, who = checked_period(period), checked_reporter(reporter)
    with opened_book(book, as_of, engine) as opened:
        with progress() as shown:
            shown.step(summing_step(who))
            cube = opened.cube(who, sources=(source,) if source else (), tick=shown.tick)
        profile = profile_of(cube, asked, top=top)
        if profile is None:
            raise nothing_recorded(opened, cube, asked, source)
        write_answer(_answer(profile, form))


def checked_period(text: str | None) -> Period | None:
    """A period as text, or none; `UsageError` for what is none."""
    try:
        period = None if text is None else Period.parse(text)
    except ValueError:
        period = None
    if text is not None and (period is None or period.first_month < 12):
        advice = "write 2023, 2023-Q1, 2023-04 or 2023-01/2023-08"
        raise UsageError("not a period", f"--period {text!r}", advice)
    return period


def _answer(profile: Profile, form: str) -> str:
    ui = settings().ui
    if form == "json":
        from sverka.writing.objects import dump
        from sverka.writing.profile_objects import profile_object

        return dump(profile_object(profile, ui))
    if form == "csv":
        from sverka.writing.profile_csv import profile_csv

        return profile_csv(profile, ui)
    if form == "md":
        from sverka.writing.profile_markdown import profile_markdown

        return profile_markdown(profile, ui)
    from sverka.writing.profile_text import profile_text
    from sverka.writing.terminal import Screen

    return profile_text(profile, Screen(ui, screen_width(), use_color()))


def nothing_recorded(book: Book, cube: Cube, asked: Period | None, source: str | None) -> NotCoveredError:
    """What is recorded instead: other periods, other sources, other reporters."""
    if cube.series and asked is not None:
        from sverka.measuring.profile_choice import coverage

        spans = [
            f"{series.key.source} {one.flow} {one.first}–{one.last}"
            for series in cube.series
            for one in coverage(series)
        ]
        return NotCoveredError("nothing of the period is recorded", f"{cube.reporter}, {asked}", "; ".join(spans))
    if source is not None and book.cube(cube.reporter).series:
        others = sorted({one.key.source for one in book.cube(cube.reporter).series})
        where = f"{cube.reporter}, --source {source}"
        return NotCoveredError("nothing of it is recorded by this source", where, f"recorded by {', '.join(others)}")
    return NotCoveredError(
        "nothing is recorded", f"{cube.reporter}, version {book.version}", _held(book, cube.reporter)
    )


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
