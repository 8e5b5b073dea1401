"""`sverka book`: what the book holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sverka.cli.book_diff import diff_answer
from sverka.cli.booking import as_of_option, book_option
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color
from sverka.model.errors import UsageError
from sverka.recording.whereabouts import book_path

if TYPE_CHECKING:
    from sverka.recording.book import Snapshot

VIEWS = ("status", "versions", "loads", "quarantine", "diff", "check", "repair")
FORMS = ("text", "json", "csv")
MOST_BAD_ROWS = 50
MOST_BAD_ROWS_JSON = 100_000


@click.command("book")
@click.argument("view", type=click.Choice(VIEWS), default="status", metavar=f"[{'|'.join(VIEWS)}]")
@click.argument("versions", nargs=-1, metavar="[V1 [V2]]")
@book_option
@as_of_option
@click.option("--limit", type=click.IntRange(1), help="How many quarantined rows to show; 50 by default.")
@click.option("--reporter", metavar="R", help="With diff: what changed in the trade of this reporter alone.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="Form of the answer; csv of diff.")
@common_options
def command(
    *,
    view: str,
    versions: tuple[str, ...],
    book: str | None,
    as_of: str | None,
    limit: int | None,
    reporter: str | None,
    form: str,
) -> int:
    """Show what the book holds: sources, reporters, periods, rows, and where parts fall short of declared totals.

    `versions` lists its versions, `loads` the load log with the account and checksum of each file, `quarantine` the
    rows that could not be read, with line and reason. `diff` tells what changed between two versions, named by number
    or day: V2 is the newest where it is left out, V1 the one before that. `check` reads every file of every version and
    says whether the book is whole (exit code 4 where it is not); `repair` goes back to the last whole version, and
    keeps what it sets aside.
    """
    from sverka.recording.book import BookStore
    from sverka.recording.trouble import trouble_told

    path = book_path(book, os.environ)
    if view == "diff":
        if as_of is not None:
            raise UsageError("two ways at once", "--as-of with diff", "name the versions: sverka book diff 1 2")
        with trouble_told(path, reading=True):
            answer = diff_answer(path, versions, reporter, form)
        write_answer(answer)
        return 0
    _check_asked(view, versions, reporter, form)
    if view in ("check", "repair"):
        return _keep(view, book, as_of, form)
    with trouble_told(path, reading=True):
        snapshot = BookStore.open(path).snapshot(as_of)
        answer = _json(view, snapshot, limit) if form == "json" else _text(view, snapshot, limit)
    write_answer(answer)
    return 0


def _keep(view: str, book: str | None, as_of: str | None, form: str) -> int:
    from sverka.cli import book_keeping

    if as_of:
        raise UsageError(f"all versions are looked at by {view}", "--as-of", "leave it out")
    return book_keeping.check(book, form) if view == "check" else book_keeping.repair(book, form)


def _check_asked(view: str, versions: tuple[str, ...], reporter: str | None, form: str) -> None:
    """Refuse what only `diff` takes."""
    given = (*versions, *(("--reporter",) if reporter else ()), *(("--format csv",) if form == "csv" else ()))
    if given:
        raise UsageError(f"{given[0]} belongs to diff", f"sverka book {view}", "leave it out, or ask for diff")


def _json(view: str, snapshot: Snapshot, limit: int | None) -> str:
    from sverka.recording.status import holdings, quarantined
    from sverka.recording.unknowns import held_unknowns
    from sverka.writing import book_objects
    from sverka.writing.objects import dump

    if view == "status":
        return dump(book_objects.book_object(snapshot, holdings(snapshot), held_unknowns(snapshot)))
    if view == "quarantine":
        rows = list(quarantined(snapshot.side_files("quarantine"), limit or MOST_BAD_ROWS_JSON))
        return dump(book_objects.quarantine_object(rows))
    return dump(book_objects.versions_object(snapshot) if view == "versions" else book_objects.loads_object(snapshot))


def _text(view: str, snapshot: Snapshot, limit: int | None) -> str:
    from sverka.recording.status import holdings, quarantined
    from sverka.recording.unknowns import held_unknowns
    from sverka.writing import book_text
    from sverka.writing.terminal import Screen

    screen = Screen(settings().ui, screen_width(), use_color())
    if view == "status":
        return book_text.book_text(snapshot, holdings(snapshot), screen, held_unknowns(snapshot))
    if view == "quarantine":
        rows = list(quarantined(snapshot.side_files("quarantine"), limit or MOST_BAD_ROWS))
        return book_text.quarantine_text(rows, snapshot.quarantined - len(rows), screen)
    if view == "versions":
        return book_text.versions_text(snapshot.entries, screen)
    return book_text.loads_text(snapshot.entries, screen)
