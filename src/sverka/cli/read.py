"""`sverka read`: text → claims."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sverka import __version__
from sverka.cli.failures import complain, error_line
from sverka.cli.inputs import Given, Page, Unreadable, checked_given, read_page, read_pages
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, reading_options, schema_option, screen_width, settings, use_color
from sverka.model.errors import InputError
from sverka.writing.objects import dump, reading_object


@click.command("read")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@reading_options
@click.option(
    "--format", "form", type=click.Choice(("table", "json", "html")), default="table", help="Form of the answer."
)
@click.option("--explain", is_flag=True, help="Say which words filled which slot of each claim, and by which rule.")
@schema_option("read")
@common_options
def command(
    *, sources: tuple[str, ...], date: str | None, lang: str | None, reporter: str | None, form: str, explain: bool
) -> int:
    """Read the trade figures that a text states: what each measures, of whom, when, and how exactly it is said.

    Several sources are answered in order, in JSON one object a line; one that cannot be read does not stop the rest.
    """
    given = checked_given(date, lang, reporter)
    if len(sources) == 1:
        write_answer(_answer(read_page(sources[0], given), form, explain, line=False))
        return 0
    return _read_several(sources, given, form, explain)


def _read_several(sources: Sequence[str], given: Given, form: str, explain: bool) -> int:
    if form == "html":
        raise click.UsageError("--format html takes one source", click.get_current_context())
    code = 0
    for page in read_pages(sources, given):
        if isinstance(page, Unreadable):
            complain(error_line(page.error, settings().ui))
            code = InputError.exit_code
            if form == "json":
                write_answer(dump({"source": page.source, "error": str(page.error)}, line=True))
        elif form == "json":
            write_answer(_answer(page, form, explain, line=True))
        else:
            write_answer(_answer(page, form, explain, line=False) + "\n")
    return code


def _answer(page: Page, form: str, explain: bool, *, line: bool) -> str:
    reading, ui = page.reading, settings().ui
    if form == "json":
        return dump(reading_object(reading, __version__), line=line)
    if form == "html":
        from sverka.writing.html import reading_page

        return reading_page(page.document, reading, ui)
    from sverka.writing.terminal import Screen
    from sverka.writing.text import reading_text

    return reading_text(reading, Screen(ui, screen_width(), use_color()), explain=explain)
