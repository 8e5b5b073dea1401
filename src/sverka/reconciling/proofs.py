"""From the dual of a bound to the computation that a reader can redo."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from sverka.reconciling.cells import Cut
from sverka.reconciling.formula import Formula, counted, decimal_number, solve_for
from sverka.reconciling.statements import AMOUNT, Question
from sverka.reconciling.system import System, members

if TYPE_CHECKING:
    from sverka.reconciling.exact import Extreme

ANSWER = "answer"
SLACK = Fraction(1, 10**6)
MOST_UNKNOWNS = 60

Equations = list[tuple[Mapping[Hashable, Formula], Formula]]


def arithmetic(question: Question, extreme: Extreme) -> str:
    """The bound as a formula of the stated numbers: per cents as fractions of 1, amounts in the measure's unit.

    Empty when it would be too long to read.
    """
    system = extreme.system
    index = system.index
    unknowns = {index[cut] for cut in question.cuts}
    unknowns |= {index[cut] for _, row in extreme.rows for cut, _ in row.terms if cut is not None}
    equations: Equations = [*_row_equations(extreme, index), *_identities(extreme, unknowns)]
    if extreme.amounts_vanish:
        equations.append(({AMOUNT: counted(1)}, Formula()))
    tries = [_quotient(question, index, [*equations, fixed]) for fixed in _scales(system, question, extreme)]
    close = [found for found in tries if found is not None and _agrees(found, extreme)]
    return min((str(_in_unit(found, question)) for found in close), key=len, default="")


def _agrees(found: Formula, extreme: Extreme) -> bool:
    """Whether a formula comes to the value: in whole numbers where the value was found so."""
    slack = Fraction(0) if extreme.exact else SLACK * max(Fraction(1), abs(extreme.value))
    return abs(found.exact - extreme.value) <= slack


def _scales(system: System, question: Question, extreme: Extreme) -> Equations:
    """What may be taken as 1, one at a time: the size of the unit, or any total that is divided by."""
    if question.denominator is None:
        return [({AMOUNT: counted(1)}, counted(-1))]
    wholes = [question.denominator]
    wholes += [
        whole for statement in system.statements if statement.claim in extreme.weights for whole in statement.positive
    ]
    keys: list[Hashable] = [system.index[whole] for whole in dict.fromkeys(wholes)]
    keys += [] if extreme.amounts_vanish else [AMOUNT]
    return [({key: counted(1)}, counted(-1)) for key in keys]


def _quotient(question: Question, index: Mapping[Cut, int], equations: Equations) -> Formula | None:
    """The numerator solved for, and divided by the denominator solved for."""
    over: dict[Hashable, Formula] = {index[cut]: counted(-sign) for cut, sign in question.numerator}
    above = solve_for(ANSWER, [*equations, ({ANSWER: counted(1), **over}, Formula())])
    if above is None or question.denominator is None:
        return above
    below = solve_for(index[question.denominator], equations)
    return None if below is None or below.is_nothing else above / below


def _in_unit(found: Formula, question: Question) -> Formula:
    """The quotient as the measure states it, per cents left as fractions of 1."""
    if question.denominator is None:
        return found * counted(decimal_number(question.scale))
    return found + counted(decimal_number(question.offset) / decimal_number(question.scale))


def _row_equations(extreme: Extreme, index: Mapping[Cut, int]) -> Equations:
    """The rows that bind, as equations."""
    equations: Equations = []
    for _, row in extreme.rows:
        coefficients: dict[Hashable, Formula] = {}
        for cut, factor in row.terms:
            key = AMOUNT if cut is None else index[cut]
            coefficients[key] = coefficients.get(key, Formula()) + factor
        equations.append((coefficients, Formula()))
    return equations


def _identities(extreme: Extreme, unknowns: set[int]) -> Equations:
    """What holds between totals when only the tight cells are more than nothing: the left null space of membership.

    Frames (totals beyond the real ones) stand in two layers and may be needed to join them.
    """
    equations: Equations = []
    _, layers = extreme.system.layers()
    frames = -1 << len(extreme.system.cuts)
    met = {at for tight in extreme.tight for cell in tight for at in members(cell & frames)}
    nowhere = unknowns.difference(*(layer.totals for layer in layers))
    equations += [({at: counted(1)}, Formula()) for at in sorted(nowhere)]
    for layer, tight in zip(layers, extreme.tight, strict=True):
        occurring = sorted((unknowns | met).intersection(layer.totals))
        keep = sum(1 << at for at in occurring)
        rows = sorted({cell & keep for cell in tight} - {0})
        if len(occurring) > MOST_UNKNOWNS:
            return []
        for vector in null_space([[Fraction(row >> at & 1) for at in occurring] for row in rows], len(occurring)):
            equations.append((_named(vector, occurring), Formula()))
    return equations


def _named(vector: Sequence[Fraction], names: Sequence[int]) -> dict[Hashable, Formula]:
    """A vector as coefficients in whole numbers."""
    scale = lcm(*(value.denominator for value in vector))
    return {name: counted(value * scale) for name, value in zip(names, vector, strict=True) if value}


def null_space(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """A basis of the vectors that every row is orthogonal to, by exact elimination.

    >>> [[int(x) for x in v] for v in null_space([[Fraction(1), Fraction(1)]], 2)]
    [[-1, 1]]
    """
    reduced: list[list[Fraction]] = []
    pivots: list[int] = []
    for column in range(width):
        at = next((k for k, row in enumerate(rows) if row[column]), None)
        if at is None:
            continue
        row = rows.pop(at)
        row = [value / row[column] for value in row]
        rows = [_less(other, row, column) for other in rows]
        reduced = [_less(other, row, column) for other in reduced]
        reduced.append(row)
        pivots.append(column)
    free = [column for column in range(width) if column not in pivots]
    return [_basis_vector(column, reduced, pivots, width) for column in free]


def _less(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    factor = row[column]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)] if factor else row


def _basis_vector(free: int, reduced: list[list[Fraction]], pivots: list[int], width: int) -> list[Fraction]:
    vector = [Fraction(0)] * width
    vector[free] = Fraction(1)
    for row, pivot in zip(reduced, pivots, strict=True):
        vector[pivot] = -row[free]
    return vector
