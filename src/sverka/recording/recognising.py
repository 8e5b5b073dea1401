"""Which source a file is of: named by the user, or told from its header."""

from __future__ import annotations

from sverka.model.errors import InputError
from sverka.recording.file_names import settled_plan
from sverka.recording.source import Asked, Header, Plan, Source
from sverka.recording.sources import SOURCES, TABLE
from sverka.recording.unrecognised import SHOWN_COLUMNS, unrecognised
from sverka.recording.wits import with_regions_apart

SHOWN_CHARACTERS = 60


def planned(header: Header, source_id: str | None, asked: Asked) -> tuple[Source, Plan]:
    """The source of a file and the plan to read it by; `InputError` where the header is not of the source named, or of
    none that is known.
    """
    if header.twins and asked.mapping is None:
        raise _twins(header, header.twins[0])
    source = _named(header, source_id, asked) if source_id or asked.mapping else _recognised(header)
    plan = with_regions_apart(settled_plan(source.plan(header, asked), asked.names))
    read = {column.name.casefold() for column in plan.columns}
    if twin := next((name for name in header.twins if name.casefold() in read), None):
        raise _twins(header, twin)
    return source, plan


def _twins(header: Header, name: str) -> InputError:
    """Which of two columns of one name is meant, nobody but the maker of the file can say."""
    advice = "rename or take out one of them"
    return InputError(f"two columns are called {name[:SHOWN_CHARACTERS]!r}", header.file, advice)


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
