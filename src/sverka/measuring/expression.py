"""The one heavy query, written once as an Ibis expression: a reporter's trade summed to a cube.

The book's files are read in *legs*: the files of one flow that share source, frequency, classification, currency and
valuation, so that these need no column. Codes leave the engine as numbers, since a million strings cost more to fetch
than to sum. Sums are of whole hundredths and thousandths, so every engine gives the same figures to the last unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sverka.recording.aggregates import DETAIL, GOODS, PARTNERS
from sverka.recording.columns import WORLD
from sverka.recording.repeated_totals import HIGHEST, LOWEST

if TYPE_CHECKING:
    import ibis.expr.types as ir

CENTS = 100
GRAMS = 1000
_AGGREGATE = "aggregate"
DIGITS = 18
"""Digits of the amounts of a record."""
SUM_DIGITS = 38
"""Digits of their sums."""
CODE_CHARACTERS = 7
"""The most characters of a partner code; each has 8 of the 56 bits of its number."""
COMMODITY_DIGITS = 10
LENGTH_BITS = 4
NO_HS, TOTAL_GOODS = -1, -2
"""Commodity numbers of a code that is not all digits, and of a declared total over goods; below them is the number of
the digits that a secret code begins with, below 0."""
_LETTERED = r"^((?:0[1-9]|[1-9][0-9])(?:[0-9][0-9]){0,3})[0-9]?[A-Z]+\z"
"""A code that tells a chapter, and maybe more pairs of digits, and ends in letters."""
PLACES = {"value": 2, "weight": 3, "quantity": 3}
"""The decimal places of amounts that have some."""
_COLUMN = {"weight": "net_weight_kg", "weighed": "net_weight_kg", "quantity": "quantity", "unit": "quantity_unit"}
AMOUNTS = ("value", "weight", "weighed", "quantity", "rows")
COLUMNS = ("leg", "period", "partner", "commodity", "unit", *AMOUNTS)
TOLD = "told"
"""A further column where files mark aggregates: 0 for a part, else what a declared total is one of (`_told`)."""
CONTESTED_LOW, CONTESTED_HIGH = 1 << 40, 1 << 41
"""`TOLD` of the lowest and the highest row of a total that is declared with different values, and counts for none."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Files that are read as one; `mirrored` takes the reporter for the partner, as in a two-sided source. `single`: a
    cell of the cube has one row, so that nothing need be summed. `telling`: a column that rows must have a value in.
    """

    number: int
    table: Any
    columns: frozenset[str]
    mirrored: bool = False
    single: bool = False
    telling: str | None = None


def cube_expression(legs: Sequence[Leg], reporter: str | Sequence[str], *, coded: bool = True) -> ir.Table:
    """The sums of one reporter, or of several together, by leg × period × partner × commodity × unit.

    The columns are `COLUMNS`.

    `period` counts months from year 0 (that of the first month of a year or quarter), `value` is in hundredths of the
    currency, `weight` in grams over the `weighed` rows that have one, `quantity` in thousandths of the `unit`, whose
    code is a number like that of a partner, 0 for none. Declared totals come beside the parts, told apart by `TOLD`,
    where any file marks aggregates; other aggregates are left out. Without `coded` codes are texts and
    amounts are decimals, and what no file has is left out, for whoever makes numbers of them afterwards.
    """
    import ibis

    held = frozenset().union(*(leg.columns for leg in legs))
    parts = [_leg(leg, reporter, held, coded) for leg in legs]
    if len({leg.single for leg in legs}) > 1:
        parts = [_as_sums(part) for part in parts]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _as_sums(part: ir.Table) -> ir.Table:
    """A leg with amounts of as many digits as sums have, as those that are not summed come with fewer."""
    kinds = {name: f"decimal({SUM_DIGITS}, {places})" for name, places in PLACES.items()}
    short = {name: kind for name, kind in kinds.items() if name in part.columns and part[name].type().is_decimal()}
    return part.cast(short)


def leg_sums(leg: Leg, reporter: str | Sequence[str], *, whole: bool = False, declared: bool = False) -> ir.Table:
    """One leg's sums by year, partner, commodity and what else its files have, codes as they are recorded.

    Amounts are as recorded, or `whole` numbers of their last decimal place. With `declared` the declared totals come
    too, told apart by `TOLD`.
    """
    rows = leg.table
    here, there = (rows.partner, rows.reporter) if leg.mirrored else (rows.reporter, rows.partner)
    rows = rows.filter(here == reporter if isinstance(reporter, str) else here.isin(reporter))
    if leg.telling:
        rows = rows.filter(rows[leg.telling].notnull())
    marked = _AGGREGATE in leg.columns
    if marked:
        part = rows[_AGGREGATE].isnull()
        rows = rows.filter(part | _is_declared(rows, leg.columns) if declared else part)
    keys = {"year": rows.year, "partner": there, "commodity": rows.commodity}
    if declared and marked:
        keys[TOLD] = _told(rows, leg.columns)
    if "month" in leg.columns:
        keys["month"] = rows.month
    if "quantity_unit" in leg.columns:
        keys["unit"] = rows.quantity_unit
    amounts = _amounts(rows, leg, _whole if whole else _as_recorded)
    summed: ir.Table = rows.select(**keys, **amounts) if leg.single else rows.group_by(**keys).aggregate(**amounts)
    return summed


def _is_declared(rows: ir.Table, columns: frozenset[str]) -> Any:
    """Which aggregates are declared totals: the world over its partners, goods over finer ones, a key over its cuts;
    and those that are declared with different values, to be told of.

    Totals over some of the partners, parts of flows, dropped rows and other classifications are none.
    """
    mark = rows[_AGGREGATE]
    over_cuts = (mark == DETAIL) & (rows.detail.isnull() if "detail" in columns else True)
    contested = (mark == LOWEST) | (mark == HIGHEST)
    return ((mark == PARTNERS) & (rows.partner == WORLD)) | (mark == GOODS) | over_cuts | contested


def _told(rows: ir.Table, columns: frozenset[str]) -> Any:
    """0 for a part; for a declared total 1, and more the finer it is cut; below 0 where it is one over partners.

    Rows of a mode and rows of all modes tell one total twice, so that the cuts must be told apart: by how many there
    are, then by how short their names are, which orders those of UN Comtrade without a tie.
    """
    import ibis

    mark, fineness = rows[_AGGREGATE], ibis.literal(1, "int64")
    if "detail" in columns:
        cuts = rows.detail.re_replace("=[^;]*", "")
        count = cuts.length() - cuts.replace(";", "").length() + 1
        fineness = ibis.ifelse(rows.detail.isnull(), 1, 1 + count * 1000 - cuts.length()).cast("int64")
    over_partners = ibis.ifelse(mark == PARTNERS, -fineness, fineness)
    told = ((mark.isnull(), 0), (mark == LOWEST, CONTESTED_LOW), (mark == HIGHEST, CONTESTED_HIGH))
    return ibis.cases(*told, else_=over_partners).cast("int64")


def _leg(leg: Leg, reporter: str | Sequence[str], held: frozenset[str], coded: bool) -> ir.Table:
    """One leg's sums, with its codes as numbers where they are `coded`; `held` are the columns that any leg has."""
    import ibis

    summed = leg_sums(leg, reporter, whole=coded, declared=True)
    told = summed[TOLD] if TOLD in summed.columns else ibis.literal(0, "int64")
    # A row of a whole year may stand in a file that has months.
    month = summed.month.fill_null(1) - 1 if "month" in leg.columns else ibis.literal(0)
    of_code, of_goods = (code_number, commodity_number) if coded else (_as_text, _as_text)
    unit = of_code(summed.unit.fill_null("") if "quantity_unit" in leg.columns else ibis.literal(""))
    columns = {
        "leg": ibis.literal(leg.number, "int64"),
        "period": (summed.year * 12 + month).cast("int64"),
        "partner": of_code(summed.partner),
        "commodity": of_goods(summed.commodity),
        "unit": unit if "quantity_unit" in held else ibis.literal(0, "int64"),
        **{name: summed[name] if name in summed.columns else _nothing(name, coded) for name in AMOUNTS},
        **({TOLD: told} if _AGGREGATE in held else {}),
    }
    # Of what no leg has, noughts need not be brought home.
    kept = [name for name in columns if coded or _COLUMN.get(name, "") in {"", *held}]
    return summed.select(**{name: columns[name] for name in kept})


def _as_text(code: Any) -> Any:
    return code


def _nothing(name: str, coded: bool) -> Any:
    """What an amount is in a leg whose files have none of it: 0, a decimal where those of other legs are."""
    import ibis

    if coded or name not in PLACES:
        return ibis.literal(0, "int64")
    return ibis.literal(Decimal(0), f"decimal({SUM_DIGITS}, {PLACES[name]})")


def _amounts(rows: ir.Table, leg: Leg, taken: Callable[[Any, int], Any]) -> dict[str, Any]:
    """The amounts of each group, or of each row where a group has but one."""
    import ibis

    def total(amount: Any) -> Any:
        return amount if leg.single else amount.sum()

    amounts = {
        "value": total(taken(rows.primary_value, 2)),
        "rows": ibis.literal(1, "int64") if leg.single else rows.count(),
    }
    if "net_weight_kg" in leg.columns:
        weight = rows.net_weight_kg
        amounts["weight"] = total(taken(weight, 3)).fill_null(0)
        amounts["weighed"] = weight.notnull().cast("int64") if leg.single else weight.count()
    if "quantity" in leg.columns:
        amounts["quantity"] = total(taken(rows.quantity, 3)).fill_null(0)
    return amounts


def _as_recorded(amount: ir.DecimalValue, _places: int) -> ir.DecimalValue:
    return amount


def _whole(amount: ir.DecimalValue, places: int) -> ir.IntegerValue:
    """An amount of 18 digits in units of its last decimal place."""
    import ibis

    # Where the product would take more than 18 digits, DuckDB gives up rather than compute in 128 bits, which is slow:
    # so it is asked for that where it must be, and nowhere else.
    large = amount.abs() >= ibis.literal(Decimal(10) ** (DIGITS - 2 * places), f"decimal({DIGITS}, {places})")
    wide = amount.cast(f"decimal({DIGITS + 2}, {places})") * 10**places
    number: ir.IntegerValue = ibis.ifelse(large, wide.cast("int64"), (amount * 10**places).cast("int64"))
    return number


def code_number(code: ir.StringValue) -> ir.IntegerValue:
    """A code of at most 7 characters as a number: 8 bits a character, the first the highest.

    >>> decode_code(encode_code("CN")), decode_code(encode_code("m490"))
    ('CN', 'm490')
    """
    import ibis

    def letter(at: int) -> Any:
        # A letter beyond ASCII, in the unit of some file, must not take the place of its neighbours.
        return code.substr(at, 1).ascii_str().cast("int64") % 256 * 256 ** (CODE_CHARACTERS - 1 - at)

    short = letter(0) + letter(1)
    long = short
    for at in range(2, CODE_CHARACTERS):
        long = long + letter(at)
    # Nearly all codes have two letters, and five look-ups more for each of a million groups would show.
    number: ir.IntegerValue = ibis.ifelse(code.length() == 2, short, long)
    return number


def number_of_code(code: str) -> int:
    """What `code_number` gives for a code, whatever its letters.

    >>> number_of_code("CN") == encode_code("CN"), number_of_code("")
    (True, 0)
    """
    return sum(ord(letter) % 256 << 8 * (CODE_CHARACTERS - 1 - at) for at, letter in enumerate(code[:CODE_CHARACTERS]))


def number_of_commodity(code: str) -> int:
    """What `commodity_number` gives for a code.

    >>> [number_of_commodity(code) for code in ("TOTAL", "1E5", "", "12345678901")]
    [-2, -1, -1, -1]
    >>> number_of_commodity("27SSSSSS") == -encode_commodity("27")
    True
    """
    if code.isascii() and code.isdigit() and len(code) <= COMMODITY_DIGITS:
        return encode_commodity(code)
    known = re.match(_LETTERED.replace(r"\z", r"\Z"), code)
    return -encode_commodity(known[1]) if known else TOTAL_GOODS if code == "TOTAL" else NO_HS


def encode_code(code: str) -> int:
    """What `code_number` gives for a code."""
    return int.from_bytes(code.encode("ascii")[:CODE_CHARACTERS].ljust(CODE_CHARACTERS, b"\0"), "big")


def decode_code(number: int) -> str:
    """The code that a number stands for."""
    return number.to_bytes(CODE_CHARACTERS, "big").rstrip(b"\0").decode("ascii", "replace")


def commodity_number(code: ir.StringValue) -> ir.IntegerValue:
    """Digits filled up to ten, then their number in the lowest four bits, so that what begins alike lies together.

    A secret or residual code that tells its chapter or heading and ends in letters (`27SSSSSS`, `9999AA`) has the
    number of these digits, below 0.

    >>> decode_commodity(encode_commodity("0207"))
    '0207'
    """
    import ibis

    length = code.length()
    places = {digits: 10 ** (COMMODITY_DIGITS - digits) for digits in range(1, COMMODITY_DIGITS + 1)}
    # Asked first, since engines differ in what else they take for a number: `1E5`, `1.5`, `1_0`.
    of_digits = code.re_search(r"^[0-9]+\z")

    def number_of(digits: Any, length: Any) -> Any:
        filled = digits.try_cast("int64") * length.cases(*places.items())
        return (filled * (1 << LENGTH_BITS) + length.cast("int64")).fill_null(NO_HS)

    known = code.re_extract(_LETTERED, 1)
    return ibis.cases(
        (of_digits, number_of(code, length)),
        (code == "TOTAL", TOTAL_GOODS),
        (code.re_search(_LETTERED), -number_of(known, known.length())),
        else_=NO_HS,
    ).cast("int64")


def encode_commodity(code: str) -> int:
    """What `commodity_number` gives for a code of digits."""
    return int(code.ljust(COMMODITY_DIGITS, "0")) << LENGTH_BITS | len(code)


def decode_commodity(number: int) -> str:
    """The code that a number stands for; `TOTAL` and `other` for what is no code of digits."""
    if number < 0:
        return "TOTAL" if number == TOTAL_GOODS else "other"
    digits, length = divmod(number, 1 << LENGTH_BITS)
    return str(digits).zfill(COMMODITY_DIGITS)[:length]
