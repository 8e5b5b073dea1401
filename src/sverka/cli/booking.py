"""Options of commands that use a book, and how long work tells of itself."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sverka.cli.settings import screen_width, settings
from sverka.recording.whereabouts import VARIABLE, book_path
from sverka.serving.recorded import checked_reporter

if TYPE_CHECKING:
    from sverka.measuring.book import Book

__all__ = [
    "Progress",
    "as_of_option",
    "book_option",
    "checked_reporter",
    "engine_option",
    "found_book",
    "opened_book",
    "progress",
    "source_option",
    "summing_step",
]

F = TypeVar("F", bound=Callable[..., Any])
QUIET_SECONDS = 1.0
"""Work that takes less than this says nothing of itself."""


def book_option(command: F) -> F:
    """`--book`: the folder of the book."""
    text = f"The folder of the book; by default ${VARIABLE}, else the user's data folder."
    return click.option("--book", metavar="DIR", help=text)(command)


def as_of_option(command: F) -> F:
    """`--as-of`: an earlier version."""
    text = "An earlier version of the book: its number, or the day at whose end it was current."
    return click.option("--as-of", metavar="V", help=text)(command)


def engine_option(command: F) -> F:
    """`--engine`: who sums."""
    text = "Who sums: duckdb (embedded), spark, or a Spark master such as local[2] or spark://HOST:7077."
    return click.option("--engine", metavar="E", help=text)(command)


def source_option(command: F) -> F:
    """`--source`: one source alone."""
    return click.option("--source", metavar="S", help="Answer from this source alone, such as comtrade.")(command)


@contextmanager
def opened_book(book: str | None, as_of: str | None = None, engine: str | None = None) -> Iterator[Book]:
    """A version of the book that is named, for the time of a command."""
    from sverka.measuring.book import open_book
    from sverka.recording.trouble import trouble_told

    path = book_path(book, os.environ)
    with trouble_told(path, reading=True), open_book(path, as_of=as_of, engine=engine) as found:
        yield found


@contextmanager
def found_book(book: str | None) -> Iterator[Book | None]:
    """The book that is named by an option or by the environment; `None` where neither names one."""
    if book is None and not os.environ.get(VARIABLE):
        yield None
        return
    with opened_book(book) as found:
        yield found


def _said(key: str, **values: object) -> str:
    from sverka.checking.wording import phrasebook

    return phrasebook("sverka.writing", settings().ui).say(key, **values)


def _printable(line: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in line)


def summing_step(reporter: str) -> str:
    """What the summing up of a reporter's cube is called while it goes on."""
    from sverka.writing.slices import place_name

    name = place_name(reporter, settings().ui)
    return _said("measure_step", reporter=reporter if name == reporter else f"{name} ({reporter})")


class Progress:
    """A sentence on standard error that is written over; silent with `--quiet`, and where work is quick."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._what = ""
        self._shown = 0
        self._on = not settings().quiet
        self._terminal = sys.stderr.isatty()
        self._told: set[str] = set()

    def step(self, what: str) -> None:
        """Work goes on to something else: a sentence without its full stop."""
        self._what = what
        self.tick(None)

    def tick(self, percent: float | None) -> None:
        """Work goes on; how much of this step is done, where that is known."""
        seconds = self._clock() - self._started
        if not self._on or seconds < QUIET_SECONDS:
            return
        if self._terminal:
            key = "progress_going" if percent is None else "progress_done"
            self._show(_said(key, what=self._what, percent=f"{percent or 0:.0f}", seconds=f"{seconds:.0f}"))
        elif self._what not in self._told:
            self._told.add(self._what)
            print(_printable(_said("progress_once", what=self._what)), file=sys.stderr, flush=True)

    def done(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0

    def _show(self, line: str) -> None:
        # A line that is broken by the terminal could not be written over.
        clean = _printable(line)[: screen_width() - 1]
        sys.stderr.write("\r" + clean.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(clean)


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress for the time of some work; its line is gone afterwards, whatever happened."""
    shown = Progress()
    try:
        yield shown
    finally:
        shown.done()
