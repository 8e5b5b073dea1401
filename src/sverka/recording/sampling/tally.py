"""What the rows come to, counted from the numbers drawn and not from the files: the measure of a correct load."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from sverka.recording.sampling.months import year_of
from sverka.recording.sampling.world import Flow


@dataclass(slots=True)
class Amount:
    """Value in US cents, net weight in grams, number of rows."""

    cents: int = 0
    grams: int = 0
    rows: int = 0

    def add(self, cents: int, grams: int, rows: int = 1) -> None:
        """Count more rows."""
        self.cents += cents
        self.grams += grams
        self.rows += rows


@dataclass(slots=True)
class SlotTally:
    """The recorded rows of the region in one flow and month of one file, by partner and chapter."""

    flow: Flow
    month: int
    cells: dict[tuple[str, str], Amount] = field(default_factory=dict)

    def add(self, partner: str, chapter: str, cents: int, grams: int) -> None:
        """Count one recorded row of the region."""
        key = (partner, chapter)
        found = self.cells.get(key)
        if found is None:
            found = self.cells[key] = Amount()
        found.cents += cents
        found.grams += grams
        found.rows += 1


@dataclass(slots=True)
class Tally:
    """The recorded trade of the region: of each flow and month by partner, of each flow and year by cell: partner and
    chapter.
    """

    months: dict[tuple[Flow, int], dict[str, Amount]] = field(default_factory=dict)
    cells: dict[tuple[Flow, int], dict[tuple[str, str], Amount]] = field(default_factory=dict)

    def take(self, slot: SlotTally) -> None:
        """Count a month of a flow."""
        month = self.months.setdefault((slot.flow, slot.month), {})
        year = self.cells.setdefault((slot.flow, year_of(slot.month)), {})
        for key, amount in slot.cells.items():
            _put(month, key[0], amount)
            _put(year, key, amount)

    def in_months(self, flow: Flow, months: range) -> Amount:
        """The trade of some months."""
        return _sum(amount for month in months for amount in self.months.get((flow, month), {}).values())

    def in_year(self, flow: Flow, year: int) -> Amount:
        """The trade of a year."""
        return _sum(self.cells.get((flow, year), {}).values())

    def by_partner(self, flow: Flow, year: int) -> dict[str, Amount]:
        """The trade of a year by partner."""
        found: dict[str, Amount] = {}
        for (partner, _), amount in self.cells[(flow, year)].items():
            _put(found, partner, amount)
        return found

    def by_chapter(self, flow: Flow, year: int) -> dict[str, Amount]:
        """The trade of a year by chapter."""
        found: dict[str, Amount] = {}
        for (_, chapter), amount in self.cells[(flow, year)].items():
            _put(found, chapter, amount)
        return found


K = TypeVar("K")


def _put(sums: dict[K, Amount], key: K, amount: Amount) -> None:
    found = sums.get(key)
    if found is None:
        found = sums[key] = Amount()
    found.add(amount.cents, amount.grams, amount.rows)


def _sum(amounts: Iterable[Amount]) -> Amount:
    whole = Amount()
    for amount in amounts:
        whole.add(amount.cents, amount.grams, amount.rows)
    return whole
