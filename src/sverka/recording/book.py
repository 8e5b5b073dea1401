"""The book: a directory of Parquet files under Delta Lake, with one atomic commit for each load.

    BOOK/_delta_log/…          the versions; each commit carries its load entry
    BOOK/source=…/…/*.parquet  rows, one folder for each value of the shelf columns
    BOOK/_side/…               quarantined rows, rates, statements, named by the load entry of a version
    BOOK/_work/…               files in the making; left over only after a crash, removed by the next load

A version is the state after one commit; version 0 is the empty book. What a commit does not name is not there, so a
load that dies at any moment leaves the version before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sverka.model.errors import InputError, UsageError
from sverka.recording.columns import COLUMNS, SHELF
from sverka.recording.entries import LoadEntry, parse_entry

if TYPE_CHECKING:
    from deltalake import DeltaTable, Schema

KEEP_FOR_EVER = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
"""Earlier versions stay readable: neither the log nor replaced files are ever cleaned away."""
ENTRY_KEY = "sverka"
LOG = "_delta_log"
SIDE = "_side"
WORK = "_work"
_DELTA_TYPES = {"VARCHAR": "string", "INTEGER": "integer"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The constants of a data file: the folder that it lies in."""

    source: str
    frequency: str
    year: int
    flow: str
    classification: str
    currency: str
    valuation: str

    @property
    def folder(self) -> str:
        """The folder within the book, `source=baci/frequency=A/year=2020/…`."""
        return "/".join(f"{name}={getattr(self, name)}" for name in SHELF)

    @property
    def scope(self) -> tuple[str, str, int, str]:
        """What a restatement replaces within: source, frequency, year, flow."""
        return (self.source, self.frequency, self.year, self.flow)


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file of a version: where, what shelf, how many rows, which reporters at the ends of the alphabet."""

    path: Path
    name: str
    shelf: Shelf
    rows: int
    first_reporter: str
    last_reporter: str
    columns: frozenset[str]

    def may_hold(self, reporter: str) -> bool:
        """Whether a reporter lies within the file's range."""
        return self.first_reporter <= reporter <= self.last_reporter


@dataclass(frozen=True, slots=True)
class NewFile:
    """A data file that is in its place and waits for the commit that makes it part of the book."""

    name: str
    shelf: Shelf
    rows: int
    first_reporter: str
    last_reporter: str
    columns: tuple[str, ...]


class Snapshot:
    """One version of a book: its files and the load entries up to it; nothing of it changes."""

    def __init__(self, path: Path, version: int) -> None:
        self.path = path
        self.version = version

    @cached_property
    def files(self) -> tuple[DataFile, ...]:
        """The data files of this version, in the order of their names."""
        table = _table(self.path, self.version)
        actions = table.get_add_actions(flatten=True)
        columns = {name: actions.column(name).to_pylist() for name in actions.schema.names}
        rows = [{name: values[at] for name, values in columns.items()} for at in range(actions.num_rows)]
        return tuple(sorted((_data_file(self.path, row) for row in rows), key=lambda file: file.name))

    @cached_property
    def entries(self) -> tuple[tuple[int, LoadEntry], ...]:
        """The load entries of this version and all before it, each with its version number."""
        return tuple((number, entry) for number, entry in _entries(self.path) if number <= self.version)

    @property
    def quarantined(self) -> int:
        """How many rows are in quarantine; those of a file that was loaded again are there once."""
        told = {file.bad_rows for _, entry in self.entries for file in entry.files}
        return sum(rows for _, _, rows in told)

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
        """The book in a folder; `InputError` where there is none, or where it is not a book of Sverka."""
        _check_path(path)
        if not (path / LOG).is_dir():
            raise InputError("there is no book", str(path), f"make one: sverka load FILE --book {path}")
        store = cls(path)
        if next(_log_numbers(path), None) is None:
            raise InputError("the book has no versions", str(path), "its folder _delta_log is damaged: restore it")
        return store

    @classmethod
    def create(cls, path: Path, entry: LoadEntry) -> BookStore:
        """A new empty book, version 0; the folder must be new or empty, or hold what a dead creation left."""
        from deltalake import DeltaTable
        from deltalake.transaction import CommitProperties

        _check_path(path)
        DeltaTable.create(
            str(path),
            schema=_schema(),
            mode="error",
            partition_by=list(SHELF),
            name="sverka",
            configuration=dict(KEEP_FOR_EVER),
            commit_properties=CommitProperties(custom_metadata={ENTRY_KEY: entry.text()}),
        )
        return cls(path)

    def latest_version(self) -> int:
        """The number of the newest version."""
        return max(_log_numbers(self.path))

    def snapshot(self, as_of: str | int | None = None) -> Snapshot:
        """A version by number, by the day at whose end it was current (2023-05-25), or the newest one."""
        if as_of is None or as_of == "":
            return Snapshot(self.path, self.latest_version())
        text = str(as_of)
        if _DATE.fullmatch(text):
            return Snapshot(self.path, self._version_on(text))
        if not text.isdecimal() or int(text) > self.latest_version():
            known = f"0 to {self.latest_version()}"
            raise UsageError("no such version of the book", f"--as-of {text!r}", f"write one of {known}, or a day")
        return Snapshot(self.path, int(text))

    def _version_on(self, day: str) -> int:
        dated = [number for number, entry in _entries(self.path) if entry.at[:10] <= day]
        if not dated:
            raise UsageError("the book is younger", f"--as-of {day!r}", "write a later day or a version number")
        return max(dated)

    def commit(self, add: Sequence[NewFile], remove: Sequence[DataFile], entry: LoadEntry) -> int:
        """Make files part of the book and others not, in one atomic step; the number of the new version."""
        from deltalake.transaction import CommitProperties

        table = _table(self.path, None)
        now_ms = int(_epoch_ms(entry.at))
        table.create_write_transaction(
            [*(_added(self.path, file, now_ms) for file in add), *(_removed(file, now_ms) for file in remove)],
            mode="append",
            schema=_schema(),
            partition_by=list(SHELF),
            commit_properties=CommitProperties(custom_metadata={ENTRY_KEY: entry.text()}, max_commit_retries=0),
        )
        return self.latest_version()


def _check_path(path: Path) -> None:
    # The library takes `%20` in the name of a folder for a space, and loses its way there.
    if re.search(r"%[0-9A-Fa-f]{2}", str(path.absolute())):
        raise UsageError(
            "a book cannot be kept in a folder of such a name", str(path), "name one without % in its path"
        )


def _table(path: Path, version: int | None) -> DeltaTable:
    from deltalake import DeltaTable
    from deltalake.exceptions import DeltaError

    try:
        return DeltaTable(str(path), version=version)
    except (DeltaError, OSError) as error:
        what = " ".join(str(error).split())[:200]
        raise InputError("the book cannot be opened", str(path), f"its log says: {what}") from None


def _schema() -> Schema:
    from deltalake import Field, Schema
    from deltalake.schema import PrimitiveType

    return Schema(
        [
            Field(column.name, PrimitiveType(_DELTA_TYPES.get(column.sql_type, column.sql_type.lower())), nullable=True)
            for column in COLUMNS
        ]
    )


def _added(book: Path, file: NewFile, now_ms: int) -> Any:
    from deltalake.transaction import AddAction

    stats = {
        "numRecords": file.rows,
        "minValues": {"reporter": file.first_reporter},
        "maxValues": {"reporter": file.last_reporter},
        "nullCount": {column.name: file.rows for column in COLUMNS if column.name not in file.columns},
    }
    return AddAction(
        path=file.name,
        size=(book / file.name).stat().st_size,
        partition_values={name: str(getattr(file.shelf, name)) for name in SHELF},
        modification_time=now_ms,
        data_change=True,
        stats=json.dumps(stats),
    )


def _removed(file: DataFile, now_ms: int) -> Any:
    from deltalake.transaction import RemoveAction

    values: dict[str, str | None] = {name: str(getattr(file.shelf, name)) for name in SHELF}
    return RemoveAction(file.name, True, now_ms, partition_values=values)


def _data_file(book: Path, row: dict[str, Any]) -> DataFile:
    name = unquote(row["path"])
    absent = {
        column.name
        for column in COLUMNS
        if column.optional and row.get(f"null_count.{column.name}") == row["num_records"] and row["num_records"]
    }
    return DataFile(
        path=book / name,
        name=name,
        shelf=Shelf(**{column: row[f"partition.{column}"] for column in SHELF}),
        rows=row["num_records"],
        first_reporter=row["min.reporter"],
        last_reporter=row["max.reporter"],
        columns=frozenset(column.name for column in COLUMNS if column.name not in absent),
    )


def _log_numbers(path: Path) -> Iterator[int]:
    for file in (path / LOG).glob("*.json"):
        if file.stem.isdecimal():
            yield int(file.stem)


def _entries(path: Path) -> Iterator[tuple[int, LoadEntry]]:
    """The load entries by version, read from the commits themselves (Delta protocol, action `commitInfo`)."""
    for number in sorted(_log_numbers(path)):
        with (path / LOG / f"{number:020d}.json").open(encoding="utf-8") as commit:
            for line in commit:
                told = json.loads(line).get("commitInfo", {}).get(ENTRY_KEY)
                if told:
                    yield number, parse_entry(told)
                    break


def _epoch_ms(at: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(at).timestamp() * 1000
