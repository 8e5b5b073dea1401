"""Which source a file is of: named by the user, or told from its header."""

from __future__ import annotations

from sverka.model.errors import InputError
from sverka.recording.file_names import settled_plan
from sverka.recording.source import Asked, Header, Plan, Source
from sverka.recording.sources import SOURCES, TABLE
from sverka.recording.unrecognised import SHOWN_COLUMNS, unrecognised
from sverka.recording.wits import with_regions_apart


def planned(header: Header, source_id: str | None, asked: Asked) -> tuple[Source, Plan]:
    """The source of a file and the plan to read it by; `InputError` where the header is not of the source named, or of
    none that is known.
    """
    source = _named(header, source_id, asked) if source_id or asked.mapping else _recognised(header)
    return source, with_regions_apart(settled_plan(source.plan(header, asked), asked.names))


def _named(header: Header, source_id: str | None, asked: Asked) -> Source:
    if asked.mapping is not None or source_id == TABLE.id:
        return TABLE
    source = next(one for one in SOURCES if one.id == source_id)
    if not source.recognise(header):
        meant = next((one.id for one in SOURCES if one.recognise(header)), None)
        advice = f"it looks like {meant}" if meant else f"its columns are {_columns(header)}"
        raise InputError(f"not a file of {source.id}", header.file, advice)
    return source


def _recognised(header: Header) -> Source:
    found = next((one for one in SOURCES if one.recognise(header)), None)
    if found is None:
        raise unrecognised(header)
    return found


def _columns(header: Header) -> str:
    shown = ", ".join(header.columns[:SHOWN_COLUMNS])
    return shown + (" …" if len(header.columns) > SHOWN_COLUMNS else "")
