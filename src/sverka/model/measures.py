"""Measures: questions with one number for an answer, made of slices.

`str` gives the one canonical text of a measure; `sverka.model.grammar.parse_measure` reads it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sverka.model.period import Period
from sverka.model.slices import ALL, Flow, Members, Slice, cut_text


def _call(name: str, *arguments: object) -> str:
    return f"{name}({', '.join(str(argument) for argument in arguments if argument is not None)})"


def _effective_base(cut: Slice, base: Period | None) -> Period | None:
    """`None` where `base` is what a growth is measured from anyway, so that one question has one value."""
    return None if base is not None and cut.period is not None and base == cut.period.year_earlier() else base


@dataclass(frozen=True, slots=True)
class Level:
    """An amount: `level(export[CN;; 2023], USD)`. Without a unit it is the value in the book's currency."""

    cut: Slice
    unit: str | None = None

    def __str__(self) -> str:
        return _call("level", self.cut, self.unit)


@dataclass(frozen=True, slots=True)
class UnitValue:
    """Value for weight or quantity, of the rows that tell both: `unit_value(export[; 1005; 2023], USD/t)`.

    Without a unit it is the value in the book's currency for a tonne.
    """

    cut: Slice
    unit: str | None = None

    @property
    def currency(self) -> str | None:
        """What the value is counted in; `None` is the book's currency."""
        return self.unit.partition("/")[0] if self.unit else None

    @property
    def measured_in(self) -> str:
        """What it is the price of: `t`, `kg` or a quantity unit."""
        return self.unit.partition("/")[2] if self.unit else "t"

    def __str__(self) -> str:
        return _call("unit_value", self.cut, self.unit)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole in per cent: `share(turnover[central-asia], turnover)`; of weight with a unit `kg`."""

    part: Slice
    whole: Slice
    unit: str | None = None

    def __str__(self) -> str:
        return _call("share", self.part, self.whole, self.unit)


@dataclass(frozen=True, slots=True)
class Growth:
    """A relative change in per cent; `base` `None` is the same period a year earlier."""

    cut: Slice
    base: Period | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", _effective_base(self.cut, self.base))

    def __str__(self) -> str:
        return _call("growth", self.cut, self.base, self.unit)


@dataclass(frozen=True, slots=True)
class Change:
    """An absolute change in a unit; `base` `None` is the same period a year earlier."""

    cut: Slice
    unit: str | None = None
    base: Period | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", _effective_base(self.cut, self.base))

    def __str__(self) -> str:
        return _call("change", self.cut, self.unit, self.base)


@dataclass(frozen=True, slots=True)
class ShareChange:
    """By how many points a share changed: `change(share(export[CN;; 2023], export[;; 2023]), 2021)`.

    Both slices are taken in the earlier period too; `base` `None` is the same period a year earlier.
    """

    share: Share
    base: Period | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", _effective_base(self.share.part, self.base))

    @property
    def unit(self) -> str | None:
        """What the share is of: a weight with `kg` or `t`, else value."""
        return self.share.unit

    def __str__(self) -> str:
        return _call("change", self.share, self.base)


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times `b` goes into `a`, as a plain number: `ratio(export, import)`."""

    a: Slice
    b: Slice
    unit: str | None = None

    def __str__(self) -> str:
        return _call("ratio", self.a, self.b, self.unit)


@dataclass(frozen=True, slots=True)
class Balance:
    """Exports less imports with some partners in some goods: `balance([CN;; 2023], USD)`."""

    partners: Members = ALL
    goods: Members = ALL
    period: Period | None = None
    unit: str | None = None

    def slice_of(self, flow: Flow) -> Slice:
        """The slice of one flow that the balance is made of."""
        return Slice(flow, self.partners, self.goods, self.period)

    def __str__(self) -> str:
        return _call("balance", cut_text(self.partners, self.goods, self.period) or "[]", self.unit)


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a partner or of goods, 1 the largest: `rank(CN, export[;; 2023])`.

    A country ranks among single partners, a code among codes of as many digits, a group of goods as the one code that
    it stands for. Where the slice names the member itself, and a group among its names, each name is one.
    """

    member: str
    among: Slice
    unit: str | None = None

    def __str__(self) -> str:
        return _call("rank", self.member, self.among, self.unit)


@dataclass(frozen=True, slots=True)
class Count:
    """How many partners, or goods at some number of HS digits, have a value above zero: `count(partners, export)`."""

    dimension: str
    where: Slice

    def __str__(self) -> str:
        return _call("count", self.dimension, self.where)


Measure = Level | Share | Growth | Change | ShareChange | Ratio | UnitValue | Balance | Rank | Count
Compared = Growth | Change | ShareChange
"""Measures of a change, which have a base."""


def measure_slices(measure: Measure) -> tuple[Slice, ...]:
    """Every slice that a measure is made of, bases left out."""
    match measure:
        case Level(cut=cut) | UnitValue(cut=cut) | Growth(cut=cut) | Change(cut=cut):
            return (cut,)
        case Share(part=part, whole=whole) | ShareChange(share=Share(part=part, whole=whole)):
            return (part, whole)
        case Ratio(a=a, b=b):
            return (a, b)
        case Balance():
            return (measure.slice_of(Flow.EXPORT), measure.slice_of(Flow.IMPORT))
        case Rank(among=among):
            return (among,)
        case Count(where=where):
            return (where,)


def base_period(measure: Measure, period: Period) -> Period | None:
    """What a change over a period is measured from; `None` for what is no change."""
    return measure.base or period.year_earlier() if isinstance(measure, Compared) else None


def each_slice(measure: Measure, change: Callable[[Slice], Slice]) -> Measure:
    """The measure with every slice changed; a balance has no flow to change, and keeps its two."""
    match measure:
        case Level() | UnitValue() | Growth() | Change():
            return replace(measure, cut=change(measure.cut))
        case Share():
            return replace(measure, part=change(measure.part), whole=change(measure.whole))
        case ShareChange(share=share):
            return replace(measure, share=replace(share, part=change(share.part), whole=change(share.whole)))
        case Ratio():
            return replace(measure, a=change(measure.a), b=change(measure.b))
        case Rank():
            return replace(measure, among=change(measure.among))
        case Count():
            return replace(measure, where=change(measure.where))
        case Balance():
            cut = change(measure.slice_of(Flow.EXPORT))
            return replace(measure, partners=cut.partners, goods=cut.goods, period=cut.period)


def with_period(measure: Measure, period: Period) -> Measure:
    """The measure with a period in each slice that has none."""
    return each_slice(measure, lambda cut: cut if cut.period is not None else replace(cut, period=period))


def measure_period(measure: Measure) -> Period | None:
    """The period that a measure is about: that of its first slice."""
    return measure_slices(measure)[0].period
