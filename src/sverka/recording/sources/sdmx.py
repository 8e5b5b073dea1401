"""SDMX-CSV 1.0 and 2.0: trade in goods as statistical offices disseminate it, one observation a row.

After the SDMX-CSV field guide (SDMX Technical Working Group). A file begins with `DATAFLOW`, or with `STRUCTURE`,
`STRUCTURE_ID` and `ACTION`; columns are concepts of the data structure, which differ between offices
(`tables/sdmx_concepts.csv`). Where labels are given, `code: label`, the code is read; labels alone will do for areas,
flows and measures, never for goods.

- Read are values in a currency, weights and supplementary quantities (`tables/sdmx_measures.csv`); indices, balances,
  adjusted series and growth rates are not. A row of weight is a record whose value is 0: it adds its weight to that of
  the value told in another row. Units of supplementary quantities are told apart by the goods alone.
- A value is multiplied by 10 to the power of `UNIT_MULT`. The currency is the measure's own (`VALUE_IN_EUROS`), else
  the unit of measure.
- The classification of goods is kept where a column or the dataflow says it, else as `unstated`; so is the valuation.
- Totals stand beside their parts: partner `_T`, `WORLD`, `W00`, product `_T`, `TOTAL`, groups of countries. The
  European Union as reporter is the group `eu`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from sverka.model.errors import InputError
from sverka.recording.columns import TOTAL, WORLD
from sverka.recording.lookup_sql import Lookup, case_sql, folded_sql, in_list, lookup, own_name_sql
from sverka.recording.naming import country_names, place_lookup, place_sql, world_words
from sverka.recording.number_sql import wide_number
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, RawKind, Source, literal, quoted
from sverka.recording.tables_io import read_table
from sverka.reference.places_data import country_rows, region_rows
from sverka.reference.units import all_currencies

UNSTATED = "unstated"
NEEDED = ("period", "value", "reporter")
GOODS_TOTALS = ("TOTAL", "_T", "T", "ALL", "0")
NOT_ADJUSTED = ("N", "NSA", "_Z", "NEITHER", "NA", "UNADJ")
NOT_TRANSFORMED = ("N", "_Z", "LEVEL")
DELETED = ("D", "DELETE")
MULTIPLIERS = {str(power): str(10**power) for power in range(13)}
_PERIOD = "^([0-9]{4})(?:-A1|-?(Q[1-4])|-?M?(0[1-9]|1[0-2]))?$"
_LABELLED = re.compile(r"[A-Za-z0-9_+.-]{1,24}: ")
_CODE = re.compile(r"[A-Za-z0-9_+.-]{1,24}")
EUROPEAN_UNION = ("EU", "EU27_2020")
"""Codes under which the Union itself reports; its name in labels begins as `UNION_NAMED` says."""
UNION_NAMED = "european union%27 countries%"
OWN_LETTERS = 6
"""How many characters of an area's code its own code may have; longer codes are kept as a sum."""


def _code_of(name: str) -> str:
    """The concept that a column is of: `FREQ` for `FREQ: Frequency`."""
    return name.partition(":")[0].strip().upper()


def _columns(header: Header) -> dict[str, str]:
    """By role the column of the file, by its exact name; the table says which of several goes first."""
    there = {_code_of(name): name for name in reversed(header.columns)}
    found: dict[str, str] = {}
    for row in read_table("sdmx_concepts.csv"):
        if row["concept"] in there:
            found.setdefault(row["role"], there[row["concept"]])
    return found


def _recognise(header: Header) -> bool:
    column = _columns(header)
    return all(role in column for role in NEEDED) and ("flow" in column or "measure" in column)


def _plan(header: Header, asked: Asked) -> Plan:
    """The plan of a file; the flow is the user's where neither a column nor the measure tells it."""
    names = _columns(header)
    column = {role: _code_sql(quoted(name), labelled=_is_labelled(header, name)) for role, name in names.items()}
    _need_codes(header, names)
    column["value"] = wide_number(quoted(names["value"]), ".")
    _need_currency(header, names)
    measures = header.values(names["measure"]) if "measure" in names else ()
    flow = _flow(column, {_code_of(value) for value in measures}, asked)
    if flow is None:
        raise InputError("no column of the flow", header.file, "say --flow export or --flow import")
    return Plan(
        columns=tuple(_raw(role, name) for role, name in names.items()),
        fixed=_fixed(names),
        select=_select(column, flow) | _classification(names, column, header),
        checks=tuple(Check(bad, reason, names[role]) for bad, reason, role in _checks(column, flow)),
        lists={**_areas().lists, **_names().lists},
        hierarchical=True,
        names={role: column[role] for role in ("reporter", "partner") if role in column},
    )


def _raw(role: str, name: str) -> RawColumn:
    kind: RawKind = "wide" if role == "value" else "code" if role == "commodity" else "text"
    return RawColumn(name, kind, required=role in NEEDED)


def _is_labelled(header: Header, name: str) -> bool:
    """Whether the codes of a column stand with their labels, `M: Monthly`."""
    values = [value for value in header.values(name) if value]
    return bool(values) and all(_LABELLED.match(value) for value in values)


def _need_codes(header: Header, names: Mapping[str, str]) -> None:
    """Refuse a file that tells its goods by labels alone."""
    goods = [value for value in header.values(names.get("commodity", "")) if value]
    if goods and not any(_CODE.fullmatch(value.partition(":")[0].strip()) for value in goods):
        raise InputError(
            "the goods are told by labels, not by codes",
            f"{header.file}: {goods[0][:60]}",
            "download the file with codes, or with codes and labels",
        )


def _code_sql(column: str, *, labelled: bool) -> str:
    """The code of a value, its label left out."""
    return f"trim(split_part({column}, ':', 1))" if labelled else f"trim({column})"


def _need_currency(header: Header, names: Mapping[str, str]) -> None:
    if "unit" not in names and "measure" not in names:
        raise InputError(
            "no column says the currency (UNIT_MEASURE, CURRENCY or an indicator)",
            header.file,
            "map the file as a table",
        )


def _fixed(names: Mapping[str, str]) -> dict[str, str]:
    """A file without partners or goods is of the totals over them."""
    return {role: total for role, total in (("partner", WORLD), ("commodity", TOTAL)) if role not in names}


def _flow(column: Mapping[str, str], told: set[str], asked: Asked) -> str | None:
    """SQL of the flow: the column's, else the measure's, else what the user said; `None` where nothing tells it.

    `told` are the measures of the first rows: where none of them is of one flow, the user must say which it is.
    """
    if "flow" in column:
        return case_sql(f"upper({column['flow']})", {row["code"]: row["flow"] for row in read_table("sdmx_flows.csv")})
    if not any(row["flow"] for row in read_table("sdmx_measures.csv") if row["code"] in told):
        return literal(asked.flow) if asked.flow else None
    return _of_measure(column, "flow")


def _of_measure(column: Mapping[str, str], what: str) -> str:
    """SQL of what the table of measures says; null where there is no measure, or the table does not know it."""
    if "measure" not in column:
        return "NULL"
    known = {row["code"]: row[what] for row in read_table("sdmx_measures.csv") if row[what]}
    return case_sql(_measure(column), known)


def _measure(column: Mapping[str, str]) -> str:
    """SQL of the measure, its label written as its code: `Value in euros` is `VALUE_IN_EUROS`."""
    return f"replace(upper({column['measure']}), ' ', '_')"


def _is_of(column: Mapping[str, str], kind: str) -> str:
    """A condition: the measure is of this kind, `weight` or `quantity`; false where there is no measure."""
    return f"(coalesce({_of_measure(column, 'kind')}, 'value') = '{kind}')" if "measure" in column else "FALSE"


def _select(column: Mapping[str, str], flow: str) -> dict[str, str]:
    period = column["period"]
    # A check holds the whole to `_PERIOD`, so that what stands where is enough here.
    part = f"ltrim(substr({period}, 5), '-M')"
    quarter, month = f"CASE WHEN {part}[1] = 'Q' THEN {part}[2] END", f"TRY_CAST({part} AS INTEGER)"
    chosen = {
        "flow": flow,
        "frequency": f"CASE WHEN {part}[1] = 'Q' THEN 'Q' WHEN {month} IS NOT NULL THEN 'M' ELSE 'A' END",
        "year": f"TRY_CAST(left({period}, 4) AS INTEGER)",
        "month": f"coalesce({month}, TRY_CAST({quarter} AS INTEGER) * 3 - 2)",
        "currency": _currency(column),
        "valuation": _valuation(column),
        "reporter": _reporter(column["reporter"]),
        "primary_value": _value(column),
        **_amounts(column),
    }
    if "partner" in column:
        totals = {row["code"]: row["aggregate"] for row in read_table("sdmx_areas.csv") if row["aggregate"]}
        chosen |= {"partner": _area(column["partner"]), "aggregate": case_sql(f"upper({column['partner']})", totals)}
    return chosen | _goods(column)


def _amounts(column: Mapping[str, str]) -> dict[str, str]:
    """Weights in kilograms, and supplementary quantities each in a unit of its goods, so that none are summed."""
    if "measure" not in column:
        return {}
    amount, goods = _scaled(column), column.get("commodity", literal(TOTAL))
    weight, quantity = _is_of(column, "weight"), _is_of(column, "quantity")
    return {
        "net_weight_kg": f"CASE WHEN {weight} THEN {amount} END",
        "quantity": f"CASE WHEN {quantity} THEN {amount} END",
        "quantity_unit": f"CASE WHEN {quantity} THEN 'unit of ' || {goods} END",
    }


def _goods(column: Mapping[str, str]) -> dict[str, str]:
    if "commodity" not in column:
        return {}
    code = column["commodity"]
    return {"commodity": f"CASE WHEN upper({code}) IN ({in_list(GOODS_TOTALS)}) THEN '{TOTAL}' ELSE {code} END"}


def _classification(names: Mapping[str, str], column: Mapping[str, str], header: Header) -> dict[str, str]:
    """What a column says, else the dataflow that all of the first rows are of; the edition of CN is the year's."""
    if "classification" in names:
        return {"classification": f"coalesce(nullif({column['classification']}, ''), '{UNSTATED}')"}
    dataflows = {value for name in names_of_dataflow(header) for value in header.values(name)}
    told = {
        row["classification"]
        for row in read_table("sdmx_dataflows.csv")
        for flow in dataflows
        if row["dataflow"] in flow
    }
    if len(told) != 1 or len(dataflows) != 1:
        return {"classification": literal(UNSTATED)}
    known = told.pop()
    year = f"left({column['period']}, 4)"
    return {"classification": f"'CN' || {year}" if known == "CN" else literal(known)}


def names_of_dataflow(header: Header) -> list[str]:
    """The columns that name the dataflow or the structure that the rows are of."""
    return [name for name in header.columns if _code_of(name).partition("[")[0] in ("DATAFLOW", "STRUCTURE_ID")]


def _currency(column: Mapping[str, str]) -> str:
    ways = [_of_measure(column, "currency")]
    if "unit" in column:
        known = in_list(currency.code for currency in all_currencies())
        ways.append(f"CASE WHEN upper({column['unit']}) IN ({known}) THEN upper({column['unit']}) END")
    return f"coalesce({', '.join(ways)})"


def _valuation(column: Mapping[str, str]) -> str:
    ways = [_of_measure(column, "valuation")]
    if "valuation" in column:
        ways.append(f"CASE WHEN upper({column['valuation']}) IN ('FOB', 'CIF') THEN upper({column['valuation']}) END")
    return f"coalesce({', '.join(ways)}, '{UNSTATED}')"


def _value(column: Mapping[str, str]) -> str:
    if "measure" not in column:
        return _scaled(column)
    other = f"{_is_of(column, 'weight')} OR {_is_of(column, 'quantity')}"
    return f"CASE WHEN {other} THEN 0 ELSE {_scaled(column)} END"


def _scaled(column: Mapping[str, str]) -> str:
    """The figure of a row times its multipliers."""
    value = column["value"]
    if "multiplier" in column:
        # The digits of both factors must fit into the 38 that a decimal has.
        value = f"({value} * {_multiplier(column['multiplier'])}::DECIMAL(13, 0))::DECIMAL(28, 4)"
    if "measure" not in column:
        return value
    return f"{value} * coalesce({_of_measure(column, 'scale')}, '1')::DECIMAL(8, 0)"


def _multiplier(power: str) -> str:
    """SQL of the power of ten; an empty one is 1, one that is not known null."""
    return f"CASE WHEN coalesce({power}, '') = '' THEN '1' ELSE {case_sql(power, MULTIPLIERS)} END"


def _reporter(code: str) -> str:
    union = f"upper({code}) IN ({in_list(EUROPEAN_UNION)}) OR lower({code}) LIKE '{UNION_NAMED}'"
    return f"CASE WHEN {union} THEN 'eu' ELSE {_area(code)} END"


def _area(code: str) -> str:
    """A country by any of its codes or names, the world, or an own code: `s` and the code, or a sum of a longer one."""
    key = f"upper({code})"
    short = f"regexp_full_match({key}, '[A-Z0-9]{{1,{OWN_LETTERS}}}')"
    own = f"CASE WHEN {short} THEN 's' || lower({code}) ELSE {own_name_sql(folded_sql(code))} END"
    return f"coalesce({_areas().sql(key)}, {place_sql(_names(), code)}, {own})"


@cache
def _names() -> Lookup:
    """Labels of areas."""
    return place_lookup("sdmx_name", {**world_words(), **country_names()})


@cache
def _areas() -> Lookup:
    """ISO 3166-1 alpha-2 and alpha-3, ISO 3166-2, UN M49 with and without leading zeros, and what the table adds."""
    entries: dict[str, str] = {row["id"]: row["id"] for row in region_rows()}
    for row in country_rows():
        codes = (row["id"], row["alpha3"], row["m49"], row["m49"].lstrip("0"))
        entries |= {code: row["id"] for code in codes if code}
    entries |= {row["code"]: row["id"] for row in read_table("sdmx_areas.csv") if row["id"]}
    return lookup("sdmx_area", entries)


def _checks(column: Mapping[str, str], flow: str) -> list[tuple[str, str, str]]:
    """Conditions of rows that cannot be read, why, and by which column."""
    told_flow = "flow" if "flow" in column else "measure"
    checks = _kept_out(column)
    checks += [
        (f"NOT regexp_full_match({column['period']}, '{_PERIOD}')", "neither a year, a quarter nor a month", "period"),
        (f"({_currency(column)}) IS NULL", "not a value in a currency", "measure" if "measure" in column else "unit"),
        (f"({flow}) IS NULL", "neither exports nor imports", told_flow if told_flow in column else "value"),
        (f"{column['value']} IS NULL", "not a number", "value"),
        (f"{column['value']} < 0", "below 0", "value"),
        (f"{column['reporter']} = ''", "empty", "reporter"),
    ]
    if "multiplier" in column:
        checks.append((f"({_multiplier(column['multiplier'])}) IS NULL", "not a power of ten", "multiplier"))
    if "commodity" in column:
        formed = f"regexp_full_match({column['commodity']}, '{_CODE.pattern}')"
        checks.append((f"coalesce(length({column['commodity']}), 0) = 0", "empty", "commodity"))
        checks.append((f"NOT {formed}", "not a code of goods", "commodity"))
    return checks


def _kept_out(column: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Rows that are no plain value of trade: other measures, adjusted or transformed series, deletions."""
    checks = []
    if "measure" in column:
        known = in_list(row["code"] for row in read_table("sdmx_measures.csv"))
        reason = "not known as a value of trade: load the file as a mapped table if it is one"
        checks.append((f"{_measure(column)} NOT IN ({known})", reason, "measure"))
    for role, plain, reason in (
        ("adjustment", NOT_ADJUSTED, "an adjusted series"),
        ("transformation", NOT_TRANSFORMED, "not a level"),
    ):
        if role in column:
            checks.append((f"upper({column[role]}) NOT IN ('', {in_list(plain)})", reason, role))
    if "action" in column:
        checks.append(
            (f"upper({column['action']}) IN ({in_list(DELETED)})", "a deletion, not an observation", "action")
        )
    return checks


SDMX = Source("sdmx", _recognise, _plan)
