"""A statement of a load: its count comes back whenever it ends, and its own failure is its own."""

from __future__ import annotations

import concurrent.futures
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sverka.recording.engine import connect, run


class Ending(concurrent.futures.Future[Any]):
    """A statement that ends at the very moment at which whoever waits for it with a time limit gives up."""

    def result(self, timeout: float | None = None) -> Any:
        if timeout is not None and not self.done():
            self.set_result((7,))
            raise TimeoutError
        return super().result(timeout)


class Pool:
    """Workers that never work: what is given to them ends as the test says."""

    def __init__(self, _workers: int) -> None:
        self.given = Ending()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def submit(self, _work: object) -> Ending:
        return self.given


class Connection:
    def query_progress(self) -> float:
        return -1.0


def test_a_statement_that_ends_as_the_wait_ends_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool(1)
    monkeypatch.setattr(concurrent.futures, "ThreadPoolExecutor", lambda _workers: pool)
    ticks: list[float | None] = []

    def tick(done: float | None) -> None:
        ticks.append(done)
        pool.given.set_result((7,))

    idle: Any = Connection()
    assert run(idle, "", tick=tick, interval_seconds=0.0) == 7
    assert ticks == [None]


def test_counts_and_errors_of_the_engine(tmp_path: Path) -> None:
    with connect(tmp_path) as engine:
        assert run(engine, f"COPY (FROM range(5)) TO '{tmp_path}/five.parquet' (FORMAT parquet)") == 5
        with pytest.raises(duckdb.CatalogException):
            run(engine, "FROM nothing_of_this_name")
