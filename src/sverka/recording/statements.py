"""Statements files: figures that were published elsewhere, one a row, as claims.

The columns are `source, published, kind, flow, partners, goods, period, base, hedge, value, unit, of`; beside them may
stand `id`, `reporter`, `value_hi`, `aspect`, `printed`, and `of_partners`, `of_goods` for a share's whole (goods `all`:
the whole flow). Their order is free, and so are the separator (`,` `;` or tab) and a byte-order mark.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import cast

from sverka.model.claims import CLAIM_KINDS, HEDGES, WHOLES, Claim, ClaimKind, Hedge, Products, Whole
from sverka.model.errors import InputError
from sverka.model.grammar import is_partner_name, is_unit_name
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.reference.formulate import formulate
from sverka.reference.goods import chapters, find_goods
from sverka.reference.hedges import stated_intervals
from sverka.reference.units import unit_kind, unit_names

MAX_BYTES = 10_000_000
MAX_ROWS = 5_000
MAX_FIELD = 2_000
ALL_GOODS = "all"
NEEDED = ("kind", "value", "unit")
KNOWN = (
    *("source", "published", "kind", "flow", "partners", "goods", "period", "base", "hedge", "value", "unit", "of"),
    *("id", "reporter", "value_hi", "aspect", "printed", "of_partners", "of_goods"),
)
_REPORTER = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_PUBLISHED = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_THIRDS = re.compile(r"33\.3{1,10}|66\.6{0,9}[67]", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class _Row:
    """One row with its place in the file, so that what is wrong can be pointed at."""

    def __init__(self, fields: Mapping[str, str], file: str, line: int) -> None:
        self._fields = fields
        self._file = file
        self._line = line

    def get(self, column: str) -> str:
        return _CONTROL.sub(" ", self._fields.get(column, "")).strip()

    def error(self, column: str, what: str, next_step: str) -> InputError:
        return InputError(f"{what}: {self.get(column)[:60]!r}", self.place(column), next_step)

    def place(self, column: str) -> str:
        """Where a field stands, for errors."""
        return f"{self._file}, line {self._line}, column {column}"

    def one_of(self, column: str, allowed: tuple[str, ...], default: str | None = None) -> str | None:
        value = self.get(column)
        if not value:
            return default
        if value not in allowed:
            raise self.error(column, f"unknown {column}", f"write one of {', '.join(allowed)}")
        return value

    def number(self, column: str) -> tuple[float, str]:
        """A number and the digits that it is written with."""
        text = self.get(column).replace("\u00a0", "").replace(" ", "").replace("\u2212", "-")
        value = float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else math.nan
        if not math.isfinite(value):
            raise self.error(column, "not a number", "write it in digits, with a dot for decimals and no unit")
        return value, text.replace(",", ".").lstrip("+-")

    def period(self, column: str) -> str | None:
        text = self.get(column)
        if not text:
            return None
        try:
            return str(Period.parse(text))
        except ValueError:
            next_step = "write 2023, 2023-Q1, 2023-04 or 2023-01/2023-08, or leave it empty"
            raise self.error(column, "not a period", next_step) from None

    def partners(self, column: str) -> tuple[str, ...]:
        names = tuple(self.get(column).replace("+", " ").split())
        if not all(is_partner_name(name) for name in names):
            next_step = "write country codes such as CN or group ids such as central-asia, apart by spaces"
            raise self.error(column, "not a partner", next_step)
        return names

    def formed(self, column: str, form: re.Pattern[str], next_step: str) -> str | None:
        text = self.get(column)
        if text and not form.fullmatch(text):
            raise self.error(column, f"malformed {column}", next_step)
        return text or None


def _decoded(data: bytes | str, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1_000_000} MB of statements", file, "split the file")
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError("a statements file that is not UTF-8", f"{file}, line {line}", "save it as UTF-8") from None


def _separator(header: str) -> str:
    """The separator that cuts the header into the most pieces; a comma where none does."""
    return max((",", ";", "\t"), key=header.count)


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not empty, each with the line on which it ends."""
    separator = _separator(text.partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = f"{file}, line {reader.line_num}"
            raise InputError(f"broken CSV ({error})", where, "check the quotation marks of this line") from None
        if any(field.strip() for field in fields):
            yield reader.line_num, fields


def _header(fields: list[str], file: str) -> list[str]:
    names = [name.strip().lower() for name in fields]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        next_step = f"begin the file with a header of the columns {', '.join(KNOWN[:12])}"
        raise InputError(f"a statements file without the column {missing[0]}", f"{file}, line 1", next_step)
    twice = [name for name in names if name and names.count(name) > 1]
    if twice:
        raise InputError(f"the column {twice[0][:40]!r} stands twice", f"{file}, line 1", "keep one of them")
    return names


def _rows(data: bytes | str, file: str) -> Iterator[_Row]:
    records = _lines(_decoded(data, file), file)
    try:
        _, header = next(records)
    except StopIteration:
        raise InputError("an empty statements file", file, "give a CSV with a header and one figure a row") from None
    names = _header(header, file)
    for count, (line, fields) in enumerate(records, 1):
        if count > MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS} statements", f"{file}, line {line}", "split the file")
        if len(fields) != len(names):
            what = f"{len(fields)} fields where the header has {len(names)}"
            raise InputError(what, f"{file}, line {line}", "quote the fields that hold the separator")
        if any(len(field) > MAX_FIELD for field in fields):
            raise InputError(f"a field of more than {MAX_FIELD} characters", f"{file}, line {line}", "shorten it")
        yield _Row(dict(zip(names, fields, strict=True)), file, line)


def _products(label: str) -> Products | None:
    """Goods by a free label; one that no group goes by keeps its label alone."""
    if not label:
        return None
    goods = find_goods(label)
    if goods is None:
        return Products(label)
    return Products(label, chapters(goods.id), goods.id)


@cache
def _unit_codes() -> dict[str, str]:
    """Words and symbols of units in any case → their codes."""
    return {name.text.casefold(): name.unit for lang in ("ru", "en") for name in reversed(unit_names(lang))}


def _unit(row: _Row) -> str:
    """A known unit, or one of a quantity or price that no table has; words and symbols of known units are refused."""
    unit = row.get("unit")
    if unit_kind(unit) is not None:
        return unit
    meant = _unit_codes().get(unit.casefold())
    if meant or not all(is_unit_name(part) for part in unit.split("/")):
        next_step = (
            f"write {meant}" if meant else "write %, pp, a currency code such as USD, t, kg, m3, countries, rank …"
        )
        raise row.error("unit", "unknown unit", next_step)
    return unit


def _whole_goods(row: _Row) -> Products | None:
    """The goods of a share's whole; `all` says that the whole is of all goods."""
    named = row.get("of_goods")
    return None if named == ALL_GOODS else _products(named)


def _unsaid_whole(row: _Row) -> str | None:
    """Why a partner's share "in the exports of timber" has no measure: without `of_goods` it may be of timber exports
    or of all exports, and the two are far apart.
    """
    of_share = row.get("kind") == "share" or (row.get("unit") == "pp" and row.get("of"))
    unsaid = of_share and row.get("partners") and row.get("goods")
    if not unsaid or row.get("of_goods") or row.get("of_partners"):
        return None
    label = row.get("goods")
    return f"whether the whole is of {label} or of all goods is not said: put {label!r} or {ALL_GOODS!r} in of_goods"


def _is_third(hedge: str, unit: str, printed: str) -> bool:
    """Whether "about 33.3 %" writes down a fraction word: nobody is about a number of three digits."""
    return hedge == "about" and unit == "%" and _THIRDS.fullmatch(printed) is not None


def _value_hi(row: _Row) -> float | None:
    return row.number("value_hi")[0] if row.get("value_hi") else None


def _printed(row: _Row, written: str) -> str:
    """The number as printed: the column of that name, else the digits of the value.

    A lone `.0` is what a spreadsheet adds to whole numbers and goes; more noughts have been printed.
    """
    printed = row.get("printed").replace(" ", "").replace(",", ".")
    return printed or re.sub(r"\.0$", "", written)


def _fields(row: _Row, number: int, reporter: str | None) -> Claim:
    """The claim that a row's fields give, measure and intervals aside."""
    value, written = row.number("value")
    own = row.formed("reporter", _REPORTER, "write an ISO 3166 code such as RU-TOM or a group id")
    published = row.formed("published", _PUBLISHED, "write 2023, 2023-05 or 2023-05-25")
    return Claim(
        id=row.formed("id", _ID, "begin it with a letter, then letters, digits, - _ . up to 40") or f"s{number}",
        kind=cast(ClaimKind, row.one_of("kind", CLAIM_KINDS)),
        value=value,
        unit=_unit(row),
        flow=row.one_of("flow", tuple(flow.value for flow in Flow)),
        reporter=own or reporter,
        partners=row.partners("partners"),
        products=_products(row.get("goods")),
        period=row.period("period"),
        base=row.period("base"),
        hedge=cast(Hedge, row.one_of("hedge", HEDGES, "exact")),
        value_hi=_value_hi(row),
        of=cast("Whole | None", row.one_of("of", WHOLES)),
        of_partners=row.partners("of_partners"),
        of_products=_whole_goods(row),
        aspect=row.get("aspect") or None,
        printed=_printed(row, written),
        source=row.get("source") or None,
        published=published,
    )


def _claim(row: _Row, number: int, reporter: str | None) -> Claim:
    if not row.get("kind"):
        raise row.error("kind", "a row without its kind", f"write one of {', '.join(CLAIM_KINDS)}")
    claim = _fields(row, number, reporter)
    assert claim.value is not None
    third = _is_third(claim.hedge, claim.unit, claim.printed)
    interval, wide = stated_intervals(
        claim.value, claim.unit, claim.hedge, claim.printed, value_hi=claim.value_hi, fraction=third
    )
    unsaid = _unsaid_whole(row)
    measure, reason = (None, unsaid) if unsaid else formulate(claim)
    _check_whole(row, claim)
    return replace(claim, measure=measure, measure_reason=reason, interval=interval, interval_wide=wide)


def _check_whole(row: _Row, claim: Claim) -> None:
    """Raise for a rank or a count that can be none: 0th, half a country."""
    if claim.kind not in ("rank", "count") or claim.value is None:
        return
    least = 1 if claim.kind == "rank" else 0
    if claim.value < least or claim.value != int(claim.value):
        raise row.error("value", f"not a {claim.kind}", f"write a whole number from {least} on")


def read_statements(
    data: bytes | str, *, source: str, reporter: str | None = None, first_id: int = 1
) -> tuple[Claim, ...]:
    """The rows of a statements file as claims, in file order, each with its measure and both intervals.

    Ids are `s1`, `s2`, … from `first_id` on, save where the `id` column has one. `reporter` is that of rows which name
    none; `source` names the file in errors. Raise `InputError` with line and column for a file or row that cannot be
    read, and for an id that stands twice.

    >>> [claim] = read_statements("kind,flow,of,value,unit\\nshare,export,turnover,80,%", source="a.csv")
    >>> claim.id, str(claim.measure), claim.interval.as_pair()
    ('s1', 'share(export, turnover)', [79.5, 80.5])
    """
    claims: dict[str, Claim] = {}
    for number, row in enumerate(_rows(data, source), first_id):
        claim = _claim(row, number, reporter)
        if claim.id in claims:
            what = f"the id {claim.id!r} is taken by an earlier row"
            raise InputError(what, row.place("id"), "give each row its own id, or none")
        claims[claim.id] = claim
    return tuple(claims.values())
