"""`sverka bounds`: what the statements imply."""

from __future__ import annotations

import click

from sverka import __version__
from sverka.cli.booking import book_option, found_book
from sverka.cli.inputs import (
    checked_given,
    need_something,
    read_page,
    read_statement_files,
    statement_reporter,
)
from sverka.cli.outputs import write_answer
from sverka.cli.settings import (
    common_options,
    exact_option,
    reading_options,
    screen_width,
    settings,
    use_color,
    with_option,
)
from sverka.serving.asked import check_names, checked_measures
from sverka.serving.weighing import Wanted, extents_of


@click.command("bounds")
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@with_option
@book_option
@reading_options
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="M",
    help="A measure to bound, such as 'share(export, turnover)'; may be repeated.",
)
@exact_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the answer.")
@common_options
def command(
    *,
    sources: tuple[str, ...],
    with_files: tuple[str, ...],
    book: str | None,
    date: str | None,
    lang: str | None,
    reporter: str | None,
    measures: tuple[str, ...],
    exact: bool,
    form: str,
) -> int:
    """Say what statements, taken together, imply: bounds, consequences, and which of them cannot all be true.

    Statements come from texts (SOURCE) and from CSV files (--with); either may be left out. With --book (or the folder
    that SVERKA_BOOK names) what is recorded around them is weighed too, as figures f1, f2, …
    """
    need_something(sources, with_files)
    given, asked = checked_given(date, lang, reporter), checked_measures(measures)
    readings = [read_page(source, given).reading for source in sources]
    statements = read_statement_files(with_files, statement_reporter(given, readings))
    check_names(measures, asked, [*(claim for reading in readings for claim in reading.claims), *statements])

    from sverka.writing.proofs import Prose

    wanted = Wanted(readings, statements, asked, given.reporter, exact, given.date)
    with found_book(book) as records:
        weighed = wanted.weighed() if records is None else wanted.beside(records)
        extents = {} if records is None else extents_of(weighed, records)
    prose = Prose.about(weighed.claims, settings().ui, weighed.reporter)
    if form == "json":
        from sverka.writing.found_objects import bounds_object
        from sverka.writing.objects import dump

        write_answer(dump(bounds_object(weighed, prose, __version__)))
    else:
        from sverka.writing.book_extents import extent_lines
        from sverka.writing.terminal import Screen
        from sverka.writing.text import bounds_text

        screen = Screen(settings().ui, screen_width(), use_color())
        told = tuple(extent_lines(extents, screen.ui))
        write_answer(bounds_text(weighed, prose, screen, asked=bool(asked), told=told))
    return 0
