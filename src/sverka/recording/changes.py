"""What changed between two versions of a book, in whichever order they are named.

Data files never change once they are committed, so only those that one version has and the other lacks are read: a
large book costs what changed, not what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.model.claims import Claim
from sverka.model.period import Period
from sverka.recording.book import DataFile, NewFile, Snapshot
from sverka.recording.changed import Changes, LoadBetween, RateChange
from sverka.recording.engine import silence
from sverka.recording.entries import LoadEntry
from sverka.recording.rates import read_rates
from sverka.recording.scope_changes import Held, ScopeChanges, scope_changes
from sverka.recording.statements import read_statements

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NO_RECORDS = ScopeChanges()


def changes_between(old: Snapshot, new: Snapshot, reporter: str | None = None) -> Changes:
    """What `new` has otherwise than `old`; of one reporter's trade alone where it is named.

    The older of the two may be either: what came between is then what is gone.
    """
    low, high = sorted((old.version, new.version))
    later = new if new.version == high else old
    loads = tuple(LoadBetween(number, entry) for number, entry in later.entries if low < number <= high)
    records = _records(old, new, reporter)
    added, gone = _statements(old, new, reporter)
    return Changes(
        old=old.version,
        new=new.version,
        restated=records.restated,
        came=records.came,
        gone=records.gone,
        unchanged=sum(one.entry.scopes_unchanged for one in loads),
        rates=_rates(old, new),
        statements_added=added,
        statements_gone=gone,
        loads=loads,
    )


def of_load(before: int, version: int, entry: LoadEntry, records: ScopeChanges = NO_RECORDS) -> Changes:
    """What a load of records changed, or, where it made no version, that it changed nothing."""
    loads = (LoadBetween(version, entry),) if version != before else ()
    return Changes(before, version, records.restated, records.came, records.gone, entry.scopes_unchanged, loads=loads)


def records_of_load(
    connection: DuckDBPyConnection, made: Sequence[tuple[Path, NewFile]], removed: Sequence[DataFile]
) -> ScopeChanges:
    """What a load is about to change in the records: the files that it made, where they lie, and those it takes out."""
    come = [Held(path, file.shelf, frozenset(file.columns)) for path, file in made]
    return scope_changes(connection, [_held(file) for file in removed], come)


def _held(file: DataFile) -> Held:
    return Held(file.path, file.shelf, file.columns)


def _records(old: Snapshot, new: Snapshot, reporter: str | None) -> ScopeChanges:
    import duckdb

    gone, come = _apart(old.files, new.files, reporter), _apart(new.files, old.files, reporter)
    if not gone and not come:
        return ScopeChanges()
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        silence(connection)
        return scope_changes(connection, gone, come, reporter)


def _apart(files: Iterable[DataFile], others: Iterable[DataFile], reporter: str | None) -> list[Held]:
    """The files that the other version lacks, those that cannot hold the reporter left out."""
    common = {file.name for file in others}
    return [
        _held(file)
        for file in files
        if file.name not in common and (reporter is None or file.may_hold(reporter)) and file.rows
    ]


def _rates(old: Snapshot, new: Snapshot) -> tuple[RateChange, ...]:
    before, after = (one.side_files("rates") for one in (old, new))
    if before == after:
        return ()
    was, now = _rate_table(before), _rate_table(after)
    changed = sorted(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
    return tuple(RateChange(key[2], key[1], key[0], was.get(key), now.get(key)) for key in changed)


def _rate_table(files: Iterable[Path]) -> dict[tuple[str, str, Period], float]:
    """The rate in force by base, currency and period; a later row replaces an earlier one, of either direction."""
    table: dict[tuple[str, str, Period], float] = {}
    for file in files:
        for row in read_rates(file.read_bytes(), file.name):
            table.pop((row.currency, row.base, row.period), None)
            table[row.base, row.currency, row.period] = row.rate
    return table


def _statements(old: Snapshot, new: Snapshot, reporter: str | None) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The statements that only the new version has, and those that only the old one has; their ids tell nothing."""
    before, after = (one.side_files("statements") for one in (old, new))
    if before == after:
        return (), ()
    was, now = _standing(before, reporter), _standing(after, reporter)
    added = tuple(claim for key, claim in now.items() if key not in was)
    return added, tuple(claim for key, claim in was.items() if key not in now)


def _standing(files: Iterable[Path], reporter: str | None) -> dict[Claim, Claim]:
    """The statements of some files, each once, in their order."""
    found: dict[Claim, Claim] = {}
    for file in files:
        for claim in read_statements(file.read_bytes(), source=file.name):
            if reporter is None or claim.reporter == reporter:
                found.setdefault(replace(claim, id=""), claim)
    return found
