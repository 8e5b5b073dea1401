"""What comes back of a question: a value with its lineage, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sverka.measuring.series import Series
from sverka.model.measures import Measure
from sverka.model.period import Period


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of an answer, by kind, with the values that its wording needs."""

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


class NotRecorded(Exception):  # noqa: N818 - control flow inside the package, never seen by a user
    """The book cannot answer: `remark` says why; `rank` is larger the nearer the series came to an answer."""

    def __init__(self, kind: str, rank: int = 0, **values: str) -> None:
        super().__init__(kind)
        self.remark = Remark(kind, values)
        self.rank = rank


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a slice in one unit, the rows that it sums, and what is to be known of it.

    `whole` and `scale` give it exactly: `value = whole / scale`.
    """

    whole: int
    scale: int
    rows: int
    remarks: tuple[Remark, ...] = ()

    @property
    def value(self) -> float:
        """The amount in its unit."""
        return self.whole / self.scale


def joined(*amounts: Amount) -> tuple[Remark, ...]:
    """The remarks of several amounts, each once."""
    kept: list[Remark] = []
    for remark in (remark for one in amounts for remark in one.remarks):
        if remark not in kept:
            kept.append(remark)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one measure; `value` `None` is not covered, and the remarks say why.

    `numerator`, `denominator` and `base` are the amounts that a ratio or growth was made of. `series` is the source
    that answered; `assumed` the period taken where the measure names none.
    """

    measure: Measure
    value: float | None
    unit: str
    rows: int = 0
    series: Series | None = None
    numerator: float | None = None
    denominator: float | None = None
    base: float | None = None
    remarks: tuple[Remark, ...] = ()
    assumed: Period | None = None
