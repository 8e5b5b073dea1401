"""The linear system of some statements: totals of slices, the cells they are made of, and the rows between them.

Totals are unknowns of their own, so a row touches two or three of them and the cells stand only in the definitions of
the totals. Goods or partners that nobody mapped are unknowns between nothing and the slice they lie in: each part of
that slice (a *frame*) is what is meant plus the rest, a second *layer* of cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sverka.reconciling.cells import Cut, Partition, bits_of, restricted
from sverka.reconciling.statements import Question, Statement


@dataclass(frozen=True, slots=True)
class Layer:
    """Totals (by index) and the cells that they are sums of, each cell the bits of the totals that it lies in."""

    totals: tuple[int, ...]
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class System:
    """Statements over the cells of their slices; `unit_size` is the amount that one unit of a total stands for."""

    statements: tuple[Statement, ...]
    cuts: tuple[Cut, ...]
    cells: tuple[int, ...]
    unit_size: float

    @property
    def index(self) -> dict[Cut, int]:
        """The place of each slice among the totals."""
        return {cut: at for at, cut in enumerate(self.cuts)}

    def of(self, statements: Iterable[Statement], questions: Iterable[Question] = ()) -> System:
        """The system of some of the statements: far fewer cells, the same answers."""
        chosen = tuple(statements)
        needed = [cut for statement in chosen for cut in statement.cuts]
        needed += [cut for question in questions for cut in question.cuts]
        return System(chosen, self.cuts, restricted(self.cells, bits_of(needed, self.cuts)), self.unit_size)

    def lies_within(self, part: Cut, whole: Cut) -> bool:
        """Whether every cell of one slice is a cell of the other; within a label lies only what has it too."""
        if whole.label and part.label != whole.label:
            return False
        inside, around = (1 << self.cuts.index(cut) for cut in (part, whole))
        return all(cell & around for cell in self.cells if cell & inside)

    def layers(self) -> tuple[int, tuple[Layer, ...]]:
        """How many totals there are, frames among them, and the layers of cells."""
        families = _families(self.cuts)
        hidden = sum(families.values())
        frames = {
            (label, part): len(self.cuts) + at
            for at, (label, part) in enumerate(
                sorted({(label, cell & bits) for label, bits in families.items() for cell in self.cells if cell & bits})
            )
        }
        main = [_with_frames(cell, hidden, families, frames) for cell in self.cells]
        layers = [_layer(main)]
        for label in families:
            own = [part | 1 << at for (name, part), at in frames.items() if name == label]
            rest = [1 << at for (name, _), at in frames.items() if name == label]
            layers.append(_layer([*own, *rest]))
        return len(self.cuts) + len(frames), tuple(layers)


def _families(cuts: Sequence[Cut]) -> dict[str, int]:
    """The cuts of each unmapped label, as bits."""
    found: dict[str, int] = {}
    for at, cut in enumerate(cuts):
        if cut.label:
            found[cut.label] = found.get(cut.label, 0) | 1 << at
    return found


def _with_frames(cell: int, hidden: int, families: dict[str, int], frames: dict[tuple[str, int], int]) -> int:
    """A cell's mapped totals and the frames that it lies in."""
    inside = [1 << frames[label, cell & bits] for label, bits in families.items() if cell & bits]
    return (cell & ~hidden) | sum(inside)


def _layer(cells: Iterable[int]) -> Layer:
    """A layer with the totals that occur in it; cells in no total are left out."""
    kept = tuple(sorted(set(cells) - {0}))
    occurring = 0
    for cell in kept:
        occurring |= cell
    return Layer(tuple(members(occurring)), kept)


def members(bits: int) -> list[int]:
    """The places of the bits that are set.

    >>> members(0b1010)
    [1, 3]
    """
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def build_system(statements: Sequence[Statement], questions: Iterable[Question], limit: int) -> System:
    """The system of statements and of what will be asked; raise `TooManyCellsError` beyond `limit` cells."""
    cuts = list(dict.fromkeys(cut for statement in statements for cut in statement.cuts))
    cuts += [
        cut for cut in dict.fromkeys(cut for question in questions for cut in question.cuts) if cut not in set(cuts)
    ]
    return System(tuple(statements), tuple(cuts), Partition(tuple(cuts), limit).cells, amount_size(statements))


def amount_size(statements: Iterable[Statement]) -> float:
    """The middle one of the stated amounts, so that totals are near 1; 1 when there are none."""
    sizes = sorted(
        abs(factor.value)
        for statement in statements
        for row in statement.rows
        for cut, factor in row.terms
        if cut is None and factor.value
    )
    return sizes[len(sizes) // 2] if sizes else 1.0
