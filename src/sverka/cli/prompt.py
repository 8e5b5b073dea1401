"""`sverka prompt`: a request for an assistant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sverka.cli.booking import book_option
from sverka.cli.failures import complain
from sverka.cli.inputs import checked_given, source_bytes
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, reading_options, settings
from sverka.recording.whereabouts import VARIABLE, book_path

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
    from sverka.reading.document import load_document
    from sverka.writing.prompting import known_of, prompt_text

    given = checked_given(date, lang, reporter)
    document = load_document(source_bytes(source), source)
    held = _held(book)
    recorded = frozenset(one.reporter for one in held or ())
    about = known_of(document, date=given.date, lang=given.lang, reporter=given.reporter, recorded=recorded)
    write_answer(prompt_text(document, about, held))
    if not settings().quiet:
        complain(phrasebook("sverka.writing", settings().ui).say("prompt_next", source=source))


def _held(book: str | None) -> Sequence[Coverage] | None:
    """What the book holds, where one is named; opened without what measuring loads, which takes the longest."""
    if book is None and not os.environ.get(VARIABLE):
        return None
    from sverka.recording.book import BookStore
    from sverka.recording.coverage import coverage
    from sverka.recording.trouble import trouble_told

    path = book_path(book, os.environ)
    with trouble_told(path, reading=True):
        return coverage(BookStore.open(path).snapshot())
