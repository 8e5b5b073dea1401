"""Loads and books on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from sverka.checking.wording import Ui, phrasebook
from sverka.measuring.lineage import UNSTATED, classification_text, valuation_text
from sverka.model.slices import Flow
from sverka.recording.about import about, known_sources
from sverka.recording.book import Snapshot
from sverka.recording.entries import FileEntry, LoadEntry, UnknownCode
from sverka.recording.load import Loaded
from sverka.recording.status import BadRow, Holding, Shortfall
from sverka.recording.synthetic import is_synthetic
from sverka.recording.unknowns import kind_of_unknown
from sverka.writing.book_extents import Extents, book_extents, extent_lines
from sverka.writing.book_unread import unread_lines
from sverka.writing.changes_text import say_changes
from sverka.writing.load_warnings import bad_warnings
from sverka.writing.numbers import counted, number_text
from sverka.writing.own_names import own_names, place_label
from sverka.writing.retold import retold
from sverka.writing.scopes import scope_name
from sverka.writing.slices import flow_text
from sverka.writing.terminal import Screen

NO_EXTENTS: Extents = {}
MOST_NAMED = 6
MOST_HOLDINGS = 40
MOST_SHORTFALLS = 3
MOST_UNKNOWN = 30
SMALL_PERCENT = 0.005


def loaded_text(loaded: Loaded, book: Path, screen: Screen, extents: Extents = NO_EXTENTS) -> str:
    """The account of a load; `extents` are the narrow extracts among what it brought."""
    words = screen.words
    screen.names |= own_names([loaded.entry])
    entry = loaded.entry
    for told, alike in groupby(loaded.files, key=lambda file: _remarks(file, entry, screen)):
        _files(list(alike), told, screen)
    if loaded.changed and entry.kind == "records":
        counts = {"new": entry.scopes_new, "replaced": entry.scopes_replaced, "unchanged": entry.scopes_unchanged}
        screen.say(words.say("load_scopes", **{name: _count(value, screen.ui) for name, value in counts.items()}))
    say_changes(loaded.changes, screen)
    for line in extent_lines(extents, screen.ui):
        screen.say(line, style="yellow", hang=2)
    for what, codes in _by_kind(entry.unknown):
        screen.say(words.say(f"load_{what}", list=_unknown(codes, screen)))
    for what in entry.corrections:
        screen.say(words.say("load_corrected", what=what))
    for line in bad_warnings(loaded.files, screen.ui):
        screen.say(line, style="red")
    screen.say(words.say("load_version" if loaded.changed else "load_nothing", version=loaded.version, book=book))
    if any(file.quarantined for file in loaded.files):
        screen.say(words.say("load_quarantine", book=book))
    return screen.text()


def _files(files: Sequence[FileEntry], remarks: Sequence[str], screen: Screen) -> None:
    """The accounts of files that were read alike, and once what is to be said of them all."""
    for file in files:
        counts = {name: _count(getattr(file, name), screen.ui) for name in ("stored", "quarantined")}
        line = screen.words.say("load_file", file=file.file, rows=counted("n_rows", file.rows, screen.ui), **counts)
        screen.say(line, style="yellow" if file.quarantined else None)
        for key in ("aggregates", "unchanged"):
            if count := getattr(file, key):
                screen.say(counted(f"n_load_{key}", count, screen.ui), indent=2, hang=2)
        for told in _tolerated(file, screen):
            screen.say(told, indent=2, hang=2)
    for line in remarks:
        screen.say(line, indent=2, hang=2)


def _tolerated(file: FileEntry, screen: Screen) -> Iterator[str]:
    """What stored rows needed to be read, each tolerance with its rows."""
    for name, count in file.tolerated.items():
        what, _, width = name.partition("_") if name.startswith("padded") else (name, "", "")
        key = "padded" if width else what
        yield screen.words.say(f"load_tolerated_{key}", count=_count(count, screen.ui), width=width)


def _remarks(file: FileEntry, entry: LoadEntry, screen: Screen) -> tuple[str, ...]:
    """What a file was read as, and what was assumed."""
    if file.source in ("rates", "statements"):
        return ()
    source = about(file.source, (entry.about or {}).get(file.source)).word("title", screen.ui)
    key = "load_source" if file.source in known_sources() else "load_source_mapped"
    return (screen.words.say(key, source=source), *(retold(note, screen.ui, "notes") for note in file.notes))


def _by_kind(unknown: Sequence[UnknownCode]) -> list[tuple[str, list[UnknownCode]]]:
    """Own codes by what they are of, those that nobody knows last."""
    found: dict[str, list[UnknownCode]] = {
        "areas": [],
        "groups": [],
        "groups_apart": [],
        "may_be_totals": [],
        "unknown": [],
    }
    for one in unknown:
        kind = kind_of_unknown(one)
        group = "groups_apart" if one.apart else "groups"
        found[{"area": "areas", "group": group, "total": "may_be_totals", "unknown": "unknown"}[kind]].append(one)
    return [(key, codes) for key, codes in found.items() if codes]


def _unknown(codes: Sequence[UnknownCode], screen: Screen) -> str:
    shown = ", ".join(place_label(one.code, screen.ui, screen.names) for one in codes[:MOST_NAMED])
    if len(codes) <= MOST_NAMED:
        return shown
    return screen.words.say("load_more", list=shown, count=len(codes) - MOST_NAMED)


def _count(number: int, ui: Ui) -> str:
    return number_text(number, ui, 0)


def book_text(snapshot: Snapshot, held: Sequence[Holding], screen: Screen, unknown: Sequence[UnknownCode] = ()) -> str:
    """What a book holds: by source and reporter, flow by flow; then what no table of places knows."""
    words = screen.words
    screen.names |= own_names(entry for _, entry in snapshot.entries)
    rows = sum(one.rows for one in held)
    screen.say(
        words.say("book_title", version=snapshot.version, book=snapshot.path, rows=counted("n_rows", rows, screen.ui)),
        style="bold",
    )
    if not held:
        screen.say(words.say("book_empty"))
    heading = None
    extents = book_extents(snapshot, {one.source for one in held})
    for one in held[:MOST_HOLDINGS]:
        if heading != (one.source, one.reporter):
            heading = (one.source, one.reporter)
            screen.heading(_heading(one, snapshot, screen.ui))
            if heading in extents:
                scope = scope_name(extents[heading], screen.ui)
                screen.say(words.say("book_extent", scope=scope), indent=2, hang=2, style="yellow")
        _holding(one, screen)
    if len(held) > MOST_HOLDINGS:
        screen.blank()
        screen.say(words.say("book_more", count=_count(len(held) - MOST_HOLDINGS, screen.ui)))
    _unknown_held(unknown, screen)
    for at, line in enumerate(unread_lines(snapshot.unread, screen)):
        if at == 0:
            screen.blank()
        screen.say(line, indent=2 if at else 0, hang=2, style="yellow")
    return screen.text()


def _unknown_held(unknown: Sequence[UnknownCode], screen: Screen) -> None:
    words = screen.words
    for what, codes in _by_kind(unknown):
        screen.heading(words.say(f"book_{what}"))
        for one in codes[:MOST_UNKNOWN]:
            column = words.say(f"book_unknown_{one.column}")
            told = {"column": column, "rows": counted("n_rows", one.rows, screen.ui)}
            told["name"] = place_label(one.code, screen.ui, {one.code: one.name})
            if what == "groups_apart":
                line = words.say("book_apart_one", **told)
            else:
                line = words.say("book_unknown_one", value=number_text(one.value, screen.ui, 0), **told)
            screen.say(line, indent=2, hang=2)
        if len(codes) > MOST_UNKNOWN:
            screen.say(words.say("book_more", count=_count(len(codes) - MOST_UNKNOWN, screen.ui)), indent=2)
        if what == "unknown" and any(one.code.startswith("x") for one in codes):
            screen.say(words.say("book_unknown_next"), indent=2, hang=2)


def _heading(one: Holding, snapshot: Snapshot, ui: Ui) -> str:
    name = place_label(one.reporter, ui, own_names(entry for _, entry in snapshot.entries))
    if is_synthetic(one.reporter):
        name += f" · {phrasebook('sverka.writing', ui).say('book_synthetic')}"
    return f"{name} · {about(one.source, snapshot.about().get(one.source)).word('title', ui)} ({one.source})"


def _holding(one: Holding, screen: Screen) -> None:
    words = screen.words
    screen.say(
        words.say(
            "book_holding",
            flow=flow_text(Flow(one.flow), screen.ui),
            span=one.first if one.first == one.last else f"{one.first} – {one.last}",
            rows=counted("n_rows", one.rows, screen.ui),
            values=_values(one, screen.ui),
            classification=", ".join(classification_text(name, screen.ui) for name in one.classifications),
        ),
        indent=2,
        hang=2,
    )
    if one.missing:
        periods = ", ".join(str(period) for period in one.missing[:MOST_NAMED])
        more = len(one.missing) - MOST_NAMED
        told = words.say("load_more", list=periods, count=more) if more > 0 else periods
        screen.say(words.say("book_missing", periods=told), indent=4, style="yellow")
    if one.aggregates:
        screen.say(counted("n_book_aggregates", one.aggregates, screen.ui), indent=4)
    for line in _shortfalls(one.shortfalls, one.currency, screen):
        screen.say(line, indent=4, hang=2, style="yellow")


def _values(one: Holding, ui: Ui) -> str:
    """`USD FOB`, `USD, valuation not stated`."""
    told = ", ".join(valuation_text(name, ui) for name in one.valuations)
    return f"{one.currency}{', ' if UNSTATED & {*one.valuations} else ' '}{told}"


def _shortfalls(gaps: Sequence[Shortfall], currency: str, screen: Screen) -> Iterator[str]:
    """The largest gaps between parts and declared totals."""
    telling = sorted((gap for gap in gaps if gap.declared), key=lambda gap: -abs(gap.missing_percent))
    for gap in telling[:MOST_SHORTFALLS]:
        if abs(gap.missing_percent) < SMALL_PERCENT:
            continue
        yield screen.words.say(
            "book_short" if gap.missing_percent > 0 else "book_over",
            period=gap.period,
            parts=f"{number_text(gap.parts, screen.ui)} {currency}",
            declared=f"{number_text(gap.declared, screen.ui)} {currency}",
            percent=number_text(abs(gap.missing_percent), screen.ui),
        )
    if len(telling) > MOST_SHORTFALLS:
        yield screen.words.say("book_more", count=_count(len(telling) - MOST_SHORTFALLS, screen.ui))


def versions_text(entries: Sequence[tuple[int, LoadEntry]], screen: Screen) -> str:
    """The versions of a book, the newest last."""
    for number, entry in entries:
        files = ", ".join(file.file for file in entry.files) or entry.load
        kind = screen.words.say(f"book_kind_{entry.kind}")
        screen.item(str(number), screen.words.say("book_version", at=entry.at, kind=kind, files=files), width=5)
    return screen.text()


def loads_text(entries: Sequence[tuple[int, LoadEntry]], screen: Screen) -> str:
    """The load log: each version with the accounts of its files."""
    for number, entry in entries:
        if entry.kind == "created":
            continue
        kind = screen.words.say(f"book_kind_{entry.kind}")
        screen.heading(f"{number} · {entry.at} · {kind} · {entry.load}")
        for file in entry.files:
            _files([file], _remarks(file, entry, screen), screen)
            screen.say(f"sha256 {file.sha256}", indent=2, style="dim")
        for what in entry.corrections:
            screen.say(screen.words.say("load_corrected", what=what), indent=2)
    return screen.text()


def quarantine_text(rows: Sequence[BadRow], more: int, screen: Screen) -> str:
    """Quarantined rows: where each stands, why it cannot be read, and its text."""
    if not rows:
        screen.say(screen.words.say("book_no_quarantine"))
    for row in rows:
        screen.say(
            screen.words.say(
                "book_bad_row", file=row.file, line=row.line, reason=retold(row.reason, screen.ui, "reasons")
            )
        )
        screen.say(row.raw, indent=4, style="dim")
    if more > 0:
        screen.blank()
        screen.say(screen.words.say("book_more", count=_count(more, screen.ui)))
    return screen.text()
