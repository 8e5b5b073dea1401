"""A linear program by the textbook: two phases over a full tableau, in whole numbers, by the rule of Bland.

Written for the tests, apart from the package: no basis is guessed, nothing is left out, every entry is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

Row = tuple[Sequence[Fraction], str, Fraction]
"""Factors of the unknowns (each at least 0), `<`, `>` or `=`, and what stands on the right (at least 0)."""

UNBOUNDED = "unbounded"
IMPOSSIBLE = "impossible"


class Tableau:
    """Rows with a slack each; the equations, and rows that nothing does not obey, also with an artificial unknown.

    All entries are over `over`.
    """

    def __init__(self, rows: Sequence[Row], width: int) -> None:
        self.width = width
        self.usable = width + len(rows)
        self.over = 1
        lines = [self._line(at, row) for at, row in enumerate(rows)]
        lacking = [at for at, line in enumerate(lines) if line[width + at] != 1]
        self.basis = [self.usable + lacking.index(at) if at in lacking else width + at for at in range(len(rows))]
        self.rows = [[*line[:-1], *(int(at == other) for other in lacking), line[-1]] for at, line in enumerate(lines)]

    def _line(self, at: int, row: Row) -> list[int]:
        factors, sense, right = row
        scale = lcm(right.denominator, *(factor.denominator for factor in factors))
        line = [factor.numerator * (scale // factor.denominator) for factor in factors]
        slacks = [0] * (self.usable - self.width)
        slacks[at] = {"<": 1, ">": -1, "=": 0}[sense]
        line += [*slacks, right.numerator * (scale // right.denominator)]
        return [-value for value in line] if sense == ">" and not right else line

    def _pivot(self, goal: list[int], at: int, column: int) -> list[int]:
        own, over = self.rows[at], self.over
        pivot = own[column]

        def less(line: list[int]) -> list[int]:
            factor = line[column]
            if not factor:
                return line if pivot == over else [pivot * a // over for a in line]
            return [(pivot * a - factor * b) // over for a, b in zip(line, own, strict=True)]

        self.rows = [own if k == at else less(line) for k, line in enumerate(self.rows)]
        self.over, self.basis[at] = pivot, column
        return less(goal)

    def _climb(self, goal: list[int]) -> list[int] | None:
        """To the greatest value of what `goal` stands for; `None` when there is none."""
        while True:
            column = next((k for k in range(self.usable) if goal[k] < 0), None)
            if column is None:
                return goal
            ratios = [
                (Fraction(line[-1], line[column]), self.basis[k], k)
                for k, line in enumerate(self.rows)
                if line[column] > 0
            ]
            if not ratios:
                return None
            goal = self._pivot(goal, min(ratios)[2], column)

    def start(self) -> bool:
        """Whether the rows can all hold; leaves the artificial unknowns out of the basis where that is possible."""
        size = self.usable + sum(column >= self.usable for column in self.basis) + 1
        goal = [0] * size
        for at, column in enumerate(self.basis):
            if column >= self.usable:
                goal = [value - own for value, own in zip(goal, self.rows[at], strict=True)]
                goal[column] = 0
        goal[self.usable : -1] = [0] * (size - 1 - self.usable)
        found = self._climb(goal)
        if found is None or found[-1] != 0:
            return False
        for at in range(len(self.rows)):
            if self.basis[at] >= self.usable:
                column = next((k for k in range(self.usable) if self.rows[at][k]), None)
                if column is not None:
                    if self.rows[at][column] < 0:
                        self.rows[at] = [-value for value in self.rows[at]]
                    found = self._pivot(found, at, column)
        return True

    def greatest(self, cost: Sequence[Fraction]) -> Fraction | None:
        """The greatest value of a sum, after `start`; `None` when it has no end."""
        scale = lcm(*(value.denominator for value in cost))
        size = len(self.rows[0]) if self.rows else self.usable + 1
        whole = [int(value * scale) for value in cost] + [0] * (size - len(cost))
        goal = [-value * self.over for value in whole]
        for at, column in enumerate(self.basis):
            if whole[column]:
                goal = [value + whole[column] * own for value, own in zip(goal, self.rows[at], strict=True)]
        found = self._climb(goal)
        return None if found is None else Fraction(found[-1], self.over * scale)


def possible(rows: Sequence[Row], width: int) -> bool:
    """Whether some values of at least 0 obey all rows."""
    return Tableau(rows, width).start()


def greatest(rows: Sequence[Row], cost: Sequence[Fraction]) -> Fraction | str:
    """The greatest value of a sum under rows, or why there is none."""
    tableau = Tableau(rows, len(cost))
    if not tableau.start():
        return IMPOSSIBLE
    found = tableau.greatest(cost)
    return UNBOUNDED if found is None else found
