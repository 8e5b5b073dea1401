"""A load that is stopped at any moment leaves the book at the old version or the new one, and the next succeeds."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from sverka.model.errors import SverkaError
from sverka.recording.book import BookStore

from . import forms, processes

ROUNDS = int(os.environ.get("SVERKA_KILL_ROUNDS", "10"))
ROWS = 120_000
STATES = ("PR", "SP", "RS", "SC", "MG")
Sums = dict[tuple[str, str], Decimal]


@dataclass(frozen=True)
class Loads:
    """A book with a first load in it, a second load to be made, what either comes to, how long the second takes."""

    book: Path
    files: tuple[Path, ...]
    old: Sums
    new: Sums
    seconds: float


def lines(seed: int, count: int) -> list[str]:
    """Rows of two years, with a bad one now and then so that both ways of reading are walked."""
    draw = random.Random(seed)
    rows = []
    for at in range(count):
        state, month, heading = STATES[at % 5], 1 + at % 12, f"{draw.randrange(101, 9800):04}"
        value = "bad" if at % 10_000 == 17 else draw.randrange(1, 10**6)
        rows.append(forms.town((2020 + at % 2, month, heading, draw.choice((160, 23, 249, 995)), state, value)))
    return rows


def sums(book: Path) -> Sums:
    """What a book holds, by flow and reporter."""
    import duckdb

    snapshot = BookStore.open(book).snapshot()
    found: Sums = {}
    with duckdb.connect() as connection:
        for file in snapshot.files:
            rows = connection.execute(
                "SELECT reporter, sum(primary_value) FROM read_parquet(?, hive_partitioning=false) GROUP BY 1",
                [str(file.path)],
            )
            for reporter, value in rows.fetchall():
                key = (file.shelf.flow, reporter)
                found[key] = found.get(key, Decimal(0)) + value
    return found


@pytest.fixture(scope="module")
def loads(tmp_path_factory: pytest.TempPathFactory) -> Loads:
    folder = tmp_path_factory.mktemp("stopping")
    first = forms.write(folder / "EXP_old.csv", forms.towns(*lines(1, 5_000)))
    exports = forms.write(folder / "EXP_new.csv", forms.towns(*lines(2, ROWS)))
    imports = forms.write(folder / "IMP_new.csv", forms.towns(*lines(3, ROWS // 2)))
    book, done = folder / "book", folder / "done"
    assert processes.load(book, first).code == 0
    shutil.copytree(book, done)
    begun = time.monotonic()
    assert processes.load(done, exports, imports, "--replace").code == 0
    return Loads(book, (exports, imports), sums(book), sums(done), time.monotonic() - begun)


@pytest.fixture
def copy(loads: Loads, tmp_path: Path) -> Path:
    """The book with the first load, to be spoilt."""
    return shutil.copytree(loads.book, tmp_path / "book")


def check(book: Path, loads: Loads) -> str:
    """The book is one version, old or new, in figures and in what its log says; then the next load makes it new."""
    store = BookStore.open(book)
    found, version = sums(book), store.latest_version()
    assert (found, version) in ((loads.old, 1), (loads.new, 2))
    assert len(store.snapshot().entries) == version + 1
    assert len(forms.bad_rows(book)) == store.snapshot().quarantined
    after = processes.load(book, *loads.files, "--replace")
    assert after.code == 0, after.errors
    assert (sums(book), BookStore.open(book).latest_version()) == (loads.new, 2)
    no_leftovers(book)
    return "old" if version == 1 else "new"


def no_leftovers(book: Path) -> None:
    """Nothing lies in the book but what some version names."""
    store = BookStore.open(book)
    versions = [store.snapshot(at) for at in range(store.latest_version() + 1)]
    named = {file.path for one in versions for file in one.files}
    named |= {path for kind in ("quarantine", "scopes") for path in versions[-1].side_files(kind)}
    there = {path for path in book.rglob("*") if path.is_file() and "_delta_log" not in path.parts}
    assert there - {book / "_stamps"} == named | {book / "_lock", book / "_head"}
    assert not (book / "_work").exists()


def moments(rounds: int, seconds: float, seed: int = 20) -> Sequence[float]:
    """Moments spread over a time, one in each part of it, at random within it."""
    draw = random.Random(seed)
    return [seconds * (at + draw.random()) / rounds for at in range(rounds)]


@pytest.mark.slow
def test_a_load_that_is_killed_leaves_the_old_version_or_the_new_one(loads: Loads, tmp_path: Path) -> None:
    outcomes = []
    for at, seconds in enumerate(moments(ROUNDS, 1.05 * loads.seconds)):
        book = shutil.copytree(loads.book, tmp_path / f"book{at}")
        process = processes.started(book, *loads.files, "--replace")
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        processes.ended(process)
        outcomes.append(check(book, loads))
        shutil.rmtree(book)
    print(
        f"killed {ROUNDS} times within {loads.seconds:.1f} s: {outcomes.count('old')} old, {outcomes.count('new')} new"
    )
    assert "old" in outcomes


@pytest.mark.slow
def test_a_first_load_that_is_killed_leaves_no_book_or_a_sound_one(loads: Loads, tmp_path: Path) -> None:
    for at, seconds in enumerate(moments(max(3, ROUNDS // 10), 0.7 * loads.seconds, seed=21)):
        book = tmp_path / f"book{at}"
        process = processes.started(book, *loads.files)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        processes.ended(process)
        try:
            assert sums(book) in ({}, loads.new)
        except SverkaError:
            assert not list(book.glob("source=*"))
        assert processes.load(book, *loads.files).code == 0
        assert sums(book) == loads.new
        no_leftovers(book)


@pytest.mark.parametrize("moment", [0.0, 0.3])
def test_an_interrupted_load_leaves_the_book_as_it_was(loads: Loads, copy: Path, moment: float) -> None:
    before = forms.state(copy)
    process = processes.started(copy, *loads.files, "--replace")
    processes.wait_until(lambda: (copy / "_work").is_dir() and any((copy / "_work").iterdir()), process)
    time.sleep(moment * loads.seconds / 3)
    process.send_signal(signal.SIGINT)
    told = processes.ended(process)
    assert told.code == 130, told.errors
    assert "Traceback" not in told.errors
    assert forms.state(copy) == before
    assert sums(copy) == loads.old


def test_two_loads_at_once_take_turns(loads: Loads, copy: Path) -> None:
    first = processes.started(copy, loads.files[0], "--replace")
    processes.wait_until((copy / "_work").is_dir, first)
    second = processes.started(copy, loads.files[1], "--replace")
    assert [processes.ended(one).code for one in (first, second)] == [0, 0]
    assert sums(copy) == loads.new
    snapshot = BookStore.open(copy).snapshot()
    assert snapshot.version == 3
    assert [entry.files[0].file for _, entry in snapshot.entries[2:]] == ["EXP_new.csv", "IMP_new.csv"]


def test_a_book_can_be_read_while_it_is_loaded_into(loads: Loads, copy: Path) -> None:
    process = processes.started(copy, *loads.files, "--replace")
    seen = []
    while process.poll() is None:
        seen.append(sums(copy))
        time.sleep(0.02)
    assert process.stderr is not None
    process.stderr.close()
    assert process.returncode == 0
    assert all(found in (loads.old, loads.new) for found in seen)
    assert seen[0] == loads.old
