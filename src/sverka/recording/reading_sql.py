"""From a plan to SQL: how the rows of one file are read, checked and turned into canonical ones.

The fast way reads typed columns at full speed and drops, uncounted, what does not fit; it is right only when nothing
was dropped. The careful way reads text with line numbers, says of each row what is wrong with it, and is taken
whenever the fast way comes out with fewer rows than the file has lines. Both share every expression of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sverka.recording.columns import COLUMNS, SHELF, STORED
from sverka.recording.source import Header, Plan, RawColumn, literal, quoted

LINE = "__line"
MAX_LINE_BYTES = 2_000_000
# The engine rounds a fraction to an integer, 160.5 to country 161, so that whole numbers are read with their fractions.
_TYPES = {"integer": "DOUBLE", "number": "DECIMAL(18,3)", "float": "DOUBLE", "text": "VARCHAR"}
_NEEDED = tuple(column.name for column in COLUMNS if not column.optional and column.name != "source")
_PLAIN_NUMBER = r"replace(replace(replace(replace({text}, ' ', ''), chr(160), ''), chr(8239), ''), {decimal}, '.')"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A UTF-8 file to read rows from: its separator and quotation mark, and how many lines stand before the rows."""

    path: Path
    separator: str
    quote: str
    skip: int = 1


def csv_call(file: TextFile, types: Sequence[tuple[str, str]], decimal: str = ".", missing: Sequence[str] = ()) -> str:
    """The engine's reader of one file with given columns and types; rows that do not fit are passed over."""
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in types)
    nulls = ", ".join(literal(one) for one in ("", *missing))
    return (
        f"read_csv({literal(str(file.path))}, auto_detect=false, header=false, skip={file.skip}, "
        f"delim={literal(file.separator)}, quote={literal(file.quote)}, escape={literal(file.quote)}, "
        f"decimal_separator={literal(decimal)}, ignore_errors=true, null_padding=false, nullstr=[{nulls}], "
        f"encoding='utf-8', max_line_size={MAX_LINE_BYTES}, columns={{{columns}}})"
    )


def typed_rows(plan: Plan, header: Header, file: TextFile) -> str:
    """The fast way: the plan's columns as their types, every other one as text."""
    kinds = {column.name: _TYPES[column.kind] for column in plan.columns}
    types = [(name, kinds.get(name, "VARCHAR")) for name in header.columns]
    whole = [quoted(column.name) for column in plan.columns if column.kind == "integer"]
    kept = ", ".join(
        f"CAST({name} AS INTEGER) AS {name}" if name in whole else name
        for name in (quoted(column.name) for column in plan.columns)
    )
    # Read as an integer, 12.7 would become 13.
    fits = [f"({name} = CAST({name} AS INTEGER)) IS NOT FALSE" for name in whole]
    # What is empty but for spaces is no value; only the careful way sees that. A space sorts below every other sign.
    nulls = ", ".join(literal(one) for one in ("", *plan.missing))
    texts = [quoted(column.name) for column in plan.columns if column.kind == "text"]
    fits += [f"({name} >= '!' OR trim({name}) NOT IN ({nulls})) IS NOT FALSE" for name in texts]
    sound = " AND ".join(fits) or "TRUE"
    return f"SELECT {kept} FROM {csv_call(file, types, plan.decimal, plan.missing)} WHERE {sound}"


def numbered_rows(plan: Plan, header: Header, file: TextFile) -> str:
    """The careful way: each row with its line, its columns as far as they fit, and `__wrong`: what does not."""
    types = [(LINE, "BIGINT"), *((name, "VARCHAR") for name in header.columns)]
    nulls = ", ".join(literal(one) for one in ("", *plan.missing))
    names = [quoted(column.name) for column in plan.columns]
    given = ", ".join(f"CASE WHEN trim({name}) NOT IN ({nulls}) THEN {name} END AS {name}" for name in names)
    rows = f"SELECT {LINE}, {given} FROM {csv_call(file, types)}"
    tries = ", ".join(f"{_tried(column, plan.decimal)} AS {quoted(column.name)}" for column in plan.columns)
    wrong = _first(
        [
            *((_unreadable(column, plan.decimal), f"{column.name}: not {_A[column.kind]}") for column in plan.columns),
            *((_empty(column), f"{column.name}: empty") for column in plan.columns if column.required),
        ]
    )
    return f"SELECT {LINE}, {tries}, {wrong} AS __wrong FROM ({rows})"


_A = {"integer": "a whole number", "number": "a number", "float": "a number", "text": "a text"}


def _tried(column: RawColumn, decimal: str) -> str:
    name = quoted(column.name)
    if column.kind == "text":
        return name
    plain = _PLAIN_NUMBER.format(text=name, decimal=literal(decimal))
    # Digits that the type would round away are no mistake of the file; a fraction in a whole number is.
    number = f"TRY_CAST({plain} AS {_TYPES[column.kind]})"
    if column.kind == "integer":
        return f"CASE WHEN {number} = TRY_CAST({number} AS INTEGER) THEN TRY_CAST({number} AS INTEGER) END"
    # Of floats the engine takes `nan` and `inf` for numbers.
    return f"CASE WHEN isfinite({number}) THEN {number} END" if column.kind == "float" else number


def _empty(column: RawColumn) -> str:
    return f"{quoted(column.name)} IS NULL"


def _unreadable(column: RawColumn, decimal: str) -> str:
    if column.kind == "text":
        return "FALSE"
    return f"({quoted(column.name)} IS NOT NULL AND {_tried(column, decimal)} IS NULL)"


def _first(cases: Iterable[tuple[str, str]]) -> str:
    """The reason of the first condition that is true; null where none is."""
    told = " ".join(f"WHEN {condition} THEN {literal(reason)}" for condition, reason in cases)
    return f"CASE {told} END" if told else "NULL"


def canonical(plan: Plan, rows: str) -> str:
    """Canonical rows from raw ones; shelf columns that are the same in every row are left out."""
    chosen = ", ".join(
        f"{expression} AS {name}" if name in plan.enums else f"CAST({expression} AS {_type_of(name)}) AS {name}"
        for name, expression in _ordered(plan).items()
    )
    return f"SELECT {chosen} FROM ({rows})"


def fast_select(plan: Plan, rows: str) -> str:
    """The canonical rows that pass every check."""
    sound = " AND ".join(
        [
            *(f"{quoted(column.name)} IS NOT NULL" for column in plan.columns if column.required),
            *(f"({check.bad}) IS NOT TRUE" for check in plan.checks),
        ]
    )
    sifted = f"SELECT * FROM ({rows}) WHERE {sound}" if sound else rows
    whole = " AND ".join(f"{name} IS NOT NULL" for name in needed(plan) if name not in plan.enums)
    return f"SELECT * FROM ({canonical(plan, sifted)}) WHERE {whole}"


def careful_select(plan: Plan, rows: str) -> str:
    """Every row with `__line` and `__reason`, which is null where the row is sound.

    Expressions are evaluated only for rows whose columns could be read.
    """
    told = _first(
        [("__wrong IS NOT NULL", ""), *((check.bad, f"{check.column}: {check.reason}") for check in plan.checks)]
    )
    told = told.replace("THEN ''", "THEN __wrong", 1)
    judged = f"SELECT *, {told} AS __told FROM ({rows})"
    chosen = ", ".join(
        f"CASE WHEN __told IS NULL THEN TRY(CAST({expression} AS {_type_of(name)})) END AS {name}"
        for name, expression in _ordered(plan).items()
    )
    lacking = _first(
        (f"{name} IS NULL", f"{name.replace('_', ' ')} cannot be told from the row") for name in needed(plan)
    )
    return (
        f"SELECT * EXCLUDE (__told), coalesce(__told, {lacking}) AS __reason "
        f"FROM (SELECT {LINE}, __told, {chosen} FROM ({judged}))"
    )


def needed(plan: Plan) -> tuple[str, ...]:
    """The canonical columns that must not be null and are not the same in every row."""
    return tuple(name for name in _NEEDED if name not in plan.fixed)


def stored_columns(plan: Plan) -> tuple[str, ...]:
    """The columns of a staged file, in order."""
    return tuple(_ordered(plan))


def _ordered(plan: Plan) -> dict[str, str]:
    """The plan's expressions in the order of the canonical columns; the year is kept in each file as well."""
    order = [column.name for column in (*STORED, *COLUMNS)]
    constant = {name: literal(value) for name, value in plan.fixed.items() if name not in SHELF or name == "year"}
    chosen = {**constant, **plan.select}
    return {name: chosen[name] for name in dict.fromkeys(order) if name in chosen}


def _type_of(name: str) -> str:
    return next(column.sql_type for column in COLUMNS if column.name == name)
