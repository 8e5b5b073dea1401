"""The load log: what each version of a book came from, kept in the commit that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LOG_FORM = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """The account of one file: `rows = stored + quarantined`; aggregates and unchanged rows are stored ones."""

    file: str
    sha256: str
    source: str
    rows: int
    stored: int
    quarantined: int
    aggregates: int = 0
    unchanged: int = 0
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()

    @property
    def bad_rows(self) -> tuple[str, str, int]:
        """The same for the same bad rows of the same content, whatever the file is called."""
        return (self.sha256, self.file.partition("/")[2], self.quarantined)


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A partner or reporter that no table knows: counted under an own code, and listed."""

    code: str
    name: str
    column: str
    rows: int
    value: float


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One load: when, what files, how many scopes it brought, replaced, or found the same.

    `kind` is `records`, `rates`, `statements` or `created`. `side` are files that belong to the load beside the
    records: `quarantine`, `rates`, `statements`, by their path within the book.
    """

    load: str
    at: str
    kind: str = "records"
    files: tuple[FileEntry, ...] = ()
    scopes_new: int = 0
    scopes_replaced: int = 0
    scopes_unchanged: int = 0
    unknown: tuple[UnknownCode, ...] = ()
    side: Mapping[str, str] | None = None
    about: Mapping[str, Any] | None = None
    corrections: tuple[str, ...] = ()
    program: str = ""

    def text(self) -> str:
        """The entry as it is kept."""
        return json.dumps({"form": LOG_FORM, **asdict(self)}, ensure_ascii=False)


def parse_entry(text: str) -> LoadEntry:
    """The entry that `LoadEntry.text` wrote."""
    kept = json.loads(text)
    kept.pop("form", None)
    return LoadEntry(
        **{
            **kept,
            "files": tuple(FileEntry(**{**one, "notes": tuple(one["notes"])}) for one in kept["files"]),
            "unknown": tuple(UnknownCode(**one) for one in kept["unknown"]),
            "corrections": tuple(kept["corrections"]),
        }
    )
