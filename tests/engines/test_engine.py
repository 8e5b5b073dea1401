"""What an engine promises beside figures: it can be interrupted, it fails rather than wrap round, it is one of many."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import duckdb
import pytest
from engine_gaps import ENGINES, SPARK
from engine_records import EDGE, STATE, write_file

from sverka.measuring.book import Book, open_book
from sverka.measuring.engines import Engine, open_engine
from sverka.measuring.expression import Leg, cube_expression, leg_sums, number_of_code, number_of_commodity
from sverka.model.errors import InputError, UsageError
from sverka.recording.book import BookStore

ENDLESS = {
    "duckdb": "SELECT sum(a.range * b.range) AS n FROM range(10000000) a, range(10000000) b",
    "spark": "SELECT sum((a.id * b.id) % 7) AS n FROM range(10000000) a CROSS JOIN range(10000000) b",
}
"""Queries that would run for hours."""
ROW = f"SELECT 2020 AS year, '{STATE}' AS reporter, 'CN' AS partner, '02' AS commodity"
COLUMNS = frozenset({"reporter", "partner", "commodity", "primary_value"})
SOON_SECONDS = 60
ONE_CONTEXT = "a process has one Spark context, by Spark's design"


def test_an_interrupted_query_stops_and_the_engine_lives_on(engine: Engine) -> None:
    def interrupt(_: float | None) -> None:
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        engine.fetch(ENDLESS[engine.name], interrupt)
    assert time.monotonic() - started < SOON_SECONDS
    assert engine.fetch("SELECT 7 AS n")["n"].tolist() == [7]


def test_ctrl_c_stays_with_python(engine: Engine) -> None:
    assert engine.name
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_sum_beyond_64_bits_is_an_error(engine: Engine, tmp_path: Path) -> None:
    """Ten of the largest values are more hundredths than 64 bits hold; wrapped round they would pass for a figure."""
    for name, rows in (("nine", 9), ("ten", 10)):
        write_file(tmp_path / f"{name}.parquet", f"{ROW}, {EDGE} AS primary_value FROM range({rows})")
    for coded in {True, not engine.numbers_codes}:
        assert _value(engine, tmp_path / "nine.parquet", coded) == 9 * (10**18 - 1)
        with pytest.raises(Exception, match=r"(?i)overflow|out of range") as caught:
            _value(engine, tmp_path / "ten.parquet", coded)
        assert type(caught.value).__module__.startswith(("duckdb", "_duckdb", "pyspark")) == coded


def _value(engine: Engine, file: Path, coded: bool) -> int:
    expression = cube_expression([Leg(0, engine.table([file], COLUMNS), COLUMNS)], STATE, coded=coded)
    (value,) = engine.fetch_groups(engine.compile(expression))["value"].tolist()
    return int(value)


def test_codes_are_numbered_alike_in_the_query_and_beside_it(engine: Engine, tmp_path: Path) -> None:
    """Whatever stands in a code: letters beyond ASCII, what a cast may take for a number, too many digits."""
    partners = ["CN", "m490", "мир", "", "world", "x1a2b3c4d5", "a", "é", *"bcdefgh"]
    goods = ["02", "0207", "1E5", "1.5", "1_0", " 12", "TOTAL", "12345678901"]
    goods += ["27SSSSSS", "9999AA", "275SSSSS", "00SSSS", "27ss", "1234567890A", "2710199X"]
    listed = ", ".join(f"('{partner}', '{code}')" for partner, code in zip(partners, goods, strict=True))
    rows = (
        f"SELECT 2020 AS year, '{STATE}' AS reporter, p AS partner, c AS commodity, 1::DECIMAL(18, 2) AS primary_value"
    )
    file = write_file(tmp_path / "codes.parquet", f"{rows} FROM (VALUES {listed}) t(p, c)")
    leg = Leg(0, engine.table([file], COLUMNS), COLUMNS)
    expected = sorted((number_of_code(p), number_of_commodity(c)) for p, c in zip(partners, goods, strict=True))
    for coded in {True, not engine.numbers_codes}:
        found = engine.fetch_groups(engine.compile(cube_expression([leg], STATE, coded=coded)))
        assert sorted(zip(found["partner"].tolist(), found["commodity"].tolist(), strict=True)) == expected


def test_another_book_is_open_at_the_same_time(book: Book, engine_name: str, book_path: Path) -> None:
    figure = "level(export[CN;; 2022])"
    with open_book(book_path, as_of=2, engine=ENGINES[engine_name]) as other:
        assert other.cube(STATE).measure(figure).value == book.cube(STATE).measure(figure).value
    again = open_book(book_path, engine=ENGINES[engine_name])
    assert again.cube(STATE).measure(figure).rows == book.cube(STATE).measure(figure).rows
    again.close()
    again.close()


def test_the_readable_query_runs_by_itself(engine: Engine, book_path: Path) -> None:
    """It names files by their paths, so that whoever has the book can run it; amounts are as recorded."""
    files = [file for file in BookStore.open(book_path).snapshot().files if file.shelf.flow == "import"]
    (columns,) = {file.columns for file in files}
    paths = [file.path for file in files]
    leg = Leg(0, engine.table(paths, columns), columns)
    query = engine.readable(leg_sums(leg, STATE), leg.table, paths)
    found = engine.fetch(query)
    assert "leg_" not in query
    with duckdb.connect() as by_hand:
        expected = by_hand.execute(
            "SELECT count(*), sum(primary_value) FROM read_parquet(?, hive_partitioning=false)", [[*map(str, paths)]]
        ).fetchone()
    assert expected is not None
    assert int(found["rows"].sum()) == expected[0]
    assert float(found["value"].sum()) == pytest.approx(float(expected[1]), rel=1e-12)


@pytest.mark.never(SPARK, raises=UsageError, reason=ONE_CONTEXT)
def test_another_engine_of_the_kind_is_open_at_the_same_time(engine: Engine) -> None:
    other = open_engine("duckdb" if engine.name == "duckdb" else "local[1]")
    assert other.fetch("SELECT 1 AS n")["n"].tolist() == [1]
    other.close()


def test_a_path_is_no_pattern(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "trade [2020] {a,b} 100%25" / "year=1999"
    folder.mkdir(parents=True)
    made = write_file(tmp_path / "made.parquet", f"{ROW}, 1.50::DECIMAL(18,2) AS primary_value")
    table = engine.table([made.rename(folder / "part 1.parquet")], COLUMNS)
    found = engine.fetch(engine.compile(table.select("year", n=table.count())))
    assert (found["year"].tolist(), found["n"].tolist()) == ([2020], [1])


@pytest.mark.notimpl("duckdb", raises=duckdb.IOException, reason="a lost file is told in DuckDB's words")
@pytest.mark.parametrize("folder", ["lost", "lost [1]"])
def test_a_lost_file_is_told(engine: Engine, tmp_path: Path, folder: str) -> None:
    """It must never pass for a file without rows."""
    there = write_file(tmp_path / "there.parquet", f"{ROW}, 1.50::DECIMAL(18,2) AS primary_value")
    with pytest.raises(InputError, match=r"there\.parquet and 1 more"):
        engine.table([there, tmp_path / folder / "gone.parquet"], COLUMNS)
