"""Small linear programs solved in whole numbers: no tolerance, and a proof with every answer.

The solver works in floating point and is fast; this decides what it only suggests. A program is answered from a guess
of its basis: which rows bind, and which columns are more than nothing. If the guess is right, what remains is one small
matrix to invert; if not, the simplex method goes on from there by the rule of Bland, which always ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

Column = Mapping[int, int]
Matrix = list[list[int]]
Key = tuple[bool, int]
"""`(True, k)` is column k, `(False, k)` the slack of row k."""
PRIME = 2**61 - 1
OFF = "~"
"""The sense of a row that asks nothing."""


class Status(Enum):
    """What came of a program."""

    OPTIMAL = "optimal"
    UNBOUNDED = "unbounded"
    INFEASIBLE = "infeasible"


class TooLongError(Exception):
    """More steps than were allowed."""


@dataclass(frozen=True, slots=True)
class Program:
    """Columns of at least nothing, each the rows that it is in, and rows `Σ a · x` at least (`>`), at most (`<`) or
    exactly (`=`) what stands on their right (nothing where it is left out).
    """

    columns: Sequence[Column]
    senses: Sequence[str]
    right: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Basis:
    """The rows that bind and the columns that may be more than nothing, as many of each."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program ends: its value, the weight of each row in the proof, the columns that cost nothing to use.

    Of an infeasible program `weights` are the contradiction: the rows, weighed so, add up to something impossible.
    """

    status: Status
    basis: Basis
    value: Fraction = Fraction(0)
    weights: Mapping[int, Fraction] | None = None
    loose: tuple[int, ...] = ()


def inverse(matrix: Matrix) -> tuple[int, Matrix] | None:
    """The determinant (taken as positive) and what the inverse is over it, in whole numbers; `None` if there is none.

    >>> inverse([[2, 0], [1, 1]])
    (2, [[1, 0], [-1, 2]])
    """
    size = len(matrix)
    rows = [[*row, *(int(at == column) for column in range(size))] for at, row in enumerate(matrix)]
    before = 1
    for column in range(size):
        at = next((k for k in range(column, size) if rows[k][column]), None)
        if at is None:
            return None
        rows[column], rows[at] = rows[at], rows[column]
        own = rows[column]
        pivot = own[column]
        for k, row in enumerate(rows):
            if k != column:
                factor = row[column]
                rows[k] = (
                    [(pivot * a - factor * b) // before for a, b in zip(row, own, strict=True)]
                    if factor
                    else [pivot * a // before for a in row]
                )
        before = pivot
    sign = -1 if before < 0 else 1
    return sign * before, [[sign * value for value in row[size:]] for row in rows]


def regular(matrix: Matrix) -> tuple[list[int], list[int]]:
    """The places of rows and columns of a largest part that has an inverse, the first that will do.

    Found by the remainders of a large prime: what is regular in them is so in whole numbers.
    """
    left = {at: [value % PRIME for value in row] for at, row in enumerate(matrix)}
    rows, columns = [], []
    for column in range(len(matrix[0]) if matrix else 0):
        at = next((k for k, row in left.items() if row[column]), None)
        if at is None:
            continue
        own = left.pop(at)
        rows.append(at)
        columns.append(column)
        over = pow(own[column], -1, PRIME)
        for k, row in left.items():
            if row[column]:
                factor = row[column] * over % PRIME
                left[k] = [(a - factor * b) % PRIME for a, b in zip(row, own, strict=True)]
    return rows, columns


class Simplex:
    """A program at one basis. Values are kept whole: all are over the determinant of the rows that bind."""

    def __init__(self, program: Program, guess: Basis, most_steps: int) -> None:
        self.program = program
        self.left = most_steps
        self.patience = most_steps // 2
        self.signs = [-1 if sense == ">" else 1 for sense in program.senses]
        self._by_row: list[dict[int, int]] = [{} for _ in program.senses]
        for at, column in enumerate(program.columns):
            for row, value in column.items():
                self._by_row[row][at] = value
        self._settle(guess)

    # The basis ------------------------------------------------------------------------------------------------------

    def _settle(self, guess: Basis) -> None:
        """Take up a guess, or as much of it as makes a basis."""
        rows = [row for row in dict.fromkeys(guess.rows) if self.program.senses[row] != OFF]
        columns = list(dict.fromkeys(guess.columns))
        found = inverse(self._part(rows, columns)) if len(rows) == len(columns) else None
        if found is None:
            places, kept = regular(self._part(rows, columns))
            rows, columns = [rows[at] for at in places], [columns[at] for at in kept]
            found = inverse(self._part(rows, columns))
        self.rows, self.columns = rows, columns
        self.det, self.inverse = found or (1, [])
        self._value()

    def _part(self, rows: Sequence[int], columns: Sequence[int]) -> Matrix:
        return [[self._by_row[row].get(column, 0) for column in columns] for row in rows]

    def _value(self) -> None:
        """The basic columns and slacks, times the determinant."""
        right = self.program.right
        self.values = self._over({row: right[row] for row in self.rows if row in right})
        inside = set(self.rows)
        self.slacks = {
            row: self.signs[row] * (right.get(row, 0) * self.det - self._beside(row, self.values))
            for row in range(len(self._by_row))
            if row not in inside and self.program.senses[row] != OFF
        }

    def _beside(self, row: int, values: Sequence[int]) -> int:
        """A row's sum over the basic columns."""
        entries = self._by_row[row]
        return sum(
            entries[at] * value for at, value in zip(self.columns, values, strict=True) if value and at in entries
        )

    def _over(self, column: Column) -> list[int]:
        """The inverse times a column."""
        places = [(at, column[row]) for at, row in enumerate(self.rows) if row in column]
        return [sum(row[at] * value for at, value in places) for row in self.inverse]

    def _under(self, over: Sequence[int]) -> list[int]:
        """A row of values of the basic columns times the inverse."""
        found = [0] * len(self.rows)
        for factor, row in zip(over, self.inverse, strict=True):
            if factor:
                found = [value + factor * own for value, own in zip(found, row, strict=True)]
        return found

    def _exchange(self, leaving: Key, entering: Key) -> None:
        """One step: something leaves the basis, something else enters it."""
        self.left -= 1
        if self.left < 0:
            raise TooLongError
        (column_leaves, gone), (column_enters, comes) = leaving, entering
        if column_leaves and column_enters:
            self._replace_column(self.columns.index(gone), comes)
        elif column_leaves:
            self._drop(self.rows.index(comes), self.columns.index(gone))
        elif column_enters:
            self._add(gone, comes)
        else:
            self._replace_row(self.rows.index(comes), gone)
        if self.det < 0:
            self.det, self.inverse = -self.det, [[-value for value in row] for row in self.inverse]
        self._value()

    def _replace_column(self, place: int, comes: int) -> None:
        entering = self._over(self.program.columns[comes])
        pivot, own, det = entering[place], self.inverse[place], self.det
        self.inverse = [
            own if at == place else _combined(pivot, row, -entering[at], own, det)
            for at, row in enumerate(self.inverse)
        ]
        self.det, self.columns[place] = pivot, comes

    def _replace_row(self, place: int, comes: int) -> None:
        entering = self._under([self._by_row[comes].get(at, 0) for at in self.columns])
        pivot, det = entering[place], self.det
        entering[place] = pivot - det
        self.inverse = [_combined(pivot, row, -row[place], entering, det) for row in self.inverse]
        self.det, self.rows[place] = pivot, comes

    def _add(self, row: int, column: int) -> None:
        """One row and one column more."""
        above = self._over(self.program.columns[column])
        beside = self._under([self._by_row[row].get(at, 0) for at in self.columns])
        corner, det = self._by_row[row].get(column, 0) * self.det - self._beside(row, above), self.det
        self.inverse = [
            [*_combined(corner, own, value, beside, det), -value]
            for own, value in zip(self.inverse, above, strict=True)
        ]
        self.inverse.append([*(-value for value in beside), det])
        self.det = corner
        self.rows.append(row)
        self.columns.append(column)

    def _drop(self, at_row: int, at_column: int) -> None:
        """One row and one column less."""
        own = self.inverse.pop(at_column)
        pivot, det = own[at_row], self.det
        self.inverse = [_combined(pivot, row, -row[at_row], own, det) for row in self.inverse]
        for row in self.inverse:
            del row[at_row]
        self.det = pivot
        del self.rows[at_row], self.columns[at_column]

    def basis(self) -> Basis:
        """Where it stands."""
        return Basis(tuple(self.rows), tuple(self.columns))

    # Feasibility ----------------------------------------------------------------------------------------------------

    def feasible(self) -> Mapping[int, Fraction] | None:
        """Go to a basis all of whose values are allowed; else the weights of rows that contradict each other."""
        while (leaving := self._wrong()) is not None:
            is_column, which, too_much = leaving
            weights = self._row_of(is_column, which)
            entering = self._admitted(weights, 1 if too_much else -1)
            if entering is None:
                return {row: Fraction(weight, self.det) for row, weight in weights.items() if weight}
            self._exchange((is_column, which), entering)
        return None

    def _wrong(self) -> tuple[bool, int, bool] | None:
        """The value that is farthest below nothing, or from the nothing that an equation leaves; late, the first."""
        found = [(-value, True, at, False) for at, value in zip(self.columns, self.values, strict=True) if value < 0]
        for row, value in self.slacks.items():
            if value < 0 or (value > 0 and self.program.senses[row] == "="):
                found.append((abs(value), False, row, value > 0))
        if not found:
            return None
        late = self.left < self.patience
        _, is_column, which, above = min(found, key=lambda one: (not one[1], one[2])) if late else max(found)
        return is_column, which, above

    def _row_of(self, is_column: bool, which: int) -> dict[int, int]:
        """What the rows must be weighed with to have one basic value alone, times the determinant."""
        if is_column:
            return dict(zip(self.rows, self.inverse[self.columns.index(which)], strict=True))
        sign, entries = self.signs[which], self._by_row[which]
        over = [sign * entries.get(column, 0) for column in self.columns]
        weights = {row: -value for row, value in zip(self.rows, self._under(over), strict=True)}
        weights[which] = sign * self.det
        return weights

    def _admitted(self, weights: Mapping[int, int], sign: int) -> Key | None:
        """A column or slack outside the basis whose weight has the sign: of greatest weight; late, the first."""
        inside = set(self.columns)
        late = self.left < self.patience
        best, most = None, 0
        for at, column in enumerate(self.program.columns):
            weight = sign * _weighed(column, weights)
            if weight > most and at not in inside:
                best, most = (True, at), weight
                if late:
                    return best
        for row in sorted(self.rows):
            weight = sign * self.signs[row] * weights.get(row, 0)
            if weight > most and self.program.senses[row] != "=":
                best, most = (False, row), weight
                if late:
                    return best
        return best

    # Optimality -----------------------------------------------------------------------------------------------------

    def greatest(self, cost: Mapping[int, int]) -> Answer:
        """The greatest value of a sum of columns, from a basis all of whose values are allowed."""
        while True:
            weights = dict(zip(self.rows, self._under([cost.get(at, 0) for at in self.columns]), strict=True))
            gains = self._gains(cost, weights)
            entering = self._gaining(gains, weights)
            if entering is None:
                break
            leaving = self._blocking(*entering)
            if leaving is None:
                return Answer(Status.UNBOUNDED, self.basis())
            self._exchange(leaving, entering)
        value = sum(cost.get(at, 0) * own for at, own in zip(self.columns, self.values, strict=True))
        proof = {row: Fraction(weight, self.det) for row, weight in weights.items() if weight}
        loose = tuple(at for at, gain in enumerate(gains) if not gain)
        return Answer(Status.OPTIMAL, self.basis(), Fraction(value, self.det), proof, loose)

    def _gains(self, cost: Mapping[int, int], weights: Mapping[int, int]) -> list[int]:
        """What one more of each column would bring, times the determinant."""
        return [
            cost.get(at, 0) * self.det - _weighed(column, weights) for at, column in enumerate(self.program.columns)
        ]

    def _gaining(self, gains: Sequence[int], weights: Mapping[int, int]) -> Key | None:
        """What would bring most; late, the first that would bring anything."""
        late = self.left < self.patience
        if any(gain > 0 for gain in gains):
            if late:
                return True, next(at for at, gain in enumerate(gains) if gain > 0)
            return True, max(range(len(gains)), key=gains.__getitem__)
        open_rows = (row for row in sorted(self.rows) if self.program.senses[row] != "=")
        gaining = [(-weights[row] * self.signs[row], row) for row in open_rows if weights[row] * self.signs[row] < 0]
        if not gaining:
            return None
        return False, gaining[0][1] if late else max(gaining)[1]

    def _blocking(self, is_column: bool, which: int) -> Key | None:
        """The basic column or slack that is used up first when something enters, the first of equals."""
        entries = self.program.columns[which] if is_column else {which: self.signs[which]}
        used = self._over(entries)
        best: tuple[Fraction, Key] | None = None
        for at, value, own in zip(self.columns, self.values, used, strict=True):
            best = _nearer(best, value, own, (True, at), either=False)
        for row, value in self.slacks.items():
            change = entries.get(row, 0) * self.det - self._beside(row, used)
            best = _nearer(best, value, self.signs[row] * change, (False, row), either=self.program.senses[row] == "=")
        return best[1] if best else None


def _combined(a: int, one: Sequence[int], b: int, other: Sequence[int], over: int) -> list[int]:
    """`(a · one + b · other) / over`, which is whole."""
    return [(a * x + b * y) // over for x, y in zip(one, other, strict=True)]


def _weighed(column: Column, weights: Mapping[int, int]) -> int:
    found = 0
    for row, value in column.items():
        if row in weights:
            found += value * weights[row]
    return found


def _nearer(
    best: tuple[Fraction, Key] | None, value: int, own: int, key: Key, *, either: bool
) -> tuple[Fraction, Key] | None:
    """The tighter of the limit so far and that of one more value, which `either` way must not move."""
    if own <= 0 and not (either and own):
        return best
    limit = Fraction(value, own)
    first = (
        best is None or limit < best[0] or (limit == best[0] and (not key[0], key[1]) < (not best[1][0], best[1][1]))
    )
    return (limit, key) if first else best


def solve(
    program: Program, cost: Mapping[int, int] | None = None, guess: Basis | None = None, most_steps: int = 10_000
) -> Answer:
    """The greatest value of `cost` (left out: whether there is any answer) under a program.

    Raise `TooLongError` beyond so many steps.
    """
    simplex = Simplex(program, guess or Basis(), most_steps)
    contradiction = simplex.feasible()
    if contradiction is not None:
        return Answer(Status.INFEASIBLE, simplex.basis(), weights=contradiction)
    return simplex.greatest(cost or {}) if cost else Answer(Status.OPTIMAL, simplex.basis())
