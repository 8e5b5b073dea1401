"""Candidates: what a slot of a frame may be filled with, and how near to the number it stands."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.reading.view import CLAUSE_COST, View

NEXT_COST = 20
_LEADING = frozenset({"на", "в", "во", "to"})
_ORIGINS = frozenset({"from", "из"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a slot may be filled with: the value, the rule that proposes it, its cost, and its tokens."""

    value: object
    rule: str
    cost: int
    first: int
    last: int

    @property
    def near(self) -> bool:
        """Whether it stands in the number's own clause."""
        return self.cost < CLAUSE_COST


def cost_of(view: View, first: int, last: int, behind: int = 4, crossing: int = 8) -> int:
    """The cost of words at tokens `first`–`last`; right behind the number they cost nothing extra."""
    span = view.quantity.span
    crossed = view.crossings_of(first)
    gap = first - span[1]
    side = 0 if gap < 0 or 0 <= gap <= 1 else behind
    return view.sentence.distance((first, last), span) + side + crossing * crossed + _claimed_by_next(view, first, last)


def belongs_to_next(view: View, first: int, last: int) -> bool:
    """Whether words behind the number are the next one's: a boundary parts them from it."""
    return _claimed_by_next(view, first, last) > 0


def _claimed_by_next(view: View, first: int, last: int) -> int:
    """More for words behind the number that a boundary parts from it, not from the next: "5 bn, imports 6 bn"."""
    start, end = view.quantity.core_last, view.right
    if not start < first < end < len(view.sentence.tokens):
        return 0
    if view.quantity.kind == "rank" and any(
        view.sentence.low(at) in (":", "is", "was", "—", "–", "это") for at in range(start, first)
    ):
        return 0  # "the top market: Mexico, 5 bn" names whom it ranks
    if _dashed_to(view, start, first, end):
        return 0  # "64 % — на Белоруссию, 18 % —…"
    start += view.sentence.low(start) == ")"  # a closed bracket parts nothing: "(3.4 billion) in 2024"
    quotes = [term for term in view.sentence.of_role("quotes_base") if start <= term.first < first]
    quoting = any(view.sentence.low(term.first) not in _ORIGINS for term in quotes)
    parted = quoting or any(view.sentence.breaks[at] >= 1 for at in range(start, first + 1))
    joined = not any(view.sentence.breaks[at] >= 3 for at in range(first + 1, end - 1))
    if view.sentence.low(end - 1) == "," and last < end - 1:
        joined = False
    return NEXT_COST if parted and joined else 0


def _dashed_to(view: View, start: int, first: int, end: int) -> bool:
    """Whether a dash and a preposition lead from the number to the words, and a comma parts them from the next one."""
    led = view.sentence.low(start) in ("—", "–") and view.sentence.low(start + 1) in _LEADING
    return led and first == start + 2 and any(view.sentence.low(at) == "," for at in range(first, end))
