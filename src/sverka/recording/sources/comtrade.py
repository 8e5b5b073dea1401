"""UN Comtrade: reported trade of countries, as bulk files, CSV of the API, and the downloads and API until 2022.

After the UN Comtrade Help Center ("List of References & Parameter Codes", "Trade flows in UN Comtrade", "Trade
valuation", "Supplementary Quantity Units"). Columns are told by the letters and digits of their names
(`tables/comtrade_columns.csv`); any selection of them will do that has a period, a reporter, a partner (code, ISO code
or name), a flow, a code of goods and the value. Where a column of codes is there, names and ISO codes are not read: the
preview of the API leaves those empty. Values are US dollars.

- `primaryValue` is the CIF value where there is one, else the FOB value: exports are FOB, imports CIF, save imports of
  which the FOB value alone is given and is the primary one (Canada, Mexico, …).
- Totals stand beside their parts: partner 0 is `world`, commodity `TOTAL` all goods. Modes of transport, customs
  procedures, modes of supply and second partners other than their totals (0, C00) make the `detail` of a row.
- M and X are all imports and exports; re-exports and other flows are parts of them (`tables/un_flows.csv`), and are
  kept apart with what they are in `aggregate`.
- A net weight of 0, and a quantity in no unit, mean that none is known.
- A file without the classification is kept as `unstated`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from sverka.recording.areas import un_areas
from sverka.recording.columns import TOTAL
from sverka.recording.hs_headings import NO_HEADING, no_heading_sql
from sverka.recording.lookup_sql import Lookup, folded_sql, own_name_sql
from sverka.recording.naming import country_codes, country_names, place_lookup, place_sql, world_words
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, RawKind, Source, literal, quoted
from sverka.recording.tables_io import read_table

KINDS: Mapping[str, RawKind] = {
    "period": "integer",
    "year": "integer",
    "month": "integer",
    "unit": "integer",
    "value": "number",
    "quantity": "number",
    "weight": "number",
    "cif": "number",
    "fob": "number",
    "customs": "code",
    "mode": "code",
    "partner2": "code",
    "supply": "code",
}
"""What columns hold by role, where it is not text; the code of an area is a whole number."""
NEEDED = ("period", "reporter", "partner", "flow", "goods", "value")
LEGACY_VALUE, LEGACY_MARKS = "tradevalue", ("rgcode", "rgdesc", "rtcode", "ptcode")
"""A bare `TradeValue` is of UN Comtrade only beside codes that nobody else writes."""
CUTS = (("customs", "customs", "C00"), ("mode", "mode", "0"), ("partner2", "partner2", "0"), ("supply", "supply", "0"))
"""Finer cuts: name in `detail`, role, code of its total."""
HS_CODE, OTHER_CODE = "[0-9]{2}(?:[0-9]{2}){0,2}|9999AA", "[0-9][0-9A-Z]{0,9}"
UNITS = 100
"""Places in the list of units; codes run from 0."""
FIRST_YEAR, LAST_YEAR = 1962, 2100
WHOLE_YEAR = 52
"""The month of data of a whole year."""
UNSTATED = "unstated"


def _bare(name: str) -> str:
    """The letters and digits of a column's name.

    >>> _bare("Trade Value (US$)"), _bare("Trade.Value..US.."), _bare("trade_value_us")
    ('tradevalueus', 'tradevalueus', 'tradevalueus')
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def _columns(header: Header) -> dict[str, tuple[str, str]]:
    """By role the column of the file, by its exact name, and how an area is told by it: `code`, `iso` or `name`."""
    there = {_bare(name): name for name in reversed(header.columns)}
    if not any(mark in there for mark in LEGACY_MARKS):
        there.pop(LEGACY_VALUE, None)
    found: dict[str, tuple[str, str]] = {}
    for row in read_table("comtrade_columns.csv"):
        if _bare(row["name"]) in there:
            found.setdefault(row["role"], (there[_bare(row["name"])], row["by"]))
    if "period" not in found and "year" in found:
        found["period"] = found["year"]
    return found


def _recognise(header: Header) -> bool:
    columns = _columns(header)
    return all(role in columns for role in NEEDED)


def _plan(header: Header, asked: Asked) -> Plan:
    """The plan of a file; `asked` adds nothing, each row tells its flow."""
    del asked
    told = _columns(header)
    if told["period"] != told.get("year"):
        told = {role: one for role, one in told.items() if role not in ("year", "month")}
    column = {role: quoted(name) for role, (name, _) in told.items()}
    areas = {role: told[role][1] for role in ("reporter", "partner")}
    named = {"un_names": _names()} if {"iso", "name"} & set(areas.values()) else {}
    return Plan(
        columns=_raw(told),
        fixed={"currency": "USD", **({} if "classification" in told else {"classification": UNSTATED})},
        select=_select(column, areas),
        checks=tuple(Check(bad, reason, told[role][0]) for bad, reason, role in _checks(column, areas)),
        lists={
            "un_areas": un_areas(),
            "un_units": _units(),
            **{name: values for one in named.values() for name, values in one.lists.items()},
        },
        hierarchical=True,
        names={role: column[role] for role, by in areas.items() if by != "code"},
    )


def _raw(told: Mapping[str, tuple[str, str]]) -> tuple[RawColumn, ...]:
    """The columns that are read; one that has two roles stands once."""
    needed = (*NEEDED, "classification")
    raw: dict[str, RawColumn] = {}
    for role, (name, by) in told.items():
        kind = "integer" if by == "code" else KINDS.get(role, "text")
        raw.setdefault(name, RawColumn(name, kind, required=role in needed))
    goods, system = told["goods"][0], told.get("classification")
    if raw[goods].kind == "text" and system is not None:
        raw[goods] = RawColumn(goods, "code", fixed_where=_is_hs(quoted(system[0])), chapters=True)
    return tuple(raw.values())


def _is_hs(system: str) -> str:
    return f"{system} LIKE 'H%'"


def _select(column: Mapping[str, str], areas: Mapping[str, str]) -> dict[str, str]:
    period = _period(column)
    flow = _looked_up(column["flow"], "un_flows.csv", "flow")
    chosen = {
        "flow": flow,
        "frequency": f"CASE WHEN {period} > 9999 THEN 'M' ELSE 'A' END",
        "year": f"CASE WHEN {period} > 9999 THEN {period} // 100 ELSE {period} END",
        "month": f"CASE WHEN {period} > 9999 THEN {period} % 100 END",
        "valuation": _valuation(column, flow),
        "reporter": _area(column["reporter"], areas["reporter"]),
        "partner": _area(column["partner"], areas["partner"]),
        "commodity": column["goods"],
        "primary_value": column["value"],
        "aggregate": _looked_up(column["flow"], "un_flows.csv", "aggregate"),
        **_amounts(column),
        **_detail(column),
    }
    if "classification" in column:
        chosen["classification"] = _looked_up(column["classification"], "un_classifications.csv", "id")
    return chosen


def _period(column: Mapping[str, str]) -> str:
    """SQL of the period as one number, 2023 or 202301; of the year and the month where there is no other column."""
    if "month" not in column:
        return column["period"]
    month = column["month"]
    return f"CASE WHEN {month} = {WHOLE_YEAR} THEN {column['period']} ELSE {column['period']} * 100 + {month} END"


def _area(column: str, by: str) -> str:
    """SQL of an area by its numeric code, else by its ISO code or name; an own code for a name that nobody knows."""
    if by == "code":
        return f"getvariable('un_areas')[{column} + 1]"
    return f"coalesce({place_sql(_names(), column)}, {own_name_sql(folded_sql(column))})"


@cache
def _names() -> Lookup:
    return place_lookup("un_names", {**world_words(), **country_names(), **country_codes()})


def _looked_up(code: str, table: str, wanted: str) -> str:
    """SQL of what a table says of a code; null for what it does not know or leaves empty."""
    rows = [row for row in read_table(table) if row[wanted]]
    cases = " ".join(f"WHEN {literal(row['code'])} THEN {literal(row[wanted])}" for row in rows)
    return f"CASE {code} {cases} END"


def _valuation(column: Mapping[str, str], flow: str) -> str:
    fob = "FALSE"
    if "fob" in column:
        fob = f"{column['fob']} > 0 AND {column['fob']} = {column['value']}"
        fob += f" AND coalesce({column['cif']}, 0) = 0" if "cif" in column else ""
    return f"CASE WHEN {flow} = 'export' OR ({fob}) THEN 'FOB' ELSE 'CIF' END"


def _amounts(column: Mapping[str, str]) -> dict[str, str]:
    """Net weight and quantity, as far as the file has them."""
    amounts = {"net_weight_kg": f"nullif({column['weight']}, 0)"} if "weight" in column else {}
    unit = _unit(column)
    if "quantity" not in column or unit is None:
        return amounts
    return amounts | {"quantity": f"CASE WHEN {unit} IS NOT NULL THEN {column['quantity']} END", "quantity_unit": unit}


def _unit(column: Mapping[str, str]) -> str | None:
    """SQL of the supplementary unit: by its code, else by its abbreviation; null for no quantity."""
    if "unit" in column:
        code = column["unit"]
        return f"CASE WHEN {code} BETWEEN 0 AND {UNITS - 1} THEN nullif(getvariable('un_units')[{code} + 1], '') END"
    if "unit_name" not in column:
        return None
    rows = read_table("un_quantity_units.csv")
    cases = " ".join(f"WHEN {literal(row['abbr'])} THEN {literal(row['unit'])}" for row in rows)
    return f"nullif(CASE {column['unit_name']} {cases} ELSE {column['unit_name']} END, '')"


@cache
def _units() -> tuple[str, ...]:
    """Units by code; one that the table lacks is called by its code, none is the empty text."""
    units = ["", *(f"unit {code}" for code in range(1, UNITS))]
    for row in read_table("un_quantity_units.csv"):
        if row["code"] != "-1":
            units[int(row["code"])] = row["unit"]
    return tuple(units)


def _detail(column: Mapping[str, str]) -> dict[str, str]:
    there = [
        f"CASE WHEN {column[name]} <> {literal(total)} THEN '{cut}=' || {column[name]} END"
        for cut, name, total in CUTS
        if name in column
    ]
    return {"detail": f"nullif(concat_ws(';', {', '.join(there)}), '')"} if there else {}


def _checks(column: Mapping[str, str], areas: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Conditions of rows that cannot be read, why, and by which column."""
    period, goods = _period(column), column["goods"]
    years = f"BETWEEN {FIRST_YEAR} AND {LAST_YEAR}"
    month = f"{period} // 100 {years} AND {period} % 100 BETWEEN 1 AND 12"
    sound = f"CASE WHEN {period} > 9999 THEN {month} ELSE {period} {years} END"
    checks = [(f"NOT ({sound})", "neither a year nor a year and month", "period")]
    for role, first, what in (("reporter", 1, "a country"), ("partner", 0, "a country or area")):
        if areas[role] == "code":
            checks.append((f"{column[role]} NOT BETWEEN {first} AND 999", f"not a code of {what}", role))
    flow = _looked_up(column["flow"], "un_flows.csv", "flow")
    checks.append((f"({flow}) IS NULL", "not a known flow", "flow"))
    checks += _checks_of_goods(column, goods)
    checks += [
        (
            f"{column[role]} <> {literal(total)} AND NOT regexp_full_match({column[role]}, '[0-9A-Z]+')",
            "not a code",
            role,
        )
        for _, role, total in CUTS
        if role in column
    ]
    if "type" in column:
        checks.append((f"{column['type']} <> 'C'", "not trade in goods", "type"))
    if "frequency" in column:
        other = f"{column['frequency']} <> CASE WHEN {period} > 9999 THEN 'M' ELSE 'A' END"
        checks.append((other, "does not go with the period", "frequency"))
    checks += [(f"{column[role]} < 0", "below 0", role) for role in ("value", "weight") if role in column]
    unit = _unit(column)
    if "quantity" in column and unit is not None:
        checks.append((f"{column['quantity']} < 0 AND {unit} IS NOT NULL", "below 0", "quantity"))
    return checks


def _checks_of_goods(column: Mapping[str, str], goods: str) -> list[tuple[str, str, str]]:
    if "classification" not in column:
        formed = f"regexp_full_match({goods}, '{OTHER_CODE}|{TOTAL}')"
        return [(f"NOT {formed}", "not a code of goods", "goods")]
    system = column["classification"]
    known = _looked_up(system, "un_classifications.csv", "id")
    short = f"{_is_hs(system)} AND {goods} <> '{TOTAL}' AND NOT regexp_full_match({goods}, '{HS_CODE}')"
    other = f"NOT {_is_hs(system)} AND {goods} <> '{TOTAL}' AND NOT regexp_full_match({goods}, '{OTHER_CODE}')"
    return [
        (f"({known}) IS NULL", "not a known classification of goods", "classification"),
        (short, "an HS code has 2, 4 or 6 digits (a leading zero may be lost)", "goods"),
        (f"{_is_hs(system)} AND {no_heading_sql(goods)}", NO_HEADING, "goods"),
        (other, "not a code of goods", "goods"),
    ]


COMTRADE = Source("comtrade", _recognise, _plan)
