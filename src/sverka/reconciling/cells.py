"""The coarsest cells: the largest parts of trade that no slice in the statements divides.

A cell is known by the set of slices that it lies in, kept as the bits of an `int` (bit i is the i-th slice), so cells
with equal columns are one cell from the start and the product of all dimensions is never laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sverka.model.slices import Flow
from sverka.reconciling.meaning import Ranges

ALL_GOODS: Ranges = ((0, 10**10),)
REST = "?"
"""Stands for every partner that no statement names."""


class TooManyCellsError(Exception):
    """The statements divide trade into more cells than are worth weighing."""


@dataclass(frozen=True, slots=True)
class PartnerSet:
    """Single partners: those in `include` (`None` is everybody) that are not in `exclude`."""

    include: frozenset[str] | None = None
    exclude: frozenset[str] = frozenset()

    def __contains__(self, partner: str) -> bool:
        return (self.include is None or _holds(self.include, partner)) and not _holds(self.exclude, partner)

    @property
    def is_empty(self) -> bool:
        """Whether no partner is left."""
        return self.include is not None and not any(partner in self for partner in self.include)

    def names(self) -> frozenset[str]:
        """Every partner that it speaks of."""
        return (self.include or frozenset()) | self.exclude


def _holds(partners: frozenset[str], partner: str) -> bool:
    """Whether a partner is in a set; a region of a country is in every set that its country is in."""
    return partner in partners or ("-" in partner and partner[:2] in partners)


@dataclass(frozen=True, slots=True)
class Cut:
    """A slice with its names resolved.

    `label` names goods or partners that nobody mapped: of such a cut it is only known that it lies within the cut that
    its other fields describe.
    """

    flow: Flow
    partners: PartnerSet
    goods: Ranges
    first_month: int
    last_month: int
    label: str = ""


@dataclass(frozen=True)
class Partition:
    """The cells of some cuts: each cell is the bits of the cuts that it lies in, never zero."""

    cuts: tuple[Cut, ...]
    limit: int

    @cached_property
    def cells(self) -> tuple[int, ...]:
        """All cells in a stable order; raise `TooManyCellsError` beyond the limit."""
        found: set[int] = set()
        for active in sorted(self._strata()):
            for inside in sorted({active & partner for partner in self._partner_bits} - {0}):
                found.update(self._goods_cells(inside))
                if len(found) > self.limit:
                    raise TooManyCellsError
        return tuple(sorted(found))

    @cached_property
    def _partner_bits(self) -> frozenset[int]:
        """The kinds of partners: for each, the cuts that hold it."""
        sets: dict[PartnerSet, int] = {}
        for at, cut in enumerate(self.cuts):
            sets[cut.partners] = sets.get(cut.partners, 0) | 1 << at
        partners = frozenset({REST}).union(*(names.names() for names in sets))
        return frozenset(sum(bits for names, bits in sets.items() if partner in names) for partner in partners)

    def _strata(self) -> set[int]:
        """The cuts that are alive together, for each flow and each span of months that no cut divides."""
        edges = sorted({edge for cut in self.cuts for edge in (cut.first_month, cut.last_month + 1)})
        starting: dict[int, int] = dict.fromkeys(edges, 0)
        ending: dict[int, int] = dict.fromkeys(edges, 0)
        for at, cut in enumerate(self.cuts):
            starting[cut.first_month] |= 1 << at
            ending[cut.last_month + 1] |= 1 << at
        flows = [self._bits_of(flow) for flow in (Flow.EXPORT, Flow.IMPORT)]
        alive = 0
        strata: set[int] = set()
        for edge in edges:
            alive = (alive & ~ending[edge]) | starting[edge]
            strata.update(alive & flow for flow in flows)
        return strata - {0}

    def _bits_of(self, flow: Flow) -> int:
        return sum(1 << at for at, cut in enumerate(self.cuts) if cut.flow in (flow, Flow.TURNOVER))

    @cached_property
    def _goods_sets(self) -> tuple[tuple[int, int], ...]:
        """Each set of goods as bits over the ranges that no set divides, and the cuts that have it."""
        edges = sorted({edge for cut in self.cuts for span in cut.goods for edge in span})
        place = {edge: at for at, edge in enumerate(edges)}
        sets: dict[Ranges, int] = {}
        for at, cut in enumerate(self.cuts):
            sets[cut.goods] = sets.get(cut.goods, 0) | 1 << at
        return tuple((_span_bits(goods, place), bits) for goods, bits in sets.items())

    def _goods_cells(self, inside: int) -> Iterable[int]:
        """The cells that goods divide one kind of partner, flow and time into."""
        blocks: dict[int, int] = {-1: 0}
        for goods, cuts in self._goods_sets:
            here = cuts & inside
            if not here:
                continue
            split: dict[int, int] = {}
            for block, cell in blocks.items():
                split[block & goods] = cell | here
                split[block & ~goods] = cell
            split.pop(0, None)
            blocks = split
            if len(blocks) > self.limit:
                raise TooManyCellsError
        return [cell for cell in blocks.values() if cell]


def _span_bits(goods: Ranges, place: dict[int, int]) -> int:
    """Ranges as bits, one bit for each stretch between neighbouring edges."""
    return sum((1 << place[end]) - (1 << place[start]) for start, end in goods)


def restricted(cells: Iterable[int], keep: int) -> tuple[int, ...]:
    """The cells of fewer cuts: bits outside `keep` forgotten, equal cells merged."""
    return tuple(sorted({cell & keep for cell in cells} - {0}))


def bits_of(members: Iterable[Cut], cuts: Sequence[Cut]) -> int:
    """The bits of some cuts among all; those not among them are passed over."""
    place = {cut: at for at, cut in enumerate(cuts)}
    return sum(1 << place[cut] for cut in set(members) if cut in place)
