"""The one module that speaks to HiGHS: is a set of statements consistent, and how far can a quotient of totals go.

What it answers is fast and nearly right; `deciding` confirms it.

Totals are free columns, cells columns of at least nothing, and all rows homogeneous. For consistency every total that
is divided by is held at 1 or more, which any solution can be scaled to; for bounds the denominator is held at 1 (the
transformation of Charnes and Cooper) and the numerator is driven to its ends. Either way one model is built and only
column bounds, costs and row bounds change between solves, so each solve starts from the basis of the last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from sverka.reconciling.exact import Extreme, Nothing
from sverka.reconciling.formula import Formula
from sverka.reconciling.rational import Basis
from sverka.reconciling.statements import Question, Row, Statement
from sverka.reconciling.system import System, members

INFINITY = highspy.kHighsInf
TOLERANCE = 1e-9
WEIGHT_BELOW = 1e-7
LARGEST_ROW_SCALE = 1e7
SECONDS_PER_SOLVE = 5.0
DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4
"""Only bounds change between questions of consistency, and costs between bounds: 5 times faster each by its own way."""

Floats = NDArray[np.float64]
ROW_ENDS = {"<": (-INFINITY, 0.0), ">": (0.0, INFINITY), "=": (0.0, 0.0), "+": (1.0, INFINITY)}


class UndecidedError(Exception):
    """The solver gave no answer: out of time, or numbers too far apart for it."""


class _QuietHighs(highspy.Highs):
    """HiGHS without callbacks: installing them prints a banner before any option can forbid it."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


@dataclass(slots=True)
class _Matrix:
    """Rows being gathered in compressed form."""

    starts: list[int] = field(default_factory=list)
    columns: list[NDArray[np.int32]] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    ends: list[tuple[float, float]] = field(default_factory=list)
    size: int = 0

    def add(self, columns: NDArray[np.int32], values: Floats, ends: tuple[float, float]) -> None:
        self.starts.append(self.size)
        self.columns.append(columns)
        self.values.append(values)
        self.ends.append(ends)
        self.size += len(columns)


class Solver:
    """One system in HiGHS. With `positive`, what statements divide by is held above nothing."""

    def __init__(self, system: System, *, positive: bool) -> None:
        self.system = system
        self._totals, self._layers = system.layers()
        self._unit = self._totals
        self._index = system.index
        self._owners: list[tuple[str, Row | None]] = []
        self._matrix = _Matrix()
        self._define_totals()
        self._first_row = len(self._matrix.starts)
        for statement in system.statements:
            self._add_statement(statement, positive)
        self._rows_of: dict[str, list[int]] = {statement.claim: [] for statement in system.statements}
        for at, (claim, _) in enumerate(self._owners, self._first_row):
            self._rows_of[claim].append(at)
        self._active = frozenset(self._rows_of)
        self._highs = self._pass_model(positive)

    # Building -------------------------------------------------------------------------------------------------------

    def _define_totals(self) -> None:
        """`total − Σ cells = 0`, once for each layer that a total occurs in."""
        offset = self._totals + 1
        for layer in self._layers:
            inside: dict[int, list[int]] = {total: [] for total in layer.totals}
            for at, cell in enumerate(layer.cells, offset):
                for total in members(cell):
                    inside[total].append(at)
            for total, cells in inside.items():
                columns = np.array([total, *cells], dtype=np.int32)
                self._matrix.add(columns, np.array([1.0, *[-1.0] * len(cells)]), (0.0, 0.0))
            offset += len(layer.cells)
        self._columns = offset
        empty = set(range(self._totals)).difference(*(layer.totals for layer in self._layers))
        for total in sorted(empty):
            self._matrix.add(np.array([total], dtype=np.int32), np.array([1.0]), (0.0, 0.0))

    def _add_statement(self, statement: Statement, positive: bool) -> None:
        for row in statement.rows:
            columns, values = self._row(row.terms)
            self._matrix.add(columns, values, ROW_ENDS[row.sense])
            self._owners.append((statement.claim, row))
        for cut in statement.positive if positive else ():
            self._matrix.add(np.array([self._index[cut]], dtype=np.int32), np.array([1.0]), ROW_ENDS["+"])
            self._owners.append((statement.claim, None))

    def _row(self, terms: Iterable[tuple[Any, Formula]]) -> tuple[NDArray[np.int32], Floats]:
        """A row over totals; one with an amount is scaled so that the amount is near 1."""
        gathered: dict[int, float] = {}
        scale = 1.0
        for cut, factor in terms:
            value, column = factor.value, self._unit
            if cut is None:
                value /= self.system.unit_size
                scale = min(max(1 / abs(value), 1.0), LARGEST_ROW_SCALE) if value else 1.0
            else:
                column = self._index[cut]
            gathered[column] = gathered.get(column, 0.0) + value
        return np.fromiter(gathered, dtype=np.int32), np.array([value * scale for value in gathered.values()])

    def _pass_model(self, positive: bool) -> Any:
        matrix = self._matrix
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self._columns, len(matrix.starts)
        lp.col_cost_ = np.zeros(self._columns)
        lower = np.zeros(self._columns)
        lower[: self._totals] = -INFINITY
        lower[self._unit] = 1.0 if positive else 0.0
        lp.col_lower_, lp.col_upper_ = lower, np.full(self._columns, INFINITY)
        lp.row_lower_ = np.array([low for low, _ in matrix.ends])
        lp.row_upper_ = np.array([high for _, high in matrix.ends])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array([*matrix.starts, matrix.size], dtype=np.int32)
        lp.a_matrix_.index_ = np.concatenate([np.empty(0, np.int32), *matrix.columns])
        lp.a_matrix_.value_ = np.concatenate([np.empty(0), *matrix.values])
        highs = _QuietHighs()
        for option, value in OPTIONS.items():
            highs.setOptionValue(option, value)
        highs.setOptionValue("simplex_strategy", DUAL_SIMPLEX if positive else PRIMAL_SIMPLEX)
        highs.passModel(lp)
        return highs

    def _run(self) -> Any:
        """Solve, if need be once more from nothing; raise `UndecidedError` when that gives no answer either."""
        for _ in range(2):
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + SECONDS_PER_SOLVE)
            self._highs.run()
            status = self._highs.getModelStatus()
            if status in DECIDED:
                return status
            self._highs.clearSolver()
        raise UndecidedError(self._highs.modelStatusToString(status))

    # Consistency ----------------------------------------------------------------------------------------------------

    def core(self, active: Collection[str]) -> frozenset[str] | None:
        """`None` when the active statements can all hold; else some of them that cannot, by a ray of Farkas."""
        wanted = frozenset(active)
        for claim in wanted ^ self._active:
            for at in self._rows_of[claim]:
                row = self._owners[at - self._first_row][1]
                ends = ROW_ENDS[row.sense if row else "+"] if claim in wanted else (-INFINITY, INFINITY)
                self._highs.changeRowBounds(at, *ends)
        self._active = wanted
        if self._run() == highspy.HighsModelStatus.kOptimal:
            return None
        return self._ray_support(active)

    def _ray_support(self, active: Collection[str]) -> frozenset[str]:
        """The statements with weight in the proof of infeasibility; all active ones when there is no ray."""
        _, exists, ray = self._highs.getDualRay()
        if not exists:
            return frozenset(active)
        weights = np.abs(np.asarray(ray)[self._first_row :])
        heavy = weights > WEIGHT_BELOW * weights.max(initial=0.0)
        found = frozenset(claim for (claim, _), inside in zip(self._owners, heavy, strict=True) if inside)
        return found & frozenset(active) or frozenset(active)

    # Bounds ---------------------------------------------------------------------------------------------------------

    def extreme(self, question: Question, *, greatest: bool) -> Extreme | Nothing | None:
        """The least or greatest quotient; `None` when nothing binds it."""
        if any(cut not in self._index for cut in question.cuts):
            raise UndecidedError("a slice that is not in the system")
        held = self._unit if question.denominator is None else self._index[question.denominator]
        over = [(self._index[cut], sign) for cut, sign in question.numerator]
        before = (0.0 if held == self._unit else -INFINITY, INFINITY)
        self._highs.changeColBounds(held, 1.0, 1.0)
        for column, sign in over:
            self._highs.changeColCost(column, float(sign))
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize if greatest else highspy.ObjSense.kMinimize)
        try:
            return self._solved_extreme(question)
        finally:
            self._highs.changeColBounds(held, *before)
            for column, _ in over:
                self._highs.changeColCost(column, 0.0)

    def _solved_extreme(self, question: Question) -> Extreme | Nothing | None:
        status = self._run()
        if status != highspy.HighsModelStatus.kOptimal:
            return Nothing(frozenset()) if status == highspy.HighsModelStatus.kInfeasible else None
        value = self._highs.getInfo().objective_function_value
        size = self.system.unit_size if question.denominator is None else 1.0
        solution = self._highs.getSolution()
        return self._proof(value * size, np.asarray(solution.row_dual), np.asarray(solution.col_dual))

    def _proof(self, value: float, row_dual: Floats, col_dual: Floats) -> Extreme:
        """The statements in the proof, and the cells that may be more than nothing in it."""
        duals = row_dual[self._first_row :]
        least = WEIGHT_BELOW * max(1.0, float(np.abs(duals).max(initial=0.0)))
        heavy = [
            (claim, row, dual) for (claim, row), dual in zip(self._owners, duals, strict=True) if abs(dual) > least
        ]
        weights: dict[str, Fraction] = {}
        for claim, _, dual in heavy:
            weights[claim] = weights.get(claim, Fraction(0)) + Fraction(float(dual))
        loose = np.abs(col_dual[self._totals + 1 :]) <= WEIGHT_BELOW
        tight, offset = [], 0
        for layer in self._layers:
            inside = loose[offset : offset + len(layer.cells)]
            tight.append(tuple(cell for cell, free in zip(layer.cells, inside, strict=True) if free))
            offset += len(layer.cells)
        vanish = abs(col_dual[self._unit]) > WEIGHT_BELOW and self._highs.getSolution().col_value[self._unit] < 0.5
        rows = tuple((claim, row) for claim, row, _ in heavy if row)
        return Extreme(self.system, Fraction(float(value)), weights, rows, tuple(tight), bool(vanish))

    def basis(self) -> Basis:
        """Where it last stood: the rows of statements that bind, and the columns after the totals that are basic."""
        found = self._highs.getBasis()
        basic = highspy.HighsBasisStatus.kBasic
        rows = (at for at, status in enumerate(found.row_status[self._first_row :]) if status != basic)
        columns = (at for at, status in enumerate(found.col_status[self._totals :]) if status == basic)
        return Basis(tuple(rows), tuple(columns))


OPTIONS: dict[str, bool | float | str] = {
    "output_flag": False,
    "presolve": "off",
    "solver": "simplex",
    "threads": 1,
    "primal_feasibility_tolerance": TOLERANCE,
    "dual_feasibility_tolerance": TOLERANCE,
}
DECIDED = frozenset(
    {
        highspy.HighsModelStatus.kOptimal,
        highspy.HighsModelStatus.kUnbounded,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
        highspy.HighsModelStatus.kInfeasible,
    }
)
