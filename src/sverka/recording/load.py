"""A load: files in, one new version of the book out, or the book as it was.

Everything is prepared beside the book and becomes part of it in one commit. `rows = stored + quarantined` holds for
each file and is checked before the commit.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.model.errors import InputError
from sverka.recording.acceptance import check_accepted
from sverka.recording.book import SIDE, BookStore, Snapshot
from sverka.recording.changed import Changes
from sverka.recording.changes import of_load, records_of_load
from sverka.recording.corrections import Correction, apply_corrections
from sverka.recording.engine import connect, parquet
from sverka.recording.entries import FileEntry, LoadEntry
from sverka.recording.file_names import settled_codes
from sverka.recording.log import work_folder
from sverka.recording.opening import opened_for_load
from sverka.recording.recognising import planned
from sverka.recording.repeated_rows import repeated_rows, same_rows
from sverka.recording.restating import Mode, Outcome, Work, restate
from sverka.recording.shaped_staging import by_lines, shaped_tables, shaping_of
from sverka.recording.single_cut import single_cut_notes
from sverka.recording.source import Asked, Header, Plan, Source
from sverka.recording.staging import Desk, Staged, copy_to, stage, stage_plain
from sverka.recording.tidying import put_in_place
from sverka.recording.unknowns import unknown_codes
from sverka.recording.unread import brought
from sverka.recording.wits import wits_mapping

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sverka.recording.intake import OpenedTable, Peeked


def utc_now() -> datetime:
    """The clock of a load; passed in so that tests can stop it."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Progress:
    """How a load tells what it is at: a file begun, a part of it done (per cent, `None` unknown), a remark."""

    step: Callable[[str], None] = lambda _: None
    tick: Callable[[float | None], None] = lambda _: None


NOTHING_ASKED = Asked()
SILENT = Progress()


@dataclass(frozen=True, slots=True)
class Request:
    """What to load and how; `source` `None` recognises each file by its header, `strict` refuses unreadable rows."""

    files: tuple[Path, ...]
    source: str | None = None
    asked: Asked = NOTHING_ASKED
    mode: Mode = "guard"
    corrections: tuple[Correction, ...] = ()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to: the account of each file, the version that the book has now, whether it is a new one, and
    what that has otherwise than the one before.
    """

    files: tuple[FileEntry, ...]
    version: int
    changed: bool
    entry: LoadEntry
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Item:
    """One table of a load; `staged` is `None` where the same content came before it in this load."""

    table: OpenedTable
    source: Source
    plan: Plan
    staged: Staged | None


class AccountError(AssertionError):
    """The rows of a file do not add up, which is a mistake of the program: nothing is loaded."""

    def __init__(self, one: Staged) -> None:
        super().__init__(f"{one.file}: {one.rows} rows are not {one.stored} stored + {one.quarantined} quarantined")


@dataclass(slots=True)
class _Load:
    """One load at work."""

    store: BookStore
    request: Request
    connection: DuckDBPyConnection
    folder: Path
    id: str
    at: str
    progress: Progress


def load_records(
    book: Path,
    request: Request,
    *,
    progress: Progress = SILENT,
    now: Callable[[], datetime] = utc_now,
    token: Callable[[], str] = lambda: secrets.token_hex(4),
    program: str = "",
) -> Loaded:
    """Load files of records into a book, making it where there is none.

    Raise `InputError` for a file that cannot be read, or that gives no row to store;
    `RefusedError` where the load would drop a large part of what is
    recorded or another load holds the book; the book is then as it was.
    """
    with opened_for_load(book, now, program, lambda: progress.step("waiting")) as store:
        at = now()
        load_id = f"{at:%Y%m%dT%H%M%S}-{token()}"
        folder = work_folder(book) / load_id
        connection = connect(folder)
        try:
            load = _Load(store, request, connection, folder, load_id, at.isoformat(timespec="seconds"), progress)
            return _carry_out(load, program)
        finally:
            connection.close()


def _carry_out(load: _Load, program: str) -> Loaded:
    items = list(_staged_items(load))
    staged = [item.staged for item in items if item.staged is not None]
    check_accepted(load.connection, staged, strict=load.request.strict)
    staged, told = apply_corrections(load.connection, staged, load.request.corrections)
    unknown = unknown_codes(load.connection, staged)
    before = load.store.snapshot()
    scopes = _keep_scopes(load, before, items)
    load.progress.step("weighing")
    settled = settled_codes(load.request.asked.names)
    work = Work(load.connection, before, load.folder, load.id, load.request.mode, load.progress.tick, settled)
    outcome = restate(work, staged)
    entry = LoadEntry(
        load=load.id,
        at=load.at,
        files=_accounts(items, outcome),
        scopes_new=outcome.new,
        scopes_replaced=outcome.replaced,
        scopes_unchanged=outcome.unchanged,
        unknown=unknown,
        about={one.source_id: dict(one.plan.about) for one in staged if one.plan.about},
        corrections=told,
        program=program,
        mode=load.request.mode,
    )
    bad = _newly_bad(before, items, entry)
    if not outcome.add and not outcome.remove and not bad:
        return Loaded(entry.files, before.version, False, entry, of_load(before.version, before.version, entry))
    made = [(load.folder / Path(file.name).name, file) for file in outcome.add]
    # Before the commit: what cannot be told is not done.
    records = records_of_load(load.connection, made, outcome.remove)
    load.progress.step("committing")
    entry = replace(entry, side={**_keep_quarantine(load, bad), **scopes})
    version = _commit(load, outcome, entry)
    return Loaded(entry.files, version, True, entry, of_load(before.version, version, entry, records))


def _newly_bad(before: Snapshot, items: Sequence[_Item], entry: LoadEntry) -> list[Staged]:
    """The files with unreadable rows that no load has told of before."""
    seen = {file.bad_rows for _, old in before.entries for file in old.files}
    return [
        item.staged
        for item, file in zip(items, entry.files, strict=True)
        if item.staged is not None and file.quarantined and file.bad_rows not in seen
    ]


def _staged_items(load: _Load) -> Iterator[_Item]:
    """Every table of every file, staged; what is given twice is staged once."""
    from sverka.recording.intake import peek

    seen: set[tuple[object, ...]] = set()
    desk = Desk(load.connection, load.folder, load.progress.tick)
    mapping = shaping_of(load.request.asked)
    for path in load.request.files:
        load.progress.step(path.name)
        if mapping is not None:
            yield from _known(load, _shaped_items(load, desk, path, len(seen)), seen)
            continue
        peeked = peek(path, load.folder)
        found = (
            _plain_item(load, desk, peeked, len(seen))
            if peeked.text is not None
            else _items_in(load, desk, path, len(seen))
        )
        yield from _known(load, found, seen)


def _known(load: _Load, items: Iterable[_Item], seen: set[tuple[object, ...]]) -> Iterator[_Item]:
    """The tables of one file, each accounted for; what came before it in this load is not staged again."""
    for item in items:
        if item.staged is not None and item.staged.rows != item.staged.stored + item.staged.quarantined:
            raise AccountError(item.staged)
        # What the name of a file tells, such as its flow, makes other rows of the same content.
        content = (item.table.content or item.table.sha256, *sorted(item.plan.fixed.items()))
        yield replace(item, staged=None) if content in seen else _looked_at(load, item)
        seen.add(content)


def _looked_at(load: _Load, item: _Item) -> _Item:
    """A table with what its rows, seen together, say: which repeat others, and what all of them are of."""
    one = item.staged
    if one is None:
        return item
    notes = (*item.plan.notes, *single_cut_notes(load.connection, one), *same_rows(load.connection, one))
    tolerated = {**one.tolerated, **repeated_rows(load.connection, one)}
    return replace(item, plan=replace(item.plan, notes=notes), staged=replace(one, tolerated=tolerated))


def _mapped_by_itself(load: _Load, header: Header) -> _Load | None:
    """The load with the mapping that is known for a header of this form; `None` where the user said how to read it,
    or none is known.
    """
    request = load.request
    if request.source is not None or request.asked.mapping is not None:
        return None
    mapping = wits_mapping(header)
    if mapping is None:
        return None
    return replace(load, request=replace(request, asked=replace(request.asked, mapping=mapping)))


def _shaped_items(load: _Load, desk: Desk, path: Path, number: int) -> Iterator[_Item]:
    """The tables of a file that the mapping of a load shapes to long ones."""
    mapping = shaping_of(load.request.asked)
    assert mapping is not None
    for count, (table, shaped) in enumerate(shaped_tables(path, load.folder, mapping)):
        source, plan = planned(table.header, load.request.source, load.request.asked)
        name = f"s{number}-{count}"
        staged = by_lines(desk, stage(desk, source, plan, table, name), shaped, name)
        table.discard()
        yield _Item(replace(table, data_lines=staged.rows), source, staged.plan, staged)


def _plain_item(load: _Load, desk: Desk, peeked: Peeked, number: int) -> Iterator[_Item]:
    assert peeked.look is not None
    if (made := _mapped_by_itself(load, peeked.look.header)) is not None:
        yield from _shaped_items(made, desk, peeked.path, number)
        return
    source, plan = planned(peeked.look.header, load.request.source, load.request.asked)
    staged, table = stage_plain(desk, source, plan, peeked, f"s{number}")
    yield _Item(table, source, staged.plan, staged)


def _items_in(load: _Load, desk: Desk, path: Path, number: int) -> Iterator[_Item]:
    """The tables of a packed file; of an archive, members that are of no known source are passed over, not all."""
    from sverka.recording.intake import open_tables
    from sverka.recording.intake.archives import LEFT_OUT, named_list

    passed: list[str] = []
    skipped: tuple[str, ...] = ()
    refused: InputError | None = None
    count = 0
    last: _Item | None = None  # kept back, so that it can tell of members after it
    for table in open_tables(path, load.folder):
        if (made := _mapped_by_itself(load, table.header)) is not None:
            table.discard()
            yield from _shaped_items(made, desk, path, number)
            return
        try:
            source, plan = planned(table.header, load.request.source, load.request.asked)
        except InputError as error:
            if "/" not in table.file:
                raise
            refused = refused or error
            # The first table of an archive tells what is no table in it.
            skipped += tuple(note for note in table.notes if note.startswith(LEFT_OUT))
            passed.append(f"{table.file.partition('/')[2]} ({error.what})")
            table.discard()
            continue
        if last is not None:
            yield last
        staged = stage(desk, source, plan, table, f"s{number}-{count}")
        table.discard()
        count += 1
        told = replace(table, notes=(*skipped, *table.notes, *named_list("passed over", passed)))
        last = _Item(told, source, staged.plan, staged)
        passed, skipped = [], ()
    if last is not None:
        yield replace(last, table=replace(last.table, notes=(*last.table.notes, *named_list("passed over", passed))))
    elif refused is not None:
        raise refused


def _accounts(items: Sequence[_Item], outcome: Outcome) -> tuple[FileEntry, ...]:
    """The account of each file, in the order given."""
    entries = []
    number = 0
    for item in items:
        entries.append(_account(item, number, outcome))
        number += item.staged is not None
    return tuple(entries)


def _account(item: _Item, number: int, outcome: Outcome) -> FileEntry:
    rows = item.table.data_lines
    told = FileEntry(
        file=item.table.file,
        sha256=item.table.sha256,
        source=item.plan.fixed.get("source", item.source.id),
        rows=rows,
        stored=rows,
        quarantined=0,
        unchanged=rows,
        encoding=item.table.encoding,
        notes=(*item.table.notes, *item.plan.notes),
        content=item.table.content,
    )
    if item.staged is None:
        return replace(told, notes=(*told.notes, "given twice in one load"))
    return replace(
        told,
        stored=item.staged.stored,
        quarantined=item.staged.quarantined,
        tolerated={
            **item.staged.tolerated,
            **_marks(item.table),
            **_repeated(*outcome.totals_told.get(number, (0, 0))),
        },
        aggregates=outcome.aggregate_rows.get(number, 0),
        unchanged=outcome.unchanged_rows.get(number, 0),
    )


def _marks(table: OpenedTable) -> dict[str, int]:
    """How many lines of a file hold quotation marks that quote nothing, where some do."""
    return {"plain_marks": table.plain_marks} if table.plain_marks else {}


def _repeated(contested: int, repeated: int) -> dict[str, int]:
    """What is told of totals that a file declares more than once, where it does."""
    return {name: n for name, n in (("contested_totals", contested), ("repeated_totals", repeated)) if n}


def _keep_quarantine(load: _Load, staged: Sequence[Staged]) -> dict[str, str]:
    """The rows of all files that could not be read, as one file beside the records."""
    parts = [one.quarantine for one in staged if one.quarantine is not None]
    if not parts:
        return {}
    made = load.folder / f"{load.id}-quarantine.parquet"
    load.connection.execute(copy_to(f"SELECT * FROM {parquet(*parts)}", made))
    return {"quarantine": f"{SIDE}/{made.name}"}


def _keep_scopes(load: _Load, before: Snapshot, items: Sequence[_Item]) -> dict[str, str]:
    """What scopes the files bring, as a file beside the records, where rows in quarantine may hang on it."""
    told = [(one.staged, one.table.content or one.table.sha256) for one in items if one.staged is not None]
    if not any(one.quarantined for one, _ in told) and not before.quarantined:
        return {}
    made = load.folder / f"{load.id}-scopes.parquet"
    brought(load.connection, [one for one, _ in told], [content for _, content in told], made)
    return {"scopes": f"{SIDE}/{made.name}"}


def _commit(load: _Load, outcome: Outcome, entry: LoadEntry) -> int:
    names = [*(file.name for file in outcome.add), *(entry.side or {}).values()]
    put_in_place(load.store.path, {name: load.folder / Path(name).name for name in names}, load.folder)
    return load.store.commit(outcome.add, outcome.remove, entry)
