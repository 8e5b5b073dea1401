"""Rows that stay in quarantine: of which scope they are, how many, what they come to, and which a later load cured.

A row counts until a later load, without `--merge`, brings its scope from other files than the one that it stands in: of
a row whose scope cannot be read, all scopes that its file brought. A load keeps what its files brought (`scopes`) where
rows are in quarantine, its own or older ones; loads before that was kept cure nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.recording.engine import parquet, silence
from sverka.recording.quarantining import TOLD
from sverka.recording.source import literal
from sverka.recording.sources import SOURCES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sverka.recording.book import Snapshot
    from sverka.recording.entries import LoadEntry
    from sverka.recording.staging import Staged

TWO_SIDED = frozenset(source.id for source in SOURCES if source.two_sided)
_OPPOSITE = {"export": "import", "import": "export"}
Scope = tuple[str, str | None, str | None, int | None, int | None]
"""Source, reporter, flow, year, month; what is not known is `None`, and so is the month of a year."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Rows in quarantine of one scope and file: how many, of how many the value could be read and what these come to.

    `reporter`, `flow` and `year` are `None` where the rows do not tell; a `month` of `None` is the whole year. `reason`
    is that of the first row. `brought` are the first and last months, counted from year 0, of what its file brought:
    a row that does not tell its period is taken to be of these; without them it may be of any.
    """

    source: str
    file: str
    reporter: str | None
    partner: str | None
    flow: str | None
    year: int | None
    month: int | None
    rows: int
    valued: int
    value: float
    reason: str
    brought: tuple[int, int] | None = None

    @property
    def known(self) -> bool:
        """Whether the rows tell whose trade they are of, which flow, and when."""
        return self.reporter is not None and self.flow is not None and self.year is not None

    def may_be_of(self, reporter: str) -> bool:
        """Whether the rows are, or may be, a reporter's."""
        return any(own is None or own == reporter for own, _ in self._sides())

    def concerns(self, reporter: str, flow: str, first_month: int, last_month: int) -> bool:
        """Whether the rows belong, or may belong, to a reporter's flow in these months, counted from year 0."""
        return any(
            (own is None or own == reporter) and (told is None or told == flow) for own, told in self._sides()
        ) and self._within(first_month, last_month)

    def _sides(self) -> Iterator[tuple[str | None, str | None]]:
        yield self.reporter, self.flow
        if self.source in TWO_SIDED:
            yield self.partner, None if self.flow is None else _OPPOSITE[self.flow]

    def _within(self, first_month: int, last_month: int) -> bool:
        if self.year is None:
            return self.brought is None or (first_month <= self.brought[1] and self.brought[0] <= last_month)
        first = self.year * 12 + (self.month or 1) - 1
        last = self.year * 12 + (self.month or 12) - 1
        return first <= last_month and first_month <= last


def brought(connection: DuckDBPyConnection, staged: Sequence[Staged], contents: Sequence[str], target: Path) -> None:
    """Write which scopes each file of a load brings, by the checksum of its content."""
    from sverka.recording.engine import copy_to

    parts = [
        f"SELECT DISTINCT {literal(content)} AS content, {_scope_of(one)} FROM ({one.relation})"
        for one, content in zip(staged, contents, strict=True)
        if one.stored
    ]
    connection.execute(copy_to(" UNION ALL BY NAME ".join(parts), target))


def _scope_of(one: Staged) -> str:
    have = {*one.columns, *one.fixed}
    kinds = {"source": "VARCHAR", "reporter": "VARCHAR", "flow": "VARCHAR", "year": "INTEGER", "month": "INTEGER"}
    return ", ".join(f"CAST({name if name in have else 'NULL'} AS {kind}) AS {name}" for name, kind in kinds.items())


def unread(snapshot: Snapshot) -> tuple[Unread, ...]:
    """The rows of a version that are still in quarantine, by scope and file, the oldest load first."""
    import duckdb

    entries = [entry for _, entry in snapshot.entries]
    if not any(entry.side and "quarantine" in entry.side for entry in entries):
        return ()
    found: list[Unread] = []
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        silence(connection)
        scopes = [_brought(connection, snapshot.path, entry) for entry in entries]
        for at, entry in enumerate(entries):
            if entry.side and "quarantine" in entry.side:
                cures = [(later, brought) for later, brought in zip(entries[at + 1 :], scopes[at + 1 :], strict=True)]
                rows = _of_load(connection, snapshot.path / entry.side["quarantine"], entry)
                left = (one for one in rows if not _cured(one, entry, scopes[at], cures))
                found += [replace(one, brought=_span(_brought_by(one, entry, scopes[at]))) for one in left]
    return tuple(found)


def _brought_by(one: Unread, entry: LoadEntry, scopes: Mapping[str, set[Scope]]) -> set[Scope]:
    """All that the file of some rows brought in its load."""
    contents = {file.content for file in entry.files if file.file == one.file}
    return set[Scope]().union(*(scopes.get(content, set()) for content in contents))


def _span(scopes: Iterable[Scope]) -> tuple[int, int] | None:
    """The first and last months of some scopes."""
    years = [(year * 12 + (month or 1) - 1, year * 12 + (month or 12) - 1) for *_, year, month in scopes if year]
    return (min(low for low, _ in years), max(high for _, high in years)) if years else None


def _brought(connection: DuckDBPyConnection, book: Path, entry: LoadEntry) -> dict[str, set[Scope]]:
    """By the content of a file the scopes that it brought; empty where the load kept none."""
    if not entry.side or "scopes" not in entry.side:
        return {}
    told: dict[str, set[Scope]] = {}
    query = f"SELECT content, source, reporter, flow, year, month FROM {parquet(book / entry.side['scopes'])}"
    for content, *scope in connection.execute(query).fetchall():
        told.setdefault(content, set()).add((scope[0], scope[1], scope[2], scope[3], scope[4]))
    return told


def _of_load(connection: DuckDBPyConnection, file: Path, entry: LoadEntry) -> Iterator[Unread]:
    """The quarantined rows of one load; older books kept of them neither scope nor value."""
    rows = parquet(file)
    have = {name for name, *_ in connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()}
    sources = {one.file: one.source for one in entry.files}
    told = {name: name if name in have else "NULL" for name in TOLD}
    query = (
        f"SELECT file, {told['reporter']} AS r, {told['partner']} AS p, {told['flow']} AS f, {told['year']} AS y, "
        f"{told['month']} AS m, count(*), count({told['primary_value']}), coalesce(sum({told['primary_value']}), 0), "
        f"arg_min(reason, line) FROM {rows} GROUP BY ALL ORDER BY file, y, m, r, f, p"
    )
    for name, *values in connection.execute(query).fetchall():
        reporter, partner, flow, year, month, count, valued, value, reason = values
        source = sources.get(name, "")
        yield Unread(source, name, reporter, partner, flow, year, month, count, valued, float(value), reason)


def _cured(
    one: Unread,
    entry: LoadEntry,
    own: Mapping[str, set[Scope]],
    later: Sequence[tuple[LoadEntry, Mapping[str, set[Scope]]]],
) -> bool:
    """Whether later loads brought the scope of the rows, or all that their file brought, from other files."""
    contents = {file.content for file in entry.files if file.file == one.file}
    new: set[Scope] = set()
    for load, scopes in later:
        if load.mode != "merge":
            new.update(*(found for content, found in scopes.items() if content not in contents))
    if one.known:
        return (one.source, one.reporter, one.flow, one.year, one.month) in new
    brought_then = _brought_by(one, entry, own)
    return bool(brought_then) and brought_then <= new
