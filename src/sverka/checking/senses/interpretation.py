"""Interpretations: a claim's question with each term in one sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sverka.checking.ledger import Ledger, Question
from sverka.model.claims import Claim, SlotFill
from sverka.model.findings import SenseKind, SenseUse
from sverka.model.measures import Measure, each_slice, measure_period
from sverka.model.period import Period
from sverka.model.slices import Slice


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One reading of a claim: the question, and the senses in which it departs from the plain one."""

    question: Question
    senses: tuple[SenseUse, ...] = ()

    @property
    def distance(self) -> int:
        """How far it is from the plain reading: the distances of its senses added up."""
        return sum(sense.distance for sense in self.senses)

    @property
    def measure(self) -> Measure:
        """The measure that is asked."""
        return self.question.measure

    def taken(self, sense: SenseUse, measure: Measure | None = None, **changes: object) -> Interpretation:
        """The same with one more term in another sense."""
        given = {**changes, **({"measure": measure} if measure is not None else {})}
        return Interpretation(replace(self.question, **given), (*self.senses, sense))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the senses of a claim's words depend on beside its measure.

    `plain` is its measure with every period said, `assumed` whether the period had to be taken, `published` the day
    of publication.
    """

    claim: Claim
    plain: Measure
    assumed: bool
    published: str | None
    ledger: Ledger

    def slot(self, name: str) -> SlotFill | None:
        """How a slot of the claim was filled."""
        return next((fill for fill in self.claim.slots if fill.slot == name), None)

    def is_carried(self, name: str) -> bool:
        """Whether a slot was filled from elsewhere than the claim's own sentence."""
        fill = self.slot(name)
        return fill is not None and fill.origin in ("earlier sentence", "headline", "document", "default")

    @property
    def published_month(self) -> int | None:
        """The month of publication, counted as periods count."""
        return month_of(self.published)


Senses = Callable[[Interpretation, Setting], Iterable[Interpretation]]
"""One dimension: the interpretations that differ from a given one in one more term."""


def month_of(day: str | None) -> int | None:
    """The month of a date as `year * 12 + month - 1`; of a year alone its last.

    >>> month_of("2023-05-25"), month_of("2023"), month_of(None)
    (24280, 24287, None)
    """
    parts = (day or "").split("-")
    if not parts[0].isdecimal():
        return None
    return int(parts[0]) * 12 + (int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else 12) - 1


def sense(kind: SenseKind, term: str, name: str, distance: int, words: tuple[str, str]) -> SenseUse:
    """A term in a sense; `words` name it in English and in Russian."""
    return SenseUse(kind, term, name, distance, *words)


def in_period(measure: Measure, period: Period) -> Measure:
    """The measure asked of another period; a base that was said stays, and two slices of different periods stay as far
    apart as they were.
    """
    main = measure_period(measure)

    def moved(cut: Slice) -> Slice:
        if main is None or cut.period is None or cut.period == main:
            return replace(cut, period=period)
        first = period.first_month + cut.period.first_month - main.first_month
        last = period.last_month + cut.period.last_month - main.last_month
        return replace(cut, period=Period(first, max(first, last)))

    return each_slice(measure, moved)
