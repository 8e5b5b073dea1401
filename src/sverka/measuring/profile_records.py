"""What a region's profile is made of: figures, each with the text of its measure, in tables; no words, no forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sverka.measuring.answers import Remark
from sverka.measuring.extent import WHOLE, Extent
from sverka.measuring.series import Definition, Series
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.recording.synthetic import is_synthetic

PERCENT, POINTS, TONNES, HHI = "%", "pp", "t", "hhi"
BALANCE = "balance"
FLOW_ORDER = (Flow.TURNOVER, Flow.EXPORT, Flow.IMPORT)


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure; `value` `None` is not recorded, or has no meaning (growth from nothing).

    `measure` asked of the same source and version gives the same value. Where the grammar of measures has no word for
    the figure, `measure` is `None` and `formula` says what it is made of.
    """

    measure: str | None
    value: float | None
    unit: str
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """An amount, what it was a year earlier, and the change; `name` is a flow or `balance`."""

    name: str
    level: Fact
    before: Fact
    change: Fact
    growth: Fact


@dataclass(frozen=True, slots=True)
class Row:
    """A partner, goods or a group of countries within a whole.

    `contribution` is its part in the growth of the whole, in percentage points: its change as a percentage of the
    whole a year earlier. Contributions of all rows, the rest included, sum to the growth of the whole.
    """

    code: str
    level: Fact
    before: Fact
    share: Fact
    growth: Fact
    contribution: Fact


@dataclass(frozen=True, slots=True)
class Table:
    """The largest of a kind in a flow: `partners`, `goods@2`, `goods@4`, or `groups`, which overlap.

    `rest` is what the rows leave of `whole`; `others` counts those in it that have a value. `movers` are those not
    among the rows that changed the whole the most.
    """

    kind: str
    flow: Flow
    rows: tuple[Row, ...]
    rest: Row | None
    whole: Row
    others: int = 0
    movers: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated a flow is on partners.

    `hhi` is the Herfindahl-Hirschman index: the sum of the squared shares in per cent, from near 0 to 10,000.
    """

    flow: Flow
    partners: Fact
    first: Fact
    first_five: Fact
    hhi: Fact


@dataclass(frozen=True, slots=True)
class Point:
    """A month (quarter, year) of the run of values; the value of a flow that is not recorded is `None`."""

    period: Period
    facts: Mapping[Flow, Fact]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is recorded of a flow: the first and last period, and what is missing between."""

    flow: Flow
    first: Period
    last: Period
    missing: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class SoFar:
    """The months of the last year recorded, against the same months of the year before."""

    period: Period
    base: Period
    totals: tuple[Compared, ...]


@dataclass(frozen=True)
class Profile:
    """The trade of one reporter in a period, all of it from one source.

    `asked` is the period that was asked for, `None` where none was; `period` the one that the figures are of. `names`
    has the names of partners that no table knows, as loads met them. `extent` is what all totals are of, where the
    records are a narrow extract.
    """

    reporter: str
    version: str
    version_date: str | None
    series: Series
    definitions: tuple[Definition, ...]
    asked: Period | None
    period: Period
    base: Period
    coverage: tuple[Coverage, ...]
    totals: tuple[Compared, ...]
    weights: tuple[Compared, ...]
    so_far: SoFar | None
    tables: tuple[Table, ...]
    concentration: tuple[Concentration, ...]
    points: tuple[Point, ...]
    notes: tuple[Remark, ...]
    names: Mapping[str, str]
    extent: Extent = WHOLE

    @property
    def source(self) -> str:
        """The source that the figures are from."""
        return self.series.key.source

    @property
    def currency(self) -> str:
        """The currency of values."""
        return self.series.key.currency

    @property
    def synthetic(self) -> bool:
        """Whether the records were made up: then every showing must say so."""
        return self.series.about.synthetic or is_synthetic(self.reporter)

    def tables_of(self, kind: str) -> tuple[Table, ...]:
        """The tables of a kind, by flow: turnover, exports, imports."""
        return tuple(table for table in self.tables if table.kind == kind)
