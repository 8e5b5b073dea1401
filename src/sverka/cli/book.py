"""`sverka book`: what the book holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sverka.cli.booking import as_of_option, book_option
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color
from sverka.recording.whereabouts import book_path

if TYPE_CHECKING:
    from sverka.recording.book import Snapshot

VIEWS = ("status", "versions", "loads", "quarantine")
MOST_BAD_ROWS = 50
MOST_BAD_ROWS_JSON = 100_000


@click.command("book")
@click.argument("view", type=click.Choice(VIEWS), default="status", metavar="[status|versions|loads|quarantine]")
@book_option
@as_of_option
@click.option("--limit", type=click.IntRange(1), help="How many quarantined rows to show; 50 by default.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the answer.")
@common_options
def command(*, view: str, book: str | None, as_of: str | None, limit: int | None, form: str) -> None:
    """Show what the book holds: sources, reporters, periods, rows, and where parts fall short of declared totals.

    `versions` lists its versions, `loads` the load log with the account and checksum of each file, `quarantine` the
    rows that could not be read, with line and reason.
    """
    from sverka.recording.book import BookStore

    snapshot = BookStore.open(book_path(book, os.environ)).snapshot(as_of)
    answer = _json(view, snapshot, limit) if form == "json" else _text(view, snapshot, limit)
    write_answer(answer)


def _json(view: str, snapshot: Snapshot, limit: int | None) -> str:
    from sverka.recording.status import holdings, quarantined
    from sverka.writing import book_objects
    from sverka.writing.objects import dump

    if view == "status":
        return dump(book_objects.book_object(snapshot, holdings(snapshot)))
    if view == "quarantine":
        rows = list(quarantined(snapshot.side_files("quarantine"), limit or MOST_BAD_ROWS_JSON))
        return dump(book_objects.quarantine_object(rows))
    return dump(book_objects.versions_object(snapshot) if view == "versions" else book_objects.loads_object(snapshot))


def _text(view: str, snapshot: Snapshot, limit: int | None) -> str:
    from sverka.recording.status import holdings, quarantined
    from sverka.writing import book_text
    from sverka.writing.terminal import Screen

    screen = Screen(settings().ui, screen_width(), use_color())
    if view == "status":
        return book_text.book_text(snapshot, holdings(snapshot), screen)
    if view == "quarantine":
        rows = list(quarantined(snapshot.side_files("quarantine"), limit or MOST_BAD_ROWS))
        return book_text.quarantine_text(rows, snapshot.quarantined - len(rows), screen)
    if view == "versions":
        return book_text.versions_text(snapshot.entries, screen)
    return book_text.loads_text(snapshot.entries, screen)
