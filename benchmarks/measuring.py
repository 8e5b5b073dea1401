"""Cubes from a book of three years of BACI's form, against SQL written by hand over the same files, its groups fetched
as an Arrow table: in one process, one after the other, everything warm. Then measures of one cube against a query each.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import baci_shaped
from sverka.reference.goods import all_chapters

TITLE = "Measuring"
HEADS = ("what", "result")
YEARS = (2020, 2021, 2022)
PAIRS = 7
MEASURES = 1000
LAST_CHAPTER = "89"
QUERIES = 20
TOOLS = Path(baci_shaped.__file__).parent
ALONE = """
import sys
from pathlib import Path
from memory import peak_mb
from sverka.measuring.book import open_book
with open_book(Path(sys.argv[1])) as book:
    book.cube(sys.argv[2])
    print(peak_mb())
"""


def by_hand(connection: Any, files: str, reporter: str) -> Any:
    """The same groups by SQL that one would write: exports, and imports from the other side of the rows."""
    sums = "sum(primary_value) AS v, sum(net_weight_kg) AS w, count(*) AS n"
    return connection.sql(
        f"SELECT 'export' AS flow, year, partner, commodity, {sums} FROM read_parquet({files}) "
        f"WHERE reporter = '{reporter}' GROUP BY ALL UNION ALL "
        f"SELECT 'import' AS flow, year, reporter AS partner, commodity, {sums} FROM read_parquet({files}) "
        f"WHERE partner = '{reporter}' GROUP BY ALL"
    ).to_arrow_table()


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long some work takes."""
    started = clock()
    work()
    return clock() - started


def measures(codes: list[str]) -> list[str]:
    """Questions of several kinds over partners, chapters and years."""
    asked = []
    chapters = [code for code in all_chapters() if code < LAST_CHAPTER]
    for number in range(MEASURES):
        partner, chapter = codes[number % len(codes)], chapters[number % len(chapters)]
        year = YEARS[1 + number % 2]
        asked.append(
            (
                f"level(export[{partner};; {year}], USD)",
                f"share(export[; {chapter}; {year}], export[;; {year}])",
                f"growth(export[{partner}; {chapter}; {year}])",
                f"level(import[asia; {chapter}; {year}], USD)",
            )[number % 4]
        )
    return asked


def _query(connection: Any, files: str, reporter: str, number: int) -> None:
    connection.execute(
        f"SELECT sum(primary_value) FROM read_parquet({files}) WHERE reporter = '{reporter}' "
        f"AND year = {YEARS[number % 3]} AND commodity LIKE '{1 + number % 90:02d}%'"
    ).fetchone()


def rows() -> list[tuple[str, str]]:
    """Large and small reporters, then many measures."""
    import duckdb

    from sverka.measuring.book import open_book
    from sverka.recording.load import Request, load_records

    with tempfile.TemporaryDirectory(prefix="sverka-bench-") as name, duckdb.connect() as connection:
        folder = Path(name)
        files = []
        for year in YEARS:
            files.append(folder / f"BACI_HS92_Y{year}_V202401.csv")
            baci_shaped.write_years(connection, files[-1], (year,))
        load_records(folder / "book", Request(tuple(files)))
        for file in files:
            file.unlink()
        with open_book(folder / "book") as book:
            return _measured(book, connection)


def _measured(book: Any, connection: Any) -> list[tuple[str, str]]:
    paths = "[" + ", ".join(f"'{file.path}'" for file in book.snapshot.files) + "], hive_partitioning=false"
    ranked = connection.execute(
        f"SELECT reporter FROM read_parquet({paths}) GROUP BY 1 ORDER BY count(*) DESC"
    ).fetchall()
    large, small = ranked[0][0], ranked[-1][0]
    found = [("rows in the book", f"{sum(file.rows for file in book.snapshot.files):,}")]
    for size, reporter in (("large", large), ("small", small)):
        found += _paired(book, connection, paths, reporter, size)
    found += _many(book, connection, paths, large)
    alone = [sys.executable, "-c", ALONE, str(book.snapshot.path), large]
    done = subprocess.run(alone, cwd=TOOLS, capture_output=True, text=True, check=True)
    return [*found, ("peak memory of a process that makes the cube of the large reporter", f"{int(done.stdout)} MB")]


def _paired(book: Any, connection: Any, paths: str, reporter: str, size: str) -> list[tuple[str, str]]:
    def fresh() -> None:
        book._cubes.clear()
        book.cube(reporter)

    fresh()
    by_hand(connection, paths, reporter)
    pairs = [(seconds(lambda: by_hand(connection, paths, reporter)), seconds(fresh)) for _ in range(PAIRS)]
    hand, ours = (median(times) for times in zip(*pairs, strict=True))
    spent = [
        seconds(fresh, time.process_time) / seconds(lambda: by_hand(connection, paths, reporter), time.process_time)
        for _ in range(PAIRS)
    ]
    groups = sum(block.size for series in book.cube(reporter).series for block in series.blocks.values())
    wanted = "at most 1.3 ×" if size == "large" else "within 0.05 s"
    return [
        (f"a {size} reporter: groups", f"{groups:,}"),
        (f"a {size} reporter: SQL by hand, median of {PAIRS}", f"{hand:.3f} s"),
        (f"a {size} reporter: the cube, indexed, median of {PAIRS}", f"{ours:.3f} s"),
        (
            f"a {size} reporter: ratio, median (wanted: {wanted})",
            f"{median(b / a for a, b in pairs):.2f} × ({ours - hand:+.3f} s)",
        ),
        (f"a {size} reporter: ratio of processor time, median", f"{median(spent):.2f} ×"),
    ]


def _many(book: Any, connection: Any, paths: str, reporter: str) -> list[tuple[str, str]]:
    cube = book.cube(reporter)
    asked = measures([code for code in cube.series[0].partner_codes("export") if len(code) == 2])
    seconds(lambda: [cube.measure(measure) for measure in asked])
    ours = seconds(lambda: [cube.measure(measure) for measure in asked])
    queries = seconds(lambda: [_query(connection, paths, reporter, number) for number in range(QUERIES)])
    each = queries / QUERIES * MEASURES
    return [
        (f"{MEASURES:,} measures from one cube", f"{ours:.3f} s"),
        (f"a query each, from {QUERIES} of them", f"{each:.1f} s"),
        ("ratio (wanted: at least 100 ×)", f"{each / ours:.0f} ×"),
    ]
