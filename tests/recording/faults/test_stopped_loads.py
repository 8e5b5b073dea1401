"""A load that the system, a signal or a kill stops at any step leaves the book at the old version or the new one."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sverka.recording.book import BookStore
from sverka.recording.keeping import examine
from sverka.recording.stopping import StoppedError

from ..loading import forms
from . import making

STRIDE = int(os.environ.get("SVERKA_STRIDE", "3"))
"""Each of the first steps of a load is let fail, and of those after the commit every third; 1 tries them all."""
FIRST_STEPS = 15
PARTS = 4
"""The steps are shared out among so many tests."""
KILLS = int(os.environ.get("SVERKA_KILLS", "5"))
STEPS = ("os.fsync", "os.link", "os.open", "os.unlink", "os.replace", "os.rename", "os.mkdir", "os.rmdir")
"""What changes a folder, as far as Python does it."""
REFUSALS: tuple[Callable[[], BaseException], ...] = (
    lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    lambda: OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    lambda: OSError(errno.EROFS, os.strerror(errno.EROFS), "somewhere"),
    lambda: OSError(errno.EIO, os.strerror(errno.EIO)),
    lambda: PermissionError(errno.EACCES, os.strerror(errno.EACCES), "somewhere"),
    MemoryError,
    lambda: StoppedError(signal.SIGINT),
    lambda: StoppedError(signal.SIGTERM),
    lambda: StoppedError(signal.SIGHUP),
)


@pytest.fixture(scope="module")
def restating(whole: making.Whole) -> Path:
    """A file that restates a month, brings a new one, and has a bad row: every step of a load is walked."""
    rows = [(2023, 5, "1201", 160, "PR", 900), (2023, 7, "1201", 160, "PR", making.NEW_VALUE), "2023;05;rubbish"]
    return forms.write(whole.new.with_name("EXP_restated.csv"), forms.towns(*rows))


@contextmanager
def failing(at: int, failure: Callable[[], BaseException]) -> Iterator[list[str]]:
    """Let the step with this number fail; the list tells the steps that were taken."""
    taken: list[str] = []

    def faulty(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            if name == "os.open" and not (int(str(arguments[1])) & (os.O_WRONLY | os.O_RDWR)):
                return real(*arguments, **named)
            taken.append(name)
            if len(taken) == at:
                raise failure()
            return real(*arguments, **named)

        return step

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            real = getattr(os, name.partition(".")[2])
            patch.setattr(name, faulty(name, real))
        yield taken


def steps_of_a_load(whole: making.Whole, restating: Path, book: Path) -> int:
    copy = shutil.copytree(book, book.with_name("counted"))
    with failing(0, MemoryError) as taken:
        assert making.run("load", restating, "--book", copy, "--quiet").code == 0
    shutil.rmtree(copy)
    return len(taken)


def is_old_or_new(whole: making.Whole, book: Path, before: dict[str, bytes]) -> str:
    """The book is one of two versions, whole, without work lying about, and nothing that it had is gone."""
    after = making.contents(book)
    lost = [name for name, data in before.items() if after.get(name) != data and name not in ("_head", "_stamps")]
    assert not lost
    store = BookStore.open(book)
    old = store.latest_version() == 5
    new = (900, whole.figures[5][1], making.NEW_VALUE)
    assert making.figures(book) == (whole.figures[5] if old else new)
    return "old" if old else "new"


@pytest.mark.parametrize("part", range(PARTS))
def test_a_step_that_fails_leaves_the_old_version_or_the_new_one(
    whole: making.Whole, restating: Path, tmp_path: Path, part: int
) -> None:
    first = shutil.copytree(whole.book, tmp_path / "book")
    before = making.contents(first)
    outcomes = []
    last = steps_of_a_load(whole, restating, first)
    for at in [*range(1, FIRST_STEPS), *range(FIRST_STEPS, last + 1, STRIDE)][part::PARTS]:
        failure = REFUSALS[at % len(REFUSALS)]
        book = shutil.copytree(first, tmp_path / f"book{at}")
        with failing(at, failure) as taken:
            ran = making.run("load", restating, "--book", book, "--quiet")
        told = f"step {at}, {taken[at - 1]}, {failure()!r}: {ran}"
        outcome = is_old_or_new(whole, book, before)
        assert ran.code in ((0, 3, 129, 130, 143) if outcome == "new" else (3, 129, 130, 143)), told
        assert making.is_one_line(ran) or (ran.code == 0 and "sverka: " not in ran.err), told
        if ran.code > 128:
            assert ("the load is done" in ran.err) == (outcome == "new"), told
        again = making.run("load", restating, "--book", book, "--quiet")
        assert again.code == 0, f"{told} then {again}"
        found = examine(book)
        assert (found.whole, found.strange, (book / "_work").exists()) == (True, (), False), f"{told} {found}"
        outcomes.append((at, taken[at - 1], outcome))
        shutil.rmtree(book)
    assert {"old", "new"} == {outcome for _, _, outcome in outcomes}, outcomes


_KILLED = """
import os, signal, sys
from sverka.cli.main import main
at, taken = int(sys.argv.pop(1)), 0
number = int(sys.argv.pop(1))

def faulty(name):
    real = getattr(os, name)
    def step(*arguments, **named):
        global taken
        if name != "open" or arguments[1] & (os.O_WRONLY | os.O_RDWR):
            taken += 1
            if taken == at:
                os.kill(os.getpid(), number)
        return real(*arguments, **named)
    setattr(os, name, step)

for name in ("fsync", "link", "open", "unlink", "replace", "rename", "mkdir", "rmdir"):
    faulty(name)
sys.exit(main())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda n: n.name)
def test_a_signal_at_any_step_leaves_the_old_version_or_the_new_one(
    whole: making.Whole, restating: Path, tmp_path: Path, number: signal.Signals
) -> None:
    first = shutil.copytree(whole.book, tmp_path / "book")
    before = making.contents(first)
    steps = steps_of_a_load(whole, restating, first)
    rounds = KILLS if number == signal.SIGKILL else max(2, KILLS // 3)
    draw = random.Random(number)
    for at in sorted(draw.sample(range(2, steps), rounds)):
        book = shutil.copytree(first, tmp_path / f"book{at}")
        done = subprocess.run(
            [sys.executable, "-c", _KILLED, str(at), str(int(number)), "load", restating, "--book", book, "--quiet"],
            capture_output=True, text=True, env={**os.environ, "SVERKA_LANG": "en"}, check=False,
        )  # fmt: skip
        assert done.returncode == (-9 if number == signal.SIGKILL else 128 + number), done.stderr
        outcome = is_old_or_new(whole, book, before)
        if number != signal.SIGKILL:
            says = "the load is done" if outcome == "new" else "the book is as it was"
            assert done.stderr.count("\n") == 1
            assert f"stopped by {number.name}" in done.stderr
            assert says in done.stderr
            assert not (book / "_work").exists()
        assert making.run("load", restating, "--book", book, "--quiet").code == 0
        found = examine(book)
        assert (found.whole, found.strange, (book / "_work").exists()) == (True, (), False)


def test_signals_that_are_ignored_stay_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from sverka.recording.stopping import stoppable

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable() as stop:
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
            with pytest.raises(StoppedError, match="SIGTERM"):
                signal.raise_signal(signal.SIGTERM)
        assert stop.number == signal.SIGTERM
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)


def test_measuring_is_stopped_in_one_line_too(monkeypatch: pytest.MonkeyPatch, whole: making.Whole) -> None:
    from sverka.measuring.engines import on_duckdb

    def stopped(*_: object) -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt:  # what an engine may make of it
            raise RuntimeError("Query interrupted") from None

    monkeypatch.setattr(on_duckdb.DuckDBEngine, "_run", stopped)
    ran = making.run("measure", making.MEASURES[0], "--reporter", "BR-PR", "--book", whole.book)
    assert (ran.code, ran.out, ran.err) == (143, "", "sverka: stopped by SIGTERM\n")


# No room, no permission


def lasting(contents: dict[str, bytes]) -> dict[str, bytes]:
    """What must not change; a reader that may write keeps stamps."""
    return {name: data for name, data in contents.items() if name != "_stamps"}


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 3 MB."""
    folder = Path(tempfile.mkdtemp(prefix="sverka-disk-"))
    mounted = shutil.which("mount") and os.geteuid() == 0
    if (
        not mounted
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True, check=False
        ).returncode
    ):
        folder.rmdir()
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


@pytest.mark.parametrize("room_kb", [0, 4, 12, 20, 32, 64, 128, 256])
def test_a_full_disk_is_told_and_leaves_the_book(whole: making.Whole, small_disk: Path, room_kb: int) -> None:
    book = shutil.copytree(whole.book, small_disk / "book")
    before = making.contents(book)
    many = [(2023, 8, f"{1000 + at % 8000}", 160, "PR", at * 7919 % 10**6) for at in range(30_000)]
    large = forms.write(whole.new.with_name("EXP_august.csv"), forms.towns(*many, "junk"))
    with (small_disk / "filler").open("wb") as filler:
        left = os.statvfs(small_disk)
        filler.write(bytes(max(0, left.f_bavail * left.f_frsize - room_kb * 1024)))
    ran = making.run("load", large, "--book", book, "--quiet")
    assert ran.code == 3, ran.err
    assert making.is_one_line(ran)
    assert "disk is" in ran.err
    assert lasting(making.contents(book)) == lasting(before)
    assert making.figures(book) == whole.figures[5]
    (small_disk / "filler").unlink()
    assert making.load_new(whole, book).code == 0
    assert examine(book).whole


def test_a_disk_that_can_only_be_read(whole: making.Whole, small_disk: Path) -> None:
    book = shutil.copytree(whole.book, small_disk / "book")
    broken = shutil.copytree(whole.book, small_disk / "broken")
    (broken / whole.names["newest entry"]).write_bytes(b"")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    refused = (
        making.load_new(whole, book),
        making.run("load", "rates", whole.new.with_name("rates.csv"), "--book", book),
        making.load_new(whole, small_disk / "other"),
        making.run("book", "repair", "--book", broken),
    )
    for ran in refused:
        assert (ran.code, "only be read" in ran.err) == (3, True), ran.err
        assert making.is_one_line(ran)
    assert making.figures(book) == whole.figures[5]
    assert making.run("book", "check", "--book", book).code == 0


def test_a_limit_on_files_is_told(whole: making.Whole, book: Path) -> None:
    before = making.contents(book)
    many = [(2023, 8, f"{1000 + at % 8000}", 160, "PR", at * 7919 % 10**6) for at in range(30_000)]
    large = forms.write(whole.new.with_name("EXP_limit.csv"), forms.towns(*many))
    program = f"ulimit -f 100; exec {sys.executable} -m sverka load '{large}' --book '{book}' --quiet"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, "larger than the system allows" in done.stderr) == (3, True), done.stderr
    assert done.stderr.count("\n") == 1
    assert lasting(making.contents(book)) == lasting(before)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, where the tests have them."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("name", ["", "_delta_log", "newest entry", "data", "_lock", "rates"])
def test_missing_permission_is_told(whole: making.Whole, name: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="sverka-open-"))
    folder.chmod(0o755)
    try:
        book = shutil.copytree(whole.book, folder / "book")
        place = book / whole.names.get(name, name)
        place.chmod(0o000)
        before = making.contents(book)
        with as_nobody():
            runs = [making.load_new(whole, book), making.run("book", "check", "--book", book)]
        for ran in runs[: 1 if name == "_lock" else 2]:
            assert (ran.code, "no permission" in ran.err) == (3, True), ran
            assert making.is_one_line(ran)
        place.chmod(0o755)
        assert making.contents(book) == before
    finally:
        shutil.rmtree(folder)


def test_statements_clear_what_a_dead_load_left(whole: making.Whole, book: Path, tmp_path: Path) -> None:
    (book / "_work" / "dead").mkdir(parents=True)
    (book / "_work" / "dead" / "half.parquet").write_bytes(b"half")
    statements = tmp_path / "more.csv"
    statements.write_bytes(making.STATEMENTS.replace(b"5000000", b"6000000"))
    assert making.run("load", "statements", statements, "--book", book).code == 0
    assert not (book / "_work").exists()
    assert examine(book).whole
