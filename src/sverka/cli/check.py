"""`sverka check`: findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from sverka import __version__
from sverka.checking.findings import Checked, check_readings
from sverka.cli.assisted import Assist, Reader, assist_options
from sverka.cli.booking import book_option, found_book, progress
from sverka.cli.decided import Deciding, checked_deciding, deciding_options, used_pages
from sverka.cli.failures import complain, error_line
from sverka.cli.inputs import (
    Given,
    Page,
    Unreadable,
    checked_given,
    need_something,
    read_page,
    read_pages,
    read_statement_files,
    statement_reporter,
)
from sverka.cli.outputs import write_answer
from sverka.cli.settings import (
    common_options,
    exact_option,
    reading_options,
    schema_option,
    screen_width,
    settings,
    use_color,
    with_option,
)
from sverka.model.errors import InputError, UsageError
from sverka.writing.objects import Object, dump
from sverka.writing.proofs import Prose

if TYPE_CHECKING:
    from sverka.measuring.book import Book

FORMATS = ("text", "json", "md", "html", "claimreview", "csv")


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked of `check`."""

    given: Given
    with_files: tuple[str, ...]
    form: str
    exact: bool
    explain: str | None
    to_file: bool
    book: Book | None = None
    claims_files: tuple[str, ...] = ()
    reader: Reader | None = None
    deciding: Deciding = field(default_factory=Deciding)


@click.command("check")
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@with_option
@click.option(
    "--claims",
    "claims_files",
    multiple=True,
    metavar="FILE",
    help="Claims (JSON) made by a person or an assistant, taken in place of Sverka's reading; may be repeated.",
)
@assist_options
@deciding_options
@book_option
@reading_options
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the answer.")
@click.option("-o", "--output", "file", metavar="FILE", help="Write the answer to a file, whole or not at all.")
@click.option("--explain", metavar="ID", help="Show how one finding came about: its words, rules, periods and proofs.")
@exact_option
@click.option("--strict", is_flag=True, help="Exit with 1 when a claim fails or conflicts.")
@click.option("--each", is_flag=True, help="Check several sources one by one instead of together.")
@schema_option("check")
@common_options
def command(
    *,
    sources: tuple[str, ...],
    with_files: tuple[str, ...],
    book: str | None,
    date: str | None,
    lang: str | None,
    reporter: str | None,
    form: str,
    file: str | None,
    explain: str | None,
    exact: bool,
    strict: bool,
    each: bool,
    claims_files: tuple[str, ...],
    assist: Assist | None,
    ask: str | None,
    decisions: str | None,
    no_decisions: bool,
) -> int:
    """Give a finding for each figure of a text: whether it holds, fails, conflicts with others, or cannot be checked.

    Figures are held against the records of --book (or of the folder that SVERKA_BOOK names); without one the statements
    are weighed against each other alone. Several sources are weighed together; with --each they are checked one by one,
    in JSON one object a line. Claims of --claims are held against the text first: what does not stand in it is refused.
    With --assist a model reads the text, and its claims are held against it in the same way; the key for its server is
    taken from SVERKA_ASSIST_KEY.
    With --ask a person decides what each unsure figure is of; the decisions are kept beside the text and used again.
    """
    need_something(sources, (*with_files, *claims_files))
    if each and claims_files:
        raise UsageError("two ways at once", "--each and --claims", "choose one")
    if assist and claims_files:
        raise UsageError("two ways at once", "--assist and --claims", "choose one")
    given = checked_given(date, lang, reporter)
    deciding = checked_deciding(ask, decisions, no_decisions, sources, each=each)
    with found_book(book) as records:
        given = given.beside(records)
        reader = Reader(assist, given, records) if assist else None
        request = Request(
            given, with_files, form, exact, explain, file is not None, records, claims_files, reader, deciding
        )
        texts, failed, unread = _each(sources, request) if each else _together(sources, request)
    if texts:
        write_answer("\n".join(texts), file)
    if unread:
        return InputError.exit_code
    return 1 if strict and failed else 0


def _together(sources: Sequence[str], request: Request) -> tuple[list[str], bool, bool]:
    """All sources weighed as one; the only source must be readable, of several the rest go on."""
    if len(sources) == 1:
        pages: list[Page | Unreadable] = [read_page(sources[0], request.given)]
    else:
        pages = list(read_pages(sources, request.given))
    lost = _complain_of(pages)
    read = [page for page in pages if isinstance(page, Page)]
    if request.claims_files and (read or not sources):
        from sverka.cli.handed import handed_pages

        read = handed_pages(read, request.claims_files, request.given)
    read = _decided(request.reader.pages(read) if request.reader else read, request)
    checked = _check(read, request)
    return (
        [_answer(checked, read, lost, request, order=sources if len(sources) != 1 else ())],
        checked.has_failures,
        bool(lost),
    )


def _decided(pages: Sequence[Page], request: Request) -> list[Page]:
    """The pages with what a person decided of them, before or now."""
    if request.deciding.ask is None:
        return used_pages(pages, request.deciding, request.given, request.claims_files)
    from sverka.cli.asking import Run, asked_page

    run = Run(request.deciding, request.given, lambda made: _check(made, request), request.book, request.exact)
    return [asked_page(page, run) for page in pages]


def _each(sources: Sequence[str], request: Request) -> tuple[list[str], bool, bool]:
    """Each source by itself."""
    if request.form == "html" and len(sources) > 1:
        raise UsageError(
            "one page holds one weighing", "--each --format html", "leave out --each, or run it for each source"
        )
    texts, failed, unread = [], False, False
    for found in read_pages(sources, request.given):
        lost = _complain_of([found])
        if isinstance(found, Unreadable):
            unread = True
            if request.form == "json":
                texts.append(dump(lost[0], line=True))
            continue
        read = request.reader.pages([found]) if request.reader else [found]
        read = used_pages(read, request.deciding, request.given)
        checked = _check(read, request)
        failed = failed or checked.has_failures
        text = _answer(checked, read, [], request, line=True).rstrip("\n")
        # Of several tables one after the other, the first alone keeps its line of names.
        texts.append(text.partition("\n")[2] if texts and request.form == "csv" else text)
    return texts, failed, unread


def _complain_of(pages: Sequence[Page | Unreadable]) -> list[Object]:
    """Say on standard error which sources could not be read; their lines for the JSON."""
    lost = [page for page in pages if isinstance(page, Unreadable)]
    for page in lost:
        complain(error_line(page.error, settings().ui))
    return [{"source": page.source, "error": str(page.error)} for page in lost]


def _check(pages: Sequence[Page], request: Request) -> Checked:
    readings = [page.reading for page in pages]
    statements = read_statement_files(request.with_files, statement_reporter(request.given, readings))
    if request.book is None:
        return check_readings(readings, statements, exact=request.exact, date=request.given.date, ui=settings().ui)
    from sverka.checking.wording import phrasebook
    from sverka.writing.teller import ScreenTeller

    ui = settings().ui
    with progress() as shown:
        shown.step(phrasebook("sverka.writing", ui).say("check_step"))
        return check_readings(
            readings,
            statements,
            book=request.book,
            exact=request.exact,
            date=request.given.date,
            ui=ui,
            teller=ScreenTeller(ui),
            tick=shown.tick,
        )


def _answer(
    checked: Checked,
    pages: Sequence[Page],
    lost: Sequence[Object],
    request: Request,
    *,
    order: Sequence[str] = (),
    line: bool = False,
) -> str:
    """The answer in the form asked for; with several sources the documents stand in their `order`."""
    claims = (*checked.weighed.claims, *checked.figures)
    prose = Prose.about(claims, settings().ui, checked.weighed.reporter)
    if request.form == "json":
        from sverka.writing.found_objects import checked_object

        return dump(checked_object(checked, prose, __version__, lost=lost, order=order), line=line)
    if request.form == "claimreview":
        from sverka.writing.claimreview import claimreview_object

        return dump(claimreview_object(checked, prose, __version__), line=line)
    if request.form == "csv":
        from sverka.writing.findings_csv import findings_csv

        return findings_csv(checked, prose)
    if request.form == "html":
        from sverka.writing.html import checked_page

        return checked_page([page.document for page in pages], checked, prose)
    return _words(checked, prose, request)


def _words(checked: Checked, prose: Prose, request: Request) -> str:
    from sverka.writing.terminal import Screen

    screen = Screen(settings().ui, screen_width(), use_color() and not request.to_file)
    if request.explain:
        from sverka.writing.explained import explained_text

        return explained_text(checked, request.explain, prose, screen)
    if request.form == "md":
        from sverka.writing.markdown import checked_markdown

        return checked_markdown(checked, prose)
    from sverka.writing.text import checked_text

    return checked_text(checked, prose, screen)
