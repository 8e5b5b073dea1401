"""The second half of `sverka demo`: records of the invented sample region, loaded, measured and shown; an article on it
held against them; its brief, and the check of the brief.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sverka import __version__
from sverka.cli.inputs import Given, bytes_page
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
SAID_ON = "2024-03-01"
YEAR = "2023"
BRIEF = "brief.md"


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

    @property
    def article(self) -> str:
        """The name of the article on the region, in the language of the screens."""
        return f"region_{settings().ui}.txt"

    def given(self) -> str:
        """The article."""
        return self._example().decode()

    def held(self) -> str:
        """The article held against the records."""
        return self._checked(self._example(), self.article, SAID_ON)

    def brief(self) -> str:
        """The brief of the region, as the file has it."""
        from sverka.measuring.book import open_book
        from sverka.model.period import Period
        from sverka.writing.brief.building import brief_of
        from sverka.writing.brief.markdown import brief_markdown
        from sverka.writing.brief.records import Asked

        with open_book(self.book) as book:
            asked = Asked(settings().ui, "short", "talking-points")
            made = brief_of(book.cube(REPORTER), Period.parse(YEAR), asked)
        assert made is not None
        self.brief_file.write_text(brief_markdown(made), encoding="utf-8")
        return self.brief_file.read_text(encoding="utf-8")

    def brief_held(self) -> str:
        """The brief held against the records that it was made from."""
        return self._checked(self.brief_file.read_bytes(), BRIEF, None)

    @property
    def brief_file(self) -> Path:
        """Where the brief is written: beside the book, gone with it."""
        return self.book.parent / BRIEF

    def _example(self) -> bytes:
        return files("sverka").joinpath("examples", self.article).read_bytes()

    def _checked(self, data: bytes, name: str, day: str | None) -> str:
        from sverka.checking.findings import check_readings
        from sverka.writing.proofs import Prose
        from sverka.writing.teller import ScreenTeller
        from sverka.writing.text import checked_text

        ui = settings().ui
        page = bytes_page(data, name, Given(date=day))
        with self._open() as book:
            checked = check_readings([page.reading], book=book, ui=ui, teller=ScreenTeller(ui))
        claims = (*checked.weighed.claims, *checked.figures)
        return checked_text(checked, Prose.about(claims, ui, checked.weighed.reporter), _screen())

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
