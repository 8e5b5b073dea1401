"""Expressions of time → periods: what "last month", "the same months" or "2022/23" stand for, told from where.

An `Expression` is a period by itself ("May 2023"), or one that needs to be told from where ("a year earlier", "the same
months"). `TimeFrame` says from where: the publication date, the year the text speaks of, and the period that was being
spoken of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sverka.model.period import Period
from sverka.reference.fiscal import FiscalYear

CROP_YEAR_START = 7  # the marketing year of most crops of the northern hemisphere

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
        "then",
    }
)


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """From where relative periods are counted: months as in `Period`; `None` where the text does not say.

    `base` is what the last change was measured from: "then" points at it.
    """

    published_month: int | None = None
    year_hint: int | None = None
    spoken: Period | None = None
    base: Period | None = None
    fiscal: FiscalYear | None = None

    def year_of(self, last_month: int) -> int | None:
        """The year that an unsaid year of months ending in `last_month` (1–12) stands for: the latest one past."""
        if self.year_hint is not None:
            return self.year_hint
        if self.published_month is None:
            return None
        year, month = divmod(self.published_month, 12)
        return year if last_month <= month + 1 else year - 1

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
        """The base and the period of a change over a span of years, "from 2020 to 2022"; `None` for other words."""
        first, last = self.group("y1"), self.group("y2")
        if self.rule != "year span" or first is None or last is None or first >= last:
            return None
        base = replace(self, rule="year", groups=(("y", first),), is_base=True)
        return base, replace(self, rule="year", groups=(("y", last),), is_base=False)

    def resolve(self, frame: TimeFrame) -> Period | None:
        """The period meant, or `None` where the frame does not say from where to count."""
        return _RESOLVERS[self.rule](self, frame)


def _said_year(expression: Expression, frame: TimeFrame, last_month: int) -> int | None:
    said = expression.group("y") or expression.group("y3")
    if said is None:
        return frame.year_of(last_month)
    if said.isdigit():
        return int(said)
    if frame.this_year is None:
        return None
    return frame.this_year - (said in ("L", "P"))


def _span(year: int | None, first: int, last: int) -> Period | None:
    return None if year is None else Period.of(year, first, year, last)


def _months(expression: Expression, frame: TimeFrame) -> Period | None:
    last = int(expression.group("m2") or 0)
    first = int(expression.group("m1") or last)
    year = _said_year(expression, frame, last)
    if year is None:
        return None
    first_year = int(expression.group("y1") or (year if first <= last else year - 1))
    return Period.of(first_year, first, year, last) if (first_year, first) <= (year, last) else None


def _first_months(expression: Expression, frame: TimeFrame) -> Period | None:
    count = int(expression.group("n") or 0)
    if not 1 <= count <= 12:
        return None
    hint = frame.year_hint if expression.group("y") is None else None
    return _span(hint or _said_year(expression, replace(frame, year_hint=None), count), 1, count)


def _through(expression: Expression, frame: TimeFrame) -> Period | None:
    last = int(expression.group("m2") or 0)
    return _span(_said_year(expression, frame, last), 1, last)


def _to_month(expression: Expression, frame: TimeFrame) -> Period | None:
    last = int(expression.group("m2") or 0)
    year = _said_year(expression, frame, last)
    end = None if year is None else year * 12 + last - 1
    count = int(expression.group("n") or 12)
    return None if end is None else Period(end - count + 1, end)


def _quarter(expression: Expression, frame: TimeFrame) -> Period | None:
    last = 3 * int(expression.group("o") or 0)
    return _span(_said_year(expression, frame, last), last - 2, last)


def _quarters_to(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "The four quarters to the end of Q3 2023": so many quarters up to the one named."""
    last = _code(expression, frame)
    count = 3 * int(expression.group("n") or 4)
    return None if last is None else Period(last.last_month - count + 1, last.last_month)


def _last_quarter(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "The last quarter of 2023" is its fourth; without a year the quarter before that of publication."""
    if expression.group("y"):
        return _span(_said_year(expression, frame, 12), 10, 12)
    if frame.published_month is None:
        return None
    start = frame.published_month // 3 * 3 - 3
    return Period(start, start + 2)


def _half(expression: Expression, frame: TimeFrame) -> Period | None:
    last = 6 * int(expression.group("o") or 0)
    return _span(_said_year(expression, frame, last), last - 5, last) if last <= 12 else None


def _latest_half(expression: Expression, frame: TimeFrame) -> Period | None:
    """«За полугодие»: the last half-year that was over when the text was published."""
    if frame.published_month is None:
        return None
    end = frame.published_month - frame.published_month % 6 - 1
    return Period(end - 5, end)


def _latest_year(expression: Expression, frame: TimeFrame) -> Period | None:
    """«Год получился хороший», «по итогам года»: said in spring, the year before; in December, this one."""
    if frame.published_month is None:
        return None
    year, month = divmod(frame.published_month, 12)
    if month == 11:
        return Period.year(year)
    return Period.year(year - 1) if month < 6 else None


def _first_quarters(expression: Expression, frame: TimeFrame) -> Period | None:
    """«За три квартала»: the first so many quarters of the year."""
    last = 3 * int(expression.group("n") or 0)
    hint = frame.year_hint if expression.group("y") is None else None
    year = hint or (_said_year(expression, replace(frame, year_hint=None), last) if last <= 12 else None)
    return _span(year, 1, last) if 3 <= last <= 12 else None


def _code(expression: Expression, frame: TimeFrame) -> Period | None:
    code = expression.group("k") or "q1"
    length = 3 if code[0] == "q" else 6
    last = length * int(code[1])
    return _span(_said_year(expression, frame, last), last - length + 1, last) if last <= 12 else None


def _year(expression: Expression, frame: TimeFrame) -> Period | None:
    year = _said_year(expression, frame, 12)
    return None if year is None else Period.year(year)


def _year_to_date(expression: Expression, frame: TimeFrame) -> Period | None:
    said = expression.group("y")
    year = int(said) if said and said.isdigit() else frame.this_year
    return None if year is None else Period.year(year)


def _since(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "Since January" is the year to date; "since 2015" tells when something began, not the period of a figure."""
    if expression.is_base:
        return _months(expression, frame) if expression.group("m2") else _year(expression, frame)
    return _span(frame.this_year, 1, 12) if expression.group("m3") == "1" else None


def _fiscal(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "2022/23" by the fiscal year of the country; a marketing year, and one of a country unknown, runs from July."""
    if expression.group("y3") or expression.group("n3"):
        return _named_fiscal(int(expression.group("y3") or 2000 + int(expression.group("n3") or 0)), frame.fiscal)
    start = int(expression.group("y") or 0)
    if (start + 1) % 100 != int(expression.group("n") or -1):
        return None
    month = frame.fiscal.start_month if frame.fiscal and not expression.group("c") else CROP_YEAR_START
    month = int(expression.group("m1") or month)  # "the 2014/15 season (September-August)"
    return Period(start * 12 + month - 1, start * 12 + month + 10)


def _named_fiscal(year: int, fiscal: FiscalYear | None) -> Period:
    """The fiscal year that bears a calendar year's name."""
    if fiscal is None:
        return Period.year(year)
    first = (year - fiscal.named_by_end) * 12 + fiscal.start_month - 1
    return Period(first, first + 11)


def _relative_fiscal(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "This fiscal year", "last fiscal year": the one that the publication falls into, or the one before."""
    if frame.published_month is None:
        return None
    start = frame.fiscal.start_month if frame.fiscal else 1
    first = (frame.published_month - start + 1) // 12 * 12 + start - 1 - 12 * (expression.group("y") == "L")
    return Period(first, first + 11)


def _fiscal_months(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "July-February of FY 2022-23": the months of that fiscal year."""
    year = _fiscal(expression, frame)
    first, last = int(expression.group("m1") or 0), int(expression.group("m2") or 0)
    if year is None:
        return None
    start = year.first_month + (first - 1 - year.first_month) % 12
    return Period(start, start + (last - first) % 12)


def _shift(months: int) -> Callable[[Expression, TimeFrame], Period | None]:
    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        return frame.spoken.shift(months) if frame.spoken else None

    return resolve


def _earlier_years(expression: Expression, frame: TimeFrame) -> Period | None:
    """So many years before the period spoken of; where none is, before the year of publication."""
    count = int(expression.group("n") or 1)
    if frame.spoken is None:
        return None if frame.this_year is None else Period.year(frame.this_year - count)
    return frame.spoken.shift(-12 * count)


def _earlier_decades(expression: Expression, frame: TimeFrame) -> Period | None:
    return frame.spoken.shift(-120 * int(expression.group("n") or 1)) if frame.spoken else None


def _same(expression: Expression, frame: TimeFrame) -> Period | None:
    """The months spoken of, in the year said; "of last year" counts from the year spoken of, as does no year."""
    if frame.spoken is None:
        return None
    said = expression.group("y")
    if said == "T" and frame.this_year is not None:
        return frame.spoken.shift(12 * (frame.this_year - frame.spoken.last_month // 12))
    if said and said.isdigit():
        return frame.spoken.shift(12 * (int(said) - frame.spoken.last_month // 12))
    return frame.spoken.year_earlier()


def _month_back(months: int) -> Callable[[Expression, TimeFrame], Period | None]:
    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        if frame.published_month is None:
            return None
        return Period(frame.published_month - months, frame.published_month - months)

    return resolve


def _year_range(expression: Expression, frame: TimeFrame) -> Period | None:
    first, last = int(expression.group("y1") or 0), int(expression.group("y2") or 0)
    return Period.of(first, 1, last, 12) if first < last else None


_RESOLVERS: dict[str, Callable[[Expression, TimeFrame], Period | None]] = {
    "months to month": _to_month,
    "month range": _months,
    "year to month": _to_month,
    "quarter": _quarter,
    "last quarter": _last_quarter,
    "quarters to code": _quarters_to,
    "half": _half,
    "code": _code,
    "latest half": _latest_half,
    "latest quarter": _last_quarter,
    "latest year": _latest_year,
    "first quarters": _first_quarters,
    "first months": _first_months,
    "through month": _through,
    "earlier years": _earlier_years,
    "earlier decades": _earlier_decades,
    "year earlier": _shift(-12),
    "year later": _shift(12),
    "month earlier": _shift(-1),
    "quarter earlier": _shift(-3),
    "day": lambda _expression, _frame: None,
    "same period": _same,
    "year on year": _shift(-12),
    "month on month": _shift(-1),
    "then": lambda _expression, frame: frame.base,
    "year to date": _year_to_date,
    "last month": _month_back(1),
    "this month": _month_back(0),
    "last year's": _shift(-12),
    "month": _months,
    "since": _since,
    "fiscal year": _fiscal,
    "relative fiscal year": _relative_fiscal,
    "fiscal months": _fiscal_months,
    "year range": _year_range,
    "year span": _year_range,
    "year": _year,
    "relative year": _year,
}
