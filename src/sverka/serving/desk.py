"""Where requests are answered: one book, open while the door is, and the language of the words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.checking.wording import Ui
from sverka.model.errors import UsageError
from sverka.recording.book import BookStore, Snapshot, standing
from sverka.recording.trouble import trouble_told

if TYPE_CHECKING:
    from sverka.measuring.book import Book


@dataclass(slots=True)
class _Opened:
    """One version that is open, how many are being answered from it, and whether a newer one has come."""

    key: tuple[int, str]
    book: Book
    users: int = 0
    outdated: bool = False


class Desk:
    """Answers from the newest version of one book, in one language; serves any number of threads.

    The book is opened when it is first needed and stays open, with its cubes, until a load makes a newer version: the
    next request has that one, and whoever is being answered from the old one is answered whole from it.
    """

    def __init__(self, path: Path, ui: Ui = "en") -> None:
        self.path = path
        self.ui = ui
        self._gate = threading.Lock()
        self._opened: _Opened | None = None
        self._closed = False

    @property
    def has_book(self) -> bool:
        """Whether there is a book in the folder, be it whole or not."""
        return standing(self.path) != "none"

    @contextmanager
    def book(self) -> Iterator[Book]:
        """The newest version for the time of one answer; `InputError` where there is no book."""
        with trouble_told(self.path, reading=True):
            opened = self._taken()
            try:
                yield opened.book
            finally:
                self._given_back(opened)

    @contextmanager
    def book_if_any(self) -> Iterator[Book | None]:
        """The same, or `None` where there is no book."""
        if not self.has_book:
            yield None
            return
        with self.book() as book:
            yield book

    def snapshot(self) -> Snapshot:
        """The newest version, without what measuring loads."""
        with trouble_told(self.path, reading=True):
            return BookStore.open(self.path).snapshot()

    def close(self) -> None:
        """Let go of the book for good; who is being answered is stopped."""
        with self._gate:
            self._closed = True
            opened, self._opened = self._opened, None
        if opened is not None:
            opened.book.close()

    def _taken(self) -> _Opened:
        from sverka.measuring.book import Book

        with self._gate:
            if self._closed:
                raise UsageError("the book was closed while it was asked", "", "ask again")
            newest = BookStore.open(self.path).snapshot()
            # The last load is told apart by its day and hour too: a book may have been made anew in the same folder.
            key = (newest.version, newest.entries[-1][1].at if newest.entries else "")
            if self._opened is None or self._opened.key != key:
                self._retire()
                self._opened = _Opened(key, Book(newest))
            self._opened.users += 1
            return self._opened

    def _retire(self) -> None:
        """The open version is no longer the newest: it is closed when the last answer from it is out."""
        old = self._opened
        if old is not None:
            old.outdated = True
            if not old.users:
                old.book.close()

    def _given_back(self, opened: _Opened) -> None:
        with self._gate:
            opened.users -= 1
            if opened.outdated and not opened.users:
                opened.book.close()
