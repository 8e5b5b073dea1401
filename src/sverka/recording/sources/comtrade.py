"""UN Comtrade: reported trade of countries, as bulk files and as CSV of the API; both have the same columns.

After the UN Comtrade Help Center ("List of References & Parameter Codes", "Trade flows in UN Comtrade", "Trade
valuation", "Supplementary Quantity Units"). Only codes are read, so that files without names and ISO codes will do:
the preview of the API leaves those empty. Values are US dollars.

- `primaryValue` is the CIF value where there is one, else the FOB value: exports are FOB, imports CIF, save imports of
  which the FOB value alone is given and is the primary one (Canada, Mexico, …).
- Totals stand beside their parts: partner 0 is `world`, commodity `TOTAL` all goods. Modes of transport, customs
  procedures, modes of supply and second partners other than their totals (0, C00) make the `detail` of a row.
- M and X are all imports and exports; re-exports and other flows are parts of them (`tables/un_flows.csv`), and are
  kept apart with what they are in `aggregate`.
- A net weight of 0, and a quantity in no unit, mean that none is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sverka.recording.areas import un_areas
from sverka.recording.columns import TOTAL
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, RawKind, Source, literal, quoted
from sverka.recording.tables_io import read_table

NEEDS = ("period", "reporterCode", "flowCode", "partnerCode", "classificationCode", "cmdCode", "primaryValue")
KINDS: Mapping[str, RawKind] = {
    "period": "integer",
    "reporterCode": "integer",
    "flowCode": "text",
    "partnerCode": "integer",
    "classificationCode": "text",
    "cmdCode": "text",
    "primaryValue": "number",
    "typeCode": "text",
    "freqCode": "text",
    "customsCode": "text",
    "motCode": "text",
    "mosCode": "text",
    "partner2Code": "text",
    "qtyUnitCode": "integer",
    "qtyUnitAbbr": "text",
    "qty": "number",
    "netWgt": "number",
    "cifvalue": "number",
    "fobvalue": "number",
}
"""The columns that are read, with what they hold; those in `NEEDS` must be there."""
CUTS = (("customs", "customsCode", "C00"), ("mode", "motCode", "0"), ("partner2", "partner2Code", "0"))
SUPPLY = ("supply", "mosCode", "0")
"""Finer cuts: name in `detail`, column, code of its total."""
UNITS = 100
"""Places in the list of units; codes run from 0."""
FIRST_YEAR, LAST_YEAR = 1962, 2100


def _recognise(header: Header) -> bool:
    return header.has(*NEEDS)


def _plan(header: Header, asked: Asked) -> Plan:
    """The plan of a file; `asked` adds nothing, each row tells its flow."""
    del asked
    column = {name: quoted(header.exact(name)) for name in KINDS if header.has(name)}
    return Plan(
        columns=tuple(RawColumn(header.exact(name), KINDS[name], required=name in NEEDS) for name in column),
        fixed={"currency": "USD"},
        select=_select(column),
        checks=tuple(Check(bad, reason, header.exact(name)) for bad, reason, name in _checks(column)),
        lists={"un_areas": un_areas(), "un_units": _units()},
        hierarchical=True,
    )


def _select(column: Mapping[str, str]) -> dict[str, str]:
    period = column["period"]
    flow = _looked_up(column["flowCode"], "un_flows.csv", "flow")
    return {
        "flow": flow,
        "frequency": f"CASE WHEN {period} > 9999 THEN 'M' ELSE 'A' END",
        "year": f"CASE WHEN {period} > 9999 THEN {period} // 100 ELSE {period} END",
        "month": f"CASE WHEN {period} > 9999 THEN {period} % 100 END",
        "classification": _looked_up(column["classificationCode"], "un_classifications.csv", "id"),
        "valuation": _valuation(column, flow),
        "reporter": f"getvariable('un_areas')[{column['reporterCode']} + 1]",
        "partner": f"getvariable('un_areas')[{column['partnerCode']} + 1]",
        "commodity": column["cmdCode"],
        "primary_value": column["primaryValue"],
        "aggregate": _looked_up(column["flowCode"], "un_flows.csv", "aggregate"),
        **_amounts(column),
        **_detail(column),
    }


def _looked_up(code: str, table: str, wanted: str) -> str:
    """SQL of what a table says of a code; null for what it does not know or leaves empty."""
    rows = [row for row in read_table(table) if row[wanted]]
    cases = " ".join(f"WHEN {literal(row['code'])} THEN {literal(row[wanted])}" for row in rows)
    return f"CASE {code} {cases} END"


def _valuation(column: Mapping[str, str], flow: str) -> str:
    fob = "FALSE"
    if "fobvalue" in column:
        fob = f"{column['fobvalue']} > 0 AND {column['fobvalue']} = {column['primaryValue']}"
        fob += f" AND coalesce({column['cifvalue']}, 0) = 0" if "cifvalue" in column else ""
    return f"CASE WHEN {flow} = 'export' OR ({fob}) THEN 'FOB' ELSE 'CIF' END"


def _amounts(column: Mapping[str, str]) -> dict[str, str]:
    """Net weight and quantity, as far as the file has them."""
    amounts = {"net_weight_kg": f"nullif({column['netWgt']}, 0)"} if "netWgt" in column else {}
    unit = _unit(column)
    if "qty" not in column or unit is None:
        return amounts
    return amounts | {"quantity": f"CASE WHEN {unit} IS NOT NULL THEN {column['qty']} END", "quantity_unit": unit}


def _unit(column: Mapping[str, str]) -> str | None:
    """SQL of the supplementary unit: by its code, else by its abbreviation; null for no quantity."""
    if "qtyUnitCode" in column:
        code = column["qtyUnitCode"]
        return f"CASE WHEN {code} BETWEEN 0 AND {UNITS - 1} THEN nullif(getvariable('un_units')[{code} + 1], '') END"
    if "qtyUnitAbbr" not in column:
        return None
    rows = read_table("un_quantity_units.csv")
    cases = " ".join(f"WHEN {literal(row['abbr'])} THEN {literal(row['unit'])}" for row in rows)
    return f"nullif(CASE {column['qtyUnitAbbr']} {cases} ELSE {column['qtyUnitAbbr']} END, '')"


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
        for cut, name, total in (*CUTS, SUPPLY)
        if name in column
    ]
    return {"detail": f"nullif(concat_ws(';', {', '.join(there)}), '')"} if there else {}


def _checks(column: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Conditions of rows that cannot be read, why, and by which column."""
    period, goods = column["period"], column["cmdCode"]
    years = f"BETWEEN {FIRST_YEAR} AND {LAST_YEAR}"
    month = f"{period} // 100 {years} AND {period} % 100 BETWEEN 1 AND 12"
    sound = f"CASE WHEN {period} > 9999 THEN {month} ELSE {period} {years} END"
    short = f"{column['classificationCode']} LIKE 'H%' AND length({goods}) NOT IN (2, 4, 6) AND {goods} <> '{TOTAL}'"
    checks = [
        (f"NOT ({sound})", "neither a year nor a year and month", "period"),
        (f"{column['reporterCode']} NOT BETWEEN 1 AND 999", "not a code of a country", "reporterCode"),
        (f"{column['partnerCode']} NOT BETWEEN 0 AND 999", "not a code of a country or area", "partnerCode"),
        (f"{_looked_up(column['flowCode'], 'un_flows.csv', 'flow')} IS NULL", "not a known flow", "flowCode"),
        (_unknown_classification(column), "not a known classification of goods", "classificationCode"),
        (short, "an HS code has 2, 4 or 6 digits (a leading zero may be lost)", "cmdCode"),
    ]
    if "typeCode" in column:
        checks.append((f"{column['typeCode']} <> 'C'", "not trade in goods", "typeCode"))
    if "freqCode" in column:
        other = f"{column['freqCode']} <> CASE WHEN {period} > 9999 THEN 'M' ELSE 'A' END"
        checks.append((other, "does not go with the period", "freqCode"))
    checks += [(f"{column[name]} < 0", "below 0", name) for name in ("primaryValue", "netWgt") if name in column]
    unit = _unit(column)
    if "qty" in column and unit is not None:
        checks.append((f"{column['qty']} < 0 AND {unit} IS NOT NULL", "below 0", "qty"))
    return checks


def _unknown_classification(column: Mapping[str, str]) -> str:
    return f"{_looked_up(column['classificationCode'], 'un_classifications.csv', 'id')} IS NULL"


COMTRADE = Source("comtrade", _recognise, _plan)
