"""Claims as linear rows between the totals of slices.

    level     lo ≤ slice ≤ hi                       share   lo · whole ≤ part ≤ hi · whole
    change    lo ≤ after − before ≤ hi              growth  (1 + lo) · before ≤ after ≤ (1 + hi) · before
    balance   lo ≤ exports − imports ≤ hi           ratio   lo · b ≤ a ≤ hi · b
    rank 1    member ≥ each other single one named  rank r  member ≤ whole / r
    count     nothing: how many partners there are says nothing of how much

Every amount is multiplied by one unknown, the size of the unit, so all rows are homogeneous. What a claim divides by is
more than nothing: a share of nothing is no share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from sverka.model.interval import Interval
from sverka.reconciling.cells import Cut
from sverka.reconciling.formula import Formula, counted, decimal_number, has_rounding, stated

AMOUNT = None
"""Stands in a row for the size of the unit, by which stated amounts are multiplied."""

Totals = tuple[tuple[Cut, int], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A measure as a quotient of totals: `scale · numerator / denominator + offset`; an amount has no denominator."""

    numerator: Totals
    denominator: Cut | None
    scale: float = 1.0
    offset: float = 0.0

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """Every slice in it."""
        below = (self.denominator,) if self.denominator else ()
        return (*(cut for cut, _ in self.numerator), *below)

    def quotient(self, value: float) -> float:
        """The bare quotient that a value in the measure's unit stands for."""
        return (value - self.offset) / self.scale

    def value(self, quotient: Fraction) -> Fraction:
        """The value in the measure's unit that a bare quotient stands for."""
        return decimal_number(self.scale) * quotient + decimal_number(self.offset)


@dataclass(frozen=True, slots=True)
class Row:
    """`Σ factor · total` is at least (`>`), at most (`<`) or exactly (`=`) nothing; `None` is the size of the unit.

    `numbers` are the factors without rounding; `is_rounded`, whether one of them may be a rounded result itself.
    """

    terms: tuple[tuple[Cut | None, Formula], ...]
    sense: str
    numbers: tuple[Fraction, ...] = field(init=False, compare=False)
    is_rounded: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", tuple(factor.exact for _, factor in self.terms))
        object.__setattr__(self, "is_rounded", any(factor.is_rounded for _, factor in self.terms))


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as rows.

    `positive` are the totals that it divides by, `stated` the interval that the rows come from, `cuts` every slice in
    it, each once.
    """

    claim: str
    stated: Interval
    rows: tuple[Row, ...]
    positive: tuple[Cut, ...] = ()
    question: Question | None = None
    cuts: tuple[Cut, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        inside = [cut for row in self.rows for cut, _ in row.terms if cut is not None]
        asked: tuple[Cut, ...] = self.question.cuts if self.question else ()
        object.__setattr__(self, "cuts", tuple(dict.fromkeys([*inside, *self.positive, *asked])))

    @property
    def has_amount(self) -> bool:
        """Whether it states an amount, not only proportions."""
        return any(cut is AMOUNT for row in self.rows for cut, _ in row.terms)


def question_rows(question: Question, interval: Interval) -> tuple[Row, ...]:
    """The rows that keep a question's answer within an interval; ends that nothing can pass are left out."""
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return (_row(question, low, "="),)
    at_least_zero = all(sign > 0 for _, sign in question.numerator)
    rows = []
    if low is not None and not (at_least_zero and question.quotient(low) <= 0):
        rows.append(_row(question, low, ">"))
    if high is not None:
        rows.append(_row(question, high, "<"))
    return tuple(rows)


def _row(question: Question, end: float, sense: str) -> Row:
    """The row of one end: `numerator − quotient · denominator`."""
    over = tuple((cut, counted(sign)) for cut, sign in question.numerator)
    return Row((*over, (question.denominator, -_quotient_formula(question, end))), sense)


def _quotient_formula(question: Question, end: float) -> Formula:
    """The quotient of a stated end, written as a reader would: `0.45`, `(1 − 0.268)`, `289640000`."""
    number = stated(decimal_number(end) / decimal_number(question.scale), is_rounded=has_rounding(end))
    if not question.offset:
        return number
    return counted(-decimal_number(question.offset) / decimal_number(question.scale)) + number


def rank_rows(member: Cut, whole: Cut, others: Iterable[Cut], place: int, first: bool) -> tuple[Row, ...]:
    """The rows of a rank: beside each other single one for the first place, within whole / r for any place."""
    rows = [Row(((member, counted(1)), (other, counted(-1))), ">") for other in others] if first else []
    if place > 1:
        rows.append(Row(((member, counted(place)), (whole, counted(-1))), "<"))
    return tuple(rows)
