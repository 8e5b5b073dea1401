"""The loader held against the key: what was drawn is what the book says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sverka.measuring.book import open_book
from sverka.recording.load import Loaded, Request, load_records
from sverka.recording.synthetic import is_synthetic


@dataclass(frozen=True)
class Book:
    """A book with both loads of a sample."""

    path: Path
    loads: tuple[Loaded, Loaded]


@pytest.fixture(scope="module")
def book(sample: Any, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The sample loaded as its explanation says: first what was published, then what restates it."""
    path = tmp_path_factory.mktemp("loaded") / "book"
    steps = [
        tuple(sample.folder / one["file"] for one in sample.key["files"] if one["load"] == load) for load in (1, 2)
    ]
    first, second = (load_records(path, Request(files)) for files in steps)
    return Book(path, (first, second))


def test_every_row_is_accounted_for_as_the_key_says(sample: Any, book: Book) -> None:
    told = {Path(one["file"]).name: one for one in sample.key["files"]}
    found = [entry for loaded in book.loads for entry in loaded.files]
    assert {entry.file for entry in found} == told.keys()
    for entry in found:
        expected = told[entry.file]
        assert (entry.source, entry.rows, entry.stored, entry.quarantined, entry.aggregates, entry.sha256) == tuple(
            expected[name] for name in ("source", "rows", "stored", "quarantined", "aggregates", "sha256")
        )


def test_the_quarantine_holds_the_lines_that_were_spoilt(sample: Any, book: Book) -> None:
    import duckdb

    with open_book(book.path) as opened:
        files = [str(path) for path in opened.snapshot.side_files("quarantine")]
    with duckdb.connect() as connection:
        connection.execute("SET autoinstall_known_extensions = false")
        rows = connection.execute("SELECT file, line FROM read_parquet(?)", [files]).fetchall()
    told = {(one["file"], one["line"]) for one in sample.key["planted"] if one["outcome"] == "quarantined"}
    assert set(rows) == told
    assert len(rows) == len(told)


def test_what_no_table_knows_is_counted_under_the_codes_that_the_key_says(sample: Any, book: Book) -> None:
    told = {one["recorded"] for one in sample.key["planted"] if one["recorded"]}
    assert told <= {one.code for one in book.loads[0].entry.unknown}


def test_restated_months_replace(sample: Any, book: Book) -> None:
    assert book.loads[1].entry.scopes_replaced == len(sample.key["restated"])
    assert book.loads[1].entry.scopes_new == 0
    for version, name in ((book.loads[0].version, "cents_before"), (book.loads[1].version, "cents_after")):
        with open_book(book.path, as_of=version) as opened:
            cube = opened.cube("RU-SMP")
            for told in sample.key["restated"]:
                answer = cube.measure(f"level({told['flow']}[;;{told['period']}])", source="fts")
                assert cents(answer.value) == int(told[name])


def cents(value: float | None) -> int:
    """Dollars as whole cents."""
    assert value is not None
    return round(value * 100)


def test_totals_are_exact_before_and_after_the_restatement(sample: Any, book: Book) -> None:
    for load, loaded in enumerate(book.loads, start=1):
        with open_book(book.path, as_of=loaded.version) as opened:
            cube = opened.cube("RU-SMP")
            for told in sample.key["totals"]:
                if told["after_load"] != load:
                    continue
                period = f"{told['year']}" if told["year"] < 2024 else "2024-01/2024-08"
                answer = cube.measure(f"level({told['flow']}[;;{period}])", source="fts")
                assert (cents(answer.value), answer.rows) == (int(told["cents"]), told["rows"])


def test_figures_are_those_of_the_key(sample: Any, book: Book) -> None:
    with open_book(book.path) as opened:
        cube = opened.cube("RU-SMP")
        for told in sample.key["figures"]:
            answer = cube.measure(told["measure"])
            assert answer.value == pytest.approx(float(told["value"]), rel=1e-9, abs=1e-9), told["measure"]


def test_the_incomplete_year_is_not_taken_for_a_whole_one(book: Book) -> None:
    with open_book(book.path) as opened:
        answer = opened.cube("RU-SMP").measure("level(export[;;2024])")
    assert answer.value is None or answer.remarks


def test_the_office_is_a_second_source_of_the_same_region(sample: Any, book: Book) -> None:
    with open_book(book.path) as opened:
        cube = opened.cube("RU-SMP")
        assert {series.key.source for series in cube.series} == {"fts", "sdmx"}
        for told in sample.key["declared"]:
            answer = cube.measure(f"level({told['flow']}[;;{told['year']}])", source="sdmx")
            assert answer.value == told["world_usd"] > told["parts_usd"]
            (gap,) = [remark for remark in answer.remarks if remark.kind == "gap"]
            assert float(gap.values["parts"]) == told["parts_usd"]


def test_what_is_loaded_is_told_to_be_synthetic_by_its_reporter(book: Book) -> None:
    with open_book(book.path) as opened:
        assert is_synthetic(opened.cube("RU-SMP").reporter)
        assert not is_synthetic("RU-62")
