"""A small book with a version of every kind, what each of them comes to, and ways to spoil a file of it."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sverka.cli.main import main
from sverka.recording.beside import load_beside
from sverka.recording.book import BookStore

from ..loading import forms

MEASURES = ("level(export[;; 2023-05])", "level(export[;; 2023-06])", "level(export[;; 2023-07])")
NEW_VALUE = 77
RATES = b"period,currency,rate\n2023-05,EUR,0.9\n"
STATEMENTS = b"reporter,kind,flow,period,value,unit\nBR-PR,level,export,2023,5000000,USD\n"


@dataclass(frozen=True)
class Whole:
    """A book that is whole, a name for each kind of its files, the figures of each version, a file to load."""

    book: Path
    names: Mapping[str, str]
    figures: tuple[tuple[float | None, ...], ...]
    new: Path


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.out)


def run(*arguments: object) -> Ran:
    """A command, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(one) for one in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def figures(book: Path, *more: object) -> tuple[float | None, ...]:
    """What the book says of the three months."""
    ran = run("measure", *MEASURES, "--reporter", "BR-PR", "--book", book, "--format", "json", *more)
    assert ran.code in (0, 5), ran.err
    return tuple(one["value"] for one in ran.told)


def load_new(whole: Whole, book: Path) -> Ran:
    """Load one more month."""
    return run("load", whole.new, "--book", book, "--quiet")


def make(folder: Path) -> Whole:
    """Six versions: empty, records with a bad row, rates, statements, a restatement, a file that is large."""
    book = folder / "book"
    draw = random.Random(5)
    many = [(2023, 6, f"{draw.randrange(101, 9800):04}", 160, "PR", draw.randrange(1, 10**6)) for _ in range(9000)]
    texts = {
        "EXP_may.csv": forms.towns((2023, 5, "1201", 160, "PR", 600), "2023;05;junk"),
        "EXP_again.csv": forms.towns((2023, 5, "1201", 160, "PR", 700)),
        "EXP_june.csv": forms.towns(*many),
        "EXP_july.csv": forms.towns((2023, 7, "1201", 160, "PR", NEW_VALUE)),
    }
    files = {name: forms.write(folder / name, text) for name, text in texts.items()}
    forms.load(book, files["EXP_may.csv"])
    for kind, data in (("rates", RATES), ("statements", STATEMENTS)):
        (folder / f"{kind}.csv").write_bytes(data)
        load_beside(book, kind, [folder / f"{kind}.csv"])
    forms.load(book, files["EXP_again.csv"])
    forms.load(book, files["EXP_june.csv"])
    found = tuple(figures(book, "--as-of", version) for version in range(6))
    return Whole(book, _names(book), found, files["EXP_july.csv"])


def _names(book: Path) -> dict[str, str]:
    """One file of each kind."""
    store = BookStore.open(book)
    versions = [store.snapshot(number) for number in range(6)]
    [first] = versions[1].files
    live = {file.name for file in versions[4].files}
    [large] = (file.name for file in versions[5].files if file.name not in live)
    sides = {kind: str(versions[5].side_files(kind)[0].relative_to(book)) for kind in ("quarantine", "rates")}
    [statements] = versions[5].side_files("statements")
    assert (book / large).stat().st_size > 1 << 16
    return {
        "first entry": f"_delta_log/{0:020d}.json",
        "entry between": f"_delta_log/{2:020d}.json",
        "newest entry": f"_delta_log/{5:020d}.json",
        "head": "_head",
        "data": versions[4].files[0].name,
        "large data": large,
        "replaced data": first.name,
        **sides,
        "statements": str(statements.relative_to(book)),
        "lock": "_lock",
        "stamps": "_stamps",
    }


# Faults


def _halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _cut_one(path: Path) -> None:
    os.truncate(path, max(0, path.stat().st_size - 1))


def _lengthen(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n")


def _blank(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size or 10))


def _to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _to_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _to_link(path: Path) -> None:
    book = next(parent for parent in path.parents if parent.name == "book")
    outside = book.parent / f"outside-{path.name}"
    shutil.move(path, outside)
    path.symlink_to(outside)


def _to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nowhere/at/all")


WAYS: dict[str, Callable[[Path], None]] = {
    "halved": _halve,
    "cut by a byte": _cut_one,
    "emptied": lambda path: os.truncate(path, 0),
    "deleted": Path.unlink,
    "lengthened": _lengthen,
    "zeroed": _blank,
    "a folder": _to_folder,
    "a pipe": _to_pipe,
    "a link": _to_link,
    "a link to nowhere": _to_nowhere,
}


def flip(path: Path, bit: int) -> None:
    """Turn one bit of a file over, in place."""
    with path.open("r+b") as file:
        file.seek(bit // 8)
        old = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([old ^ (1 << bit % 8)]))


def contents(book: Path) -> dict[str, bytes]:
    """Every plain file below a folder, by name."""
    found = (path for path in book.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(book)): path.read_bytes() for path in found}


def is_one_line(ran: Ran) -> bool:
    """Whether a command failed as commands fail: one line, that says what is wrong and where."""
    return ran.err.startswith("sverka: ") and ran.err.count("\n") == 1 and "unexpected" not in ran.err
