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
from sverka.recording.mending_sql import NOTHING_SHOWN, Survey, around, given, is_no_value, mended
from sverka.recording.source import Header, Plan, literal, quoted

LINE = "__line"
PART = "__part"
MAX_LINE_BYTES = 2_000_000
# The engine rounds a fraction to an integer, 160.5 to country 161, so that whole numbers are read with their fractions.
_TYPES = {"integer": "DOUBLE", "number": "DECIMAL(18,3)", "float": "DOUBLE"}
_NEEDED = tuple(column.name for column in COLUMNS if not column.optional and column.name != "source")
SCOPE = ("reporter", "partner", "flow", "year", "month", "commodity", "primary_value")
"""What is told of a row in quarantine as far as it can be read."""
TOLERATED = "__t_"
"""Begins the names of the columns that say by tolerance whether a row needed it."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A UTF-8 file to read rows from: its separator and quotation mark, and how many lines stand before the rows.

    `parts` are files to read in its place, none of which has a header.
    """

    path: Path
    separator: str
    quote: str
    skip: int = 1
    parts: tuple[Path, ...] = ()

    @property
    def places(self) -> str:
        """What the engine's reader is given."""
        if not self.parts:
            return literal(str(self.path))
        return f"[{', '.join(literal(str(part)) for part in self.parts)}]"


def csv_call(
    file: TextFile,
    types: Sequence[tuple[str, str]],
    decimal: str = ".",
    missing: Sequence[str] = (),
    options: str = "ignore_errors=true",
) -> str:
    """The engine's reader of one file with given columns and types; rows that do not fit are passed over.

    `options` are more arguments of the reader.
    """
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in types)
    nulls = ", ".join(literal(one) for one in ("", *missing))
    return (
        f"read_csv({file.places}, auto_detect=false, header=false, skip={0 if file.parts else file.skip}, "
        f"delim={literal(file.separator)}, quote={literal(file.quote)}, escape={literal(file.quote)}, "
        f"decimal_separator={literal(decimal)}, {options}, null_padding=false, nullstr=[{nulls}], "
        f"encoding='utf-8', max_line_size={MAX_LINE_BYTES}, columns={{{columns}}})"
    )


def typed_rows(
    plan: Plan, header: Header, file: TextFile, options: str = "ignore_errors=true", *, named: bool = False
) -> str:
    """The fast way: the plan's columns as their types, every other one as text; `named`: and the part of the file."""
    kinds = {column.name: _TYPES.get(column.kind, "VARCHAR") for column in plan.columns}
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
    texts = [quoted(column.name) for column in plan.columns if column.kind not in _TYPES]
    fits += [f"({name} >= '!' OR trim({name}) NOT IN ({nulls})) IS NOT FALSE" for name in texts]
    sound = " AND ".join(fits) or "TRUE"
    if named:
        kept, options = f"filename AS {PART}, {kept}", f"{options}, filename=true"
    return f"SELECT {kept} FROM {csv_call(file, types, plan.decimal, plan.missing, options)} WHERE {sound}"


def given_rows(plan: Plan, header: Header, file: TextFile) -> str:
    """The careful way, first: each row with its line and the texts of its columns, as far as anything stands there."""
    types = [(LINE, "BIGINT"), *((name, "VARCHAR") for name in header.columns)]
    texts = ", ".join(f"{given(plan, column)} AS {quoted(column.name)}" for column in plan.columns)
    spaced = " OR ".join(around(column) for column in plan.columns)
    words = " OR ".join(is_no_value(column, plan) for column in plan.columns)
    return (
        f"SELECT {LINE}, {texts}, coalesce({spaced}, FALSE) AS {TOLERATED}spaces, "
        f"coalesce({words}, FALSE) AS {TOLERATED}no_value FROM {csv_call(file, types)}"
    )


def numbered_rows(plan: Plan, header: Header, file: TextFile, survey: Survey = NOTHING_SHOWN) -> str:
    """The careful way: each row with its line, its columns as far as they fit, `__wrong`: what does not, `__at`: in
    which column, and by tolerance whether it was needed.
    """
    ways = {column: mended(plan, column, survey) for column in plan.columns}
    tries = ", ".join(f"{way.value} AS {quoted(column.name)}" for column, way in ways.items())
    wrong = [
        (condition, column.name, reason) for column, way in ways.items() for reason, condition in way.reasons.items()
    ]
    wrong += [(f"{quoted(column.name)} IS NULL", column.name, "empty") for column in plan.columns if column.required]
    needed_by: dict[str, list[str]] = {}
    for way in ways.values():
        for tolerance, condition in way.tolerances.items():
            needed_by.setdefault(tolerance, []).append(condition)
    tolerances = "".join(
        f", coalesce({' OR '.join(f'({one})' for one in conditions)}, FALSE) AS {TOLERATED}{tolerance}"
        for tolerance, conditions in needed_by.items()
    )
    return (
        f"SELECT {LINE}, {TOLERATED}spaces, {TOLERATED}no_value, {tries}{tolerances}, "
        f"{_first((condition, f'{name}: {reason}') for condition, name, reason in wrong)} AS __wrong "
        f"FROM ({given_rows(plan, header, file)})"
    )


def _first(cases: Iterable[tuple[str, str]]) -> str:
    """The reason of the first condition that is true; null where none is."""
    told = " ".join(f"WHEN {condition} THEN {literal(reason)}" for condition, reason in cases)
    return f"CASE {told} END" if told else "NULL"


def canonical(plan: Plan, rows: str, carried: str = "") -> str:
    """Canonical rows from raw ones; shelf columns that are the same in every row are left out.

    `carried` is a column to keep before them, with its comma.
    """
    chosen = ", ".join(
        f"{expression} AS {name}" if name in plan.enums else f"CAST({expression} AS {_type_of(name)}) AS {name}"
        for name, expression in _ordered(plan).items()
    )
    return f"SELECT {carried}{chosen} FROM ({rows})"


def counted_parts(plan: Plan, rows: str) -> str:
    """A query of how many rows of each part pass every check, every value read as for `fast_select`."""
    counts = ", ".join(f"count({name})" for name in _ordered(plan))
    return f"SELECT {PART}, count(*), {counts} FROM ({fast_select(plan, rows, f'{PART}, ')}) GROUP BY {PART}"


def fast_select(plan: Plan, rows: str, carried: str = "") -> str:
    """The canonical rows that pass every check."""
    sound = " AND ".join(
        [
            *(f"{quoted(column.name)} IS NOT NULL" for column in plan.columns if column.required),
            *(f"({check.bad}) IS NOT TRUE" for check in plan.checks),
        ]
    )
    sifted = f"SELECT * FROM ({rows}) WHERE {sound}" if sound else rows
    whole = " AND ".join(f"{name} IS NOT NULL" for name in needed(plan) if name not in plan.enums)
    return f"SELECT * FROM ({canonical(plan, sifted, carried)}) WHERE {whole}"


def careful_select(plan: Plan, rows: str) -> str:
    """Every row with `__line`, `__reason`, which is null where the row is sound, and what it needed to be read.

    Expressions are evaluated only for rows whose columns could be read; of others, the scope as far as it can be told.
    """
    told = _first(
        [("__wrong IS NOT NULL", ""), *((check.bad, f"{check.column}: {check.reason}") for check in plan.checks)]
    )
    told = told.replace("THEN ''", "THEN __wrong", 1)
    judged = f"SELECT *, {told} AS __told FROM ({rows})"
    chosen = ", ".join(
        f"CASE WHEN {_readable(plan, name, expression)} THEN TRY(CAST({expression} AS {_type_of(name)})) END AS {name}"
        for name, expression in _ordered(plan).items()
    )
    lacking = _first(
        (f"{name} IS NULL", f"{name.replace('_', ' ')} cannot be told from the row") for name in needed(plan)
    )
    return (
        f"SELECT * EXCLUDE (__told), coalesce(__told, {lacking}) AS __reason "
        f"FROM (SELECT {LINE}, __told, COLUMNS('^{TOLERATED}'), {chosen} FROM ({judged}))"
    )


def _readable(plan: Plan, name: str, expression: str) -> str:
    """A condition: a canonical column can be told, of a row in quarantine as well where nothing is wrong with what it
    is told from.
    """
    if name not in SCOPE:
        return "__told IS NULL"
    there = [quoted(one.name) for one in plan.columns if one.required and quoted(one.name) in expression]
    sound = [f"({check.bad}) IS NOT TRUE" for check in plan.checks if quoted(check.column) in expression]
    return f"__told IS NULL OR ({' AND '.join([*(f'{one} IS NOT NULL' for one in there), *sound]) or 'TRUE'})"


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
