"""`sverka book diff`: what changed between two versions of a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sverka.cli.booking import checked_reporter, progress
from sverka.cli.settings import screen_width, settings, use_color
from sverka.model.errors import UsageError

if TYPE_CHECKING:
    from sverka.recording.book import BookStore, Snapshot


def diff_answer(book: Path, versions: tuple[str, ...], reporter: str | None, form: str) -> str:
    """The answer as text, JSON or CSV. Without V2 the newest version is meant, without V1 the one before it."""
    from sverka.checking.wording import phrasebook
    from sverka.recording.book import BookStore
    from sverka.recording.changes import changes_between

    if len(versions) > 2:
        raise UsageError("more than two versions", " ".join(versions), "name two: sverka book diff 1 2")
    store = BookStore.open(book)
    newest = store.latest_version()
    first, last = (*versions, *("", "")[len(versions) :])
    new = _snapshot(store, last or str(newest))
    old = _snapshot(store, first or str(max(newest - 1, 0)))
    with progress() as shown:
        words = phrasebook("sverka.writing", settings().ui)
        shown.step(words.say("changes_step", old=old.version, new=new.version))
        changes = changes_between(old, new, checked_reporter(reporter) if reporter else None)
    if form == "csv":
        from sverka.writing.changes_objects import diff_csv

        return diff_csv(changes)
    if form == "json":
        from sverka.writing.changes_objects import diff_object
        from sverka.writing.objects import dump

        return dump(diff_object(changes))
    from sverka.writing.changes_text import diff_text
    from sverka.writing.terminal import Screen

    return diff_text(changes, Screen(settings().ui, screen_width(), use_color()))


def _snapshot(store: BookStore, version: str) -> Snapshot:
    """A version by number or day, told of as an argument and not as an option."""
    try:
        return store.snapshot(version)
    except UsageError as error:
        raise UsageError(error.what, f"version {version!r}", error.next_step) from None
