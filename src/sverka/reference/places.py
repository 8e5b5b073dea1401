"""Places: countries, their regions, and groups with dated membership; what a word means, member by member.

Codes are ISO 3166-1 alpha-2 (`CN`), ISO 3166-2 (`RU-TOM`) and kebab-case group ids (`central-asia`).

>>> sorted(members("central-asia"))
['KG', 'KZ', 'TJ', 'TM', 'UZ']
>>> from sverka.model.period import Period
>>> "GB" in members("eu", Period.parse("2019")), "GB" in members("eu", Period.parse("2020"))
(True, False)
>>> [sense.id for sense in senses("central-asia")][:2]
['m49', 'with-mongolia']
"""

from __future__ import annotations

from dataclasses import dataclass

from sverka.model.errors import UsageError
from sverka.model.period import Period
from sverka.reference.places_data import (
    Membership,
    NameForm,
    Place,
    PlaceKind,
    all_countries,
    group_aliases,
    places_by_id,
)
from sverka.reference.places_members import (
    Sense,
    group_memberships,
    last_day,
    members_in_sense,
    members_on,
    memberships_containing,
    place_senses,
)
from sverka.reference.places_names import PlaceName, place_names, places_called, search_places

__all__ = [
    "Membership",
    "NameForm",
    "Place",
    "PlaceDescription",
    "PlaceKind",
    "PlaceName",
    "Sense",
    "all_countries",
    "all_places",
    "describe_place",
    "get_place",
    "members",
    "memberships",
    "memberships_of",
    "place_names",
    "places_called",
    "require_place",
    "search_places",
    "senses",
]


@dataclass(frozen=True, slots=True)
class PlaceDescription:
    """What a word means: the place, its members on the day asked, the rows behind them, its senses and its groups."""

    place: Place
    members: frozenset[str]
    memberships: tuple[Membership, ...]
    senses: tuple[Sense, ...]
    belongs_to: tuple[Membership, ...]
    names: tuple[PlaceName, ...]


def all_places() -> tuple[Place, ...]:
    """All places: groups, countries, regions, each in the order of its table."""
    return tuple(places_by_id().values())


def get_place(place_id: str) -> Place | None:
    """The place with an id (or another spelling of a group id, `caucasus`); `None` where there is none."""
    return places_by_id().get(group_aliases().get(place_id, place_id))


def require_place(place_id: str) -> Place:
    """The place with an id; `UsageError` with the nearest ids where there is none."""
    place = get_place(place_id)
    if place is not None:
        return place
    near = ", ".join(f"{found.id} ({found.name_en})" for found in search_places(place_id)[:3])
    raise UsageError(
        f"unknown place {place_id!r}", "", f"did you mean {near}?" if near else "`sverka places` lists them"
    )


def members(place_id: str, when: Period | None = None, sense: str | None = None) -> frozenset[str]:
    """The codes that a place stands for on the last day of a period (`None`: the newest composition), in a sense.

    A country or a region is itself; a group gives alpha-2 codes, a federal district ISO 3166-2 codes. A group that
    did not exist at the time is taken in its first or last composition. `UsageError` for an unknown place or sense.
    """
    place = require_place(place_id)
    day = last_day(when)
    return members_on(place.id, day) if sense is None else members_in_sense(place.id, day, sense)


def senses(place_id: str, when: Period | None = None) -> tuple[Sense, ...]:
    """The senses of a place's word, the plain one first, then by distance; `()` only for an unknown place.

    What they add and remove is told for the last day of `when`.
    """
    place = get_place(place_id)
    return () if place is None else place_senses(place, last_day(when))


def memberships(place_id: str) -> tuple[Membership, ...]:
    """The members of a group with dates and sources, in order of joining; members may be groups; `()` for others."""
    return group_memberships(require_place(place_id))


def memberships_of(place_id: str) -> tuple[Membership, ...]:
    """The groups that a place belongs or belonged to; complements and the world are left out."""
    return memberships_containing(require_place(place_id))


def describe_place(place_id: str, when: Period | None = None) -> PlaceDescription:
    """All that is known of a place, for a screen; `UsageError` for an unknown one."""
    place = require_place(place_id)
    names = tuple(name for lang in ("ru", "en") for name in place_names(lang) if name.id == place.id)
    return PlaceDescription(
        place=place,
        members=members(place.id, when),
        memberships=memberships(place.id),
        senses=senses(place.id, when),
        belongs_to=memberships_of(place.id),
        names=names,
    )
