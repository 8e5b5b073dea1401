"""Twenty claims with all their senses against one cube, and against a query each: in one process, one after the other,
everything warm. The book is that of the invented sample region.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

TITLE = "Checking"
HEADS = ("what", "result")
ROWS = 300_000
DATE = "2024-03-01"
REPORTER = "RU-SMP"
QUERIES = 60
RUNS = 5
LEAST = 1_000
PARTNERS = ("Asia", "Central Asia", "the CIS", "Europe", "the European Union")
GOODS = ("timber", "metals", "food", "machinery")


def text() -> str:
    """Twenty sentences whose words have many senses; no two ask the same."""
    return "\n\n".join(
        f"Last year's trade in {goods} with {partners} amounted to ${17 + 13 * at} million."
        for at, (partners, goods) in enumerate((one, other) for one in PARTNERS for other in GOODS)
    )


def rows() -> list[tuple[str, str]]:
    """A search over every interpretation, paired with a query for each."""
    import sverka
    from sverka.recording.load import Request, load_records
    from sverka.recording.sampling import write_sample

    with tempfile.TemporaryDirectory(prefix="sverka-bench-") as name:
        sample = write_sample(Path(name) / "sample", ROWS, 1)
        for number in sorted({file.load for file in sample.files}):
            load_records(Path(name) / "book", Request(tuple(file.path for file in sample.files if file.load == number)))
        with sverka.open_book(Path(name) / "book") as book:
            reading = sverka.read(text(), date=DATE, reporter=REPORTER)
            return _measured(book, reading)


def _measured(book: Any, reading: Any) -> list[tuple[str, str]]:
    import duckdb

    claims = [claim for claim in reading.claims if claim.measure is not None]
    scan = _seconds(lambda: book.cube(REPORTER))
    searched = [_search(book, claims) for _ in range(RUNS)]
    asked, scans = searched[-1][1], searched[-1][2]
    ours = median(one[0] for one in searched)
    with duckdb.connect() as connection:
        each = _queries(book, connection, asked) * len(asked)
    whole = _seconds(lambda: _check(book, reading))
    return [
        ("rows in the book", f"{sum(file.rows for file in book.snapshot.files):,}"),
        ("claims", str(len(claims))),
        (f"interpretations (wanted: at least {LEAST:,})", f"{len(asked):,}"),
        ("cube scans (wanted: 1)", str(scans)),
        ("the scan, engine started and indexed", f"{scan:.3f} s"),
        (f"the search after it, median of {RUNS} (wanted: under 1 s)", f"{ours:.3f} s"),
        (f"a query each, from {QUERIES} of them", f"{each:.1f} s"),
        ("ratio", f"{each / ours:.0f} ×"),
        ("the whole check: verdicts, readings, causes, history, lineage (wanted: at most 1 s)", f"{whole:.2f} s"),
    ]


def _search(book: Any, claims: list[Any]) -> tuple[float, list[Any], int]:
    """Every interpretation of every claim made and answered by a new ledger: seconds, questions, scans."""
    from sverka.checking.ledger import Ledger, Question
    from sverka.checking.senses.combining import interpretations
    from sverka.checking.senses.interpretation import Setting

    ledger = Ledger(book)
    asked: list[Any] = []

    def search() -> None:
        for claim in claims:
            setting = Setting(claim, claim.measure, False, DATE, ledger)
            for one in interpretations(Question(claim.measure, REPORTER), setting):
                ledger.answer(one.question)
                asked.append(one.question)

    return _seconds(search), asked, ledger.scans


def _queries(book: Any, connection: Any, asked: list[Any]) -> float:
    """Seconds of one interpretation answered by SQL over the same files, the mean of some spread over all."""
    paths = {
        flow: ", ".join(f"'{file.path}'" for file in book.snapshot.files if file.shelf.flow == flow)
        for flow in ("export", "import")
    }
    queries = [sql for at in range(QUERIES) for sql in _sql(asked[at * len(asked) // QUERIES].measure, paths)]
    for sql in queries[:3]:
        connection.execute(sql).fetchone()
    return _seconds(lambda: [connection.execute(sql).fetchone() for sql in queries]) / QUERIES


def _sql(measure: Any, paths: dict[str, str]) -> Iterator[str]:
    """The queries that a measure needs: one for each flow of each slice."""
    from sverka.measuring.slicing import FLOWS, code_ranges
    from sverka.model.measures import measure_slices
    from sverka.reference.places import members

    for cut in measure_slices(measure):
        codes = {code for name in cut.partners.include for code in members(name, cut.period)}
        goods = " OR ".join(
            f"rpad(commodity, 10, '0')::BIGINT BETWEEN {low} AND {high - 1}" for low, high in code_ranges(cut.goods)
        )
        for flow in FLOWS[cut.flow]:
            partners = ", ".join(f"'{code}'" for code in sorted(codes))
            yield (
                f"SELECT sum(primary_value) FROM read_parquet([{paths[flow]}], hive_partitioning=false) "
                f"WHERE reporter = '{REPORTER}' AND partner IN ({partners}) AND ({goods}) "
                f"AND year = {cut.period.first_month // 12}"
            )


def _check(book: Any, reading: Any) -> None:
    from sverka.checking.findings import check_readings

    check_readings([reading], book=book)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
