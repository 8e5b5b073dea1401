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
from sverka.serving.recorded import checked_period, nothing_recorded

if TYPE_CHECKING:
    from sverka.measuring.profile_records import Profile

FORMATS = ("text", "json", "csv", "md")


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
