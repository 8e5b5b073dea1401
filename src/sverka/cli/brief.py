"""`sverka brief`: the brief of a region, each figure of which holds."""

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
from sverka.cli.outputs import write_answer, write_bytes
from sverka.cli.settings import common_options, settings
from sverka.model.errors import UsageError
from sverka.serving.recorded import checked_period, nothing_recorded

if TYPE_CHECKING:
    from sverka.measuring.book import Cube
    from sverka.writing.brief.records import Brief

FORMATS = ("md", "html", "json", "docx")


@click.command("brief")
@click.argument("reporter")
@click.option("--period", metavar="P", required=True, help="2023, 2023-Q1, 2023-04, 2023-01/2023-08.")
@book_option
@as_of_option
@source_option
@engine_option
@click.option("--lang", type=click.Choice(("ru", "en")), help="Language of the brief; by default that of the screens.")
@click.option(
    "--length", type=click.Choice(("short", "full")), default="full", help="How much is told; by default full."
)
@click.option(
    "--style",
    type=click.Choice(("talking-points", "press", "table")),
    default="talking-points",
    help="Points to be spoken, a press release, or a table.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="md", help="Form of the brief.")
@click.option("-o", "--output", metavar="FILE", help="Write to a file; docx needs one.")
@common_options
def command(
    *,
    reporter: str,
    period: str,
    book: str | None,
    as_of: str | None,
    source: str | None,
    engine: str | None,
    lang: str | None,
    length: str,
    style: str,
    form: str,
    output: str | None,
) -> None:
    """Write the brief of a region or country from its records: what mattered in a period, in sentences.

    REPORTER is a code or a name: BR-PR, RU-TOM, Kazakhstan. Every figure is stated so that it holds, and reading the
    brief gives back the measures that it was made from. Everything is of one source; --source takes another.
    """
    from sverka.writing.brief.building import brief_of
    from sverka.writing.brief.records import Asked

    if form == "docx" and output in (None, "-"):
        raise UsageError("a document cannot be printed", "--format docx", "name a file after -o")
    asked, who = checked_period(period), checked_reporter(reporter)
    assert asked is not None
    with opened_book(book, as_of, engine) as opened:
        with progress() as shown:
            shown.step(summing_step(who))
            cube = opened.cube(who, sources=(source,) if source else (), tick=shown.tick)
        brief = brief_of(cube, asked, Asked(lang or settings().ui, length, style))  # type: ignore[arg-type]
        if brief is None:
            raise nothing_recorded(opened, cube, asked, source)
        _write(brief, cube, form, output)


def _write(brief: Brief, cube: Cube, form: str, output: str | None) -> None:
    if form == "docx":
        from sverka.writing.brief.docx import brief_docx

        assert output is not None
        write_bytes(brief_docx(brief), output)
        return
    write_answer(_text(brief, cube, form), output)


def _text(brief: Brief, cube: Cube, form: str) -> str:
    if form == "json":
        from sverka import __version__
        from sverka.writing.brief.objects import brief_object
        from sverka.writing.objects import dump

        return dump(brief_object(brief, cube, __version__))
    if form == "html":
        from sverka.writing.brief.page import brief_page

        return brief_page(brief)
    from sverka.writing.brief.markdown import brief_markdown

    return brief_markdown(brief)
