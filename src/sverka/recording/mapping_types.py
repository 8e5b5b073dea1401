"""What a mapping says, section by section; see `sverka.recording.mapping` for the text that it is read from."""

from __future__ import annotations

from collections.abc import Mapping as Content
from dataclasses import dataclass, field

from sverka.recording.mapping_layout import Layout


@dataclass(frozen=True, slots=True)
class Area:
    """Reporter or partner: a column of names or codes, or one place for all rows; `codes` are names → ids.

    `blank` is what an empty cell means, `world`; left out, it means a partner that is not stated. `totals` are names
    that are totals of others, kept apart from their parts; `None` where the mapping does not say.
    """

    column: str | None
    value: str | None
    codes: Content[str, str] = field(default_factory=dict)
    blank: str | None = None
    totals: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A column with the texts that mean exports and imports, or one flow for all rows."""

    column: str | None
    value: str | None
    exports: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """A column in a form or with `codes` (texts → periods), columns of the year and its part, or one period for all."""

    column: str | None = None
    form: str | None = None
    year: str | None = None
    month: str | None = None
    quarter: str | None = None
    value: str | None = None
    codes: Content[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Goods:
    """A column of codes, or `TOTAL` for all rows, and the classification that they are of.

    `blank` is what an empty cell means, `TOTAL`; `width` the digits that a code gets back whose leading zero was lost.
    """

    column: str | None
    value: str | None
    classification: str
    blank: str | None = None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """The value of trade: one of the column is `scale` of the currency, which a column may name row by row.

    `scale_said` tells whether the mapping says the scale, or it is 1 for want of that. `valuation` is by flow where
    exports and imports differ; then `valuations` holds both.
    """

    column: str
    currency: str | None
    currency_column: str | None
    scale: int
    valuation: str
    valuations: Content[str, str] = field(default_factory=dict)
    scale_said: bool = True


@dataclass(frozen=True, slots=True)
class Amount:
    """A weight or quantity in a unit, which a column may name row by row; one of the column is `scale` units."""

    column: str
    unit: str | None
    unit_column: str | None = None
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file that holds together. Columns of a wide table are those that `layout` shapes it to."""

    source: str
    reporter: Area
    partner: Area
    flow: Flow
    period: PeriodRule
    commodity: Goods
    primary_value: Money
    net_weight: Amount | None
    quantity: Amount | None
    decimal: str | None
    hierarchical: bool
    about: Content[str, object]
    layout: Layout = field(default_factory=Layout)
    missing: tuple[str, ...] = ()

    def columns(self) -> tuple[tuple[str, str], ...]:
        """Every column that is named, with the key that names it."""
        told = {
            "reporter.column": self.reporter.column,
            "partner.column": self.partner.column,
            "flow.column": self.flow.column,
            "period.column": self.period.column,
            "period.year": self.period.year,
            "period.month": self.period.month,
            "period.quarter": self.period.quarter,
            "commodity.column": self.commodity.column,
            "primary_value.column": self.primary_value.column,
            "primary_value.currency_column": self.primary_value.currency_column,
            "net_weight.column": self.net_weight and self.net_weight.column,
            "quantity.column": self.quantity and self.quantity.column,
            "quantity.unit_column": self.quantity and self.quantity.unit_column,
        }
        return tuple((key, column) for key, column in told.items() if column)
