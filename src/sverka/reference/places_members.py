"""Who belongs to a place: definitions and dated memberships resolved to codes of countries and regions.

A definition joins places by `+`; a place that begins with `-` is left out: `world+-eu`. A group that did not exist
yet, or exists no more, on the day asked is taken in its first or last composition: that is whom a text means by it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from functools import lru_cache

from sverka.model.errors import UsageError
from sverka.model.period import Period
from sverka.reference.places_data import (
    Membership,
    Place,
    SenseRow,
    all_countries,
    dated_members,
    definitions,
    places_by_id,
    sense_rows,
    subregion_members,
)

NEWEST = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a place's word: what it adds to the plain sense and removes from it, and how far off it is.

    The plain sense has distance 0, adds and removes nothing; 1 is near, larger is farther.
    """

    id: str
    place: str
    name_en: str
    name_ru: str
    added: frozenset[str]
    removed: frozenset[str]
    distance: int
    source: str

    @property
    def is_plain(self) -> bool:
        """Whether this is what the word means unless something speaks against it."""
        return self.distance == 0

    def name(self, lang: str) -> str:
        """The name in Russian for `ru`, else in English."""
        return self.name_ru if lang == "ru" else self.name_en


def last_day(when: Period | None) -> str:
    """The last day of a period as an ISO date; `None` is the newest day."""
    if when is None:
        return NEWEST
    year, month = divmod(when.last_month, 12)
    if not 1 <= year <= 9999:
        raise UsageError(f"the year {year} is out of range", "", "give a year from 1 to 9999")
    return f"{year:04d}-{month + 1:02d}-{calendar.monthrange(year, month + 1)[1]:02d}"


@lru_cache(maxsize=4096)
def members_on(place_id: str, day: str) -> frozenset[str]:
    """The codes that a known place stands for on a day, in its plain sense."""
    if place_id == "world":
        return all_countries()
    if places_by_id()[place_id].kind != "group":
        return frozenset({place_id})
    if place_id in definitions():
        return evaluate(definitions()[place_id], day)
    if place_id in subregion_members():
        return frozenset(row.member for row in subregion_members()[place_id])
    rows = dated_members()[place_id]
    return _dated(rows, day) or _dated(rows, _nearest_day(rows, day))


def evaluate(definition: str, day: str) -> frozenset[str]:
    """The codes that a definition stands for on a day."""
    include: set[str] = set()
    exclude: set[str] = set()
    for term in definition.split("+"):
        side, name = (exclude, term[1:]) if term.startswith("-") else (include, term)
        side |= members_on(name, day)
    return frozenset(include - exclude)


def _dated(rows: tuple[Membership, ...], day: str) -> frozenset[str]:
    return frozenset().union(*(members_on(row.member, day) for row in rows if row.holds_on(day)))


def _nearest_day(rows: tuple[Membership, ...], day: str) -> str:
    """The last day before `day` on which somebody was a member, else the first day on which somebody was."""
    ends = [row.until for row in rows if row.until is not None and row.until < day]
    if ends:
        return max(ends)
    return min(row.since for row in rows if row.since is not None)


def members_in_sense(place_id: str, day: str, sense_id: str) -> frozenset[str]:
    """The codes that a known place stands for on a day in one of its senses; `UsageError` for an unknown sense."""
    rows = sense_rows().get(place_id, ())
    for row in rows:
        if row.id == sense_id:
            return _sense_members(place_id, day, row)
    if sense_id == "plain":
        return members_on(place_id, day)
    known = ", ".join(dict.fromkeys(["plain", *(row.id for row in rows)]))
    raise UsageError(f"unknown sense {sense_id!r} of {place_id}", "", f"its senses are: {known}")


def _sense_members(place_id: str, day: str, row: SenseRow) -> frozenset[str]:
    if not row.definition:
        return members_on(place_id, day)
    return evaluate(row.definition, row.as_of or day)


def place_senses(place: Place, day: str) -> tuple[Sense, ...]:
    """The senses of a place on a day, the plain one first; a place whose word has one sense has the plain one."""
    plain = members_on(place.id, day)
    rows = sense_rows().get(place.id)
    if rows is None:
        none: frozenset[str] = frozenset()
        return (Sense("plain", place.id, place.name_en, place.name_ru, none, none, 0, place.source),)
    return tuple(_sense(place.id, row, plain, _sense_members(place.id, day, row)) for row in rows)


def _sense(place_id: str, row: SenseRow, plain: frozenset[str], own: frozenset[str]) -> Sense:
    return Sense(row.id, place_id, row.name_en, row.name_ru, own - plain, plain - own, row.distance, row.source)


def group_memberships(place: Place) -> tuple[Membership, ...]:
    """The members of a group as the tables have them, one row a member; of a defined group, undated rows."""
    if place.kind != "group":
        return ()
    rows = dated_members().get(place.id) or subregion_members().get(place.id)
    if rows is not None:
        return tuple(sorted(rows, key=lambda row: (row.since or "", row.member)))
    named = [term for term in definitions().get(place.id, "").split("+") if term]
    if any(term.startswith("-") for term in named) or not named:
        named = sorted(members_on(place.id, NEWEST))
    return tuple(Membership(place.id, member, None, None, place.source) for member in named)


def memberships_containing(place: Place) -> tuple[Membership, ...]:
    """The groups that a place belongs or belonged to: dated where it joined by itself, else undated and at present."""
    own = [row for rows in dated_members().values() for row in rows if row.member == place.id]
    dated = {row.group for row in own}
    left_out = dated | {place.id, "world"}
    for group in places_by_id().values():
        if group.kind != "group" or group.id in left_out or group.group_kind == "complement":
            continue
        if place.id in members_on(group.id, NEWEST):
            own.append(Membership(group.id, place.id, None, None, group.source))
    return tuple(own)
