"""Programs in whole numbers: the answer is that of the textbook from any guess, and its proof is one."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from sverka.reconciling.rational import Answer, Basis, Program, Status, TooLongError, inverse, regular, solve

from .model.tableau import IMPOSSIBLE, UNBOUNDED, Row, greatest

Drawn = tuple[list[Row], list[Fraction]]


def drawn(draw: random.Random) -> Drawn:
    """Rows and a cost in small numbers, so that ties and contradictions are frequent."""
    width = draw.randint(1, 5)
    rows: list[Row] = [
        (
            [Fraction(draw.choice((-3, -2, -1, 0, 0, 1, 1, 2, 3))) for _ in range(width)],
            draw.choice("<>="),
            Fraction(draw.choice((0, 0, 0, 1, 2, 5))),
        )
        for _ in range(draw.randint(1, 6))
    ]
    return rows, [Fraction(draw.choice((-2, -1, 0, 1, 2))) for _ in range(width)]


def answered(rows: list[Row], cost: list[Fraction], guess: Basis) -> Answer:
    columns = [{at: int(row[0][j]) for at, row in enumerate(rows) if row[0][j]} for j in range(len(cost))]
    right = {at: int(row[2]) for at, row in enumerate(rows) if row[2]}
    return solve(Program(columns, [row[1] for row in rows], right), {j: int(c) for j, c in enumerate(cost)}, guess)


def random_guess(draw: random.Random, rows: int, columns: int) -> Basis:
    """Some rows and some columns, whether they make a basis or not."""
    chosen = (draw.sample(range(size), draw.randint(0, size)) for size in (rows, columns))
    return Basis(*(tuple(places) for places in chosen))


@pytest.mark.parametrize("seed", range(10))
def test_any_guess_leads_to_the_answer_of_the_textbook_and_to_its_proof(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(150):
        rows, cost = drawn(draw)
        answer = answered(rows, cost, random_guess(draw, len(rows), len(cost)))
        expected = greatest(rows, cost)
        if answer.status is Status.OPTIMAL:
            assert answer.value == expected
            assert proves(answer, rows, cost)
        else:
            assert expected == {Status.UNBOUNDED: UNBOUNDED, Status.INFEASIBLE: IMPOSSIBLE}[answer.status]
            assert answer.status is Status.UNBOUNDED or contradicts(answer, rows)


def _added(answer: Answer, rows: list[Row]) -> tuple[list[Fraction], Fraction]:
    """The rows, weighed: the factors, and the right side."""
    weights = answer.weights or {}
    width = len(rows[0][0])
    factors = [sum((w * rows[at][0][j] for at, w in weights.items()), Fraction(0)) for j in range(width)]
    return factors, sum((w * rows[at][2] for at, w in weights.items()), Fraction(0))


def proves(answer: Answer, rows: list[Row], cost: list[Fraction]) -> bool:
    """Whether the weighed rows bound the cost by the value."""
    factors, right = _added(answer, rows)
    signs = {"<": 1, ">": -1, "=": 0}
    fair = all(signs[rows[at][1]] * weight >= 0 for at, weight in (answer.weights or {}).items())
    return fair and right == answer.value and all(a >= c for a, c in zip(factors, cost, strict=True))


def contradicts(answer: Answer, rows: list[Row]) -> bool:
    """Whether the weighed rows ask for a sum of what is at least nothing to be less than nothing."""
    factors, right = _added(answer, rows)
    for turned in (1, -1):
        signs = {"<": turned, ">": -turned, "=": 0}
        fair = all(signs[rows[at][1]] * weight >= 0 for at, weight in (answer.weights or {}).items())
        if fair and turned * right < 0 and all(turned * factor >= 0 for factor in factors):
            return True
    return False


def test_there_is_an_end_to_patience() -> None:
    columns = [{at: 1 + (at == other) for at in range(6)} for other in range(6)]
    program = Program(columns, [">"] * 6, dict.fromkeys(range(6), 1))
    assert solve(program).status is Status.OPTIMAL
    with pytest.raises(TooLongError):
        solve(program, most_steps=1)


@pytest.mark.parametrize(
    ("matrix", "rows", "columns"),
    [([], [], []), ([[0, 0]], [], []), ([[1, 2], [2, 4]], [0], [0]), ([[0, 1], [1, 0]], [1, 0], [0, 1])],
)
def test_the_regular_part_of_a_matrix(matrix: list[list[int]], rows: list[int], columns: list[int]) -> None:
    assert regular(matrix) == (rows, columns)
    assert inverse([[matrix[at][column] for column in columns] for at in rows]) is not None
