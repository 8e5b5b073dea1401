"""Which members of a zip file are tables, told from their first bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.intake.containers import (
    archive_members,
    is_link,
    member_head,
    member_name,
    wanted_members,
)
from sverka.recording.intake.files import shown_name
from sverka.recording.intake.kinds import Kind, kind_of
from sverka.recording.intake.limits import SAMPLE, Limits
from sverka.recording.intake.looking import look_at

_MIN_AGREEMENT = 0.5
"""A member whose lines mostly do not have the fields of its first is a text that happens to hold commas."""
_NAMED = 10
LEFT_OUT = "left out"
"""Begins the note of members that are no tables."""


def tables_in(path: Path, limits: Limits) -> tuple[list[tuple[zipfile.ZipInfo, Kind]], list[str]]:
    """The members that are tables, and what was left out and why; `InputError` where no member is a table."""
    members = archive_members(path, limits=limits)
    tables: list[tuple[zipfile.ZipInfo, Kind]] = []
    skipped = [f"{shown_name(member.filename)} (a link)" for member in members if is_link(member)]
    for member in wanted_members(members):
        head = member_head(path, member, SAMPLE)
        try:
            tables.append((member, _table_kind(head, member_name(path, member))))
        except InputError as error:
            skipped.append(f"{shown_name(member.filename)} ({error.what})")
    if not tables:
        advice = "; ".join(left_out(skipped)) or "give the CSV file itself"
        raise InputError("the archive holds no table", shown_name(path.name), advice)
    return tables, skipped


def left_out(skipped: list[str]) -> tuple[str, ...]:
    """The note of what was left out, if anything was; a long list is cut."""
    return named_list(LEFT_OUT, skipped)


def named_list(what: str, members: list[str]) -> tuple[str, ...]:
    """A note of members, if there are any; a long list is cut."""
    if not members:
        return ()
    more = f" and {len(members) - _NAMED} more" if len(members) > _NAMED else ""
    return (f"{what}: {', '.join(members[:_NAMED])}{more}",)


def _table_kind(head: bytes, name: str) -> Kind:
    if not head:
        raise InputError("empty", name)
    kind = kind_of(head, name)
    if kind == "zip" and name.lower().endswith(".xlsx"):
        return "xlsx"
    if kind in {"gzip", "zip"}:
        raise InputError("a packed file within a packed file", name)
    if kind == "text" and look_at(head, name).agreement < _MIN_AGREEMENT:
        raise InputError("not a table", name)
    return kind
