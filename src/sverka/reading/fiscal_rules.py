"""Fiscal years, seasons and their parts: "FY24", "the third fiscal quarter", "the first half of the 2023/24 season".

A fiscal year is that of the country that the text speaks for; a season is that of its goods there. Groups: `fy` the
year said, `fz` a second one behind it, `fl` a letter that points at one ("last"), `fc` F for a fiscal year, C for a
season, and of the part `o`, `k`, `n`, `m1` and `m2`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sverka.model.period import Period

if TYPE_CHECKING:
    from sverka.reading.periods import Expression, TimeFrame

CROP_YEAR_START = 7  # the marketing year of most crops of the northern hemisphere
_CENTURY = 2000


def _start(expression: Expression, frame: TimeFrame) -> int | None:
    """The first month of the fiscal year or the season meant."""
    opened = int(expression.group("s1") or 0)  # "the 2014/15 season (September-August)"
    said = expression.group("fy") or expression.group("y")
    if expression.group("fz"):
        return _full(said) * 12 + (opened or _month_of_split(expression, frame)) - 1
    if said and said.isdigit():
        return _named_start(expression, _full(said), frame)
    if frame.published_month is None:
        return None
    first = (opened or _month_pointed(expression, frame)) - 1
    back = 12 * ((expression.group("fl") or said) in ("L", "V", "P"))
    return (frame.published_month - first) // 12 * 12 + first - back


def _full(year: str | None) -> int:
    number = int(year or 0)
    return number if number > 99 else _CENTURY + number


def _month_of_split(expression: Expression, frame: TimeFrame) -> int:
    """The month in which a year told by two calendar years, "2022/23", begins."""
    if expression.group("fc") == "F" and frame.fiscal:
        return frame.fiscal.start_month
    unsaid = expression.group("fc") is None and frame.fiscal is not None
    if unsaid and frame.fiscal and (frame.fiscal.splits or frame.season is None):
        return frame.fiscal.start_month
    return frame.season or CROP_YEAR_START


def _month_pointed(expression: Expression, frame: TimeFrame) -> int:
    if expression.group("fc") == "C":
        return frame.season or CROP_YEAR_START
    return frame.fiscal.start_month if frame.fiscal else 1


def _named_start(expression: Expression, year: int, frame: TimeFrame) -> int:
    """The first month of the year that bears a calendar year's name."""
    if frame.fiscal is None or expression.group("fc") == "C":
        return year * 12
    return (year - frame.fiscal.named_by_end) * 12 + frame.fiscal.start_month - 1


def _year(expression: Expression, frame: TimeFrame) -> Period | None:
    """A whole year; "this season", "this fiscal year" as far as the text has data for it."""
    start = _start(expression, frame)
    said = expression.group("fy") or expression.group("y")
    if start is not None and expression.group("fl") == "T" and not said:
        return frame.to_date(start)
    return None if start is None else Period(start, start + 11)


def _to_date(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "Since the start of the season": up to the month named, else to the last one with data."""
    start = _start(expression, frame)
    if start is None or not expression.group("m2"):
        return frame.to_date(start)
    last = int(expression.group("m2") or 0) - 1
    return Period(start, start + (last - start) % 12)


def _part(first: int, months: int, expression: Expression, frame: TimeFrame) -> Period | None:
    """So many months of the year meant; of no year said, the latest that were over when the text was published."""
    start = _start(expression, frame)
    if start is None or not 0 <= first < first + months <= 12:
        return None
    said = any(expression.group(name) for name in ("fy", "fl", "y"))
    if not said and frame.published_month is not None and start + first + months - 1 > frame.published_month:
        start -= 12
    return Period(start + first, start + first + months - 1)


def _numbered(length: int) -> Callable[[Expression, TimeFrame], Period | None]:
    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        number = int(expression.group("o") or 1) or 12 // length
        return _part(length * (number - 1), length, expression, frame)

    return resolve


def _coded(expression: Expression, frame: TimeFrame) -> Period | None:
    code = expression.group("k") or "q1"
    count = int(code[1:])
    if code[0] == "m":
        return _part(0, count, expression, frame)
    length = 3 if code[0] == "q" else 6
    return _part(length * (count - 1), length, expression, frame)


def _first_months(expression: Expression, frame: TimeFrame) -> Period | None:
    return _part(0, int(expression.group("n") or 0), expression, frame)


def _months(expression: Expression, frame: TimeFrame) -> Period | None:
    """ "July-February of FY 2022-23": the months of that fiscal year."""
    year = _year(expression, frame)
    first, last = int(expression.group("m1") or 0), int(expression.group("m2") or 0)
    if year is None:
        return None
    start = year.first_month + (first - 1 - year.first_month) % 12
    return Period(start, start + (last - first) % 12)


FISCAL_RESOLVERS: dict[str, Callable[[Expression, TimeFrame], Period | None]] = {
    "fiscal year": _year,
    "fiscal year to date": _to_date,
    "fiscal months": _months,
    "fiscal quarter": _numbered(3),
    "fiscal half": _numbered(6),
    "fiscal code": _coded,
    "fiscal first months": _first_months,
}
