"""The records of places and the tables of places, indexed; read when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sverka.reference.tables_io import read_table

PlaceKind = Literal["country", "region", "group"]
NameForm = Literal["name", "adjective", "demonym", "city"]


@dataclass(frozen=True, slots=True)
class Place:
    """A country (ISO 3166-1 alpha-2), a region of a country (ISO 3166-2) or a group of places (kebab-case).

    `parent` is a region's country, an M49 region's containing region, a federal district's country. `group_kind` is
    `m49`, `organisation`, `list`, `complement`, `area` or `district`, and empty for countries and regions. `m49` is
    the numeric code, which ISO 3166-1 shares. `source` says where the name and the composition come from.
    """

    id: str
    kind: PlaceKind
    name_en: str
    name_ru: str
    source: str
    parent: str | None = None
    group_kind: str = ""
    alpha3: str = ""
    m49: str = ""

    def name(self, lang: str) -> str:
        """The name in Russian for `ru`, else in English."""
        return self.name_ru if lang == "ru" else self.name_en


@dataclass(frozen=True, slots=True)
class Membership:
    """One member of one group: from the first to the last day (ISO dates, both included; `None` is open).

    `member` is a country, a region or another group.
    """

    group: str
    member: str
    since: str | None
    until: str | None
    source: str

    def holds_on(self, day: str) -> bool:
        """Whether the membership holds on a day, written as an ISO date."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class SenseRow:
    """One sense as the table has it; an empty definition is the plain sense."""

    id: str
    name_en: str
    name_ru: str
    definition: str
    as_of: str | None
    distance: int
    source: str


def _country(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        kind="country",
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        source=row["source"],
        parent=row["subregion"] or "world",
        alpha3=row["alpha3"],
        m49=row["m49"],
    )


def _region(row: dict[str, str]) -> Place:
    return Place(row["id"], "region", row["name_en"], row["name_ru"], row["source"], row["parent"])


def _group(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        kind="group",
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        source=row["source"],
        parent=row["parent"] or None,
        group_kind=row["kind"],
    )


def country_rows() -> tuple[dict[str, str], ...]:
    """The rows of the table of countries."""
    return read_table("places/countries.csv")


def region_rows() -> tuple[dict[str, str], ...]:
    """The rows of the table of regions."""
    return read_table("places/regions.csv")


def group_rows() -> tuple[dict[str, str], ...]:
    """The rows of the table of groups."""
    return read_table("places/groups.csv")


@cache
def all_countries() -> frozenset[str]:
    """The alpha-2 codes of all countries and territories of ISO 3166-1, and `XK`."""
    return frozenset(row["id"] for row in country_rows())


@cache
def places_by_id() -> dict[str, Place]:
    """Every place by its id: groups first, then countries, then regions."""
    groups = (_group(row) for row in group_rows())
    countries = (_country(row) for row in country_rows())
    regions = (_region(row) for row in region_rows())
    return {place.id: place for places in (groups, countries, regions) for place in places}


@cache
def group_aliases() -> dict[str, str]:
    """Other spellings of group ids, `caucasus` for `south-caucasus`."""
    return {alias: row["id"] for row in group_rows() for alias in row["aliases"].split()}


@cache
def definitions() -> dict[str, str]:
    """The definitions of the groups that have one."""
    return {row["id"]: row["definition"] for row in group_rows() if row["definition"]}


@cache
def dated_members() -> dict[str, tuple[Membership, ...]]:
    """The dated memberships of each group that has some."""
    found: dict[str, list[Membership]] = {}
    for row in read_table("places/membership.csv"):
        since, until = row["since"] or None, row["until"] or None
        found.setdefault(row["group"], []).append(Membership(row["group"], row["member"], since, until, row["source"]))
    return {group: tuple(rows) for group, rows in found.items()}


@cache
def subregion_members() -> dict[str, tuple[Membership, ...]]:
    """The countries of each lowest region of M49."""
    found: dict[str, list[Membership]] = {}
    for row in country_rows():
        if row["subregion"]:
            membership = Membership(row["subregion"], row["id"], None, None, row["source"])
            found.setdefault(row["subregion"], []).append(membership)
    return {group: tuple(rows) for group, rows in found.items()}


@cache
def sense_rows() -> dict[str, tuple[SenseRow, ...]]:
    """The senses of each place whose word has several, the plain one first, then by distance."""
    found: dict[str, list[SenseRow]] = {}
    for row in read_table("places/senses.csv"):
        sense = SenseRow(
            id=row["id"],
            name_en=row["name_en"],
            name_ru=row["name_ru"],
            definition=row["definition"],
            as_of=row["as_of"] or None,
            distance=int(row["distance"]),
            source=row["source"],
        )
        found.setdefault(row["place"], []).append(sense)
    return {place: tuple(sorted(rows, key=lambda sense: sense.distance)) for place, rows in found.items()}
