"""Exports of WITS (World Bank), recognised by their header: mappings that are made for them.

Four forms are known (`tables/wits_columns.csv`): the advanced query, trade by HS subheading, and the pages of a country
with both flows side by side or years in columns. Values are thousands of US dollars, exports FOB, imports CIF. On the
pages of a country rows of all products are read; regions of the World Bank stand among the partners there and are
totals over them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sverka.recording.lookup_sql import folded, folded_sql, in_list
from sverka.recording.source import Header, Plan
from sverka.recording.tables_io import read_table

SOURCE = "wits"
ALL_PRODUCTS = ("Product Group", "All Products")
EXPORTS = ["Export", "Exports", "Gross Exp."]
IMPORTS = ["Import", "Imports", "Gross Imp."]
REGIONS = (
    "East Asia & Pacific",
    "Europe & Central Asia",
    "European Union",
    "Latin America & Caribbean",
    "Middle East & North Africa",
    "Middle East, North Africa, Afghanistan & Pakistan",
    "North America",
    "South Asia",
    "Sub-Saharan Africa",
)
"""Regions of the World Bank, and a union, that WITS lists among partners."""
REGION_CODES = ("EAS", "ECS", "EUN", "EUU", "LCN", "MEA", "NAC", "SAS", "SSF")
"""The same by code, as `PartnerISO3` tells them."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def wits_mapping(header: Header) -> dict[str, object] | None:
    """The mapping of a file of WITS; `None` for others."""
    forms: dict[str, dict[str, str]] = {}
    wheres: dict[str, dict[str, list[str]]] = {}
    for row in read_table("wits_columns.csv"):
        forms.setdefault(row["form"], {})[row["role"] if row["role"] != "where" else row["column"]] = row["column"]
        if row["role"] == "where":
            wheres.setdefault(row["form"], {})[row["column"]] = row["says"].split(";")
    for form, columns in forms.items():
        if header.has(*columns.values()):
            where = wheres.get(form, {})
            made = _pages(header, columns, where) if form in ("partners", "years") else _long(header, columns)
            if made is not None:
                return made
    return None


def _common(columns: Mapping[str, str]) -> dict[str, object]:
    return {
        "source": SOURCE,
        "decimal": ".",
        "hierarchical": True,
        "reporter": {"column": columns["reporter"]},
        "partner": {"column": columns["partner"]},
    }


def _flow(column: str) -> dict[str, object]:
    return {"column": column, "export": EXPORTS, "import": IMPORTS}


def _money(column: str | None) -> dict[str, object]:
    place = {"column": column} if column else {}
    return {**place, "currency": "USD", "scale": 1000, "valuation": {"export": "FOB", "import": "CIF"}}


def _long(header: Header, columns: Mapping[str, str]) -> dict[str, object]:
    """One flow and one value in a row; of several nomenclatures the first alone is read, and re-exports are not."""
    where: dict[str, object] = {columns["flow"]: [*EXPORTS, *IMPORTS]}
    classification = "HS"
    if "classification" in columns:
        told = next(iter(header.values(columns["classification"])), "")
        where[columns["classification"]] = [told]
        classification = next((row["id"] for row in read_table("un_classifications.csv") if row["code"] == told), "HS")
    return {
        **_common(columns),
        "flow": _flow(columns["flow"]),
        "period": {"column": columns["period"], "form": "YYYY"},
        "commodity": {"column": columns["commodity"], "classification": classification},
        "primary_value": _money(columns["value"]),
        "table": {"where": where},
    }


def _pages(header: Header, columns: Mapping[str, str], where: dict[str, list[str]]) -> dict[str, object] | None:
    """A page of a country: flows or years in columns."""
    if header.has(ALL_PRODUCTS[0]):
        where = {**where, ALL_PRODUCTS[0]: [ALL_PRODUCTS[1]]}
    years = [name for name in header.columns if _YEAR.fullmatch(name.strip())]
    told: dict[str, object] = {}
    if "export" in columns:
        told = {"period": {"column": columns["period"], "form": "YYYY"}}
        wide = [{"column": columns[flow], "flow": flow} for flow in ("export", "import")]
    elif years:
        told = {"flow": _flow(columns["flow"])}
        wide = [{"column": year, "period": year.strip()} for year in years]
    else:
        return None
    return {
        **_common(columns),
        **told,
        "commodity": {"value": "TOTAL", "classification": "HS"},
        "primary_value": _money(None),
        "table": {"where": where, "wide": wide},
    }


def with_regions_apart(plan: Plan) -> Plan:
    """The plan of a file of WITS with rows of regions marked as totals over partners."""
    if plan.fixed.get("source") != SOURCE or "partner" not in plan.names:
        return plan
    regions = in_list(folded(name) for name in (*REGIONS, *REGION_CODES))
    told = f"CASE WHEN {folded_sql(plan.names['partner'])} IN ({regions}) THEN 'partners' END"
    return replace(plan, select={**plan.select, "aggregate": told})
