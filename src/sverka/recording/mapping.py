"""Mapping files: how the columns of any table are to be read as records of trade, as a short TOML text.

    source = "hmrc"               # an id of your own
    decimal = "."
    hierarchical = false          # true where totals stand beside their parts
    missing = ["-", "n/a"]        # texts that are no value
    reporter = { value = "GB" }   # or column = "Region", and codes = { "Wales" = "GB-WLS" }
    partner = { column = "Country", blank = "world", totals = ["EU-27", "Top 25"] }
    flow = { column = "Flow", export = ["E"], import = ["I"] }
    period = { column = "Month", form = "YYYY-MM" }
    commodity = { column = "HS2", classification = "HS2017" }
    primary_value = { column = "Value (£)", currency = "GBP", scale = 1, valuation = "FOB" }
    net_weight = { column = "Net mass", unit = "kg" }
    quantity = { column = "Supplementary quantity", unit = "l" }
    about = { title = "HMRC regional trade" }

Sections may as well be written `[partner]`, with a key on each line; net weight, quantity and `about` may be left out.
`[table]` says where the table stands and what wide columns mean (`mapping_layout`): what their heads tell needs no
section of its own. `read_mapping` holds a text against these rules; `drafting` writes one from a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Content

from sverka.model.errors import InputError
from sverka.model.grammar import is_partner_name
from sverka.recording.mapping_layout import PERIOD, Layout, head_column, read_layout
from sverka.recording.mapping_text import Problems, Section
from sverka.recording.mapping_types import Amount, Area, Flow, Goods, Mapping, Money, PeriodRule
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
    "mapping_of",
    "read_mapping",
]

TAKEN = frozenset({"comexstat-state", "comexstat-municipal", "comtrade", "baci", "fts", "comext", "sdmx", "table"})
"""Ids of the source formats, which a mapping may not take."""
SECTIONS = (
    "table",
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
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")
_GOODS = re.compile(r"TOTAL|[0-9A-Z]{2,10}")
_ABOUT = ("title", "region", "partner", "system", "reexports", "documentation", "scope")
MAX_SCALE = 1_000_000_000
NO_CURRENCY = "XXX"
"""ISO 4217: no currency is involved; a table that tells weights alone has no column of values."""
_SCALES = "write 1, 1000 (thousands) or 1000000 (millions)"


def read_mapping(text: str, file: str) -> Mapping:
    """The mapping that a TOML text holds; `file` names it in errors.

    Raise `InputError` with the line and the key for what cannot be read, and with what to write instead; the other
    errors of the text stand in its `others`, by line.
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
    problems = Problems(text, file)
    top = Section("", content, problems)
    top.only("source", "decimal", "hierarchical", "missing", *SECTIONS)
    layout = read_layout(top.section("table", needed=False))
    mapping = _mapping(top, layout)
    problems.raise_all()
    return mapping


def _mapping(top: Section, layout: Layout) -> Mapping:
    heads = layout.says()
    needed = {key: key not in heads for key in ("partner", "flow", "commodity", "period")}
    by_heads = {key: head_column(key) if key in heads else None for key in heads}
    amounts = {name: head_column(name) for name in layout.measures()}
    return Mapping(
        source=_source(top),
        reporter=_area(top.section("reporter"), "GB or RU-TOM", None),
        partner=_area(top.section("partner", needed=needed["partner"]), "CN, or world", by_heads.get("partner")),
        flow=_flow(top.section("flow", needed=needed["flow"]), by_heads.get("flow")),
        period=_period(top.section("period", needed=needed["period"]), heads),
        commodity=_goods(top.section("commodity"), by_heads.get("commodity")),
        primary_value=_money(top.section("primary_value"), amounts.get("primary_value")),
        net_weight=_weight(top.section("net_weight", needed="net_weight" in amounts), amounts.get("net_weight")),
        quantity=_quantity(top.section("quantity", needed="quantity" in amounts), amounts.get("quantity")),
        decimal=_decimal(top),
        hierarchical=top.flag("hierarchical"),
        about=_about(top.section("about", needed=False)),
        layout=layout,
        missing=top.texts("missing"),
    )


def _source(top: Section) -> str:
    name = top.need("source", 'write source = "an-id-of-your-own" at the top')
    if name and (not _ID.fullmatch(name) or len(name) > 40):
        top.error("source", f"not an id: {name!r}", "write small letters, digits and single hyphens, up to 40")
    if name in TAKEN:
        top.error("source", f"the id {name!r} is of a source format", "choose another, such as my-table")
    return name


def _decimal(top: Section) -> str | None:
    mark = top.text("decimal", 'write decimal = "." or decimal = ","')
    if mark not in (None, ".", ","):
        top.error("decimal", f"not a decimal mark: {mark!r}", 'write decimal = "." or decimal = ","')
    return mark


def _column(section: Section, head: str | None) -> str | None:
    """The column that the section names, or that of the wide heads, beside which no other may stand."""
    column = section.text("column", "name a column")
    asked = column is None and "column" in section.content
    if (
        head is not None
        and not asked
        and (told := next((key for key in ("column", "value") if key in section.content), None))
    ):
        section.error(told, f"{told} beside the heads of wide columns, which say it too", "leave one of the two out")
    return head or column


def _area(section: Section, example: str, head: str | None) -> Area:
    section.only("column", "value", "codes", "blank", "totals")
    if section.content and head is None:
        section.one_of("column", "value", "name the column that holds it, or give one value for all rows")
    value = section.text("value", f"write a code such as {example}")
    blank = section.text("blank", f"write a code such as {example}")
    codes = section.table("codes", '"Burma" = "MM"')
    for key, code in (*(("codes", code) for code in codes.values()), ("value", value), ("blank", blank)):
        if code is not None and not is_partner_name(code):
            next_step = f"write a code such as {example}, or a name of your own in small letters"
            section.error(key, f"not a code of a place: {code!r}", next_step)
    totals = section.texts("totals") if "totals" in section.content else None
    return Area(_column(section, head), value, codes, blank, totals)


def _flow(section: Section, head: str | None) -> Flow:
    section.only("column", "value", "export", "import")
    if head is not None:
        return Flow(_column(section, head), None, ("export",), ("import",))
    if section.content:
        section.one_of("column", "value", 'name the column, or write value = "export"')
    value = section.text("value", 'write value = "export" or value = "import"')
    if value not in (None, "export", "import"):
        section.error("value", f"not a flow: {value!r}", "write export or import")
    exports, imports = section.texts("export"), section.texts("import")
    if "column" in section.content and not {"export", "import"} & set(section.content):
        section.error("column", "no texts for export and import", 'write export = ["…"] and import = ["…"]')
    folded = [one.strip().lower() for one in (*exports, *imports)]
    if twice := next((one for one in folded if folded.count(one) > 1), None):
        section.error("import", f"{twice!r} is named twice", "keep it under export or under import")
    return Flow(section.text("column", "name a column"), value, exports, imports)


def _period(section: Section, heads: tuple[str, ...]) -> PeriodRule:
    section.only("column", "form", "year", "month", "quarter", "value", "codes")
    if "period" in heads:
        _column(section, head_column("period"))
        return PeriodRule(column=head_column("period"), form="any")
    part = next((key for key in ("month", "quarter") if key in heads), None)
    ways = [key for key in ("column", "year", "value") if key in section.content]
    if section.content and len(ways) != 1:
        section.error(ways[0] if ways else "", "not one of column, year and value", "give one of the three")
    if part is not None:
        return _year_of_heads(section, part)
    if ways == ["value"]:
        return PeriodRule(value=_checked_period(section, "value", section.text("value", "write 2023 or 2023-04")))
    if ways == ["year"]:
        names = {key: section.text(key, "name a column") for key in ("year", "month", "quarter")}
        return PeriodRule(year=names["year"], month=names["month"], quarter=names["quarter"])
    return _period_column(section) if section.content else PeriodRule()


def _year_of_heads(section: Section, part: str) -> PeriodRule:
    """Months or quarters in the heads, of a year that a column tells, or that is the same in all rows."""
    year, value = section.text("year", "name a column"), section.text("value", "write a year")
    if not (year or value) and not {"year", "value"} & set(section.content):
        section.error(
            "", f"the heads tell the {part}, and nothing tells the year", 'write year = "COLUMN" or value = 2023'
        )
    if value is not None and not re.fullmatch(r"\d{4}", value):
        section.error("value", f"not a year: {value!r}", "write a year such as 2023")
    month, quarter = (head_column(key) if part == key else None for key in ("month", "quarter"))
    return PeriodRule(year=year, value=value, month=month, quarter=quarter)


def _checked_period(section: Section, key: str, value: str | None) -> str | None:
    if value is not None and not PERIOD.fullmatch(value):
        section.error(key, f"not a period: {value!r}", "write 2023, 2023-Q1 or 2023-04")
    return value


def _period_column(section: Section) -> PeriodRule:
    codes = section.table("codes", '"2022/23" = "2022"')
    for code in codes.values():
        _checked_period(section, "codes", code)
    advice = f"write one of {', '.join(FORMS)}"
    form = section.text("form", advice) if codes else section.need("form", advice)
    if form and form not in FORMS:
        section.error("form", f"unknown form {form!r}", f"write one of {', '.join(FORMS)}")
    return PeriodRule(column=section.text("column", "name a column"), form=form or None, codes=codes)


def _goods(section: Section, head: str | None) -> Goods:
    section.only("column", "value", "classification", "blank", "width")
    if section.content and head is None:
        section.one_of("column", "value", 'name the column, or write value = "TOTAL"')
    value, blank = (section.text(key, 'write "TOTAL" or a code') for key in ("value", "blank"))
    for key, code in (("value", value), ("blank", blank)):
        if code is not None and not _GOODS.fullmatch(code):
            section.error(key, f"not a code of goods: {code!r}", "write TOTAL, or a code of 2 to 10 digits")
    classification = _word(section, "classification", "HS2017, SITC2, CN2023") if section.content else ""
    width = (
        section.number("width", 2, 10, "write the digits of a code, 2 to 10") if "width" in section.content else None
    )
    return Goods(_column(section, head), value, classification, blank, width)


def _word(section: Section, key: str, examples: str) -> str:
    word = section.need(key, f"write {key} = one of {examples}, or what else the source says")
    return _checked_word(section, key, word)


def _checked_word(section: Section, key: str, word: str) -> str:
    if word and not _WORD.fullmatch(word):
        section.error(key, f"not a name: {word!r}", "write letters, digits, spaces, . _ - up to 40")
    return word


def _money(section: Section, head: str | None) -> Money:
    section.only("column", "currency", "currency_column", "scale", "valuation")
    if not section.content:
        return Money("", None, None, 1, "")
    weights_alone = section.content.get("currency") == NO_CURRENCY and head is None and "column" not in section.content
    needed = not (head or weights_alone)
    column = section.need("column", "name the column of the value") if needed else _column(section, head)
    section.one_of("currency", "currency_column", 'write currency = "USD", or name the column that says it')
    currency = section.text("currency", 'write a code such as "USD"')
    if currency is not None and get_currency(currency) is None and not weights_alone:
        section.error("currency", f"not a currency of ISO 4217: {currency!r}", "write a code such as USD, EUR or RUB")
    scale = section.number("scale", 1, MAX_SCALE, _SCALES)
    valuations = _valuations(section)
    valuation = "" if valuations else _word(section, "valuation", "FOB, CIF, statistical, customs")
    said = currency == NO_CURRENCY or "scale" in section.content
    named = section.text("currency_column", "name a column")
    return Money(column or "", currency, named, scale, valuation, valuations, said)


def _valuations(section: Section) -> dict[str, str]:
    """The valuation of each flow, where they are told apart: `{ export = "FOB", import = "CIF" }`."""
    if not isinstance(section.content.get("valuation"), dict):
        return {}
    told = section.table("valuation", 'export = "FOB", import = "CIF"')
    if set(told) != {"export", "import"}:
        section.error("valuation", "not a valuation of each flow", 'write { export = "FOB", import = "CIF" }')
        return {"export": "", "import": ""}
    return {flow: _checked_word(section, "valuation", word) for flow, word in told.items()}


def _weight(section: Section, head: str | None) -> Amount | None:
    section.only("column", "unit", "scale")
    if not section.content:
        return None
    unit = section.need("unit", 'write unit = "kg" or unit = "t"')
    if unit and unit not in ("kg", "t"):
        section.error("unit", f"not a unit of weight here: {unit!r}", 'write unit = "kg" or unit = "t"')
    column = _column(section, head) if head else section.need("column", "name the column of the net weight")
    return Amount(column or "", unit, scale=section.number("scale", 1, MAX_SCALE, _SCALES))


def _quantity(section: Section, head: str | None) -> Amount | None:
    section.only("column", "unit", "unit_column")
    if not section.content:
        return None
    section.one_of("unit", "unit_column", 'write unit = "l", or name the column that says it')
    column = _column(section, head) if head else section.need("column", "name the column of the quantity")
    return Amount(column or "", section.text("unit", 'write unit = "l"'), section.text("unit_column", "name a column"))


def _about(section: Section) -> dict[str, object]:
    section.only(*_ABOUT, "synthetic", "priority")
    told: dict[str, object] = {key: section.need(key, "write a text") for key in _ABOUT if key in section.content}
    if "synthetic" in section.content:
        told["synthetic"] = section.flag("synthetic")
    if isinstance(priority := section.content.get("priority", 0), int) and "priority" in section.content:
        told["priority"] = priority
    return told
