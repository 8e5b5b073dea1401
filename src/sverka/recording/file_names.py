"""What files call their partners and reporters: names of those that no table knows, names settled by the user, and
regions whose name is a country's too.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sverka.model.errors import InputError
from sverka.model.grammar import is_partner_name
from sverka.recording.areas import area_name
from sverka.recording.columns import WORLD
from sverka.recording.engine import cannot_read
from sverka.recording.lookup_sql import folded, own_name
from sverka.recording.naming import country_names, place_lookup, place_sql, region_names
from sverka.recording.source import Plan, literal
from sverka.reference.places import get_place

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_NAMES = 10_000
MOST_LETTERS = 200
UNNAMED = (WORLD, "x000000")
"""Codes that stand for no name: the total, and a partner that is not told."""
SETTLED = "settled"
"""Begins the names of the lists of names that the user settled."""
LEAST_NEIGHBOURS = 2
"""How many other regions of its country must stand in the column for a name of both to be the region's."""


def read_names(text: str, file: str) -> dict[str, str]:
    """Codes by name, of TOML (`"Atlantis" = "PT"`) or of CSV with the columns `name` and `code`.

    `InputError` for what is neither, and for what is no code of a place.
    """
    try:
        told: Mapping[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        told = _of_csv(text, file)
    names: dict[str, str] = {}
    for name, code in told.items():
        if not isinstance(code, str) or not is_partner_name(code):
            raise InputError(
                f"not a code of a place: {code!r}",
                f"{file}: {name!r}",
                'write "NAME" = "CN", a region such as "US-GA", "world", or a name of your own in small letters',
            )
        names[name] = code
    return names


def _of_csv(text: str, file: str) -> dict[str, object]:
    lines = text.removeprefix("\ufeff").splitlines()
    rows = csv.DictReader(lines, delimiter=";" if lines and ";" in lines[0] and "," not in lines[0] else ",")
    if not {"name", "code"} <= set(rows.fieldnames or ()):
        raise InputError("neither TOML nor CSV of names", file, 'write lines such as "Atlantis" = "PT"')
    return {row["name"] or "": row["code"] for row in rows}


def settled_plan(plan: Plan, names: Mapping[str, str]) -> Plan:
    """The plan with the user's names before all that the tables say of them."""
    if not names or not plan.names:
        return plan
    places = place_lookup(SETTLED, {}, names)
    told = {
        role: f"coalesce({place_sql(places, name)}, {plan.select[role]})"
        for role, name in plan.names.items()
        if role in plan.select
    }
    return replace(plan, select={**plan.select, **told}, lists={**plan.lists, **places.lists})


def settled_codes(names: Mapping[str, str]) -> frozenset[str]:
    """The own codes under which names that are settled now were kept before."""
    return frozenset(own_name(name) for name in names)


def names_in(connection: DuckDBPyConnection, plan: Plan, raw: str, staged: str) -> dict[str, str]:
    """By own code what the file calls it, of the partners and reporters among staged rows that no table knows.

    `raw` and `staged` are queries for the rows as they stand in the file, and for the canonical ones.
    """
    found: dict[str, str] = {}
    for role in plan.names:
        if role in plan.select:
            codes = {code for (code,) in connection.execute(f"SELECT DISTINCT {role} FROM ({staged})").fetchall()}
            # Reading the file once more takes its time, and is spared where the tables name all of them.
            unknown = [code for code in codes if code not in UNNAMED and not get_place(code) and not area_name(code)]
            found |= _called(connection, plan, role, raw, unknown)
    return found


def _called(connection: DuckDBPyConnection, plan: Plan, role: str, raw: str, codes: Collection[str]) -> dict[str, str]:
    """What the file calls the codes; nothing where its lines are too broken to be read at once, so that codes stand."""
    if not codes:
        return {}
    listed = ", ".join(literal(code) for code in sorted(codes)[:MOST_NAMES])
    named = f"SELECT {plan.select[role]} AS code, {plan.names[role]} AS name FROM ({raw})"
    try:
        rows = connection.execute(
            f"SELECT code, min(name) FROM ({named}) WHERE code IN ({listed}) GROUP BY 1"
        ).fetchall()
    except cannot_read():
        return {}
    return {code: " ".join(name.split())[:MOST_LETTERS] for code, name in rows if name and name.strip()}


@cache
def _namesakes() -> Mapping[str, tuple[str, str]]:
    """By country the region of another that has its name, and that name folded: GE, US-GA, georgia."""
    countries = {folded(name): place for name, place in country_names().items()}
    shared = {
        folded(name): region
        for name, region in region_names().items()
        if folded(name) in countries and not region.startswith(f"{countries[folded(name)]}-")
    }
    return {countries[name]: (region, name) for name, region in shared.items()}


def namesakes_in(connection: DuckDBPyConnection, plan: Plan, raw: str, staged: str) -> dict[str, str]:
    """Reporters that were taken for countries and are regions, by what else stands in their column: GE → US-GA.

    At least two other regions of its country stand there, and no other country but that one.
    """
    if "reporter" not in plan.names or "reporter" not in plan.select:
        return {}
    there = {code for (code,) in connection.execute(f"SELECT DISTINCT reporter FROM ({staged})").fetchall()}
    found: dict[str, str] = {}
    for country, (region, name) in _namesakes().items():
        if country not in there or region in there:
            continue
        parent = region.partition("-")[0]
        others = there - {country, parent, WORLD}
        neighbours = {code for code in others if code.startswith(f"{parent}-")}
        countries = {code for code in others if "-" not in code and get_place(code) is not None}
        if len(neighbours) < LEAST_NEIGHBOURS or countries:
            continue
        if folded(_called(connection, plan, "reporter", raw, [country]).get(country, "")) == name:
            found[country] = region
    return found


def namesake_notes(found: Mapping[str, str]) -> tuple[str, ...]:
    """What the account of a file says of them."""
    notes = []
    for country, region in found.items():
        place, state = get_place(country), get_place(region)
        name = place.name_en if place else country
        parent = state.parent if state else region
        notes.append(f"{name} is read as {region}: it stands beside other regions of {parent}")
    return tuple(notes)
