"""Fiscal years: when those start that do not start in January, and which calendar year names them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sverka.reference.tables_io import read_table


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The fiscal year of a country: its first month (1–12), and whether the calendar year that it ends in names it.

    `splits`: whether two years, "2022/23", mean it where goods that have a season are spoken of.
    """

    start_month: int
    named_by_end: bool
    splits: bool = True


@cache
def _fiscal_years() -> dict[str, FiscalYear]:
    return {
        row["id"]: FiscalYear(int(row["start_month"]), row["named_by"] == "end", row["split"] == "fiscal")
        for row in read_table("places/fiscal_years.csv")
    }


def fiscal_year(place: str | None) -> FiscalYear | None:
    """The fiscal year of a country, or of the country that a region lies in; `None` where it is the calendar year.

    >>> fiscal_year("IN"), fiscal_year("DE")
    (FiscalYear(start_month=4, named_by_end=True, splits=True), None)
    >>> fiscal_year("AU-WA")
    FiscalYear(start_month=7, named_by_end=True, splits=False)
    """
    return None if place is None else _fiscal_years().get(place.split("-")[0])
