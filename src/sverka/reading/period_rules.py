"""What each rule of words of time stands for: groups of an expression and a frame → a period.

An expression says the parts of its words ("n" months, "m2" the last month, "y" a year or a letter that points at one),
the frame from where to count. Fiscal years and seasons are told in `fiscal_rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sverka.model.period import Period
from sverka.reading.fiscal_rules import FISCAL_RESOLVERS

if TYPE_CHECKING:
    from sverka.reading.periods import Expression, TimeFrame

_YEARS_BACK = {"L": 1, "P": 1, "H": 1, "A": 2}
_RANGE_ENDS = (("oa", "ka"), ("ob", "kb"))
_SPANS = {"q": 3, "h": 6, "a": 12}


def _said_year(expression: Expression, frame: TimeFrame, last_month: int) -> int | None:
    said = expression.group("y")
    if said is None or (said == "H" and last_month < 12):  # «минувший июнь» is the latest one
        return frame.year_of(last_month)
    if said.isdigit():
        return int(said)
    return None if frame.this_year is None else frame.this_year - _YEARS_BACK.get(said, 0)


def _span(year: int | None, first: int, last: int) -> Period | None:
    return None if year is None or not 1 <= first <= last <= 12 else Period.of(year, first, year, last)


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
    spoken = _of_length(expression, frame, count)
    if spoken is not None:
        return spoken
    hint = frame.year_hint if expression.group("y") is None else None
    return _span(hint or _said_year(expression, replace(frame, year_hint=None), count), 1, count)


def _of_length(expression: Expression, frame: TimeFrame, months: int) -> Period | None:
    """ "In the six months": those spoken of, where so many are and the words say no others."""
    if expression.group("y") or expression.group("o") or frame.spoken is None or frame.spoken.months != months:
        return None
    return frame.spoken


def _through(expression: Expression, frame: TimeFrame) -> Period | None:
    last = int(expression.group("m2") or 0)
    return _span(_said_year(expression, frame, last), 1, last)


def _to_month(expression: Expression, frame: TimeFrame) -> Period | None:
    """So many months, a quarter, a half-year or a year up to a month: "the quarter to June", "the June quarter"."""
    last = int(expression.group("m2") or 0)
    year = _said_year(expression, frame, last)
    end = None if year is None else year * 12 + last - 1
    count = int(expression.group("n") or _SPANS[expression.group("u") or "q"])
    return None if end is None else Period(end - count + 1, end)


def _part_of_year(length: int) -> Callable[[Expression, TimeFrame], Period | None]:
    """The quarter or the half-year with a number; 0 is the last of the year."""

    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        last = length * int(expression.group("o") or 0) or 12
        return _span(_said_year(expression, frame, last), last - length + 1, last)

    return resolve


def _last_months(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "The last three months of 2023"; without a year up to the last one with data, else published."""
    count = int(expression.group("n") or 0)
    if not 1 <= count <= 24 or frame.published_month is None:
        return None
    if expression.group("y"):
        return _span(_said_year(expression, frame, 12), 13 - count, 12)
    end = frame.published_month - 1 if frame.data_end is None else frame.data_end
    return Period(end - count + 1, end)


def _quarter_range(expression: Expression, frame: TimeFrame) -> Period | None:
    first, last = (int((expression.group(a) or expression.group(b) or "q1").lstrip("q")) for a, b in _RANGE_ENDS)
    return _span(_said_year(expression, frame, 3 * last), 3 * first - 2, 3 * last)


def _decade(expression: Expression, _frame: TimeFrame) -> Period | None:
    """ "The 2010s"."""
    first = int(expression.group("k") or 0)
    return Period.of(first, 1, first + 9, 12) if first else None


def _next_part(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "2 bn in the third quarter, 1.8 bn in the second": the quarter or half-year told by its number alone."""
    spoken, number = frame.spoken, int(expression.group("o") or 0)
    if spoken is None or spoken.months not in (3, 6) or spoken.first_month % spoken.months:
        return None
    first = spoken.first_month // 12 * 12 + spoken.months * (number - 1)
    if number > 12 // spoken.months:
        return None
    late = frame.published_month is not None and first > frame.published_month
    return Period(first, first + spoken.months - 1).shift(-12 if late else 0)


def _quarters_to(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "The four quarters to the end of Q3 2023": so many quarters up to the one named."""
    last = _code(expression, frame)
    count = 3 * int(expression.group("n") or 4)
    return None if last is None else Period(last.last_month - count + 1, last.last_month)


def _last_quarter(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "The last quarter of 2023" is its fourth; without a year the quarter before that of publication."""
    if expression.group("y"):
        return _span(_said_year(expression, frame, 12), 10, 12)
    year = _the_year(expression, frame)
    if year is not None and (expression.group("d") or expression.group("l") == "i"):
        return Period(year.last_month - 2, year.last_month)  # "the last quarter" of the year spoken of
    if frame.published_month is None:
        return None
    start = frame.published_month // 3 * 3 - 3
    return Period(start, start + 2)


def _latest(length: int) -> Callable[[Expression, TimeFrame], Period | None]:
    """ "In the quarter", «за полугодие»: the one spoken of, else the last that was over when the text was published."""

    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        if frame.spoken is not None and frame.spoken.months == length:
            return frame.spoken
        if frame.published_month is None:
            return None
        end = frame.published_month - frame.published_month % length - 1
        return Period(end - length + 1, end)

    return resolve


def _latest_year(expression: Expression, frame: TimeFrame) -> Period | None:
    """«Год получился хороший», «по итогам года»: said in spring, the year before; in December, this one."""
    if frame.published_month is None:
        return None
    year, month = divmod(frame.published_month, 12)
    if month == 11:
        return Period.year(year)
    return Period.year(year - 1) if month < 6 else None


def _whole_year(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "For the full year", «за весь год»: the year of the months spoken of, where it was over when published."""
    if frame.published_month is None:
        return None
    spoken = frame.spoken.last_month // 12 if frame.spoken is not None else (frame.published_month - 11) // 12
    return Period.year(spoken) if 12 * spoken + 11 <= frame.published_month else None


def _the_year(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "For the year", «за год»: the year spoken of, or that the text states first."""
    told = [period for period in (frame.spoken, frame.main) if period is not None and period.months == 12]
    return told[0] if told else None


def _first_quarters(expression: Expression, frame: TimeFrame) -> Period | None:
    """«За три квартала»: the first so many quarters of the year."""
    last = 3 * int(expression.group("n") or 0)
    hint = frame.year_hint if expression.group("y") is None else None
    year = hint or (_said_year(expression, replace(frame, year_hint=None), last) if last <= 12 else None)
    return _span(year, 1, last) if 3 <= last <= 12 else None


def _code(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "Q3", "1H", "9M": a quarter, a half-year, or the first so many months."""
    code = expression.group("k") or "q1"
    if code[0] == "m":
        return _span(_said_year(expression, frame, int(code[1:])), 1, int(code[1:]))
    length = 3 if code[0] == "q" else 6
    last = length * int(code[1])
    return _span(_said_year(expression, frame, last), last - length + 1, last)


def _year(expression: Expression, frame: TimeFrame) -> Period | None:
    """A year; "this year" as far as the text has data for it."""
    if expression.group("y") == "T" and frame.this_year is not None:
        return frame.to_date(12 * frame.this_year)
    year = _said_year(expression, frame, 12)
    return None if year is None else Period.year(year)


def _year_to_date(expression: Expression, frame: TimeFrame) -> Period | None:
    said = expression.group("y")
    year = int(said) if said and said.isdigit() else frame.this_year
    if expression.group("m2"):
        last = int(expression.group("m2") or 12)
        return _span(year if said else frame.year_of(last), 1, last)
    return None if year is None else frame.to_date(12 * year)


def _since(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "Since January" is the year to date; "since 2015" tells when something began, not the period of a figure."""
    if expression.is_base:
        return _months(expression, frame) if expression.group("m2") else _year(expression, frame)
    if expression.group("m2") != "1" or expression.group("y") or frame.this_year is None:
        return None
    return frame.to_date(12 * frame.this_year)


def _shift(months: int) -> Callable[[Expression, TimeFrame], Period | None]:
    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        return frame.spoken.shift(months) if frame.spoken else None

    return resolve


def _later(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "A year later", «прошло три года»: so many years behind the period spoken of."""
    return frame.spoken.shift(12 * int(expression.group("n") or 1)) if frame.spoken else None


def _preceding(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "The preceding twelve": so many months before the period spoken of."""
    return frame.spoken.shift(-int(expression.group("n") or 1)) if frame.spoken else None


def _earlier_years(expression: Expression, frame: TimeFrame) -> Period | None:
    """So many years before the period spoken of; where none is, before the year of publication."""
    count = int(expression.group("n") or 1)
    if frame.spoken is None:
        return None if frame.this_year is None else Period.year(frame.this_year - count)
    return frame.spoken.shift(-12 * count)


def _over_years(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "Doubled over five years": what a change over so many years, up to the period spoken of, is measured from."""
    return None if frame.spoken is None else _earlier_years(expression, frame)


def _earlier_decades(expression: Expression, frame: TimeFrame) -> Period | None:
    return frame.spoken.shift(-120 * int(expression.group("n") or 1)) if frame.spoken else None


def _same(expression: Expression, frame: TimeFrame) -> Period | None:
    """The months spoken of, in the year said; "of last year" counts from the year spoken of, as does no year."""
    if frame.spoken is None:
        return None
    said = expression.group("y")
    if expression.group("w"):
        return frame.spoken.year_earlier()
    if said == "T" and frame.this_year is not None:
        return frame.spoken.shift(12 * (frame.this_year - frame.spoken.last_month // 12))
    if said and said.isdigit():
        return frame.spoken.shift(12 * (int(said) - frame.spoken.last_month // 12))
    return frame.spoken.shift(-24) if said == "A" else frame.spoken.year_earlier()


def _month_back(months: int) -> Callable[[Expression, TimeFrame], Period | None]:
    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        if frame.published_month is None:
            return None
        return Period(frame.published_month - months, frame.published_month - months)

    return resolve


def _year_range(expression: Expression, frame: TimeFrame) -> Period | None:
    first, last = int(expression.group("y1") or 0), int(expression.group("y2") or 0)
    return Period.of(first, 1, last, 12) if first < last else None


RESOLVERS: dict[str, Callable[[Expression, TimeFrame], Period | None]] = {
    **FISCAL_RESOLVERS,
    "months to month": _to_month,
    "span to month": _to_month,
    "named quarter": _to_month,
    "month range": _months,
    "part of month": _months,
    "quarter": _part_of_year(3),
    "quarter range": _quarter_range,
    "decade": _decade,
    "season of a year": lambda _expression, _frame: None,
    "last quarter": _last_quarter,
    "quarters to code": _quarters_to,
    "half": _part_of_year(6),
    "code": _code,
    "latest half": _latest(6),
    "latest quarter": _latest(3),
    "latest year": _latest_year,
    "whole year": _whole_year,
    "the year": _the_year,
    "first quarters": _first_quarters,
    "first months": _first_months,
    "through month": _through,
    "earlier years": _earlier_years,
    "earlier decades": _earlier_decades,
    "year earlier": _shift(-12),
    "year later": _later,
    "month earlier": _shift(-1),
    "quarter earlier": _shift(-3),
    "quarter on quarter": _shift(-3),
    "over years": _over_years,
    "last months": _last_months,
    "weeks": lambda _expression, _frame: None,
    "next part": _next_part,
    "preceding months": _preceding,
    "day": lambda _expression, _frame: None,
    "same period": _same,
    "period spoken of": lambda _expression, frame: frame.spoken,
    "year on year": _shift(-12),
    "month on month": _shift(-1),
    "then": lambda _expression, frame: frame.base,
    "year to date": _year_to_date,
    "last month": _month_back(1),
    "this month": _month_back(0),
    "last year's": _shift(-12),
    "month": _months,
    "since": _since,
    "year range": _year_range,
    "year span": _year_range,
    "year": _year,
    "relative year": _year,
}
