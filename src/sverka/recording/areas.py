"""Numeric codes of countries and areas, as lists to look up by position, and the names of what is no country.

A list has a place for each code from 0 to 999: the ISO 3166-1 alpha-2 code where the source's code is of a country,
else an own code that keeps the source's, so that no row loses its partner. Own codes are `m490` (UN Comtrade and CEPII
BACI, whose codes are those of UN M49 with exceptions) and `b995` (Comex Stat, Brazil's own list, three digits).
"""

from __future__ import annotations

from functools import cache

from sverka.recording.columns import WORLD
from sverka.recording.tables_io import read_table
from sverka.reference.places import get_place
from sverka.reference.places_data import country_rows

CODES = 1000
"""How many places a list has; codes run from 0 to one less."""


@cache
def un_areas() -> tuple[str, ...]:
    """By area code of UN Comtrade and BACI: a country, `world` for 0, else an own code.

    >>> un_areas()[842], un_areas()[76], un_areas()[0], un_areas()[490]
    ('US', 'BR', 'world', 'm490')
    """
    areas = [f"m{code}" for code in range(CODES)]
    for row in country_rows():
        if row["m49"]:
            areas[int(row["m49"])] = row["id"]
    for row in read_table("un_areas.csv"):
        areas[int(row["code"])] = row["id"] or f"m{row['code']}"
    return tuple(areas)


@cache
def comexstat_countries() -> tuple[str, ...]:
    """By country code of Comex Stat: a country, else an own code.

    >>> comexstat_countries()[160], comexstat_countries()[23], comexstat_countries()[995]
    ('CN', 'DE', 'b995')
    """
    areas = [f"b{code:03}" for code in range(CODES)]
    for row in read_table("comexstat_countries.csv"):
        if row["id"]:
            areas[int(row["code"])] = row["id"]
    return tuple(areas)


@cache
def _names() -> dict[str, str]:
    names = {f"m{row['code']}": row["name"] for row in read_table("un_areas.csv") if not row["id"]}
    names |= {f"b{row['code']}": row["name_en"] for row in read_table("comexstat_countries.csv") if not row["id"]}
    names |= {f"BR-{row['code']}": row["name_en"] for row in read_table("comexstat_states.csv")}
    for table, name in (("fts_countries.csv", "name_en"), ("fts_regions.csv", "name_en"), ("comext_areas.csv", "name")):
        names |= {row["id"]: row[name] for row in read_table(table) if row["id"] and get_place(row["id"]) is None}
    names.pop(WORLD, None)
    return names


def area_name(own_code: str) -> str | None:
    """What the source calls the area of an own code, in English; `None` where no table names it.

    >>> area_name("m490"), area_name("b990"), area_name("BR-ND"), area_name("m777")
    ('Other Asia not elsewhere specified', 'Provisions for ships and aircraft', 'Not declared', None)
    """
    return _names().get(own_code)


def is_group_area(own_code: str) -> bool:
    """Whether UN Comtrade's area of an own code is a group of countries.

    >>> is_group_area("m97"), is_group_area("m720")
    (True, False)
    """
    return own_code in _groups()


@cache
def _groups() -> frozenset[str]:
    return frozenset(f"m{row['code']}" for row in read_table("un_areas.csv") if row["kind"] == "group")
