"""Fiscal years: when those start that do not start in January, and which calendar year names them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sverka.reference.tables_io import read_table


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The fiscal year of a country: its first month (1–12), and whether the calendar year that it ends in names it."""

    start_month: int
    named_by_end: bool


@cache
def _fiscal_years() -> dict[str, FiscalYear]:
    return {
        row["id"]: FiscalYear(int(row["start_month"]), row["named_by"] == "end")
        for row in read_table("places/fiscal_years.csv")
    }


def fiscal_year(place: str | None) -> FiscalYear | None:
    """The fiscal year of a country, or of the country that a region lies in; `None` where it is the calendar year.

    >>> fiscal_year("IN"), fiscal_year("AU-WA"), fiscal_year("DE")
    (FiscalYear(start_month=4, named_by_end=True), FiscalYear(start_month=7, named_by_end=True), None)
    """
    return None if place is None else _fiscal_years().get(place.split("-")[0])
