"""Facts: what a brief has to say, in the order of what matters, each with the measures that it is made of; no words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal, TypeVar

from sverka.measuring.answers import Answer
from sverka.measuring.book import Cube
from sverka.measuring.extent import Extent, common_extent
from sverka.measuring.profile_choice import choose
from sverka.measuring.profile_parts import Window
from sverka.measuring.series import Series
from sverka.model.measures import Count, Measure, Rank
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.reference.extents import extent_goods
from sverka.writing.brief.stating import DOUBLED, steady

Topic = Literal["totals", "drivers", "partners", "goods", "records", "lacking"]
WordKind = Literal["place", "goods", "flow", "period", "year"]
NOT_THE_QUESTION = frozenset(
    {"same_months", "own_codes_counted", "own_codes_above", "many_left", "partly_listed", "finer_left", "scope"}
)
"""Remarks of answers that say that the figure is of something else than its sentence would name."""
AMONG_ALL = (Count, Rank)
"""Measures that are of all partners or goods, and not of those that a partial extract lists."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something that a sentence names: a place, goods, a flow, a period, a year."""

    kind: WordKind
    value: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence's worth: `key` names the ways of putting it, blanks are filled with figures and words.

    `place` orders the facts of a short brief; `None` is not for a short one, `short_only` for no other. `instead` are
    facts with less in them, for where no way of putting this one reads back.
    """

    key: str
    topic: Topic
    figures: Mapping[str, Answer] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)
    place: int | None = None
    instead: tuple[Fact, ...] = ()
    short_only: bool = False


@dataclass(frozen=True)
class Asker:
    """Asks a cube for figures of one period, all of them of one source.

    `flows` are those recorded in all of the period; `asked` is the period that was asked for.
    """

    cube: Cube
    window: Window
    asked: Period

    @property
    def series(self) -> Series:
        """The source of all figures."""
        return self.window.series

    @property
    def extent(self) -> Extent:
        """What the totals of the period are totals of, where the records are a narrow extract."""
        return common_extent(self.series, self.window.flows, self.period)

    def cut(self, flow: Flow, partner: str = "", goods: str = "", period: Period | None = None) -> Slice:
        """A flow of the period, with a partner, of goods; what is left open is all that the records hold of it."""
        extent = self.extent
        partners = (partner,) if partner else extent.partners
        named = (goods,) if goods else extent_goods(extent.goods)
        return Slice(flow, Members.of(*partners), Members.of(*named), period or self.period)

    @property
    def period(self) -> Period:
        """The period of the brief."""
        return self.window.period

    @property
    def unit(self) -> str:
        """The currency of values."""
        return self.window.currency

    def ask(self, measure: Measure) -> Answer | None:
        """The answer that a sentence may state: asked without naming a source it comes from this one."""
        answer = self.cube.measure(measure)
        if answer.value is None or answer.series is not self.series:
            return None
        kinds = {remark.kind for remark in answer.remarks}
        partial = isinstance(measure, AMONG_ALL) and "gap" in kinds
        return None if partial or kinds & NOT_THE_QUESTION else answer


def asker_of(cube: Cube, period: Period) -> Asker | None:
    """Who answers for a cube and a period, or the part of it that is recorded; `None` where nothing is."""
    chosen = choose(cube.series, period)
    if chosen is None:
        return None
    first = _answering(cube, chosen.period, chosen.flows)
    if first is not None and first is not chosen.series:
        chosen = choose([first], period) or chosen
    return Asker(cube, Window.of(chosen), period)


def _answering(cube: Cube, period: Period, flows: tuple[Flow, ...]) -> Series | None:
    """The source that answers for these flows when none is named."""
    return next(
        (one for one in cube.series if all(one.positions(flow, period) is not None for flow in flows)),
        None,
    )


def direction(growth: Answer | None) -> str:
    """`up`, `down`, `times` or `flat` by a growth; `alone` where there is none."""
    value = growth.value if growth is not None else None
    if value is None or value <= -DOUBLED:
        return "alone"
    if steady(value):
        return "flat"
    if value >= DOUBLED:
        return "times"
    return "up" if value > 0 else "down"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a fact on several: the name of its blank, its word, its figures; `way` where each has its own."""

    name: str
    word: Word
    figures: Mapping[str, Answer]
    way: str = ""


def numbered(name: str, values: Sequence[T]) -> dict[str, T]:
    """Values under one name: `share`, `share2`, `share3`."""
    return {f"{name}{at if at > 1 else ''}": value for at, value in enumerate(values, 1)}


def joined(key: str, topic: Topic, flow: Flow, told: Sequence[Part], place: int | None = None) -> Fact:
    """One fact of several members, each with its figures and word: `partner`, `partner2`; `key` gets their number.

    Instead of it stand the facts of fewer members.
    """
    fewer = [some for size in range(len(told) - 1, 0, -1) for some in combinations(told, size)]
    return replace(
        _joined(key, topic, flow, told, place), instead=tuple(_joined(key, topic, flow, one) for one in fewer)
    )


def _joined(key: str, topic: Topic, flow: Flow, told: Sequence[Part], place: int | None = None) -> Fact:
    figures: dict[str, Answer] = {}
    words = flow_word(flow)
    for name in told[0].figures:
        figures |= numbered(name, [one.figures[name] for one in told])
    words |= numbered(told[0].name, [one.word for one in told])
    ways = ".".join(one.way for one in told) if told[0].way else str(len(told))
    return Fact(f"{key}.{ways}", topic, figures, words, place)


def flow_word(flow: Flow) -> dict[str, Word]:
    """The blank for a flow."""
    return {"flow": Word("flow", flow.value)}
