"""Numbers that remember how they were computed, and linear equations solved in them.

A proof by linear programming ends in a small system of equations between the totals of slices. Solved in `Formula`
instead of `float`, it gives the computation a reader can redo: `(1 − 0.45 − 0.3333) / (1 − 0.6)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import prod

DIGITS = 12
"""So many digits are told of a result."""
ZERO_BELOW = 1e-11
Count = int | Fraction
"""A number that comes from counting."""
LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Factor:
    """A stated number or a sum in brackets, as it is written; of a sum also its terms. Equal if written alike."""

    text: str
    terms: tuple[Term, ...] = field(default=(), compare=False)
    number: Fraction = field(default=Fraction(0), compare=False)
    is_rounded: bool = field(default=False, compare=False)

    @property
    def exact(self) -> Fraction:
        """The number itself, or what the sum comes to."""
        return sum((term.exact for term in self.terms), Fraction(0)) if self.terms else self.number


@dataclass(frozen=True, slots=True)
class Term:
    """`times · over / under`: a counted number and factors."""

    times: Count
    over: tuple[Factor, ...] = ()
    under: tuple[Factor, ...] = ()
    factors: float = 1.0

    @property
    def value(self) -> float:
        """What the term evaluates to."""
        return float(self.times) * self.factors

    @property
    def exact(self) -> Fraction:
        """What it evaluates to, without rounding."""
        over, under = (prod((factor.exact for factor in side), start=Fraction(1)) for side in (self.over, self.under))
        return self.times * over / under

    def written(self) -> str:
        """The term without its sign."""
        times, divided = abs(self.times.numerator), self.times.denominator
        over = [*([str(times)] if times != 1 or not self.over else []), *(factor.text for factor in self.over)]
        under = [*([str(divided)] if divided != 1 else []), *(factor.text for factor in self.under)]
        above, below = " × ".join(over), " × ".join(under)
        return f"{above} / ({below})" if len(under) > 1 else f"{above} / {below}" if under else above

    def opened(self) -> tuple[Term, ...]:
        """The terms of a sum that stands in brackets by itself; any other term as it is."""
        if abs(self.times) != 1 or self.under or len(self.over) != 1 or not self.over[0].terms:
            return (self,)
        return tuple(replace(term, times=term.times * self.times) for term in self.over[0].terms)

    def joined(self, other: Term, *, divide: bool) -> Term:
        """The product or quotient of two terms, equal factors cancelled."""
        over, under = (other.under, other.over) if divide else (other.over, other.under)
        numerator, denominator = Counter([*self.over, *over]), Counter([*self.under, *under])
        common = numerator & denominator
        times = _whole(Fraction(self.times) / other.times) if divide else self.times * other.times
        factors = self.factors / other.factors if divide else self.factors * other.factors
        above, below = (tuple((side - common).elements()) for side in (numerator, denominator))
        return Term(times, above, below, factors)


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum of terms, with its value.

    >>> whole, part = counted(1), stated(Fraction(45, 100))
    >>> str((whole - part) / (whole - stated(Fraction(6, 10))))
    '(1 − 0.45) / (1 − 0.6)'
    """

    terms: tuple[Term, ...] = ()

    @property
    def value(self) -> float:
        """What the formula evaluates to."""
        return float(sum(term.value for term in self.terms))

    @property
    def exact(self) -> Fraction:
        """What it evaluates to, without rounding."""
        return sum((term.exact for term in self.terms), Fraction(0))

    @property
    def size_of_terms(self) -> Fraction:
        """What it would evaluate to if nothing were subtracted."""
        return sum((abs(term.exact) for term in self.terms), Fraction(0))

    @property
    def is_rounded(self) -> bool:
        """Whether a number stands in it that has so many digits that the last may be due to rounding."""
        return any(factor.is_rounded for term in self.terms for factor in term.over)

    @property
    def is_counted(self) -> bool:
        """Whether no stated number stands in it."""
        return all(not term.over and not term.under for term in self.terms)

    @property
    def is_nothing(self) -> bool:
        """Whether it comes to nothing; without rounding, where floats leave that open."""
        return abs(self.value) <= ZERO_BELOW and not self.exact

    @property
    def size(self) -> int:
        """About how many characters it takes to write."""
        return sum(3 + sum(len(factor.text) for factor in (*term.over, *term.under)) for term in self.terms)

    @property
    def is_unit(self) -> bool:
        """Whether it is plainly 1 or −1."""
        return self.is_counted and abs(self.value) == 1

    def __neg__(self) -> Formula:
        return Formula(tuple(replace(term, times=-term.times) for term in self.terms))

    def __add__(self, other: Formula) -> Formula:
        sums: dict[tuple[tuple[Factor, ...], tuple[Factor, ...]], Term] = {}
        for term in (opened for both in (self, other) for closed in both.terms for opened in closed.opened()):
            key = (term.over, term.under)
            sums[key] = replace(term, times=term.times + sums[key].times) if key in sums else term
        return Formula(tuple(term for term in sums.values() if term.times))

    def __sub__(self, other: Formula) -> Formula:
        return self + -other

    def __mul__(self, other: Formula) -> Formula:
        for one, another in ((self, other), (other, self)):
            if one.is_unit:
                return another if one.value > 0 else -another
        return self._joined(other, divide=False)

    def __truediv__(self, other: Formula) -> Formula:
        return self * other if other.is_unit else self._joined(other, divide=True)

    def _joined(self, other: Formula, *, divide: bool) -> Formula:
        return (
            Formula((self._one_term().joined(other._one_term(), divide=divide),))
            if self.terms and other.terms
            else Formula()
        )

    def _one_term(self) -> Term:
        """This as a single term, a sum in brackets with its sign taken out."""
        if len(self.terms) == 1:
            return self.terms[0]
        value = self.value
        turned = -self if value < 0 else self
        return Term(-1 if value < 0 else 1, (Factor(f"({turned})", turned.terms),), (), abs(value))

    def __str__(self) -> str:
        ordered = sorted(self.terms, key=lambda term: term.times < 0)
        first, *rest = ordered or [Term(0)]
        head = ("−" if first.times < 0 else "") + first.written()
        return head + "".join(f" {'−' if term.times < 0 else '+'} {term.written()}" for term in rest)


def number_text(value: float) -> str:
    """A number as short as it can be written without losing it to 12 digits, never with an exponent.

    >>> number_text(2e-05), number_text(1e15)
    ('0.00002', '1000000000000000')
    """
    return f"{Decimal(f'{value:.{DIGITS}g}'):f}"


def decimal_number(value: float) -> Fraction:
    """The decimal number that a float stands for: 0.1 is a tenth."""
    return Fraction(Decimal(repr(float(value))))


def has_rounding(value: float) -> bool:
    """Whether a float has as many digits as are told of a result, so that it may be one.

    >>> has_rounding(33.333), has_rounding(100 / 3)
    (False, True)
    """
    return len(Decimal(repr(float(value))).normalize().as_tuple().digits) >= DIGITS


def counted(value: Count) -> Formula:
    """A number that comes from counting, not from a statement; sums and products of such are carried out."""
    return Formula((Term(_whole(value)),)) if value else Formula()


def _whole(value: Count) -> Count:
    return value.numerator if value.denominator == 1 else value


def stated(number: Fraction, *, is_rounded: bool = False) -> Formula:
    """A number that a statement gives; it stays visible."""
    if not number:
        return Formula()
    size = abs(number)
    factor = Factor(number_text(float(size)), number=size, is_rounded=is_rounded)
    return Formula((Term(-1 if number < 0 else 1, (factor,), (), float(size)),))


@dataclass(slots=True)
class Equation:
    """`Σ coefficient · unknown + constant = 0`."""

    coefficients: dict[Hashable, Formula]
    constant: Formula

    def without(self, unknown: Hashable, solved: Equation) -> Equation:
        """This equation with `unknown` replaced by what `solved` says it is."""
        if unknown not in self.coefficients:
            return self
        factor = -self.coefficients[unknown] / solved.coefficients[unknown]
        names = (self.coefficients.keys() | solved.coefficients.keys()) - {unknown}
        zero = Formula()
        merged = {
            name: self.coefficients.get(name, zero) + factor * solved.coefficients.get(name, zero)
            for name in sorted(names, key=str)
        }
        kept = {name: formula for name, formula in merged.items() if not formula.is_nothing}
        return Equation(kept, self.constant + factor * solved.constant)

    @property
    def length(self) -> int:
        """How long it would be to write."""
        return sum(formula.size for formula in (*self.coefficients.values(), self.constant))


def solve_for(goal: Hashable, equations: Iterable[tuple[Mapping[Hashable, Formula], Formula]]) -> Formula | None:
    """The value of one unknown; `None` when the equations do not give it, or not in a length worth reading."""
    left = [Equation(dict(coefficients), constant) for coefficients, constant in equations]
    while True:
        choices = [
            (_cost(left, row, name), at, name)
            for at, row in enumerate(left)
            for name in row.coefficients
            if name != goal
        ]
        if not choices:
            break
        _, at, name = min(choices, key=lambda choice: choice[0])
        solved = left.pop(at)
        left = [row.without(name, solved) for row in left]
        if sum(row.length for row in left) > LONGEST * 4:
            return None
    found = [-row.constant / row.coefficients[goal] for row in left if goal in row.coefficients]
    return min(found, key=lambda formula: formula.size, default=None)


def _cost(rows: list[Equation], row: Equation, name: Hashable) -> tuple[int, int, int]:
    """How untidy it would be to eliminate `name` by `row`: counting coefficients and lonely unknowns go first."""
    pivot = row.coefficients[name]
    kind = 0 if pivot.is_unit else 1 if pivot.is_counted else 2
    spread = sum(name in other.coefficients for other in rows) - 1
    return kind, spread * (len(row.coefficients) - 1 + bool(row.constant.terms)), pivot.size
