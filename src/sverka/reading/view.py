"""A quantity in its sentence: which words stand near it, on which side, behind which boundaries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from sverka.reading.known_amounts import measures_by
from sverka.reading.lexicon import Term
from sverka.reading.periods import Expression
from sverka.reading.quantity import Quantity
from sverka.reading.sentences import Sentence

RIGHT_COST = 6
CROSSING_COST = 10
CLAUSE_COST = 14
FAR = 10_000
MAX_BRACKET_TOKENS = 8


@dataclass(frozen=True, slots=True)
class View:
    """One quantity and its surroundings.

    `left` is where the quantity before it ends (0 if there is none) and `right` where the next one begins: between them
    lie the words that speak of this quantity alone.
    """

    sentence: Sentence
    quantity: Quantity
    left: int
    right: int
    times: tuple[Expression, ...]
    others: tuple[Quantity, ...]
    lang: str
    starts: tuple[int, ...] = ()

    def crossings(self, term: Term | Expression) -> int:
        """How many other quantities stand between the term and this one."""
        return self.crossings_of(term.first)

    def crossings_of(self, first: int) -> int:
        """How many other quantities stand between a token and this one; a rank in passing parts nothing."""
        low, high = sorted((first, self.quantity.core_first))
        return max(0, bisect_left(self.starts, high) - bisect_right(self.starts, low))

    def cost(self, term: Term, right_cost: int = RIGHT_COST, crossing_cost: int = CROSSING_COST) -> int:
        """How far a term is: tokens and boundaries between, more for the right side and beyond other quantities."""
        side = right_cost if term.first >= self.quantity.core_last else 0
        crossed = crossing_cost * self.crossings(term) if side else 0
        return self.sentence.distance(term, self.quantity.span) + side + crossed

    def near(
        self, *roles: str, within: int = FAR, where: Callable[[Term], bool] | None = None, right_cost: int = RIGHT_COST
    ) -> tuple[Term, ...]:
        """The terms of the roles, nearest first, no farther than `within`."""
        found = [
            (self.cost(term, right_cost), term.first, term)
            for term in self.sentence.terms
            if term.role in roles and (where is None or where(term)) and not self.overlaps(term)
        ]
        return tuple(term for cost, _, term in sorted(found, key=lambda item: item[:2]) if cost <= within)

    def overlaps(self, term: Term) -> bool:
        """Whether the term is part of the number itself."""
        return term.first < self.quantity.core_last and term.last > self.quantity.core_first

    def after(self, *roles: str, within: int) -> Term | None:
        """The first term of the roles that begins at most `within` tokens behind the number, no boundary between."""
        start = self.quantity.core_last
        for at in range(start, min(start + within + 1, len(self.sentence.tokens))):
            if at > start and self.sentence.breaks[at] >= 3:
                return None
            for term in self.sentence.beginning(at):
                if term.role in roles:
                    return term
        return None

    def compared(self, within: int) -> Term | None:
        """A word of comparison that says of this number which way it goes: "23 % less than", not "$3 bn, up 5 %"."""
        term = self.after("compare", within=within) or self._compared_past_bracket()
        if term is None or self._hedges_next(term):
            return None
        if self._past_bracket() != term.first and any(
            self.sentence.breaks[at] >= 3 for at in range(self.quantity.core_last, term.first)
        ):
            return None
        leads_next = self.right == term.last < len(self.sentence.tokens)
        if not leads_next or self.sentence.low(term.last - 1) in ("than", "чем"):
            return term
        # "34.7% below the 656,483 tonnes of June"
        return term if self.quantity.kind == "percent" and measures_by(self.sentence, term) else None

    def _hedges_next(self, term: Term) -> bool:
        """Whether a comparison goes on with the next number: "fell 45.8 % and came to more than 330 million"."""
        if term.first == self._past_bracket():
            return False
        between = range(self.quantity.core_last, term.first)
        if any(self.sentence.low(at) in ("and", "и") for at in between):
            return True
        if not self.right <= term.first < len(self.sentence.tokens):
            return False
        told = any(t.first in between for t in self.sentence.of_role("level"))
        return told or self.right < term.first or any(self.sentence.breaks[at] for at in between)

    def _past_bracket(self) -> int | None:
        """The token behind a bracket that follows the number, or that closes right behind it."""
        at = self.quantity.core_last
        if self.sentence.low(at) == ")":
            return at + 1
        if self.sentence.low(at) != "(":
            return None
        return next((k + 1 for k in range(at, at + MAX_BRACKET_TOKENS) if self.sentence.low(k) == ")"), None)

    def _compared_past_bracket(self) -> Term | None:
        """«На 34,7 % (на 40 млрд) меньше»: one comparison for a number and for what it is in brackets."""
        at = self._past_bracket()
        return None if at is None else next(iter(self.sentence.at(at, "compare")), None)

    def unparted(self, term: Term) -> bool:
        """Whether no boundary, "and" neither, stands between the number and a word behind it: "18 % of imports"."""
        return not any(self.sentence.breaks[at] for at in range(self.quantity.core_last, term.first + 1))

    def is_timeless(self, term: Term) -> bool:
        """Whether a word is no part of an expression of time: "May", "a year earlier" are no cues."""
        return not any(time.first <= term.first and term.last <= time.last for time in self.times)

    def before(self, *roles: str, within: int) -> Term | None:
        """The last term of the roles that ends at most `within` tokens before the quantity, no boundary between."""
        for at in range(self.quantity.first, max(self.quantity.first - within - 1, 0), -1):
            for term in self.sentence.terms:
                if term.last == at and term.role in roles:
                    return term
            if self.sentence.breaks[at - 1] >= 3:
                return None
        return None

    def same_clause(self, term: Term) -> bool:
        """Whether no strong boundary and no other quantity stands between the term and the number."""
        return self.cost(term, 0, 0) < CLAUSE_COST and self.crossings(term) == 0


def make_views(
    sentence: Sentence, quantities: tuple[Quantity, ...], times: tuple[Expression, ...], lang: str
) -> tuple[View, ...]:
    """One view a quantity, in order."""
    views = []
    for k, quantity in enumerate(quantities):
        left = quantities[k - 1].last if k else 0
        left += bool(k) and sentence.low(left) == "."  # the stop of an abbreviated unit: «330 млн долл. (25 %)»
        right = quantities[k + 1].first if k + 1 < len(quantities) else len(sentence.tokens)
        others = tuple(q for q in quantities if q is not quantity and q.kind not in ("rank", "bare"))
        views.append(View(sentence, quantity, left, right, times, others, lang, tuple(q.core_first for q in others)))
    return tuple(views)
