"""The book as a Delta table: what its log says of data files and of the table, in the words of Delta's protocol.

Other programs that know Delta Lake read the book by it; see https://github.com/delta-io/delta/blob/master/PROTOCOL.md.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sverka.recording.columns import COLUMNS, SHELF

KEEP_FOR_EVER = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
"""Earlier versions stay readable: neither the log nor replaced files are ever cleaned away."""
_TYPES = {"VARCHAR": "string", "INTEGER": "integer"}
Action = Mapping[str, Mapping[str, Any]]


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


def table_actions(now_ms: int) -> tuple[Action, ...]:
    """What the first entry of a log says of the table."""
    fields = [
        {
            "name": column.name,
            "type": _TYPES.get(column.sql_type, column.sql_type.lower()),
            "nullable": True,
            "metadata": {},
        }
        for column in COLUMNS
    ]
    table = {
        "id": str(uuid.uuid4()),
        "name": "sverka",
        "description": None,
        "format": {"provider": "parquet", "options": {}},
        "schemaString": json.dumps({"type": "struct", "fields": fields}),
        "partitionColumns": list(SHELF),
        "createdTime": now_ms,
        "configuration": dict(KEEP_FOR_EVER),
    }
    return {"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}, {"metaData": table}


def added(file: NewFile, size: int, now_ms: int) -> Action:
    """A data file becomes part of the table."""
    stats = {
        "numRecords": file.rows,
        "minValues": {"reporter": file.first_reporter},
        "maxValues": {"reporter": file.last_reporter},
        "nullCount": {column.name: file.rows for column in COLUMNS if column.name not in file.columns},
    }
    told = {
        "path": quote(file.name, safe=_SAFE),
        "partitionValues": _values(file.shelf),
        "size": size,
        "modificationTime": now_ms,
        "dataChange": True,
        "stats": json.dumps(stats),
    }
    return {"add": told}


def removed(file: DataFile, now_ms: int) -> Action:
    """A data file is no longer part of the table; it stays where it is, for earlier versions."""
    told = {
        "path": quote(file.name, safe=_SAFE),
        "deletionTimestamp": now_ms,
        "dataChange": True,
        "extendedFileMetadata": True,
        "partitionValues": _values(file.shelf),
    }
    return {"remove": told}


_SAFE = "/=!$&'()*+,;:@"
"""Characters that a path keeps as they are in a URI (RFC 3986)."""


def _values(shelf: Shelf) -> dict[str, str]:
    return {name: str(getattr(shelf, name)) for name in SHELF}
