"""The second half of `sverka demo`: records of the invented sample region, loaded, measured and shown."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sverka import __version__
from sverka.cli.settings import screen_width, settings, use_color
from sverka.writing.terminal import Screen

if TYPE_CHECKING:
    from sverka.measuring.book import Book

ROWS = 12_000
SEED = 1
REPORTER = "RU-SMP"
BOOK = "sample/book"
"""How the book is called on the screen; it lies in a temporary folder."""
MEASURES = (
    "level(export[;; 2023], USD)",
    "share(export[central-asia;; 2023], export[;; 2023])",
    "growth(export[;; 2024])",
    "level(export[;; 2024], USD)",
)


@dataclass(frozen=True, slots=True)
class Records:
    """The sample's files, in the order of their loads, and the book that they go into."""

    loads: tuple[tuple[Path, ...], ...]
    book: Path

    def loaded(self, number: int) -> str:
        """Load one lot of files; what the command prints."""
        from sverka.recording.load import Request, load_records
        from sverka.writing.book_text import loaded_text

        loaded = load_records(self.book, Request(self.loads[number]), program=__version__)
        return loaded_text(loaded, Path(BOOK), _screen())

    def measured(self) -> str:
        """The measures, as the command answers them."""
        from sverka.writing.figures_text import answers_text

        with self._open() as book:
            cube = book.cube(REPORTER)
            return answers_text([("", cube.measure(measure)) for measure in MEASURES], cube, _screen())

    def shown(self) -> str:
        """The profile."""
        from sverka.measuring.profile import profile_of
        from sverka.writing.profile_text import profile_text

        with self._open() as book:
            profile = profile_of(book.cube(REPORTER))
            assert profile is not None
            return profile_text(profile, _screen())

    def _open(self) -> Book:
        from sverka.measuring.book import open_book

        return open_book(self.book)


@contextmanager
def records() -> Iterator[Records]:
    """The sample, written into a temporary folder that is gone afterwards."""
    from sverka.recording.sampling import write_sample

    with tempfile.TemporaryDirectory(prefix="sverka-demo-") as folder:
        sample = write_sample(Path(folder) / "sample", ROWS, SEED, lambda _: None)
        numbers = sorted({file.load for file in sample.files})
        loads = tuple(tuple(file.path for file in sample.files if file.load == number) for number in numbers)
        yield Records(loads, Path(folder) / "book")


def _screen() -> Screen:
    return Screen(settings().ui, screen_width(), use_color())
