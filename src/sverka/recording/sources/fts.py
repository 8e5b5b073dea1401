"""Russian customs (ФТС России), open data on foreign trade by region, published up to January 2022.

- The header is of field names (`NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;KOL;REGION;REGION_S`, in older files
  `napr;period;nastranapr;tnved;edizm;stoim;netto;kol;region;region_s`), of Russian words
  («Направление», «Период», «Страна», «Код ТН ВЭД», …), or of English ones (`DIRECTION,PERIOD,COUNTRY,HS,UM,VALUE,…`).
- Values are US dollars, or thousands where the header says so («Стоимость, тыс. долл. США»); they are the statistical
  value: exports FOB, imports CIF (Customs Union Commission, decision 525 of 28.01.2011, "Единая методология ведения
  таможенной статистики внешней торговли").
- The region is where the trader is registered for tax (FCS of Russia, order 311 of 19.02.2013, "Порядок ведения
  таможенной статистики внешней торговли Российской Федерации по субъектам Российской Федерации"); it is told by OKATO
  code, else by name. A row of all regions is Russia's. Federal districts are totals over regions, and are not read.
- A partner may be an ISO 3166-1 code or a name of ОКСМ; a row without one, or with `NNN`, is kept under `f000`, country
  unknown. Codes of goods that are kept secret are masked with X from some digit on, `XXXXXXXXXX`; they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from sverka.model.errors import InputError
from sverka.recording.columns import TOTAL
from sverka.recording.hs_headings import NO_HEADING, no_heading_sql
from sverka.recording.lookup_sql import (
    Lookup,
    case_sql,
    folded_sql,
    in_list,
    is_pair,
    lookup,
    named,
    own_name_sql,
    pair_list,
    pair_sql,
)
from sverka.recording.number_sql import decimal_mark, scaled
from sverka.recording.period_sql import bad_month_sql, period_select
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, RawKind, Source, literal, quoted
from sverka.recording.tables_io import read_table
from sverka.reference.places import PlaceName, place_names
from sverka.reference.places_data import country_rows

NAMES: Mapping[str, tuple[str, ...]] = {
    "flow": ("napr", "направление", "направлениеперемещения", "direction"),
    "period": ("period", "период"),
    "partner": ("strana", "nastranapr", "страна", "странапартнер", "кодстраны", "странаконтрагент", "country"),
    "commodity": ("tnved", "tnved10", "tnved6", "tnved4", "tnved2", "тнвэд", "кодтнвэд", "кодтоварапотнвэд", "hs"),
    "unit": ("edizm", "едизм", "единицаизмерения", "единицаизм", "um"),
    "value": ("stoim", "стоимость", "статистическаястоимость", "value"),
    "weight": ("netto", "нетто", "веснетто", "массанетто", "netweight"),
    "quantity": ("kol", "количество", "колво", "quantity"),
    "region": ("region", "регион", "субъектрф", "субъектроссийскойфедерации"),
}
"""What the columns are called, their letters and digits alone."""
NEEDED = ("flow", "period", "partner", "commodity", "value")
MEASURED = ("value", "weight", "quantity")
MARKS = ("netto", "нетто", "веснетто", "массанетто", "netweight")
"""Besides the columns that are needed, what tells these files from others of the same words."""
EXPORTS = ("эк", "экспорт", "ek", "ex", "exp", "export", "э", "e")
IMPORTS = ("им", "импорт", "im", "imp", "import", "и", "i")
TOTALS = ("всего", "итого", "total")
MASKED = "(?:[0-9]{2}){0,4}(?:XX){1,5}"
"""Codes of goods that are kept secret, of as many characters as others."""
DISTRICTS = "федеральный округ|federal district| фо$"
DIGITS = 10
"""Digits of a whole code of ТН ВЭД."""
UNKNOWN_PARTNER, UNKNOWN_REGION = "f000", "RU-00"
_MEASURE = re.compile(r"[,(].*$", re.DOTALL)
_THOUSANDS = re.compile(r"тыс|thous|1000", re.IGNORECASE)
_MILLIONS = re.compile(r"млн|mln|million", re.IGNORECASE)
_TONNES = re.compile(r"(?:^|[\s,(])(?:т|тн|тонн\w*|t|tonnes?)(?:$|[\s.,)])", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"руб|₽|rub|евро|eur|€", re.IGNORECASE)


def _bare(text: str) -> str:
    """The letters and digits of a column's name, what is measured in left out.

    >>> _bare("Стоимость, тыс. долл. США"), _bare("Код ТН ВЭД")
    ('стоимость', 'кодтнвэд')
    """
    return re.sub(r"[\W_]+", "", _MEASURE.sub("", text).casefold().replace("ё", "е"))


def _columns(header: Header) -> dict[str, str]:
    """By role the column of the file that has it, by its exact name; the first of several.

    What is measured may be followed by its unit without a comma: «Стоимость тыс. долл. США».
    """
    bare = {name: _bare(name) for name in header.columns}
    found = {role: next((name for name, plain in bare.items() if plain in names), "") for role, names in NAMES.items()}
    for role in MEASURED:
        longer = (name for name, plain in bare.items() if plain.startswith(NAMES[role][1]))
        found[role] = found[role] or next(longer, "")
    return {role: name for role, name in found.items() if name}


def _recognise(header: Header) -> bool:
    columns = _columns(header)
    marked = any(_bare(name).startswith(MARKS) for name in header.columns)
    return marked and all(role in columns for role in NEEDED)


def _plan(header: Header, asked: Asked) -> Plan:
    """The plan of a file; `asked` adds nothing, each row tells its flow."""
    del asked
    column = _columns(header)
    if missing := [role for role in NEEDED if role not in column]:
        raise InputError(f"no column of the {missing[0]}", header.file, f"call one {NAMES[missing[0]][0].upper()}")
    _check_money(header, column["value"])
    decimal = decimal_mark(header, [column[role] for role in MEASURED if role in column])
    return Plan(
        columns=_raw(column),
        fixed={"classification": "TNVED", "currency": "USD", **({} if "region" in column else {"reporter": "RU"})},
        select=_select(column, decimal),
        checks=_checks(column, decimal),
        lists=_lists(),
        decimal=decimal,
        hierarchical=True,
        names={"partner": quoted(column["partner"])},
        notes=(f"{column['value']} is read as {_money(_scale(column['value'], 'value'))}",),
    )


def _lists() -> dict[str, tuple[str, ...]]:
    lookups = (_partners(), _regions(), _units(), _unit_scales())
    lists = {name: places for one in lookups for name, places in one.lists.items()}
    return lists | {"fts_pairs": _pairs(), "fts_okato": _okato()}


def _money(scale: int) -> str:
    return {1: "US dollars", 1000: "thousands of US dollars"}.get(scale, "millions of US dollars")


def _check_money(header: Header, value: str) -> None:
    if _OTHER_MONEY.search(value):
        raise InputError(
            "values that are not in US dollars", f"{header.file}: column {value}", "map the file as a table"
        )


def _raw(column: Mapping[str, str]) -> tuple[RawColumn, ...]:
    kept = {
        name: RawColumn(name, "text", required=role in NEEDED and role != "partner") for role, name in column.items()
    }
    kept[column["commodity"]] = RawColumn(column["commodity"], "code", width=DIGITS, chapters=True)
    for role in MEASURED:
        if role in column:
            kind: RawKind = "number" if _scale(column[role], role) == 1 else "wide"
            kept[column[role]] = RawColumn(column[role], kind, required=role == "value")
    return tuple(kept.values())


def _scale(name: str, role: str) -> int:
    """How many dollars, or kilograms, one of the column is."""
    if role == "weight":
        return 1000 if _TONNES.search(name) else 1
    if role == "quantity":
        return 1
    return 1_000_000 if _MILLIONS.search(name) else 1000 if _THOUSANDS.search(name) else 1


def _select(column: Mapping[str, str], decimal: str) -> dict[str, str]:
    flow = _flow(column)
    chosen = {
        **period_select(quoted(column["period"])),
        "flow": flow,
        "valuation": f"CASE {flow} WHEN 'export' THEN 'FOB' WHEN 'import' THEN 'CIF' END",
        "partner": _partner(quoted(column["partner"])),
        "commodity": _commodity(column),
        "primary_value": _amount(column, "value", decimal),
    }
    if "region" in column:
        chosen["reporter"] = _region(quoted(column["region"]))
    if "weight" in column:
        chosen["net_weight_kg"] = _amount(column, "weight", decimal)
    return chosen | _quantity(column, decimal)


def _amount(column: Mapping[str, str], role: str, decimal: str) -> str:
    return scaled(quoted(column[role]), _scale(column[role], role), decimal)


def _flow(column: Mapping[str, str]) -> str:
    words = dict.fromkeys(EXPORTS, "export") | dict.fromkeys(IMPORTS, "import")
    return case_sql(f"lower(trim({quoted(column['flow'])}))", words)


def _commodity(column: Mapping[str, str]) -> str:
    code = _code(column)
    return f"CASE WHEN lower({code}) IN ({in_list(TOTALS)}) THEN {literal(TOTAL)} ELSE {code} END"


def _code(column: Mapping[str, str]) -> str:
    return f"replace(trim({quoted(column['commodity'])}), ' ', '')"


def _partner(name: str) -> str:
    """What the tables have for a code or name; own codes for others: `f` and a code, `x` and a sum of a name."""
    key = folded_sql(name)
    own = f"CASE WHEN regexp_full_match({key}, '[a-z0-9]{{2,3}}') THEN 'f' || {key} ELSE {own_name_sql(key)} END"
    return (
        f"CASE WHEN {name} IS NULL THEN '{UNKNOWN_PARTNER}' WHEN {is_pair(name)} THEN {pair_sql('fts_pairs', name)} "
        f"ELSE coalesce({_partners().name_sql(name)}, {own}) END"
    )


def _region(name: str) -> str:
    """By the OKATO code that the name begins with, else by the name itself; else an own code made of either."""
    digits = f"TRY_CAST(left({name}, 5) AS INTEGER)"
    # Codes end in 0, so that a tenth of one is its place.
    by_code = f"CASE WHEN {_has_code(name)} THEN nullif(getvariable('fts_okato')[{digits} // 10 + 1], '') END"
    called = f"regexp_replace({name}, '^\\s*[0-9]+\\s*-?\\s*', '')"
    short = f"rtrim(regexp_extract({name}, '^\\s*([0-9]{{5}})', 1), '0')"
    own = (
        f"CASE WHEN length({short}) BETWEEN 1 AND 3 THEN 'RU-' || {short} "
        f"ELSE 'RU-X' || upper(substr(sha256({folded_sql(called)}), 1, 2)) END"
    )
    told = f"coalesce({by_code}, {_regions().name_sql(called)}, {own})"
    return f"CASE WHEN {name} IS NULL THEN '{UNKNOWN_REGION}' ELSE {told} END"


def _has_code(name: str) -> str:
    """A condition: a region begins with an OKATO code of five digits, the last of them 0."""
    return f"regexp_matches({name}, '^[0-9]{{4}}0(?:[^0-9]|$)')"


@cache
def _okato() -> tuple[str, ...]:
    """By a tenth of the OKATO code the id of the region."""
    ids = {int(row["okato"]) // 10: row["id"] for row in read_table("fts_regions.csv") if row["okato"]}
    return tuple(ids.get(tenth, "") for tenth in range(10_000))


def _quantity(column: Mapping[str, str], decimal: str) -> dict[str, str]:
    """The quantity in its unit; without a unit there is none, whatever the number (files write 0)."""
    if "unit" not in column or "quantity" not in column:
        return {}
    name = quoted(column["unit"])
    # An own unit where the table has none, so that quantities of unlike units are never summed.
    unit = f"coalesce({_units().name_sql(name)}, 'unit ' || {own_name_sql(folded_sql(name))})"
    scales = f"coalesce({_unit_scales().name_sql(name)}, '1')::INTEGER"
    there = f"trim({name}) NOT IN ('', '-', '?')"
    return {
        "quantity": f"CASE WHEN {there} THEN {_amount(column, 'quantity', decimal)} * {scales} END",
        "quantity_unit": f"CASE WHEN {there} THEN {unit} END",
    }


def _checks(column: Mapping[str, str], decimal: str) -> tuple[Check, ...]:
    code = _code(column)
    digits = f"regexp_full_match({code}, '[0-9]+')"
    goods = column["commodity"]
    found = [
        Check(bad_month_sql(quoted(column["period"])), "not a month such as 04/2021, nor a year", column["period"]),
        Check(f"({_flow(column)}) IS NULL", "neither ИМ (import) nor ЭК (export)", column["flow"]),
        Check(
            f"{digits} AND length({code}) % 2 = 1",
            "a code of an odd number of digits: a leading zero was lost, as spreadsheets do; keep the column as text",
            goods,
        ),
        Check(
            f"({digits} AND length({code}) <= 10) IS FALSE AND {_no_total(code)} "
            f"AND NOT regexp_full_match({code}, '{MASKED}')",
            "not a code of ТН ВЭД",
            goods,
        ),
        Check(no_heading_sql(code), NO_HEADING, goods),
    ]
    found += [
        Check(f"{_amount(column, role, decimal)} {bad}", reason, column[role])
        for role, bad, reason in (
            ("value", "IS NULL", "not a number"),
            ("value", "< 0", "below 0"),
            ("weight", "< 0", "below 0"),
            ("quantity", "< 0", "below 0"),
        )
        if role in column
    ]
    return (*found, *_unreadable_weight(column, decimal), *_district(column))


def _no_total(code: str) -> str:
    return f"lower({code}) NOT IN ({in_list(TOTALS)})"


def _unreadable_weight(column: Mapping[str, str], decimal: str) -> Iterable[Check]:
    """A weight in tonnes is read as text, so that it is here that a wrong one is found."""
    if "weight" in column and _scale(column["weight"], "weight") != 1:
        name = quoted(column["weight"])
        yield Check(
            f"trim({name}) <> '' AND {_amount(column, 'weight', decimal)} IS NULL", "not a number", column["weight"]
        )


def _district(column: Mapping[str, str]) -> Iterable[Check]:
    if "region" in column:
        name = quoted(column["region"])
        told = f"regexp_matches(lower({name}), {literal(DISTRICTS)})"
        reason = "a total of a federal district: its regions are counted by themselves"
        yield Check(f"NOT {_has_code(name)} AND {told}", reason, column["region"])


@cache
def _partners() -> Lookup:
    """Codes of three digits, Russian and English names, and what the table adds."""
    entries = {name.text: name.id for lang in ("en", "ru") for name in _country_names(lang)}
    for row in country_rows():
        entries |= {text: row["id"] for text in (row["name_en"], row["name_ru"], row["m49"], row["id"]) if text}
    for row in read_table("fts_countries.csv"):
        for text in (*row["codes"].split(";"), *row["names_ru"].split(";"), row["name_en"]):
            entries.setdefault(text, row["id"])
    return lookup("fts_partner", named(entries))


@cache
def _pairs() -> tuple[str, ...]:
    own = {code: row["id"] for row in read_table("fts_countries.csv") for code in row["codes"].split(";")}
    return pair_list({code: place for code, place in own.items() if len(code) == 2}, "f")


def _country_names(lang: str) -> list[PlaceName]:
    countries = {row["id"] for row in country_rows()}
    return [name for name in reversed(place_names(lang)) if name.form == "name" and name.id in countries]


@cache
def _regions() -> Lookup:
    """Official names, and the names of the table of regions."""
    ids = {row["id"] for row in read_table("fts_regions.csv")}
    entries = {
        name.text: name.id
        for lang in ("en", "ru")
        for name in place_names(lang)
        if name.form == "name" and name.id in ids and name.id != "RU"
    }
    for row in read_table("fts_regions.csv"):
        for text in (row["name_ru"], row["name_en"], *row["names_ru"].split(";")):
            entries[text] = row["id"]
    return lookup("fts_region", named(entries))


def _unit_texts(wanted: str) -> dict[str, str]:
    """By each name and code of a unit what the table says of it."""
    return {
        text: row[wanted]
        for row in read_table("fts_units.csv")
        for text in (row["okei"], row["okei"].lstrip("0"), row["name_ru"], *row["names"].split("|"))
    }


@cache
def _units() -> Lookup:
    return lookup("fts_unit", named(_unit_texts("unit")))


@cache
def _unit_scales() -> Lookup:
    """How many of the unit of the book one is."""
    return lookup("fts_scale", named(_unit_texts("scale")))


FTS = Source("fts", _recognise, _plan)
