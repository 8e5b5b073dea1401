"""A book opened for a load: looked at before anything is written, locked, rid of what dead loads left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sverka.model.errors import RefusedError, SverkaError, UsageError
from sverka.recording.book import SIDE, BookStore, check_path, standing
from sverka.recording.entries import LoadEntry
from sverka.recording.lock import locked
from sverka.recording.log import LOG, WORK, read_log
from sverka.recording.tidying import remove_leftovers
from sverka.recording.trouble import trouble_told

OWN = (LOG, SIDE, WORK)


@contextmanager
def opened_for_load(
    book: Path, now: Callable[[], datetime], program: str, waiting: Callable[[], None] = lambda: None
) -> Iterator[BookStore]:
    """The book, made empty where there is none yet, with its lock held; `_work` is gone afterwards.

    A folder with other things in it, a table of others, a damaged book: refused before anything is written there.
    """
    before: list[int] = []
    try:
        with trouble_told(book):
            _look(book)
            with locked(book, waiting=waiting):
                store = _opened(book, now, program)
                log = read_log(book)
                before.append(log.newest)
                remove_leftovers(book, log)
                try:
                    yield store
                finally:
                    _tidy(book)
    except KeyboardInterrupt as stopped:
        stopped.add_note(_outcome(book, before))
        raise


def _tidy(book: Path) -> None:
    """Leave no work behind; where that is not possible now, the next load does it, which finds the notes."""
    try:
        with suppress(OSError, SverkaError):
            remove_leftovers(book, read_log(book))
    except KeyboardInterrupt:  # asked to stop while tidying: that is done first
        with suppress(OSError, SverkaError):
            remove_leftovers(book, read_log(book))
        raise


def _outcome(book: Path, before: Sequence[int]) -> str:
    """What became of a load that was stopped."""
    with suppress(OSError, SverkaError):
        version = read_log(book).newest if before else None
        if version is not None and version not in before:
            return f"the load is done: version {version}"
    return "the book is as it was"


def _look(book: Path) -> None:
    """Raise for a folder that a load must not write into."""
    check_path(book)
    for name in OWN:
        if (book / name).is_symlink():
            raise RefusedError(
                "a link in the book, which Sverka does not follow", str(book / name), "put the folder itself there"
            )
    if standing(book) == "none":
        _refuse_foreign(book)
    else:
        BookStore.open(book)


def _refuse_foreign(book: Path) -> None:
    foreign = sorted(one.name for one in book.iterdir() if not one.name.startswith("_")) if book.is_dir() else []
    if foreign:
        what = f"the folder holds other things ({foreign[0]})"
        raise UsageError(what, str(book), "name a new or empty folder with --book")


def _opened(book: Path, now: Callable[[], datetime], program: str) -> BookStore:
    """The book, whose newest version is whole; begun only where no commit ever was."""
    if standing(book) == "none":
        at = now().isoformat(timespec="seconds")
        return BookStore.create(book, LoadEntry(load="created", at=at, kind="created", program=program))
    store = BookStore.open(book)
    store.snapshot()
    return store
