"""The book: a directory of Parquet files under Delta Lake, with one atomic commit for each load.

    BOOK/_delta_log/…          the versions; each commit carries its load entry
    BOOK/source=…/…/*.parquet  rows, one folder for each value of the shelf columns
    BOOK/_side/…               quarantined rows, rates, statements, named by the load entry of a version
    BOOK/_head, BOOK/_stamps   how far the log goes; which files were found whole (see `log`, `sums`)
    BOOK/_work/…               files in the making; left over only after a crash, removed by the next load
    BOOK/_aside/…              what a repair has set aside

A version is the state after one commit; version 0 is the empty book. What a commit does not name is not there, so a
load that dies at any moment leaves the version before it. A book of which anything that a version needs is missing or
altered is not read: `DamagedError` says which file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sverka.model.errors import InputError, UsageError
from sverka.recording.columns import COLUMNS, SHELF
from sverka.recording.damage import Damage
from sverka.recording.delta import DataFile, NewFile, Shelf, added, removed, table_actions
from sverka.recording.entries import LoadEntry
from sverka.recording.log import HEAD, LOG, WORK, Log, damaged, log_numbers, read_log, write_entry
from sverka.recording.sums import Tick, damages, summed

if TYPE_CHECKING:
    from sverka.recording.unread import Unread

__all__ = ["LOG", "SIDE", "WORK", "BookStore", "DataFile", "NewFile", "Shelf", "Snapshot"]

SIDE = "_side"
MOST_DIGITS = 20
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Snapshot:
    """One version of a book: its files and the load entries up to it; nothing of it changes."""

    def __init__(self, path: Path, version: int, log: Log) -> None:
        self.path = path
        self.version = version
        self._log = log

    @cached_property
    def files(self) -> tuple[DataFile, ...]:
        """The data files of this version, in the order of their names."""
        live = self._log.live(self.version)
        return tuple(_data_file(self.path, name, add) for name, add in sorted(live.items()))

    @cached_property
    def entries(self) -> tuple[tuple[int, LoadEntry], ...]:
        """The load entries of this version and all before it, each with its version number."""
        return tuple((commit.number, commit.entry) for commit in self._log.commits[: self.version + 1])

    @property
    def date(self) -> str | None:
        """The day of the load that made this version."""
        return self.entries[-1][1].at[:10] if self.entries else None

    def verify(self, tick: Tick | None = None) -> None:
        """Raise `DamagedError` unless every file of the version has the bytes that were loaded.

        Costs a look at each file, and the reading of those that were never seen, have changed, or were last read more
        than a week ago.
        """
        found = damages(self.path, self._log.wanted(self.version), tick=tick)
        if found:
            raise damaged(self.path, found)

    @property
    def quarantined(self) -> int:
        """How many rows are in quarantine; those of a file that was loaded again are there once."""
        told = {file.bad_rows for _, entry in self.entries for file in entry.files}
        return sum(rows for _, _, rows in told)

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """The rows that are still in quarantine, by scope; read once, when they are first asked for."""
        from sverka.recording.unread import unread

        return unread(self)

    def side_files(self, kind: str) -> tuple[Path, ...]:
        """The files of a kind (`quarantine`, `rates`, `statements`) beside the records, oldest first."""
        named = (entry.side[kind] for _, entry in self.entries if entry.side and kind in entry.side)
        return tuple(self.path / name for name in named)

    def about(self) -> dict[str, dict[str, Any]]:
        """What loads said of their sources (mapped tables): by source id, later words over earlier ones."""
        told: dict[str, dict[str, Any]] = {}
        for _, entry in self.entries:
            for source, what in (entry.about or {}).items():
                told[source] = {**told.get(source, {}), **what}
        return told


class BookStore:
    """A book on disk. Opening reads nothing but the log; `snapshot` gives one version to read from."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path) -> BookStore:
        """The book in a folder; `InputError` where there is none or a table of others, `DamagedError` for a log that is
        not whole, `RefusedError` for a book of a newer Sverka.
        """
        check_path(path)
        state = standing(path)
        if state == "none":
            raise InputError("there is no book", str(path), f"make one: sverka load FILE --book {path}")
        if state == "lost":
            raise damaged(path, [Damage(LOG, "lost_log")])
        read_log(path)
        return cls(path)

    @classmethod
    def create(cls, path: Path, entry: LoadEntry) -> BookStore:
        """A new empty book, version 0; the folder must be new or empty, or hold what a dead creation left."""
        check_path(path)
        path.mkdir(parents=True, exist_ok=True)
        told = {"timestamp": _epoch_ms(entry.at), "operation": "CREATE TABLE", "operationParameters": {}}
        write_entry(path, None, entry, table_actions(_epoch_ms(entry.at)), told)
        return cls(path)

    def latest_version(self) -> int:
        """The number of the newest version."""
        return read_log(self.path).newest

    def snapshot(self, as_of: str | int | None = None) -> Snapshot:
        """A version by number, by the day at whose end it was current (2023-05-25), or the newest one; its files are
        verified.
        """
        log = read_log(self.path)
        found = Snapshot(self.path, _version(log, as_of), log)
        found.verify()
        return found

    def commit(self, add: Sequence[NewFile], remove: Sequence[DataFile], entry: LoadEntry) -> int:
        """Make files part of the book and others not, in one atomic step; the number of the new version.

        What is added, side files among it, lies in its place already; its checksums are taken here.
        """
        log = read_log(self.path)
        now_ms = _epoch_ms(entry.at)
        sums = summed(self.path, [*(file.name for file in add), *(entry.side or {}).values()])
        actions = [
            *(added(file, sums[file.name].size, now_ms) for file in add),
            *(removed(file, now_ms) for file in remove),
        ]
        told = {"timestamp": now_ms, "operation": "WRITE", "operationParameters": {"mode": "Append"}}
        return write_entry(self.path, log, replace(entry, sums=sums), actions, told)


def _version(log: Log, as_of: str | int | None) -> int:
    if as_of is None or as_of == "":
        return log.newest
    text = str(as_of)
    if _DATE.fullmatch(text):
        dated = [commit.number for commit in log.commits if commit.entry.at[:10] <= text]
        if not dated:
            raise UsageError("the book is younger", f"--as-of {text!r}", "write a later day or a version number")
        return max(dated)
    # A number of Unicode's other digits, or of thousands of them, is none of a version.
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text) <= log.newest):
        raise UsageError(
            "no such version of the book", f"--as-of {text[:40]!r}", f"write one of 0 to {log.newest}, or a day"
        )
    return int(text)


Standing = Literal["book", "lost", "none"]


def standing(path: Path) -> Standing:
    """Whether a folder has a log; where it has none, whether a book has lost it or there never was one."""
    if path.is_dir() and not path.joinpath(LOG).is_symlink() and log_numbers(path):
        return "book"
    if path.joinpath(LOG).is_symlink() or path.joinpath(HEAD).exists():
        return "lost"
    kept = path.is_dir() and (any(path.glob("source=*")) or _has_any(path / SIDE) or _has_any(path / LOG, "*.parquet"))
    return "lost" if kept else "none"


def _has_any(folder: Path, pattern: str = "*") -> bool:
    return folder.is_dir() and any(folder.glob(pattern))


def check_path(path: Path) -> None:
    """Refuse a folder whose name cannot be that of a book."""
    text = str(path.absolute())
    # Other readers of Delta tables take `%20` in the name of a folder for a space, and lose their way there.
    if re.search(r"%[0-9A-Fa-f]{2}", text):
        raise UsageError(
            "a book cannot be kept in a folder of such a name", str(path), "name one without % in its path"
        )
    if "\0" in text or not _is_text(text):
        raise UsageError("a book cannot be kept in a folder of such a name", repr(str(path)), "name one in UTF-8")
    if path.exists() and not path.is_dir():
        raise InputError("the book is a folder, and this is none", str(path), "name a new or empty folder with --book")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _data_file(book: Path, name: str, add: Mapping[str, Any]) -> DataFile:
    stats = json.loads(add["stats"])
    rows, nulls, values = int(stats["numRecords"]), stats.get("nullCount", {}), add["partitionValues"]
    absent = {column.name for column in COLUMNS if column.optional and rows and nulls.get(column.name) == rows}
    return DataFile(
        path=book / name,
        name=name,
        shelf=Shelf(**{**{column: values[column] for column in SHELF}, "year": int(values["year"])}),
        rows=rows,
        first_reporter=stats["minValues"]["reporter"],
        last_reporter=stats["maxValues"]["reporter"],
        columns=frozenset(column.name for column in COLUMNS if column.name not in absent),
    )


def _epoch_ms(at: str) -> int:
    from datetime import datetime

    return int(datetime.fromisoformat(at).timestamp() * 1000)
