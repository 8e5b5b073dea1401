"""Loads, books and figures as the plain objects of the JSON contract."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.measuring.answers import Answer
from sverka.measuring.book import Cube
from sverka.measuring.lineage import definition_text, query_text, used_definitions
from sverka.recording.book import Snapshot
from sverka.recording.entries import FileEntry, LoadEntry, UnknownCode
from sverka.recording.load import Loaded
from sverka.recording.status import BadRow, Holding
from sverka.writing.book_extents import book_extents, extents_objects
from sverka.writing.load_warnings import bad_warnings
from sverka.writing.objects import Object
from sverka.writing.remarks import remark_text


def exact_number(value: float | None) -> float | int | None:
    """A figure as it was computed, whole numbers without a fraction; nothing of an amount is rounded away.

    >>> exact_number(20037870308.0), exact_number(40.81353781761386), exact_number(None)
    (20037870308, 40.81353781761386, None)
    """
    if value is None:
        return None
    return int(value) if float(value).is_integer() and abs(value) < 2**63 else float(value)


def loaded_object(loaded: Loaded) -> Object:
    """What `load` prints."""
    return {
        "files": [file_object(file) for file in loaded.files],
        "version": str(loaded.version),
        "changed": loaded.changed,
        "scopes": {
            "new": loaded.entry.scopes_new,
            "replaced": loaded.entry.scopes_replaced,
            "unchanged": loaded.entry.scopes_unchanged,
        },
        "unknown": [_unknown_object(one) for one in loaded.entry.unknown],
        "corrections": list(loaded.entry.corrections),
        "warnings": list(bad_warnings(loaded.files, "en")),
    }


def _unknown_object(one: UnknownCode) -> Object:
    return {
        "code": one.code,
        "name": one.name,
        "column": one.column,
        "rows": one.rows,
        "value": exact_number(one.value),
    }


def file_object(file: FileEntry) -> Object:
    """The account of one file."""
    return {
        "file": file.file,
        "sha256": file.sha256,
        "source": file.source,
        "rows": file.rows,
        "stored": file.stored,
        "quarantined": file.quarantined,
        "aggregates": file.aggregates,
        "unchanged": file.unchanged,
        "encoding": file.encoding,
        "notes": list(file.notes),
        "tolerated": dict(file.tolerated),
    }


def book_object(snapshot: Snapshot, held: Sequence[Holding], unknown: Sequence[UnknownCode] = ()) -> Object:
    """What `book status` prints."""
    return {
        "book": str(snapshot.path),
        "version": str(snapshot.version),
        "rows": sum(one.rows for one in held),
        "quarantined": snapshot.quarantined,
        "extents": extents_objects(book_extents(snapshot, {one.source for one in held})),
        "holdings": [_holding_object(one) for one in held],
        "unknown": [_unknown_object(one) for one in unknown],
    }


def _holding_object(one: Holding) -> Object:
    return {
        "source": one.source,
        "reporter": one.reporter,
        "flow": one.flow,
        "frequency": one.frequency,
        "currency": one.currency,
        "classifications": list(one.classifications),
        "valuations": list(one.valuations),
        "first": str(one.first),
        "last": str(one.last),
        "missing": [str(period) for period in one.missing],
        "rows": one.rows,
        "aggregates": one.aggregates,
        "shortfalls": [
            {
                "period": str(gap.period),
                "declared": exact_number(gap.declared),
                "parts": exact_number(gap.parts),
                "missing_percent": gap.missing_percent,
            }
            for gap in one.shortfalls
        ],
    }


def versions_object(snapshot: Snapshot) -> Object:
    """What `book versions` prints."""
    return {"versions": [_version_object(number, entry) for number, entry in snapshot.entries]}


def _version_object(number: int, entry: LoadEntry) -> Object:
    return {
        "version": str(number),
        "at": entry.at,
        "kind": entry.kind,
        "load": entry.load,
        "files": [file.file for file in entry.files],
        "scopes": {"new": entry.scopes_new, "replaced": entry.scopes_replaced, "unchanged": entry.scopes_unchanged},
    }


def loads_object(snapshot: Snapshot) -> Object:
    """What `book loads` prints: the whole load log."""
    return {"loads": [logged_object(number, entry) for number, entry in snapshot.entries if entry.kind != "created"]}


def logged_object(number: int, entry: LoadEntry) -> Object:
    """One load with the accounts of its files."""
    return {
        **_version_object(number, entry),
        "files": [file_object(file) for file in entry.files],
        "corrections": list(entry.corrections),
        "program": entry.program,
    }


def quarantine_object(rows: Sequence[BadRow]) -> Object:
    """What `book quarantine` prints."""
    return {"rows": [{"file": r.file, "line": r.line, "reason": r.reason, "raw": r.raw} for r in rows]}


def answer_object(answer: Answer, cube: Cube) -> Object:
    """One figure as `measure` prints it; `value` is null, with a note, where it is not covered."""
    series = answer.series
    return {
        "measure": str(answer.measure),
        "value": exact_number(answer.value),
        "unit": answer.unit,
        "numerator": exact_number(answer.numerator),
        "denominator": exact_number(answer.denominator),
        "base": exact_number(answer.base),
        "rows": answer.rows,
        "source": None if series is None else series.key.source,
        "version": cube.version,
        "query": query_text(cube, answer),
        "definition": None if series is None else definition_text(series, used_definitions(answer)),
        "period_assumed": None if answer.assumed is None else str(answer.assumed),
        "notes": [{"kind": remark.kind, "text": remark_text(remark, "en")} for remark in answer.remarks],
    }
