"""Eurostat Comext, bulk files of detailed trade in goods (`full_v2_202401.dat`, `full202052.dat`).

After Eurostat, "User guide on European statistics on international trade in goods" (2016 and later editions), and the
geonomenclature (Commission Implementing Regulation (EU) 2020/1470). Values are euros.

- The value is the statistical value at the frontier of the reporting state: exports FOB, imports CIF.
- Flow 1 is imports, 2 exports; a period is `YYYYMM`, a whole year `YYYY52` or `YYYY`.
- Goods are codes of the Combined Nomenclature of the year; where a state keeps products secret, letters stand in the
  code (`99SSSSSS`), and are kept. `TOTAL` and shorter codes are totals beside their parts.
- `detail` keeps the statistical procedure (1 normal, then inward and outward processing) and the type of trade (`E`
  with countries outside the Union, `I` inside); all of them are parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sverka.recording.lookup_sql import case_sql, is_pair, pair_list, pair_sql
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, RawKind, Source, literal, quoted
from sverka.recording.tables_io import read_table

NAMES: Mapping[str, tuple[str, ...]] = {
    "reporter": ("REPORTER", "DECLARANT_ISO"),
    "partner": ("PARTNER_ISO", "PARTNER"),
    "commodity": ("PRODUCT_NC",),
    "flow": ("FLOW",),
    "period": ("PERIOD",),
    "value": ("VALUE_EUR", "VALUE_IN_EUROS", "VALUE_IN_EUR"),
    "weight": ("QUANTITY_KG", "QUANTITY_IN_KG"),
    "quantity": ("QUANTITY_SUPPL_UNIT", "SUP_QUANTITY", "SUPPLEMENTARY_QUANTITY"),
    "unit": ("SUPPL_UNIT", "SUPP_UNIT"),
    "procedure": ("STAT_PROCEDURE", "STAT_REGIME"),
    "trade": ("TRADE_TYPE",),
}
"""What the columns have been called over the years, by role."""
NEEDED = ("reporter", "partner", "commodity", "flow", "period", "value")
KINDS: Mapping[str, RawKind] = {
    "flow": "integer",
    "period": "integer",
    "value": "number",
    "weight": "number",
    "quantity": "number",
    "procedure": "code",
    "trade": "code",
}
DIGITS = 8
"""Digits of a code of the Combined Nomenclature."""
WHOLE_YEAR = 52
"""What stands in place of the month in data of a whole year."""
FIRST_YEAR, LAST_YEAR = 1988, 2100


def _columns(header: Header) -> dict[str, str]:
    """By role the column of the file, by its exact name."""
    found = {role: next((name for name in names if header.has(name)), None) for role, names in NAMES.items()}
    return {role: header.exact(name) for role, name in found.items() if name is not None}


def _recognise(header: Header) -> bool:
    columns = _columns(header)
    return all(role in columns for role in NEEDED)


def _plan(header: Header, asked: Asked) -> Plan:
    """The plan of a file; `asked` adds nothing, each row tells its flow."""
    del asked
    names = _columns(header)
    column = {role: quoted(name) for role, name in names.items()}
    return Plan(
        columns=tuple(_raw(role, name) for role, name in names.items()),
        fixed={"currency": "EUR", "valuation": "statistical"},
        select=_select(column),
        checks=tuple(Check(bad, reason, names[role]) for bad, reason, role in _checks(column)),
        lists={"comext_areas": _pairs()},
        hierarchical=True,
    )


def _raw(role: str, name: str) -> RawColumn:
    if role == "commodity":
        return RawColumn(name, "code", width=DIGITS)
    return RawColumn(name, KINDS.get(role, "text"), role in NEEDED)


def _select(column: Mapping[str, str]) -> dict[str, str]:
    period = _period(column)
    year, month = f"({period} // 100)", f"({period} % 100)"
    return {
        "flow": f"CASE {column['flow']} WHEN 1 THEN 'import' WHEN 2 THEN 'export' END",
        "frequency": f"CASE WHEN {month} = {WHOLE_YEAR} THEN 'A' ELSE 'M' END",
        "year": year,
        "month": f"nullif({month}, {WHOLE_YEAR})",
        "classification": f"'CN' || ({year})",
        "reporter": _area(column["reporter"]),
        "partner": _area(column["partner"]),
        "commodity": column["commodity"],
        "primary_value": column["value"],
        "aggregate": _aggregate(column["partner"]),
        **({"net_weight_kg": column["weight"]} if "weight" in column else {}),
        **_quantity(column),
        **_detail(column),
    }


def _period(column: Mapping[str, str]) -> str:
    """SQL of the period as `YYYYMM` or `YYYY52`."""
    return f"(CASE WHEN {column['period']} < 10000 THEN {column['period']} * 100 + 52 ELSE {column['period']} END)"


def _area(code: str) -> str:
    """A country, or an own code; codes longer than two characters are those that the table has."""
    longer = case_sql(code, {row["code"]: row["id"] for row in read_table("comext_areas.csv") if len(row["code"]) > 2})
    return f"CASE WHEN length({code}) = 2 THEN {pair_sql('comext_areas', code)} ELSE {longer} END"


@cache
def _pairs() -> tuple[str, ...]:
    return pair_list({row["code"]: row["id"] for row in read_table("comext_areas.csv") if len(row["code"]) == 2}, "e")


def _aggregate(partner: str) -> str:
    totals = {row["code"]: row["aggregate"] for row in read_table("comext_areas.csv") if row["aggregate"]}
    return case_sql(partner, totals)


def _quantity(column: Mapping[str, str]) -> dict[str, str]:
    """The quantity in its supplementary unit; none where the goods have no such unit."""
    if "quantity" not in column or "unit" not in column:
        return {}
    # An own unit where the table has none, so that quantities of unlike units are never summed.
    rows = {row["code"]: row["unit"] for row in read_table("comext_units.csv")}
    known = case_sql(
        f"replace(upper({column['unit']}), '_', ' ')",
        {code.replace("_", " "): unit for code, unit in rows.items()},
        f"'unit ' || {column['unit']}",
    )
    unit = f"nullif({known}, '')"
    return {"quantity": f"CASE WHEN {unit} IS NOT NULL THEN {column['quantity']} END", "quantity_unit": unit}


def _detail(column: Mapping[str, str]) -> dict[str, str]:
    cuts = [f"'{cut}=' || {column[cut]}" for cut in ("procedure", "trade") if cut in column]
    return {"detail": f"nullif(concat_ws(';', {', '.join(cuts)}), '')"} if cuts else {}


def _checks(column: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Conditions of rows that cannot be read, why, and by which column."""
    period, goods = _period(column), column["commodity"]
    month = f"({period} % 100 BETWEEN 1 AND 12 OR {period} % 100 = {WHOLE_YEAR})"
    sound = f"{period} // 100 BETWEEN {FIRST_YEAR} AND {LAST_YEAR} AND {month}"
    checks = [
        (f"NOT ({sound})", "neither YYYYMM, YYYY52 nor YYYY", "period"),
        (f"{column['flow']} NOT IN (1, 2)", "neither 1 (import) nor 2 (export)", "flow"),
        (
            f"NOT regexp_full_match({goods}, '[0-9]{{2,10}}|[0-9]{{2}}[0-9A-Z]{{6}}|TOTAL')",
            "not a code of goods",
            "commodity",
        ),
        (_short(goods), "a code of an odd number of digits: a leading zero was lost", "commodity"),
        (f"{column['value']} < 0", "below 0", "value"),
    ]
    checks += [
        (f"regexp_matches({column[role]}, '[^0-9A-Za-z]')", "not a code", role)
        for role in ("procedure", "trade")
        if role in column
    ]
    checks += [(_no_area(column[role]), "not a code of a country or area", role) for role in ("reporter", "partner")]
    return checks + [(f"{column[role]} < 0", "below 0", role) for role in ("weight", "quantity") if role in column]


def _short(goods: str) -> str:
    return f"length({goods}) % 2 = 1 AND regexp_full_match({goods}, '[0-9]+')"


def _no_area(code: str) -> str:
    longer = ", ".join(literal(row["code"]) for row in read_table("comext_areas.csv") if len(row["code"]) > 2)
    return f"NOT {is_pair(code)} AND {code} NOT IN ({longer})"


COMEXT = Source("comext", _recognise, _plan)
