"""Words of comparison counted from the period that they are compared with, not from the date of publication.

"In October 2022, 11.6 % less than in September", «в 2022 году – на 22,5 % к предыдущему году»: whenever the text came
out, these are September 2022 and 2021.
"""

from __future__ import annotations

from dataclasses import replace

from sverka.model.period import Period
from sverka.reading.periods import Expression, TimeFrame

_BACK = frozenset({"L", "P", "H"})
_LAST = frozenset({"last month", "last quarter"})
_YEARLESS = frozenset(
    {"month", "month range", "quarter", "half", "code", "first months", "first quarters"}
    | {"months to month", "span to month", "named quarter", "part of month"}
)


def counted_from(expression: Expression, period: Period, time: TimeFrame) -> TimeFrame:
    """The frame that words of a base are told in: "last", and months without a year, count back from `period`.

    >>> april, may = Expression(0, 1, "month", (("m2", "4"),)), Period.of(2022, 5, 2022, 5)
    >>> str(april.resolve(counted_from(april, may, TimeFrame(published_month=2025 * 12))))
    '2022-04'
    """
    said = expression.group("y") or ""
    if said in _BACK or (expression.rule in _LAST and not said):
        return replace(time, published_month=period.first_month, year_hint=None)
    dated = said or expression.group("y1") or expression.group("y3")
    if dated or expression.rule not in _YEARLESS:
        return time
    return replace(time, published_month=period.last_month - 1, year_hint=None)


def told_base(expression: Expression, period: Period | None, time: TimeFrame) -> Period | None:
    """The period that words of a base stand for; none that lies behind `period` unless its year is said."""
    if period is None:
        return expression.resolve(time)
    base = expression.resolve(counted_from(expression, period, time))
    dated = any((expression.group(name) or "").isdigit() for name in ("y", "y1", "y3", "n3"))
    return base if base is None or dated or base.last_month <= period.last_month else None
