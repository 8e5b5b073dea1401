"""Months as whole numbers, as in `sverka.model.period`, so that a span of them is a range: 2019-01 is 2019 × 12."""

from __future__ import annotations

from sverka.model.period import Period


def month_number(text: str) -> int:
    """The number of a month that is written `2019-01`.

    >>> month_number("2019-01"), month_number("2020-12") - month_number("2019-12")
    (24228, 12)
    """
    return Period.parse(text).first_month


def year_of(month: int) -> int:
    """The calendar year of a month.

    >>> year_of(month_number("2020-12"))
    2020
    """
    return month // 12


def month_text(month: int) -> str:
    """A month as measures write it.

    >>> month_text(month_number("2020-07"))
    '2020-07'
    """
    return f"{month // 12}-{month % 12 + 1:02}"


def customs_month(month: int) -> str:
    """A month as the customs form writes it.

    >>> customs_month(month_number("2020-07"))
    '07/2020'
    """
    return f"{month % 12 + 1:02}/{month // 12}"
