"""`sverka prompt`: a request for an assistant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sverka.cli.booking import book_option, found_book
from sverka.cli.failures import complain
from sverka.cli.inputs import checked_given, read_page
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, reading_options, settings

if TYPE_CHECKING:
    from sverka.recording.coverage import Coverage


@click.command("prompt")
@click.argument("source", metavar="SOURCE")
@book_option
@reading_options
@common_options
def command(*, source: str, book: str | None, date: str | None, lang: str | None, reporter: str | None) -> None:
    """Print one self-contained request for any assistant: the task, the rules, and the text with numbered sentences.

    Nothing leaves this machine: paste the request where you choose. Save the answer as it comes and check it with
    sverka check SOURCE --claims ANSWER. With --book the request says what the records hold.
    """
    from sverka.checking.wording import phrasebook
    from sverka.writing.prompting import prompt_text

    page = read_page(source, checked_given(date, lang, reporter))
    covered = _covered(book)
    write_answer(prompt_text(page.document, page.reading, covered))
    if not settings().quiet:
        complain(phrasebook("sverka.writing", settings().ui).say("prompt_next", source=source))


def _covered(book: str | None) -> Sequence[Coverage] | None:
    """What the book holds, where one is named."""
    with found_book(book) as records:
        if records is None:
            return None
        from sverka.recording.coverage import coverage

        return coverage(records.snapshot)
