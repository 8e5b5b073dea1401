"""Whose trade a book holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.measuring.building import TWO_SIDED
from sverka.measuring.engines.contract import IBIS
from sverka.recording.columns import WORLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.measuring.book import Book
    from sverka.recording.book import DataFile


def book_reporters(book: Book) -> tuple[str, ...]:
    """The codes of all reporters of a version, in order; of a two-sided source also those that only import."""
    files = book.snapshot.files
    found = set(_distinct(book, files, "reporter"))
    found |= set(_distinct(book, [file for file in files if file.shelf.source in TWO_SIDED], "partner"))
    return tuple(sorted(found - {WORLD}))


def book_regions(book: Book) -> frozenset[str]:
    """The codes of the regions of countries whose trade a version holds: `BR-PR`; two-sided sources have none."""
    files = [file for file in book.snapshot.files if file.shelf.source not in TWO_SIDED]
    return frozenset(code for code in _distinct(book, files, "reporter") if "-" in code)


def _distinct(book: Book, files: Sequence[DataFile], column: str) -> list[str]:
    if not files:
        return []
    columns = frozenset.intersection(*(file.columns for file in files))
    with book.working() as engine:
        with IBIS:
            table = engine.table([file.path for file in files], columns)
            query = engine.compile(table.select(column).distinct())
        return [str(code) for code in engine.fetch(query)[column]]
