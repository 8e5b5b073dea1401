"""Corrections as data: known errors of a source, each with its reason, its scope and a guard.

    [[correction]]
    id = "comexstat-2021-soya-weight"
    source = "comexstat-municipal"
    reason = "value given in cents"
    provider = "who found it, where it is published"
    status = "reported"                      # reported, confirmed, ours
    where = { reporter = "BR-PR", flow = "export", period = "2021-03", partner = "CN", commodity = "1201" }
    action = "scale"                         # scale, override, drop
    column = "primary_value"
    factor = 0.01
    expect = { rows = 1, primary_value = 123456.0 }

A correction whose scope a load brings and whose rows are not found, or are no longer as `expect` says, stops the load:
the source may have mended them.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sverka.model.errors import InputError
from sverka.model.period import Period
from sverka.model.plurals import counted
from sverka.recording.restating import all_rows
from sverka.recording.source import literal
from sverka.recording.staging import Staged, copy_to

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NUMBERS = ("primary_value", "net_weight_kg", "quantity")
ACTIONS = ("scale", "override", "drop")
STATUSES = ("reported", "confirmed", "ours")
_WHERE = ("reporter", "flow", "period", "partner", "commodity")
_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class Correction:
    """One known error: which rows, what to do with them, why, and what must still be true of them."""

    id: str
    source: str
    reason: str
    provider: str
    status: str
    where: Mapping[str, str]
    action: str
    column: str
    number: float
    expect: Mapping[str, float]


def read_corrections(text: str, file: str) -> tuple[Correction, ...]:
    """The corrections of a TOML file; `InputError` names what is missing or malformed, and where."""
    try:
        tables = tomllib.loads(text).get("correction", [])
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"broken TOML ({error})", file, "correct this line") from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InputError("corrections that are no list of tables", file, "begin each with [[correction]]")
    return tuple(_read(table, f"{file}, correction {number}") for number, table in enumerate(tables, 1))


def _read(table: Mapping[str, Any], place: str) -> Correction:
    for key in ("id", "source", "reason", "where", "action", "expect"):
        if not table.get(key):
            raise InputError(f"a correction without {key}", place, f"give its {key}")
    for key in ("where", "expect"):
        if not isinstance(table[key], dict):
            raise InputError(f"{key} is no table", place, f"write {key} = {{ … }}")
    action, column = table["action"], table.get("column", "primary_value")
    if action not in ACTIONS or column not in NUMBERS:
        raise InputError("an unknown action or column", place, f"use {', '.join(ACTIONS)} of {', '.join(NUMBERS)}")
    status = table.get("status", "ours")
    if status not in STATUSES:
        raise InputError(f"unknown status {str(status)[:20]!r}", place, f"use {', '.join(STATUSES)}")
    number = table.get("factor" if action == "scale" else "value", None if action != "drop" else 0)
    if not _is_number(number):
        raise InputError("a correction without its number", place, "give factor for scale, value for override")
    return Correction(
        id=str(table["id"]),
        source=str(table["source"]),
        reason=str(table["reason"]),
        provider=str(table.get("provider", "")),
        status=status,
        where=_where(table["where"], place),
        action=action,
        column=column,
        number=float(number),
        expect=_expected(table["expect"], place),
    )


def _where(where: Mapping[str, Any], place: str) -> dict[str, str]:
    if unknown := [key for key in where if key not in _WHERE]:
        raise InputError(f"unknown key {unknown[0]!r} in where", place, f"use {', '.join(_WHERE)}")
    if not {"reporter", "flow", "period"} <= set(where):
        raise InputError("a correction of no scope", place, "name reporter, flow and period in where")
    try:
        Period.parse(str(where["period"]))
    except ValueError:
        what = f"not a period: {str(where['period'])[:20]!r}"
        raise InputError(what, place, "write 2023, 2023-Q1 or 2023-04") from None
    return {key: str(value) for key, value in where.items()}


def _expected(expect: Mapping[str, Any], place: str) -> dict[str, float]:
    for key, value in expect.items():
        if key not in ("rows", *NUMBERS) or not _is_number(value):
            raise InputError(f"expect cannot be read at {key}", place, f"give numbers of rows, {', '.join(NUMBERS)}")
    return {key: float(value) for key, value in expect.items()}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def apply_corrections(
    connection: DuckDBPyConnection, staged: Sequence[Staged], corrections: Sequence[Correction]
) -> tuple[list[Staged], tuple[str, ...]]:
    """Apply the corrections that staged rows call for; the files as they are now, and what was done, in words.

    A dropped row is not lost: it stays in the book, apart, with `aggregate` = `corrected:ID`, and is never summed.
    """
    told: list[str] = []
    now = list(staged)
    for correction in corrections:
        meant = [
            at
            for at, one in enumerate(now)
            if one.source_id == correction.source and one.stored and _count(connection, one, _scope(correction))
        ]
        if meant:
            hit = [at for at in meant if _count(connection, now[at], _rows(correction))]
            told.append(_weighed(connection, [now[at] for at in hit], correction, now[meant[0]].file))
            for at in hit:
                now[at] = _apply(connection, now[at], correction)
    return now, tuple(told)


def _scope(correction: Correction) -> str:
    period = Period.parse(correction.where["period"])
    # Data of a whole year have no month: they are meant where the period is that year.
    at = f"(year * 12 + coalesce(month, {period.first_month % 12 + 1}) - 1)"
    whole = period.months == 12
    when = f"{at} BETWEEN {period.first_month} AND {period.last_month}" + ("" if whole else " AND month IS NOT NULL")
    named = {name: correction.where[name] for name in ("reporter", "flow")}
    return " AND ".join([when, *(f"{name} = {literal(value)}" for name, value in named.items())])


def _rows(correction: Correction) -> str:
    named = {name: correction.where[name] for name in ("partner", "commodity") if name in correction.where}
    return " AND ".join([_scope(correction), *(f"{name} = {literal(value)}" for name, value in named.items())])


def _count(connection: DuckDBPyConnection, one: Staged, condition: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM ({all_rows({0: one})}) WHERE {condition}").fetchone()
    return found[0] if found else 0


def _weighed(connection: DuckDBPyConnection, hit: Sequence[Staged], correction: Correction, file: str) -> str:
    """What is corrected, in words, once the rows are as the correction expects; `file` is one that has its scope."""
    if not hit:
        where = f"correction {correction.id}, {file}"
        raise InputError("a correction matches no row", where, "the source may have mended it: remove the correction")
    sums = ", ".join(f"coalesce(sum({name}), 0)::DOUBLE" for name in NUMBERS)
    found = connection.execute(
        f"SELECT count(*), {sums} FROM ({all_rows(dict(enumerate(hit)))}) WHERE {_rows(correction)}"
    ).fetchone() or (0, 0.0, 0.0, 0.0)
    facts = dict(zip(("rows", *NUMBERS), found, strict=True))
    _check_guard(correction, facts, hit[0].file)
    done = correction.action + ("" if correction.action == "drop" else f" {correction.number:g}")
    was = f"{correction.column} was {facts[correction.column]:g}"
    return f"{correction.id}: {counted(int(facts['rows']), 'row')}, {was}, {done}: {correction.reason}"


def _apply(connection: DuckDBPyConnection, one: Staged, correction: Correction) -> Staged:
    """A file with its rows corrected."""
    import duckdb

    where = f"correction {correction.id}, {one.file}"
    if correction.action != "drop" and correction.column not in one.columns:
        raise InputError(f"the file has no {correction.column}", where, "correct a column that it has")
    changed = one.path.with_suffix(f".{len(one.path.suffixes)}.parquet")
    try:
        connection.execute(copy_to(_corrected(one, correction), changed))
    except (duckdb.ConversionException, duckdb.OutOfRangeException):
        raise InputError("a correction gives a number that is too large", where, "look at its number again") from None
    one.path.unlink()
    return replace(one, path=changed, columns=tuple(dict.fromkeys([*one.columns, "aggregate"])))


def _check_guard(correction: Correction, facts: Mapping[str, float], file: str) -> None:
    where = f"correction {correction.id}, {file}"
    for name, wanted in correction.expect.items():
        if abs(facts[name] - wanted) <= _TOLERANCE:
            continue
        what = f"{name} is {facts[name]:.15g} where the correction expects {wanted:.15g}"
        raise InputError(what, where, "the source may have mended it: look again, then change or remove the correction")


def _corrected(one: Staged, correction: Correction) -> str:
    hit = f"({_rows(correction)})"
    columns = []
    for name in one.columns:
        if name == correction.column and correction.action != "drop":
            new = f"{name} * {correction.number!r}" if correction.action == "scale" else repr(correction.number)
            columns.append(f"CAST(CASE WHEN {hit} THEN {new} ELSE {name} END AS {_type(name)}) AS {name}")
        elif name != "aggregate":
            columns.append(name)
    given = "aggregate" if "aggregate" in one.columns else "CAST(NULL AS VARCHAR)"
    apart = f"CASE WHEN {hit} THEN {literal('corrected:' + correction.id)} ELSE {given} END"
    columns.append(f"{apart if correction.action == 'drop' else given} AS aggregate")
    return f"SELECT {', '.join(columns)} FROM ({one.relation})"


def _type(name: str) -> str:
    return "DECIMAL(18,2)" if name == "primary_value" else "DECIMAL(18,3)"
