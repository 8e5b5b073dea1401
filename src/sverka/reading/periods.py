"""Expressions of time → periods: what "last month", "the same months" or "2022/23" stand for, told from where.

An `Expression` is a period by itself ("May 2023"), or one that needs to be told from where ("a year earlier", "the same
months"). `TimeFrame` says from where: the publication date, the year the text speaks of, and the period that was being
spoken of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sverka.model.period import Period
from sverka.reading.period_rules import RESOLVERS
from sverka.reference.fiscal import FiscalYear

RELATIVE_RULES = frozenset(
    {
        "year earlier",
        "year later",
        "month earlier",
        "quarter earlier",
        "earlier years",
        "earlier decades",
        "same period",
        "last year's",
        "year on year",
        "month on month",
        "quarter on quarter",
        "over years",
        "then",
    }
)


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """From where relative periods are counted: months as in `Period`; `None` where the text does not say.

    `base` is what the last change was measured from: "then" points at it. `data_end` is the last month of the year of
    publication that the text has data for, `season` the month (1–12) in which the season of the goods starts,
    `main` the period that the text states first.
    """

    published_month: int | None = None
    year_hint: int | None = None
    spoken: Period | None = None
    base: Period | None = None
    fiscal: FiscalYear | None = None
    data_end: int | None = None
    season: int | None = None
    main: Period | None = None

    def year_of(self, last_month: int) -> int | None:
        """The year that an unsaid year of months ending in `last_month` (1–12) stands for: the latest one past."""
        if self.year_hint is not None:
            return self.year_hint
        if self.published_month is None:
            return None
        year, month = divmod(self.published_month, 12)
        if last_month == month + 1 and self.spoken == Period.year(year - 1):
            return year - 1  # "In 2023 … In December …", published before this December was over
        return year if last_month <= month + 1 else year - 1

    def to_date(self, first: int | None) -> Period | None:
        """What began in a month and goes on: up to the last month with data, else to the end of the twelfth."""
        if first is None:
            return None
        known = self.data_end is not None and first <= self.data_end < first + 12
        return Period(first, self.data_end if known and self.data_end is not None else first + 11)

    @property
    def this_year(self) -> int | None:
        """The year of publication."""
        return None if self.published_month is None else self.published_month // 12


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of time: tokens `first` to `last` (excluded), the rule that read them, and what they may mean."""

    first: int
    last: int
    rule: str
    groups: tuple[tuple[str, str], ...]
    is_base: bool = False

    def group(self, name: str) -> str | None:
        """The value of a named part of the pattern."""
        return dict(self.groups).get(name)

    @property
    def is_relative(self) -> bool:
        """Whether it points from the period spoken of: "a year earlier", "the same months"."""
        return self.rule in RELATIVE_RULES

    def ends(self) -> tuple[Expression, Expression] | None:
        """The base and the period of a change over a span, "from 2020 to 2022", "from May to June"; `None` for others.

        Months from January on are told together, and so are months that do not follow each other.
        """
        months = self.rule == "month range" and self.group("f") is not None
        rule, names = ("month", ("m1", "m2")) if months else ("year", ("y1", "y2"))
        first, last = (int(self.group(name) or 0) for name in names)
        if not (months and 1 < first == last - 1) and not (self.rule == "year span" and 0 < first < last):
            return None
        said = tuple(pair for pair in self.groups if months and pair[0] == "y")
        key = "m2" if months else "y"
        base = replace(self, rule=rule, groups=((key, str(first)), *said), is_base=True)
        return base, replace(self, rule=rule, groups=((key, str(last)), *said), is_base=False)

    def resolve(self, frame: TimeFrame) -> Period | None:
        """The period meant, or `None` where the frame does not say from where to count."""
        return RESOLVERS[self.rule](self, frame)
