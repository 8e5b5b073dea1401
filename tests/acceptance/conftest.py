"""The raw files of Paraná, their rows in an SQL engine, and the program's own book loaded from them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from parana_truth import Records

if TYPE_CHECKING:
    from sverka.measuring.book import Book

ABSENT = "the files of Paraná do not stand in `shared/data` next to the repository"


@pytest.fixture(scope="session")
def parana_folder(shared: Path) -> Path:
    """The folder of the raw files; skipped with the reason where they are absent."""
    folder = shared / "data" / "comexstat-parana"
    if not folder.is_dir():
        pytest.skip(ABSENT)
    return folder


@pytest.fixture(scope="session")
def parana_records(parana_folder: Path) -> Iterator[Records]:
    """The raw rows, asked by SQL."""
    records = Records(parana_folder)
    yield records
    records.close()


@pytest.fixture(scope="session")
def parana_book(parana_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The book that the program loads from the raw files."""
    import sverka
    from sverka.recording.load import Request, load_records

    book = tmp_path_factory.mktemp("parana") / "book"
    files = tuple(sorted(parana_folder.glob("*_MUN_*.csv")))
    load_records(book, Request(files))
    with sverka.open_book(book) as opened:
        yield opened
