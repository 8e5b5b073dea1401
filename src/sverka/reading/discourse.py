"""What has been opened and not yet closed: the state of the discourse that open slots are filled from."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.model.claims import ClaimKind
from sverka.model.period import Period

LABEL = "the name that its paragraph opens with"


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot's value with where it comes from: rule, origin, words (tokens of a sentence), confidence."""

    value: object
    rule: str
    origin: str
    confidence: float
    start: int | None = None
    end: int | None = None

    def carried(self, origin: str, factor: float = 0.7) -> Filled:
        """The same value, carried to another sentence."""
        return Filled(self.value, self.rule, origin, round(self.confidence * factor, 3), self.start, self.end)


@dataclass(frozen=True, slots=True)
class Amount:
    """What the amounts of the last figures were told in: kind, unit, and scale (1e6 for millions)."""

    kind: str
    unit: str
    scale: float


Compared = tuple[Period, Period]
"""The period of a change, and the one that it was said to be measured from."""

Slots = dict[str, Filled]
"""The slots of a figure by name."""


@dataclass(frozen=True, slots=True)
class State:
    """The discourse between two sentences.

    `topic_*` stand until the text ends: what the headline and the first sentence about trade speak of. The others are
    of the sentence before, `unopened` whether the opening
    spoke of no trade, `subject` the slots of its first figure, `block_period` the period that the paragraph opened
    with, `period_leads` whether the last sentence opened with its period ("In June they reached …"), `list_period` the
    period before a list, `asked` whether a question opened the period, `label_*` the name that the
    paragraph or item opens with, `section_partners` the place that a line of its own above
    them is (`section_of_items`: an item above items), `named` the goods of the last sentence that names any, with
    their genders.
    Each is `None` while nothing has opened it.
    """

    flow: Filled | None = None
    period: Filled | None = None
    partners: Filled | None = None
    goods: Filled | None = None
    whole: Filled | None = None
    reporter: Filled | None = None
    kind: ClaimKind | None = None
    unit: str | None = None
    direction: int = 0
    topic_partners: Filled | None = None
    topic_goods: Filled | None = None
    topic_flow: Filled | None = None
    topic_period: Filled | None = None
    unopened: bool = False
    block_period: Filled | None = None
    period_leads: bool = False
    asked: bool = False
    list_period: Filled | None = None
    amounts: tuple[Amount, ...] = ()
    base: Period | None = None
    compared: Compared | None = None
    level: Slots | None = None
    off_topic: str | None = None
    subject: Slots | None = None
    label_goods: Filled | None = None
    label_partners: Filled | None = None
    section_partners: Filled | None = None
    section_of_items: bool = False
    named: tuple[tuple[Filled, str], ...] = ()

    @property
    def spoken(self) -> Period | None:
        """The period last spoken of."""
        value = self.period.value if self.period else None
        return value if isinstance(value, Period) else None
