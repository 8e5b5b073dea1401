"""Periods: whole months from a first to a last one, with one canonical text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMS = re.compile(
    r"(?P<y>\d{4})(?:-Q(?P<q>[1-4])|-(?P<m>0[1-9]|1[0-2]))?"
    r"(?:/(?P<y2>\d{4})(?:-Q(?P<q2>[1-4])|-(?P<m2>0[1-9]|1[0-2]))?)?",
    re.ASCII,
)


def _edge_months(year: str, quarter: str | None, month: str | None) -> tuple[int, int]:
    """The first and last month of one part, as months since year 0."""
    start = int(year) * 12
    if quarter:
        return start + 3 * (int(quarter) - 1), start + 3 * int(quarter) - 1
    if month:
        return start + int(month) - 1, start + int(month) - 1
    return start, start + 11


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months from `first_month` to `last_month`, both included, counted as `year * 12 + month - 1`.

    >>> str(Period.parse("2023-01/2023-12")), str(Period.parse("2022-01/2022-06")), str(Period.of(2022, 4, 2022, 4))
    ('2023', '2022-01/2022-06', '2022-04')
    """

    first_month: int
    last_month: int

    def __post_init__(self) -> None:
        if self.last_month < self.first_month:
            raise ValueError(f"a period must not end before it begins: {self.first_month} > {self.last_month}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2023`, `2023-Q1`, `2023-04`, `2023-01/2023-08` or `2021/2023`; raise `ValueError` otherwise."""
        match = _FORMS.fullmatch(text)
        if match is None:
            raise ValueError(f"not a period: {text!r}; write 2023, 2023-Q1, 2023-04 or 2023-01/2023-08")
        first, last = _edge_months(match["y"], match["q"], match["m"])
        if match["y2"]:
            last = _edge_months(match["y2"], match["q2"], match["m2"])[1]
        return cls(first, last)

    @classmethod
    def of(cls, year: int, month: int, last_year: int, last_month: int) -> Period:
        """The period from a month of a year to a month of a year, months counted from 1."""
        return cls(year * 12 + month - 1, last_year * 12 + last_month - 1)

    @classmethod
    def year(cls, year: int) -> Period:
        """A calendar year."""
        return cls(year * 12, year * 12 + 11)

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last_month - self.first_month + 1

    @property
    def is_year(self) -> bool:
        """Whether it is one calendar year."""
        return self.first_month % 12 == 0 and self.months == 12

    def shift(self, months: int) -> Period:
        """The same length of time, `months` later (earlier when negative)."""
        return Period(self.first_month + months, self.last_month + months)

    def year_earlier(self) -> Period:
        """The same period of the year before; for several years, the run of years just before."""
        return self.shift(-12 * max(1, -(-self.months // 12)))

    def contains(self, other: Period) -> bool:
        """Whether every month of `other` is in this period."""
        return self.first_month <= other.first_month and other.last_month <= self.last_month

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a month."""
        return self.first_month <= other.last_month and other.first_month <= self.last_month

    def __str__(self) -> str:
        first_year, first = divmod(self.first_month, 12)
        last_year, last = divmod(self.last_month, 12)
        if self.is_year:
            return f"{first_year:04d}"
        if self.months == 1:
            return f"{first_year:04d}-{first + 1:02d}"
        if self.months == 3 and first % 3 == 0:
            return f"{first_year:04d}-Q{first // 3 + 1}"
        return f"{first_year:04d}-{first + 1:02d}/{last_year:04d}-{last + 1:02d}"
