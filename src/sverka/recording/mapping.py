"""Mapping files: how the columns of any table are to be read as records of trade, as a short TOML text.

    source = "hmrc"               # an id of your own
    decimal = "."
    hierarchical = false          # true where totals stand beside their parts
    reporter = { value = "GB" }   # or column = "Region", and codes = { "Wales" = "GB-WLS" }
    partner = { column = "Country" }
    flow = { column = "Flow", export = ["E"], import = ["I"] }
    period = { column = "Month", form = "YYYY-MM" }
    commodity = { column = "HS2", classification = "HS2017" }
    primary_value = { column = "Value (£)", currency = "GBP", scale = 1, valuation = "FOB" }
    net_weight = { column = "Net mass", unit = "kg" }
    quantity = { column = "Supplementary quantity", unit = "l" }
    about = { title = "HMRC regional trade" }

Sections may as well be written `[partner]`, with a key on each line; net weight, quantity and `about` may be left out.
`read_mapping` holds a text against these rules; `draft_mapping` writes one from the header of a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Content
from dataclasses import dataclass, field

from sverka.model.errors import InputError
from sverka.model.grammar import is_partner_name
from sverka.recording.mapping_draft import draft_mapping
from sverka.recording.mapping_text import Section
from sverka.recording.period_sql import FORMS
from sverka.reference.units import get_currency

__all__ = [
    "Amount",
    "Area",
    "Flow",
    "Goods",
    "Mapping",
    "Money",
    "PeriodRule",
    "draft_mapping",
    "mapping_of",
    "read_mapping",
]

TAKEN = frozenset({"comexstat-state", "comexstat-municipal", "comtrade", "baci", "fts", "comext", "sdmx", "table"})
"""Ids of the source formats, which a mapping may not take."""
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")
_PERIOD = re.compile(r"\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?")
_ABOUT = ("title", "region", "partner", "system", "reexports", "documentation")
MAX_SCALE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Area:
    """Reporter or partner: a column of names or codes, or one place for all rows; `codes` are names → ids."""

    column: str | None
    value: str | None
    codes: Content[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """A column with the texts that mean exports and imports, or one flow for all rows."""

    column: str | None
    value: str | None
    exports: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """A column in a form, columns of the year and the month, or one period for all rows."""

    column: str | None = None
    form: str | None = None
    year: str | None = None
    month: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """A column of codes, or `TOTAL` for all rows, and the classification that they are of."""

    column: str | None
    value: str | None
    classification: str


@dataclass(frozen=True, slots=True)
class Money:
    """The value of trade: one of the column is `scale` of the currency, which a column may name row by row."""

    column: str
    currency: str | None
    currency_column: str | None
    scale: int
    valuation: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A weight or quantity in a unit, which a column may name row by row."""

    column: str
    unit: str | None
    unit_column: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file that holds together."""

    source: str
    reporter: Area
    partner: Area
    flow: Flow
    period: PeriodRule
    commodity: Goods
    primary_value: Money
    net_weight: Amount | None
    quantity: Amount | None
    decimal: str | None
    hierarchical: bool
    about: Content[str, object]

    def columns(self) -> tuple[tuple[str, str], ...]:
        """Every column that is named, with the key that names it."""
        told = {
            "reporter.column": self.reporter.column,
            "partner.column": self.partner.column,
            "flow.column": self.flow.column,
            "period.column": self.period.column,
            "period.year": self.period.year,
            "period.month": self.period.month,
            "commodity.column": self.commodity.column,
            "primary_value.column": self.primary_value.column,
            "primary_value.currency_column": self.primary_value.currency_column,
            "net_weight.column": self.net_weight and self.net_weight.column,
            "quantity.column": self.quantity and self.quantity.column,
            "quantity.unit_column": self.quantity and self.quantity.unit_column,
        }
        return tuple((key, column) for key, column in told.items() if column)


def read_mapping(text: str, file: str) -> Mapping:
    """The mapping that a TOML text holds; `file` names it in errors.

    Raise `InputError` with the line and the key for what cannot be read, and with what to write instead.
    """
    try:
        content = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        where = f"{file}, {place.rstrip(')')}" if place else file
        raise InputError(
            f"not TOML ({what})", where, "quote texts, and close every quotation mark and bracket"
        ) from None
    return mapping_of(content, file, text=text)


def mapping_of(content: Content[str, object], file: str, *, text: str = "") -> Mapping:
    """The mapping of a parsed TOML text; with the text, errors name the line."""
    top = Section("", content, text, file)
    sections = (
        "reporter",
        "partner",
        "flow",
        "period",
        "commodity",
        "primary_value",
        "net_weight",
        "quantity",
        "about",
    )
    top.only("source", "decimal", "hierarchical", *sections)
    return Mapping(
        source=_source(top),
        reporter=_area(top.section("reporter"), "GB or RU-TOM"),
        partner=_area(top.section("partner"), "CN, or world"),
        flow=_flow(top.section("flow")),
        period=_period(top.section("period")),
        commodity=_goods(top.section("commodity")),
        primary_value=_money(top.section("primary_value")),
        net_weight=_weight(top.section("net_weight", needed=False)),
        quantity=_quantity(top.section("quantity", needed=False)),
        decimal=_decimal(top),
        hierarchical=top.flag("hierarchical"),
        about=_about(top.section("about", needed=False)),
    )


def _source(top: Section) -> str:
    name = top.need("source", 'write source = "an-id-of-your-own" at the top')
    if not _ID.fullmatch(name) or len(name) > 40:
        raise top.error("source", f"not an id: {name!r}", "write small letters, digits and single hyphens, up to 40")
    if name in TAKEN:
        raise top.error("source", f"the id {name!r} is of a source format", "choose another, such as my-table")
    return name


def _decimal(top: Section) -> str | None:
    mark = top.text("decimal", 'write decimal = "." or decimal = ","')
    if mark not in (None, ".", ","):
        raise top.error("decimal", f"not a decimal mark: {mark!r}", 'write decimal = "." or decimal = ","')
    return mark


def _area(section: Section, example: str) -> Area:
    section.only("column", "value", "codes")
    section.one_of("column", "value", "name the column that holds it, or give one value for all rows")
    value = section.text("value", f"write a code such as {example}")
    codes = section.content.get("codes", {})
    if not isinstance(codes, dict):
        raise section.error("codes", "not a table of codes", 'write codes = { "Burma" = "MM" }')
    for code in (*codes.values(), value):
        if code is not None and not (isinstance(code, str) and is_partner_name(code)):
            next_step = f"write a code such as {example}, or a name of your own in small letters"
            raise section.error("codes" if code != value else "value", f"not a code of a place: {code!r}", next_step)
    return Area(section.text("column", "name a column"), value, {str(name): str(code) for name, code in codes.items()})


def _flow(section: Section) -> Flow:
    section.only("column", "value", "export", "import")
    section.one_of("column", "value", 'name the column, or write value = "export"')
    value = section.text("value", 'write value = "export" or value = "import"')
    if value not in (None, "export", "import"):
        raise section.error("value", f"not a flow: {value!r}", "write export or import")
    exports, imports = section.texts("export"), section.texts("import")
    if value is None and not exports and not imports:
        raise section.error("column", "no texts for export and import", 'write export = ["…"] and import = ["…"]')
    folded = [one.strip().lower() for one in (*exports, *imports)]
    if twice := next((one for one in folded if folded.count(one) > 1), None):
        raise section.error("import", f"{twice!r} is named twice", "keep it under export or under import")
    return Flow(section.text("column", "name a column"), value, exports, imports)


def _period(section: Section) -> PeriodRule:
    section.only("column", "form", "year", "month", "value")
    ways = [key for key in ("column", "year", "value") if key in section.content]
    if len(ways) != 1:
        raise section.error(ways[0] if ways else "", "not one of column, year and value", "give one of the three")
    if ways == ["value"]:
        value = section.need("value", "write 2023, 2023-Q1 or 2023-04")
        if not _PERIOD.fullmatch(value):
            raise section.error("value", f"not a period: {value!r}", "write 2023, 2023-Q1 or 2023-04")
        return PeriodRule(value=value)
    if ways == ["year"]:
        return PeriodRule(year=section.text("year", "name a column"), month=section.text("month", "name a column"))
    form = section.need("form", f"write one of {', '.join(FORMS)}")
    if form not in FORMS:
        raise section.error("form", f"unknown form {form!r}", f"write one of {', '.join(FORMS)}")
    return PeriodRule(column=section.text("column", "name a column"), form=form)


def _goods(section: Section) -> Goods:
    section.only("column", "value", "classification")
    section.one_of("column", "value", 'name the column, or write value = "TOTAL"')
    value = section.text("value", 'write value = "TOTAL" or a code')
    if value is not None and not re.fullmatch(r"TOTAL|[0-9A-Z]{2,10}", value):
        raise section.error("value", f"not a code of goods: {value!r}", "write TOTAL, or a code of 2 to 10 digits")
    classification = _word(section, "classification", "HS2017, SITC2, CN2023")
    return Goods(section.text("column", "name a column"), value, classification)


def _word(section: Section, key: str, examples: str) -> str:
    word = section.need(key, f"write {key} = one of {examples}, or what else the source says")
    if not _WORD.fullmatch(word):
        raise section.error(key, f"not a name: {word!r}", "write letters, digits, spaces, . _ - up to 40")
    return word


def _money(section: Section) -> Money:
    section.only("column", "currency", "currency_column", "scale", "valuation")
    column = section.need("column", "name the column of the value")
    section.one_of("currency", "currency_column", 'write currency = "USD", or name the column that says it')
    currency = section.text("currency", 'write a code such as "USD"')
    if currency is not None and get_currency(currency) is None:
        raise section.error(
            "currency", f"not a currency of ISO 4217: {currency!r}", "write a code such as USD, EUR or RUB"
        )
    scale = section.content.get("scale", 1)
    if not isinstance(scale, int) or isinstance(scale, bool) or not 1 <= scale <= MAX_SCALE:
        raise section.error("scale", f"not a scale: {scale!r}", "write 1, 1000 (thousands) or 1000000 (millions)")
    valuation = _word(section, "valuation", "FOB, CIF, statistical, customs")
    return Money(column, currency, section.text("currency_column", "name a column"), scale, valuation)


def _weight(section: Section) -> Amount | None:
    section.only("column", "unit")
    if not section.content:
        return None
    unit = section.need("unit", 'write unit = "kg" or unit = "t"')
    if unit not in ("kg", "t"):
        raise section.error("unit", f"not a unit of weight here: {unit!r}", 'write unit = "kg" or unit = "t"')
    return Amount(section.need("column", "name the column of the net weight"), unit)


def _quantity(section: Section) -> Amount | None:
    section.only("column", "unit", "unit_column")
    if not section.content:
        return None
    section.one_of("unit", "unit_column", 'write unit = "l", or name the column that says it')
    column = section.need("column", "name the column of the quantity")
    return Amount(column, section.text("unit", 'write unit = "l"'), section.text("unit_column", "name a column"))


def _about(section: Section) -> dict[str, object]:
    section.only(*_ABOUT, "synthetic", "priority")
    told: dict[str, object] = {key: section.need(key, "write a text") for key in _ABOUT if key in section.content}
    if "synthetic" in section.content:
        told["synthetic"] = section.flag("synthetic")
    if isinstance(priority := section.content.get("priority", 0), int) and "priority" in section.content:
        told["priority"] = priority
    return told
