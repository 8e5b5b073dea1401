"""From a plan to SQL: how the rows of one file are read, checked and turned into canonical ones.

The fast way reads typed columns at full speed and drops, uncounted, what does not fit; it is right only when nothing
was dropped. The careful way reads text with line numbers, says of each row what is wrong with it, and is taken
whenever the fast way comes out with fewer rows than the file has lines. Both share every expression of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sverka.recording.columns import COLUMNS, SHELF, STORED
from sverka.recording.mending_sql import NOTHING_SHOWN, Survey, around, given, is_no_value, mended
from sverka.recording.source import Header, Plan, literal, quoted

LINE = "__line"
PART = "__part"
FITS, SOUND = "__fits", "__sound"
MARK = "primary_value"
"""Null in a row that does not pass every check."""
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
    if named:
        options = f"{options}, filename=true"
    kept = _kept(plan, f"filename AS {PART}, " if named else "")
    return f"SELECT {kept} FROM {typed_call(plan, header, file, options)} WHERE {_fitting(plan)}"


def typed_call(plan: Plan, header: Header, file: TextFile, options: str = "ignore_errors=true") -> str:
    """The engine's reader of a file, with the types of the plan."""
    kinds = {column.name: _TYPES.get(column.kind, "VARCHAR") for column in plan.columns}
    types = [(name, kinds.get(name, "VARCHAR")) for name in header.columns]
    return csv_call(file, types, plan.decimal, plan.missing, options)


def _kept(plan: Plan, first: str = "") -> str:
    """The plan's columns, whole numbers as such."""
    return first + ", ".join(
        f"CAST({quoted(column.name)} AS INTEGER) AS {quoted(column.name)}"
        if column.kind == "integer"
        else quoted(column.name)
        for column in plan.columns
    )


def _fitting(plan: Plan) -> str:
    """A condition: the columns of a typed row are what the plan takes them for."""
    whole = [quoted(column.name) for column in plan.columns if column.kind == "integer"]
    # Read as an integer, 12.7 would become 13.
    fits = [f"({name} = CAST({name} AS INTEGER)) IS NOT FALSE" for name in whole]
    # What is empty but for spaces is no value; only the careful way sees that. A space sorts below every other sign.
    nulls = ", ".join(literal(one) for one in ("", *plan.missing))
    seen = {check.column for check in plan.checks if check.blank_too}
    texts = [quoted(one.name) for one in plan.columns if one.kind not in _TYPES and one.name not in seen]
    fits += [
        f"(CASE WHEN {name} >= '!' THEN TRUE ELSE trim({name}) NOT IN ({nulls}) END) IS NOT FALSE" for name in texts
    ]
    return " AND ".join(fits) or "TRUE"


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
    sound = _sound(plan)
    sifted = f"SELECT * FROM ({rows}) WHERE {sound}" if sound else rows
    return f"SELECT * FROM ({canonical(plan, sifted, carried)}) WHERE {whole_rows(plan)}"


def marked_select(plan: Plan, header: Header, file: TextFile) -> str:
    """The canonical rows of all typed ones; of those that do not pass every check, a column that is needed is null.

    To look at every row and drop none costs half of what it costs to sift them, as the engine then need not gather what
    is left of each column. The rows of `fast_select` are those for which `whole_rows` is true.
    """
    # Checks are of whole numbers as such.
    typed = f"SELECT {_kept(plan)}, {_fitting(plan)} AS {FITS} FROM {typed_call(plan, header, file)}"
    rows = f"SELECT *, {' AND '.join(one for one in (FITS, _sound(plan)) if one)} AS {SOUND} FROM ({typed})"
    told = f"CASE WHEN {SOUND} THEN {plan.select[MARK]} END"
    return canonical(replace(plan, select={**plan.select, MARK: told}), rows)


def whole_rows(plan: Plan) -> str:
    """A condition: nothing that a canonical row needs is null."""
    return " AND ".join(f"{name} IS NOT NULL" for name in needed(plan) if name not in plan.enums)


def _sound(plan: Plan) -> str:
    """A condition: a typed row passes every check; empty where there is none."""
    return " AND ".join(
        [
            *(f"{quoted(column.name)} IS NOT NULL" for column in plan.columns if column.required),
            *(f"({check.bad}) IS NOT TRUE" for check in plan.checks),
        ]
    )


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
