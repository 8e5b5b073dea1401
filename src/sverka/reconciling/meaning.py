"""What the names in a slice stand for: the one thing that reconciling asks of the reference tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sverka.model.period import Period

Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges over 10-digit HS codes, in order and apart."""


class Meaning(Protocol):
    """The sets that names of partners and of goods stand for."""

    def partners(self, name: str, when: Period, sense: str | None = None) -> frozenset[str] | None:
        """The single partners in `name` in that period, in the plain sense or another; `None` when nobody knows."""
        ...

    def goods(self, name: str) -> Ranges | None:
        """The HS ranges of `name`; `None` for a label that is not mapped to HS."""
        ...

    def senses(self, name: str) -> tuple[str, ...]:
        """The ids of the other senses of `name`, the plain one left out."""
        ...


class ReferenceMeaning:
    """The plain sense of every name, from the tables of `sverka.reference`."""

    def partners(self, name: str, when: Period, sense: str | None = None) -> frozenset[str] | None:
        """The members of a country, region or group at that time."""
        from sverka.reference.places import get_place, members

        return None if get_place(name) is None else members(name, when, sense)

    def goods(self, name: str) -> Ranges | None:
        """The HS ranges of a code, a range of codes or a product group."""
        from sverka.reference.goods import hs_ranges

        return hs_ranges(name)

    def senses(self, name: str) -> tuple[str, ...]:
        """The other senses that the tables give for a group."""
        from sverka.reference.places import senses

        return tuple(sense.id for sense in senses(name)[1:])


@dataclass(frozen=True, slots=True)
class OtherSense:
    """A meaning in which one name is taken in another sense."""

    plain: Meaning
    term: str
    sense: str

    def partners(self, name: str, when: Period, sense: str | None = None) -> frozenset[str] | None:
        """As in the plain meaning, save for the one term."""
        return self.plain.partners(name, when, self.sense if name == self.term else sense)

    def goods(self, name: str) -> Ranges | None:
        """As in the plain meaning."""
        return self.plain.goods(name)

    def senses(self, name: str) -> tuple[str, ...]:
        """None: senses are tried one at a time."""
        return ()
