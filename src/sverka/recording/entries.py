"""The load log: what each version of a book came from, kept in the commit that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeVar

LOG_FORM = 2
"""1 had neither checksums of the files nor a seal; it is still read."""
_T = TypeVar("_T")


class NewerFormError(ValueError):
    """An entry of a form that this program does not know yet."""

    def __init__(self, form: int) -> None:
        self.form = form
        super().__init__(f"form {form}")


@dataclass(frozen=True, slots=True)
class Sum:
    """What a file of the book must be, to the byte."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """The account of one file: `rows = stored + quarantined`; aggregates and unchanged rows are stored ones.

    `tolerated` are stored rows by what they needed to be read. `sha256` is that of the file as given, `content` that of
    the member of an archive; entries of older versions have none.
    """

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
    tolerated: Mapping[str, int] = field(default_factory=dict)
    content: str = ""

    @property
    def bad_rows(self) -> tuple[str, str, int]:
        """The same for the same bad rows of the same content, whatever the file is called."""
        if self.content:
            return (self.content, "", self.quarantined)
        return (self.sha256, self.file.partition("/")[2], self.quarantined)


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A partner or reporter that is no country of the tables: counted under an own code, and listed.

    `apart` where all its rows are totals of others that stand beside them.
    """

    code: str
    name: str
    column: str
    rows: int
    value: float
    apart: bool = False


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One load: when, what files, how many scopes it brought, replaced, or found the same.

    `kind` is `records`, `rates`, `statements` or `created`. `side` are files that belong to the load beside the
    records: `quarantine`, `rates`, `statements`, by their path within the book. `sums` has each file that the load
    added, data file or side file, by that path; they are taken at the commit and are no part of what a load says.
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
    mode: str = ""
    sums: Mapping[str, Sum] = field(default_factory=dict, compare=False)

    def text(self) -> str:
        """The entry as it is kept."""
        return json.dumps({"form": LOG_FORM, **asdict(self)}, ensure_ascii=False)


def parse_entry(text: str) -> LoadEntry:
    """The entry that `LoadEntry.text` wrote, of this form or an older one; what else stands in it is passed over.

    Raise `NewerFormError` for one of a newer form, `ValueError`, `TypeError` or `KeyError` for what is no entry.
    """
    kept = json.loads(text)
    form = kept.get("form", 1)
    if form > LOG_FORM:
        raise NewerFormError(form)
    told = {
        **kept,
        "files": tuple(_made(FileEntry, {**one, "notes": tuple(one.get("notes", ()))}) for one in kept["files"]),
        "unknown": tuple(_made(UnknownCode, one) for one in kept.get("unknown", ())),
        "corrections": tuple(kept.get("corrections", ())),
        "sums": {name: _made(Sum, one) for name, one in (kept.get("sums") or {}).items()},
    }
    return _made(LoadEntry, told)


def _made(kind: type[_T], told: Mapping[str, Any]) -> _T:
    """A record from what is told of it; words that it does not know are left out."""
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in told.items() if name in known})
