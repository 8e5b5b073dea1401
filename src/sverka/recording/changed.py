"""What two versions of a book differ by, as records: scopes restated, new or gone, rates, statements, loads between."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sverka.model.claims import Claim
from sverka.model.period import Period
from sverka.recording.entries import LoadEntry

Basis = Literal["parts", "declared"]
"""What a sum is: of the parts, or the total that the source declares beside them."""


@dataclass(frozen=True, slots=True, order=True)
class ScopeSeries:
    """Scopes that differ by their period alone, in one currency."""

    source: str
    reporter: str
    flow: str
    frequency: str
    currency: str


@dataclass(frozen=True, slots=True)
class Side:
    """A scope in one of the versions: its value, what that is, its rows, its net weight, its value by edition of the
    classification of goods. Values are in units of the currency.
    """

    value: Decimal
    basis: Basis
    rows: int
    net_weight_kg: Decimal | None
    editions: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """A scope that both versions hold, with other rows; both sides have one basis."""

    period: Period
    old: Side
    new: Side


@dataclass(frozen=True, slots=True)
class PartChange:
    """A partner or a chapter within restated scopes: what its parts came to, and come to."""

    code: str
    old: Decimal
    new: Decimal

    @property
    def change(self) -> Decimal:
        """By how much it moved."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Movers:
    """The largest changes, largest first, and how many others changed, taken together."""

    largest: tuple[PartChange, ...]
    others: int = 0
    others_old: Decimal = Decimal(0)
    others_new: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Restated:
    """The restated periods of a series, oldest first, and who and what moved them, over all of them together."""

    series: ScopeSeries
    periods: tuple[PeriodChange, ...]
    partners: Movers
    goods: Movers

    @property
    def size(self) -> Decimal:
        """How much its periods moved, whatever the direction."""
        return sum((abs(one.new.value - one.old.value) for one in self.periods), Decimal(0))


@dataclass(frozen=True, slots=True)
class Span:
    """Scopes of a series that one version holds and the other does not: from when to when, how many, what value.

    `parts` is what their parts come to, where the value is a total that the source declares.
    """

    series: ScopeSeries
    first: Period
    last: Period
    periods: int
    value: Decimal
    rows: int
    parts: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RateChange:
    """A mean exchange rate that came, went (`new` `None`) or changed: `currency` for one of `base`."""

    period: Period
    currency: str
    base: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class LoadBetween:
    """A load that made one of the versions between the two."""

    version: int
    entry: LoadEntry


@dataclass(frozen=True, slots=True)
class Changes:
    """What the version `new` has otherwise than `old`; of records in one order, by source, reporter and flow.

    `unchanged` are scopes that loads between the two brought once more with the same rows.
    """

    old: int
    new: int
    restated: tuple[Restated, ...] = ()
    came: tuple[Span, ...] = ()
    gone: tuple[Span, ...] = ()
    unchanged: int = 0
    rates: tuple[RateChange, ...] = ()
    statements_added: tuple[Claim, ...] = ()
    statements_gone: tuple[Claim, ...] = ()
    loads: tuple[LoadBetween, ...] = ()

    @property
    def corrections(self) -> tuple[str, ...]:
        """The corrections that the loads between applied, in words."""
        return tuple(what for one in self.loads for what in one.entry.corrections)
