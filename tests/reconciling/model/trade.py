"""A second reconciler, written from `docs/reconciling.md` alone, slow and plain, to hold the first one against.

A statement is a comparison of sums over named places of an explicit table: flow × partner × heading × quarter. Nothing
is divided cleverly; places that all statements treat alike are one unknown, and that is all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product

from .tableau import IMPOSSIBLE, Row, greatest, possible

FLOWS = {"export": ("export",), "import": ("import",), "turnover": ("export", "import")}
PARTNERS = ("CN", "MN", "KZ", "UZ", "DE", "FR", "others")
GROUPS = {"asia": ("CN", "MN", "KZ", "UZ"), "central-asia": ("KZ", "UZ"), "europe": ("DE", "FR")}
JOINED = {2021: ("KZ",), 2022: ("KZ", "MN")}
"""The members of `union`, by year."""
HEADINGS = ("02", "10", "27", "7207", "7208", "90")
GOODS = {"food": ("02", "10"), "27": ("27",), "72": ("7207", "7208"), "7208": ("7208",)}
YEARS = (2021, 2022)
QUARTERS = tuple((year, quarter) for year in YEARS for quarter in (1, 2, 3, 4))
LABELS = ("toys", "games")
"""Goods that nobody knows anything of."""

Spot = tuple[str, str, str, tuple[int, int]]


@dataclass(frozen=True)
class Total:
    """A sum over places: of all that is traded there, or of what has a label."""

    places: frozenset[Spot] = frozenset()
    label: str = ""


@dataclass(frozen=True)
class Cut:
    """A slice: flow, partner or group, goods, year and quarter (0 is the whole year)."""

    flow: str
    partner: str = ""
    goods: str = ""
    year: int = 2022
    quarter: int = 0

    @property
    def text(self) -> str:
        period = f"{self.year}-Q{self.quarter}" if self.quarter else f"{self.year}"
        return f"{self.flow}[{self.partner}; {self.goods}; {period}]"

    def total(self, year: int = 0) -> Total:
        """The places in it; in another `year` with the members that its group has in its own."""
        members = GROUPS.get(self.partner, (self.partner,)) if self.partner else PARTNERS
        members = JOINED[self.year] if self.partner == "union" else members
        label = self.goods if self.goods in LABELS else ""
        headings = GOODS[self.goods] if self.goods and not label else HEADINGS
        quarters = [(year or self.year, at) for at in ([self.quarter] if self.quarter else (1, 2, 3, 4))]
        return Total(frozenset(product(FLOWS[self.flow], members, headings, quarters)), label)


@dataclass(frozen=True)
class Asked:
    """A measure: `(plus − minus) / whole`, times and plus what its unit wants; without a whole it is an amount."""

    text: str
    unit: str
    plus: Total
    minus: Total = Total()
    whole: Total | None = None
    scale: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    def quotient(self, value: Fraction) -> Fraction:
        return (value - self.offset) / self.scale

    def value(self, quotient: Fraction) -> Fraction:
        return self.scale * quotient + self.offset

    def totals(self) -> tuple[Total, ...]:
        return self.plus, self.minus, *([self.whole] if self.whole else [])


Side = list[tuple[Total, Fraction]]


@dataclass(frozen=True)
class Place:
    """A rank: which place a member has, with the other single members that are named."""

    text: str
    member: Total
    rivals: tuple[Total, ...]
    among: Total
    number: int

    unit = "rank"


@dataclass(frozen=True)
class Said:
    """A statement: a measure between two ends, or a place."""

    name: str
    asked: Asked | Place
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def whole(self) -> Total | None:
        """What it divides by."""
        return self.asked.whole if isinstance(self.asked, Asked) else None

    def totals(self) -> tuple[Total, ...]:
        if isinstance(self.asked, Place):
            return self.asked.member, *self.asked.rivals, self.asked.among
        return self.asked.totals()

    def comparisons(self) -> list[tuple[Side, Fraction, str]]:
        """Each as a weighed sum of totals, the factor of the unit's size, and how it stands to nothing."""
        if isinstance(self.asked, Place):
            return self._of_place(self.asked)
        ends = [("=", self.low)] if self.low == self.high else [(">", self.low), ("<", self.high)]
        return [self._beside(self.asked, end, sense) for sense, end in ends if end is not None]

    def _of_place(self, place: Place) -> list[tuple[Side, Fraction, str]]:
        if place.number == 1:
            return [([(place.member, Fraction(1)), (other, Fraction(-1))], Fraction(0), ">") for other in place.rivals]
        return [([(place.member, Fraction(place.number)), (place.among, Fraction(-1))], Fraction(0), "<")]

    def _beside(self, asked: Asked, end: Fraction, sense: str) -> tuple[Side, Fraction, str]:
        quotient = asked.quotient(end)
        side: Side = [(asked.plus, Fraction(1)), (asked.minus, Fraction(-1))]
        return (
            (side, -quotient, sense) if asked.whole is None else ([*side, (asked.whole, -quotient)], Fraction(0), sense)
        )


class Model:
    """Statements, and what will be asked, over the kinds of places that they tell apart.

    Unknown 0 is the size of the unit; then comes what is traded in each kind of place; then what has each label there.
    """

    def __init__(self, statements: Sequence[Said], asked: Iterable[Asked] = ()) -> None:
        self.statements = {said.name: said for said in statements}
        self.totals = list(dict.fromkeys(total for one in (*statements, *asked) for total in one.totals()))
        spots = product(("export", "import"), PARTNERS, HEADINGS, QUARTERS)
        kinds = dict.fromkeys(tuple(spot in total.places for total in self.totals) for spot in spots)
        self.kinds = [kind for kind in kinds if any(kind)]
        traded = [("", kind) for kind in self.kinds]
        labelled = [
            (label, kind)
            for label in sorted({total.label for total in self.totals} - {""})
            for kind in self.kinds
            if any(inside and total.label == label for inside, total in zip(kind, self.totals, strict=True))
        ]
        self.unknowns = {unknown: at for at, unknown in enumerate([*traded, *labelled], 1)}
        self.width = 1 + len(self.unknowns)

    def _sum(self, parts: Side, size: Fraction = Fraction(0)) -> list[Fraction]:
        line = [Fraction(0)] * self.width
        line[0] = size
        for total, factor in parts:
            place = self.totals.index(total)
            for (label, kind), at in self.unknowns.items():
                if label == total.label and kind[place]:
                    line[at] += factor
        return line

    @cached_property
    def _rows_of(self) -> dict[str, list[Row]]:
        """The rows of each statement, and under no name those of the labels: a part is at most what it is part of."""
        return {
            "": self._parts(),
            **{
                name: [(self._sum(side, size), sense, Fraction(0)) for side, size, sense in said.comparisons()]
                for name, said in self.statements.items()
            },
        }

    def _rows(self, names: Iterable[str]) -> list[Row]:
        return [row for name in ("", *names) for row in self._rows_of[name]]

    def _parts(self) -> list[Row]:
        rows: list[Row] = []
        for (label, kind), at in self.unknowns.items():
            if label:
                line = [Fraction(0)] * self.width
                line[at], line[self.unknowns["", kind]] = Fraction(1), Fraction(-1)
                rows.append((line, "<", Fraction(0)))
        return rows

    def _held(self, names: Iterable[str], asked: Asked | None = None) -> list[Row]:
        """What is divided by is more than nothing, and so is the size of the unit; scaled up, at least 1."""
        wholes = [whole for name in names if (whole := self.statements[name].whole)]
        wholes += [asked.whole] if asked and asked.whole else []
        lines = [self._sum([(whole, Fraction(1))]) for whole in wholes]
        return [(line, ">", Fraction(1)) for line in [*lines, self._sum([], Fraction(1))]]

    def can_hold(self, names: Sequence[str]) -> bool:
        return possible([*self._rows(names), *self._held(names)], self.width)

    def ends(self, names: Sequence[str], asked: Asked) -> tuple[Fraction | None, Fraction | None] | None:
        """The least and greatest quotient, `None` for no end; nothing at all where what is divided by is nothing."""
        held = self._sum([(asked.whole, Fraction(1))]) if asked.whole else self._sum([], Fraction(1))
        rows = [*self._rows(names), (held, "=", Fraction(1))]
        found = []
        for sign in (-1, 1):
            value = greatest(rows, self._sum([(asked.plus, Fraction(sign)), (asked.minus, Fraction(-sign))]))
            if value == IMPOSSIBLE:
                return None
            found.append(None if isinstance(value, str) else sign * value)
        return found[0], found[1]

    def meets(self, names: Sequence[str], asked: Asked, quotient: Fraction) -> bool:
        """Whether the statements leave a quotient possible."""
        side: Side = [(asked.plus, Fraction(1)), (asked.minus, Fraction(-1))]
        side += [(asked.whole, -quotient)] if asked.whole else []
        met = self._sum(side, Fraction(0) if asked.whole else -quotient)
        rows = [*self._rows(names), *self._held(names, asked), (met, "=", Fraction(0))]
        return possible(rows, self.width)

    def conflicts(self) -> set[frozenset[str]]:
        """Every minimal set of statements that cannot all hold, by trying all, the small ones first."""
        found: set[frozenset[str]] = set()
        for size in range(1, len(self.statements) + 1):
            for chosen in combinations(self.statements, size):
                if not any(conflict <= set(chosen) for conflict in found) and not self.can_hold(chosen):
                    found.add(frozenset(chosen))
        return found

    def corrections(self, conflicts: set[frozenset[str]]) -> set[frozenset[str]]:
        """Every minimal set of statements that has one of each conflict."""
        found: set[frozenset[str]] = set()
        for size in range(1, len(self.statements) + 1) if conflicts else ():
            for chosen in map(frozenset, combinations(self.statements, size)):
                if all(chosen & conflict for conflict in conflicts) and not any(one <= chosen for one in found):
                    found.add(chosen)
        return found
