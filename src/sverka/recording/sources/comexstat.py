"""Comex Stat, Brazil's foreign trade statistics (MDIC/Secex): the state base by NCM and the municipal base by heading.

Columns and codes after the publisher's page "Base de dados brutos / Estatísticas de comércio exterior em dados abertos"
and its auxiliary tables. Values are US dollars FOB, of imports too: freight and insurance (`VL_FRETE`, `VL_SEGURO`)
stand in columns of their own and are no part of them. The state base counts by origin and destination of the goods,
the municipal base by the fiscal seat of the firm; the two do not add up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from sverka.model.errors import InputError
from sverka.recording.areas import comexstat_countries
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, Source, literal, quoted
from sverka.recording.tables_io import read_table

STATE_NEEDS = ("CO_ANO", "CO_MES", "CO_NCM", "CO_PAIS", "SG_UF_NCM", "VL_FOB")
MUNICIPAL_NEEDS = ("CO_ANO", "CO_MES", "SH4", "CO_PAIS", "SG_UF_MUN", "CO_MUN", "VL_FOB")
FIRST_YEAR, LAST_YEAR = 1989, 2100
NCM_DIGITS, HEADING_DIGITS = 8, 4
UNITS = 100
"""Places in the list of units; codes run from 0."""
_FLOW = re.compile(r"(?<![a-z])(exp|imp)(?:ort[^\W\d_]*)?(?![a-z])", re.IGNORECASE)
_FLOWS = {"exp": "export", "imp": "import"}
_SEATS = "municipal base: trade is counted where the firm has its fiscal seat, not where the goods come from or go to"


def _recognise_state(header: Header) -> bool:
    return header.has(*STATE_NEEDS)


def _recognise_municipal(header: Header) -> bool:
    return header.has(*MUNICIPAL_NEEDS)


def _plan_state(header: Header, asked: Asked) -> Plan:
    flow, notes = _flow(header, asked)
    column = _columns(header)
    select = _shared(column, "SG_UF_NCM") | {
        "classification": _edition(column, "NCM"),
        "commodity": column["CO_NCM"],
        **_quantity(column),
        **_detail(column, {"mode": "CO_VIA", "customs": "CO_URF"}),
    }
    return Plan(
        columns=_raw(header, ("CO_NCM", "SG_UF_NCM"), ("CO_VIA", "CO_URF")),
        fixed=_fixed(flow),
        select=select,
        checks=(*_checks(header, column, "SG_UF_NCM"), _digits(header, column, "CO_NCM", NCM_DIGITS)),
        lists={"comexstat_countries": comexstat_countries(), "comexstat_units": _units()},
        notes=notes,
    )


def _plan_municipal(header: Header, asked: Asked) -> Plan:
    flow, notes = _flow(header, asked)
    column = _columns(header)
    select = _shared(column, "SG_UF_MUN") | {
        "classification": _edition(column, "HS"),
        "commodity": column["SH4"],
        **_detail(column, {"municipality": "CO_MUN"}),
    }
    return Plan(
        columns=_raw(header, ("SH4", "SG_UF_MUN"), ("CO_MUN",)),
        fixed=_fixed(flow),
        select=select,
        checks=(*_checks(header, column, "SG_UF_MUN"), _digits(header, column, "SH4", HEADING_DIGITS)),
        lists={"comexstat_countries": comexstat_countries()},
        notes=(*notes, _SEATS),
    )


def _flow(header: Header, asked: Asked) -> tuple[str, tuple[str, ...]]:
    """The flow, from `EXP` or `IMP` in the file's name, else as asked, with what is to be said about it."""
    for name in (header.file.replace("\\", "/").rpartition("/")[2], header.file):
        told = {_FLOWS[found.casefold()] for found in _FLOW.findall(name)}
        if len(told) == 1:
            flow = told.pop()
            set_aside = asked.flow not in (None, flow)
            return flow, ((f"{flow}s by the name of the file; --flow {asked.flow} set aside",) if set_aside else ())
    if asked.flow is None:
        what = "Comex Stat files do not say whether they hold exports or imports, and the name of this one does not"
        raise InputError(what, header.file, "say it with --flow export or --flow import")
    return asked.flow, ()


def _fixed(flow: str) -> dict[str, str]:
    return {"flow": flow, "frequency": "M", "currency": "USD", "valuation": "FOB"}


def _columns(header: Header) -> dict[str, str]:
    """The SQL of each column that the header has, by its official name."""
    names = (*STATE_NEEDS, *MUNICIPAL_NEEDS, "KG_LIQUIDO", "CO_UNID", "QT_ESTAT", "CO_VIA", "CO_URF")
    return {name: quoted(header.exact(name)) for name in names if header.has(name)}


def _raw(header: Header, needed: tuple[str, ...], optional: tuple[str, ...]) -> tuple[RawColumn, ...]:
    """The columns to read: what both bases share, and texts of the one."""
    columns = [RawColumn(header.exact(name), "integer") for name in ("CO_ANO", "CO_MES", "CO_PAIS")]
    goods, state = needed
    columns.append(RawColumn(header.exact(goods), "code", width=NCM_DIGITS if goods == "CO_NCM" else HEADING_DIGITS))
    columns.append(RawColumn(header.exact(state), "text"))
    columns.append(RawColumn(header.exact("VL_FOB"), "number"))
    columns += [RawColumn(header.exact(name), "code", required=False) for name in optional if header.has(name)]
    numbers = ("KG_LIQUIDO", "QT_ESTAT") if "CO_NCM" in needed else ("KG_LIQUIDO",)
    columns += [RawColumn(header.exact(name), "number", required=False) for name in numbers if header.has(name)]
    if "CO_NCM" in needed and header.has("CO_UNID"):
        columns.append(RawColumn(header.exact("CO_UNID"), "integer", required=False))
    return tuple(columns)


def _shared(column: Mapping[str, str], state: str) -> dict[str, str]:
    """The expressions that both bases share."""
    shared = {
        "year": column["CO_ANO"],
        "month": column["CO_MES"],
        "reporter": f"'BR-' || {column[state]}",
        "partner": f"getvariable('comexstat_countries')[{column['CO_PAIS']} + 1]",
        "primary_value": column["VL_FOB"],
    }
    if "KG_LIQUIDO" in column:
        shared["net_weight_kg"] = column["KG_LIQUIDO"]
    return shared


def _quantity(column: Mapping[str, str]) -> dict[str, str]:
    """The statistical quantity, where the file says in which unit it is."""
    if not {"CO_UNID", "QT_ESTAT"} <= column.keys():
        return {}
    unit = column["CO_UNID"]
    known = f"{unit} BETWEEN 0 AND {UNITS - 1}"
    return {
        "quantity": f"CASE WHEN {known} THEN {column['QT_ESTAT']} END",
        "quantity_unit": f"CASE WHEN {known} THEN getvariable('comexstat_units')[{unit} + 1] END",
    }


def _detail(column: Mapping[str, str], cuts: Mapping[str, str]) -> dict[str, str]:
    """The finer cuts that the file has, as one text; null where a row has none."""
    there = [f"'{cut}=' || {column[name]}" for cut, name in cuts.items() if name in column]
    if not there:
        return {}
    return {"detail": there[0] if len(there) == 1 else f"nullif(concat_ws(';', {', '.join(there)}), '')"}


def _edition(column: Mapping[str, str], system: str) -> str:
    """The classification by month: `system` with the edition of the Harmonized System that Brazil then followed."""
    month = f"{column['CO_ANO']} * 100 + {column['CO_MES']}"
    rows = sorted(read_table("ncm_editions.csv"), key=lambda row: row["since"], reverse=True)
    cases = " ".join(
        f"WHEN {month} >= {row['since'].replace('-', '')} THEN {literal(system + row['edition'])}" for row in rows
    )
    return f"CASE {cases} ELSE {literal(system)} END"


@cache
def _units() -> tuple[str, ...]:
    """Units by code; one that the table lacks is called by its code."""
    units = [f"unit {code}" for code in range(UNITS)]
    for row in read_table("comexstat_units.csv"):
        units[int(row["code"])] = row["unit"]
    return tuple(units)


def _checks(header: Header, column: Mapping[str, str], state: str) -> tuple[Check, ...]:
    """What both bases must keep to."""
    bad = [
        (f"{column['CO_ANO']} NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR}", f"not {FIRST_YEAR} to {LAST_YEAR}", "CO_ANO"),
        (f"{column['CO_MES']} NOT BETWEEN 1 AND 12", "not a month 1 to 12", "CO_MES"),
        (f"{column['CO_PAIS']} NOT BETWEEN 0 AND 999", "not a code of three digits", "CO_PAIS"),
        (f"NOT regexp_full_match({column[state]}, '[A-Z]{{2}}')", "not a code of two capital letters", state),
    ]
    numbers = ("VL_FOB", "KG_LIQUIDO", "QT_ESTAT") if state == "SG_UF_NCM" else ("VL_FOB", "KG_LIQUIDO")
    bad += [(f"{column[name]} < 0", "below 0", name) for name in numbers if name in column]
    bad += [
        (f"regexp_matches({column[name]}, '[^0-9A-Za-z]')", "not a code", name)
        for name in ("CO_MUN", "CO_VIA", "CO_URF")
        if name in column and (name == "CO_MUN") != (state == "SG_UF_NCM")
    ]
    return tuple(Check(condition, reason, header.exact(name)) for condition, reason, name in bad)


def _digits(header: Header, column: Mapping[str, str], name: str, count: int) -> Check:
    condition = f"NOT regexp_full_match({column[name]}, '[0-9]{{{count}}}')"
    return Check(condition, f"must be {count} digits (a leading zero may be lost)", header.exact(name))


STATE = Source("comexstat-state", _recognise_state, _plan_state)
MUNICIPAL = Source("comexstat-municipal", _recognise_municipal, _plan_municipal)
