"""Fixtures that several packages' tests share, and the closing lines on what was not run."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CARRIED_GOLD = ROOT / "tests" / "gold"

hypothesis.settings.register_profile("dev", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

GoldDocument = dict[str, Any]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material next to the repository: the seed article, the gold corpus, data."""
    if not SHARED.is_dir():
        pytest.skip("the folder `shared` does not stand next to the repository (seed article, gold corpus)")
    return SHARED


@pytest.fixture(scope="session")
def gold_documents() -> Callable[[str], list[GoldDocument]]:
    """`gold_documents("ru")`: the annotated documents of a language that the repository carries."""

    def load(lang: str) -> list[GoldDocument]:
        lines = (CARRIED_GOLD / f"{lang}_dev.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    return load


EVERY_SECTION = tuple(
    f"{chapter}01"
    for chapter in "01 06 15 16 25 28 39 41 44 47 50 64 68 71 72 84 86 90 93 94 97".split()  # the first of each section
)
Record = dict[str, Any]
MakeBook = Callable[..., Path]


@pytest.fixture
def make_book(tmp_path: Path, book_maker: Callable[[Path], MakeBook]) -> MakeBook:
    """`make_book(records, about=…, unknown=…)`: a book with one version of records, written past all loading.

    A record has the canonical columns; those of the shelf that it leaves out are a monthly table in dollars.
    """
    return book_maker(tmp_path)


@pytest.fixture
def all_trade() -> Callable[[Sequence[Record]], list[Record]]:
    """`all_trade(records)`: the records, and in each of their periods rows without value, of goods of every section of
    the HS and of four partners, so that no figure changes and the records are no narrow extract.
    """

    def widened(records: Sequence[Record]) -> list[Record]:
        found = list(records)
        first: dict[tuple[Any, ...], Record] = {}
        for one in records:
            first.setdefault((one["reporter"], one["flow"], one["year"], one.get("month")), one)
        for one in first.values():
            weight = {"net_weight_kg": 0} if "net_weight_kg" in one else {}
            for at, goods in enumerate(EVERY_SECTION):
                partner = "world" if one["partner"] == "world" else ("CN", "DE", "KZ", "US")[at % 4]
                found.append({**one, "partner": partner, "commodity": goods, "primary_value": 0.0, **weight})
        return found

    return widened


@pytest.fixture(scope="session")
def book_maker() -> Callable[[Path], MakeBook]:
    """`book_maker(folder)` is a `make_book` for fixtures that live longer than a test."""
    return _maker


def _maker(folder: Path) -> MakeBook:
    from sverka.recording.book import BookStore, Shelf
    from sverka.recording.entries import LoadEntry

    def make(records: Sequence[Record], **told: Any) -> Path:
        book = folder / f"book{len(list(folder.iterdir()))}"
        store = BookStore.create(book, LoadEntry("made", "2025-05-01T12:00:00+00:00", "created"))
        shelves: dict[Shelf, list[Record]] = {}
        for record in records:
            shelf = {
                "source": "made-up",
                "frequency": "M" if "month" in record else "A",
                "classification": "HS2022",
                "currency": "USD",
                "valuation": "FOB",
            }
            shelf |= {name: record[name] for name in Shelf.__slots__ if name in record}
            shelves.setdefault(Shelf(**shelf), []).append(record)
        files = [_written(book, shelf, rows) for shelf, rows in shelves.items()]
        store.commit(files, [], LoadEntry("first", "2025-05-02T12:00:00+00:00", **told))
        return book

    return make


def _written(book: Path, shelf: Any, records: Sequence[Record]) -> Any:
    """One data file of a made book."""
    import duckdb

    from sverka.recording.book import NewFile
    from sverka.recording.columns import COLUMNS, STORED

    # The year is kept in each file as well as in its path.
    kept = [*STORED, *(column for column in COLUMNS if column.name == "year")]
    given = [column for column in kept if not column.optional or any(column.name in one for one in records)]
    name = f"{shelf.folder}/part.parquet"
    (book / name).parent.mkdir(parents=True)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(f'{column.name} {column.sql_type}' for column in given)})")
        blanks = f"({', '.join('?' * len(given))})"
        values = [one.get(column.name) for one in records for column in given]
        connection.execute(f"INSERT INTO t VALUES {', '.join([blanks] * len(records))}", values)
        connection.execute(f"COPY t TO '{book / name}' (FORMAT parquet)")
    reporters = sorted(one["reporter"] for one in records)
    columns = tuple(column.name for column in given)
    return NewFile(name, shelf, len(records), reporters[0], reporters[-1], columns)


def _reason(report: pytest.TestReport) -> str:
    """The words given to `skip`, without the file and line."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the closing lines how many tests were not run, and why."""
    skipped = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in skipped.most_common():
        terminalreporter.write_line(f"not run: {count} {'test' if count == 1 else 'tests'}: {reason}")
    if not skipped:
        terminalreporter.write_line("every test was run")
