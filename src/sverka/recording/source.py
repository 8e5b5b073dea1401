"""What a source format must tell, so that one pipeline can load them all.

A source is a module with the same few hooks: does this header belong to you (`recognise`), and how are its columns to
be read (`plan`). The plan is data: types, expressions and checks that one pipeline (`staging`) carries out, so that
every source is loaded, counted and quarantined in the same way.

Expressions are SQL of the embedded engine (DuckDB) over the raw columns, written `"NAME"`. They come from this package
or are built from a checked mapping, never from data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

RawKind = Literal["integer", "number", "float", "wide", "text", "code"]


@dataclass(frozen=True, slots=True)
class RawColumn:
    """A column of the file, by its exact name in the header.

    A `number` is kept as a decimal of 18 digits, 3 of them after the mark; a `float` is read faster, and is for columns
    whose values have at most 15 digits. A row in which a `required` column is empty, or a number cannot be read as one,
    goes to quarantine. An optional number that is empty is null; one that cannot be read sends the row there too. A
    `wide` number stays a text with the plan's decimal mark, for expressions that scale it (`number_sql`).

    A `code` is a text of digits for the most part. Where the classification fixes its digits, they are the `width`: a
    leading zero that was lost is put back, in rows where the SQL condition `fixed_where` is true, and, unless the user
    told the width (`width_told`), where it makes a heading of the HS. `chapters`: a code of one digit has lost its zero
    where every other code of the column has two digits.
    """

    name: str
    kind: RawKind
    required: bool = True
    width: int = 0
    width_told: bool = False
    fixed_where: str = ""
    chapters: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A row for which the SQL condition `bad` is true cannot be read, for a `reason` that a user understands.

    `blank_too`: it is true of a `column` of spaces, which then need not be looked for apart.
    """

    bad: str
    reason: str
    column: str
    blank_too: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one file become canonical rows.

    `fixed` are canonical columns that are the same in every row, `select` SQL expressions for the others; together
    they give all of `flow`, `frequency`, `year`, `classification`, `currency`, `valuation`, `reporter`, `partner`,
    `commodity`, `primary_value`, and `month` unless the data are annual. `lists` are looked up by position in
    expressions as `getvariable('NAME')[position]`, positions counted from 1; the empty string stands for no value.
    An expression of a column that must not be null sends its row to quarantine when it gives null. `missing` are
    spellings of no value, beside the empty field, in any column: `NA`.

    `enums` names canonical columns that are looked up in a list of few codes, every one of them a code: the engine then
    keeps numbers instead of texts, which is what makes ten million rows quick, and need not look for missing codes.

    `hierarchical` sources hold totals beside their parts: rows are then sorted into parts and aggregates. In others
    each row is a part. `decimal_told`: that `decimal` is the mark of the numbers was said, not seen.
    `fixed` may hold `source`, the id of a mapped table's own; `about` is what its figures mean (title, whose region,
    trade system), and is kept with the load. `names` are SQL of what the file calls the reporter and
    the partner, where it tells them by name.
    """

    columns: tuple[RawColumn, ...]
    fixed: Mapping[str, str]
    select: Mapping[str, str]
    checks: tuple[Check, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decimal: str = "."
    decimal_told: bool = False
    enums: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    hierarchical: bool = False
    notes: tuple[str, ...] = ()
    about: Mapping[str, object] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a file as its columns, with what the file is called and its first rows.

    `twins` are names that more than one column has; all but the first of such columns have other names here.
    """

    columns: tuple[str, ...]
    file: str
    rows: tuple[tuple[str, ...], ...] = ()
    twins: tuple[str, ...] = ()

    def index(self, name: str) -> int | None:
        """The position of a column from 0, its case and surrounding spaces aside."""
        wanted = name.strip().casefold()
        found = [at for at, column in enumerate(self.columns) if column.strip().casefold() == wanted]
        return found[0] if found else None

    def has(self, *names: str) -> bool:
        """Whether all these columns are there."""
        return all(self.index(name) is not None for name in names)

    def exact(self, name: str) -> str:
        """A column's name exactly as the file writes it; `KeyError` where there is none."""
        at = self.index(name)
        if at is None:
            raise KeyError(name)
        return self.columns[at]

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a column in the first rows."""
        at = self.index(name)
        return () if at is None else tuple(row[at].strip() for row in self.rows if at < len(row))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user said about the files of a load: a flow, the content of a mapping file, codes of places by name."""

    flow: str | None = None
    mapping: Mapping[str, object] | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One source format: `recognise` answers from the header alone, `plan` raises `InputError` where it cannot read.

    `two_sided`: a row stands for the exporter's exports and for the importer's imports (the reporter is the exporter).
    `single`: by its form it has one row for a reporter, partner, flow, period and product, of one unit and never a
    total, so that a cube takes rows as they are.
    """

    id: str
    recognise: Callable[[Header], bool]
    plan: Callable[[Header, Asked], Plan]
    two_sided: bool = False
    single: bool = False


def quoted(name: str) -> str:
    """A column name as SQL writes it.

    >>> quoted("VL_FOB")
    '"VL_FOB"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it.

    >>> literal("O'Higgins")
    "'O''Higgins'"
    """
    return "'" + text.replace("'", "''") + "'"
