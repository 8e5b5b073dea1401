"""The system of some statements as a program in whole numbers: can they all hold, and how far does a quotient go.

The unknowns are those of the floating solver without the totals: the size of the unit first, then the cells of each
layer. A total is the sum of its cells; a frame, which stands in two layers, is an equation between them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

from sverka.reconciling.cells import Cut
from sverka.reconciling.rational import OFF, Answer, Basis, Program, Status, solve
from sverka.reconciling.statements import Question, Row, Statement
from sverka.reconciling.system import System, members

ROUNDING = Fraction(1, 10**11)
"""How far a stated number may be from what is meant: one that was printed with twelve digits, or summed in floating
point, contradicts nobody.
"""
UNIT = 0
WORK, MOST_STEPS = 2_000_000, 2_000
"""Entries that may be gone through beyond what a few steps for each row take, and steps that are never passed."""

Terms = Sequence[tuple[Cut | None, Fraction]]
"""Totals (`None` is the size of the unit), each with its factor."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """One end of a quotient: its value, the weight of each statement in the proof, its rows, and the tight cells.

    `system` is the one whose cells these are, `exact` that the value has been confirmed in whole numbers.
    `amounts_vanish`: the end is met only where all stated amounts are next to nothing beside the denominator.
    """

    system: System
    value: Fraction
    weights: Mapping[str, Fraction]
    rows: tuple[tuple[str, Row], ...]
    tight: tuple[tuple[int, ...], ...]
    amounts_vanish: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """No end: what is divided by can only be nothing, because of some statements."""

    uses: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the program: whole numbers by column, `factor` times what the statement says."""

    owner: str | None
    row: Row | None
    entries: Mapping[int, int]
    sense: str
    factor: Fraction = Fraction(1)
    right: int = 0


class Exact:
    """Some statements as a program. With `positive`, what they divide by is held above nothing; with `widened`, each
    number may be off by what rounding leaves open.
    """

    def __init__(self, system: System, *, positive: bool, widened: bool = False) -> None:
        self.system = system
        self._layers = system.layers()[1]
        self._index = system.index
        self._inside = self._columns_of_totals()
        self._widened = widened
        self._lines: list[_Line] = []
        self._places: list[int] = []
        for statement in system.statements:
            self._add(statement, positive)
        self._always = len(self._lines)
        self._lines += self._frames()
        self._sized = positive and any(statement.has_amount for statement in system.statements)
        if self._sized:
            self._lines.append(_Line(None, None, {UNIT: 1}, ">", right=1))
        self._last: Basis | None = None
        entries = 1 + sum(len(line.entries) for line in self._lines)
        self._steps = 4 * len(self._lines) + min(MOST_STEPS, WORK // entries)

    # Building -------------------------------------------------------------------------------------------------------

    def _columns_of_totals(self) -> dict[int, list[int]]:
        """The cells of each total; of a frame those of the layer that it divides."""
        inside: dict[int, list[int]] = {}
        at = UNIT + 1
        for number, layer in enumerate(self._layers):
            for cell in layer.cells:
                for total in members(cell):
                    if number == 0 or total < len(self.system.cuts):
                        inside.setdefault(total, []).append(at)
                at += 1
        self._width = at
        return inside

    def _frames(self) -> list[_Line]:
        """What lies in a frame is what is meant there and the rest."""
        found: dict[int, dict[int, int]] = {}
        at = UNIT + 1 + len(self._layers[0].cells)
        for layer in self._layers[1:]:
            for cell in layer.cells:
                for total in members(cell):
                    if total >= len(self.system.cuts):
                        found.setdefault(total, dict.fromkeys(self._inside.get(total, ()), -1))[at] = 1
                at += 1
        return [_Line(None, None, entries, "=") for entries in found.values()]

    def _add(self, statement: Statement, positive: bool) -> None:
        """The rows of a statement, each with its place; an equation between rounded numbers is two rows."""
        for row in statement.rows:
            self._places.append(len(self._lines))
            loose = self._widened and row.is_rounded
            for sense in "><" if row.sense == "=" and loose else row.sense:
                slack = ROUNDING if sense == ">" else -ROUNDING
                terms = [
                    (cut, number + slack * factor.size_of_terms if loose else number)
                    for (cut, factor), number in zip(row.terms, row.numbers, strict=True)
                ]
                self._lines.append(self._line(statement.claim, row, terms, sense))
        for cut in statement.positive if positive else ():
            self._places.append(len(self._lines))
            inside = self._inside.get(self._index[cut], ())
            self._lines.append(_Line(statement.claim, None, dict.fromkeys(inside, 1), ">", right=1))

    def guess(self, basis: Basis, question: Question | None = None) -> Basis:
        """Where the floating solver stood, in the rows and columns of the program."""
        rows = [self._places[at] for at in basis.rows]
        frames = len(self._lines) - self._sized
        rows += range(self._always, frames)
        columns = list(basis.columns)
        held = self._sized and UNIT not in columns
        if question is not None:
            rows.append(len(self._lines))
            held = question.denominator is None
        elif held:
            rows.append(frames)
        return Basis(tuple(rows), (*columns, UNIT) if held else tuple(columns))

    def _line(self, owner: str | None, row: Row | None, terms: Terms, sense: str) -> _Line:
        """One row in whole numbers."""
        scale = lcm(*(factor.denominator for _, factor in terms))
        gathered: dict[int, int] = {}
        for cut, factor in terms:
            whole = int(factor * scale)
            for column in (UNIT,) if cut is None else self._inside.get(self._index[cut], ()):
                gathered[column] = gathered.get(column, 0) + whole
        common = gcd(*gathered.values()) or 1
        entries = {column: value // common for column, value in gathered.items() if value}
        return _Line(owner, row, entries, sense, Fraction(scale, common))

    def _program(self, lines: Collection[_Line], active: Collection[str] | None = None) -> Program:
        columns: list[dict[int, int]] = [{} for _ in range(self._width)]
        for at, line in enumerate(lines):
            for column, value in line.entries.items():
                columns[column][at] = value
        senses = [line.sense if active is None or line.owner is None or line.owner in active else OFF for line in lines]
        return Program(columns, senses, {at: line.right for at, line in enumerate(lines) if line.right})

    # Consistency ----------------------------------------------------------------------------------------------------

    @cached_property
    def _whole(self) -> Program:
        return self._program(self._lines)

    def core(self, active: Collection[str], guess: Basis | None = None) -> frozenset[str] | None:
        """`None` when the active statements can all hold; else some of them that cannot."""
        wanted = frozenset(active)
        senses = [line.sense if line.owner is None or line.owner in wanted else OFF for line in self._lines]
        answer = solve(replace(self._whole, senses=senses), guess=guess or self._last, most_steps=self._steps)
        self._last = answer.basis
        return None if answer.status is Status.OPTIMAL else self._owners(answer)

    def _owners(self, answer: Answer) -> frozenset[str]:
        """The statements with weight in an answer."""
        rows = (row for row in answer.weights or () if row < len(self._lines))
        return frozenset(owner for row in rows if (owner := self._lines[row].owner) is not None)

    # Bounds ---------------------------------------------------------------------------------------------------------

    def extreme(
        self,
        question: Question,
        *,
        greatest: bool,
        guess: Basis | None = None,
        active: Collection[str] | None = None,
    ) -> Extreme | Nothing | None:
        """The least or greatest quotient, by the `active` statements or by all; `None` when nothing binds it."""
        held = {UNIT} if question.denominator is None else self._inside.get(self._index[question.denominator], ())
        lines = [*self._lines, _Line(None, None, dict.fromkeys(held, 1), "=", right=1)]
        sign = 1 if greatest else -1
        program = self._program(lines, active)
        answer = solve(program, self._cost(question, sign), guess or self._last, most_steps=self._steps)
        self._last = answer.basis
        if answer.status is Status.OPTIMAL:
            return self._extreme(answer, sign, lines)
        return None if answer.status is Status.UNBOUNDED else Nothing(self._owners(answer))

    def _cost(self, question: Question, sign: int) -> dict[int, int]:
        cost: dict[int, int] = {}
        for cut, own in question.numerator:
            for column in self._inside.get(self._index[cut], ()):
                cost[column] = cost.get(column, 0) + sign * own
        return {column: value for column, value in cost.items() if value} or {UNIT: 0}

    def _extreme(self, answer: Answer, sign: int, lines: Collection[_Line]) -> Extreme:
        weights: dict[str, Fraction] = {}
        rows: dict[tuple[str, Row], None] = {}
        for at, line in enumerate(lines):
            weight = (answer.weights or {}).get(at)
            if weight and line.owner is not None and line.row is not None:
                weights[line.owner] = weights.get(line.owner, Fraction(0)) + sign * weight * line.factor
                rows[line.owner, line.row] = None
        loose = set(answer.loose)
        tight = self._tight(loose)
        return Extreme(self.system, sign * answer.value, weights, tuple(rows), tight, UNIT not in loose, exact=True)

    def _tight(self, loose: Collection[int]) -> tuple[tuple[int, ...], ...]:
        """The cells that may be more than nothing in the proof, by layer."""
        tight = []
        at = UNIT + 1
        for layer in self._layers:
            tight.append(tuple(cell for place, cell in enumerate(layer.cells, at) if place in loose))
            at += len(layer.cells)
        return tuple(tight)

    def attains(self, question: Question, quotient: Fraction) -> bool:
        """Whether the statements leave a quotient possible, not only values as near to it as one likes."""
        lines = list(self._lines)
        over: Terms = [(cut, Fraction(sign)) for cut, sign in question.numerator]
        lines.append(self._line(None, None, [*over, (question.denominator, -quotient)], "="))
        if question.denominator is not None:
            inside = self._inside.get(self._index[question.denominator], ())
            lines.append(_Line(None, None, dict.fromkeys(inside, 1), ">", right=1))
        else:
            lines.append(_Line(None, None, {UNIT: 1}, ">", right=1))
        return solve(self._program(lines), most_steps=self._steps).status is Status.OPTIMAL
