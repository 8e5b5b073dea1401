"""A small world: one region's trade over three years in round numbers, so that every verdict can be counted by hand.

Tomsk Oblast, million dollars a year, spread evenly over twelve months; 2023 has four months. Exports of 2022: China 300
(crude oil 200, sawn timber 100), Hong Kong 10, Kazakhstan 60, Uzbekistan 30, Mongolia 40, Türkiye 20, Iran 15, Germany
25: 500 in all. Omsk Oblast has rows in every chapter, so that its book is no extract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import sverka
from sverka.measuring.book import Book, open_book
from sverka.model.findings import Finding

MILLION = 1_000_000
Row = tuple[str, str, str, float, float, float]
# flow, partner, goods, value of 2021, value of 2022 (million USD), tonnes for a thousand dollars
TRADE: tuple[Row, ...] = (
    ("export", "CN", "2709", 180, 200, 2.0),
    ("export", "CN", "4407", 100, 100, 4.0),
    ("export", "HK", "4407", 10, 10, 4.0),
    ("export", "KZ", "8544", 50, 60, 0.1),
    ("export", "UZ", "8544", 30, 30, 0.1),
    ("export", "MN", "2710", 30, 40, 1.0),
    ("export", "TR", "2709", 30, 20, 2.0),
    ("export", "IR", "1001", 20, 15, 4.0),
    ("export", "DE", "4407", 25, 25, 4.0),
    ("import", "CN", "8471", 100, 120, 0.01),
    ("import", "DE", "3004", 100, 80, 0.02),
)
MONTHS = {2021: range(1, 13), 2022: range(1, 13), 2023: range(1, 5)}


def monthly(reporter: str, rows: Sequence[Row], **more: Any) -> list[dict[str, Any]]:
    """Each row in each month; 2023 goes on as 2022 went."""
    return [
        {
            "reporter": reporter,
            "year": year,
            "month": month,
            "flow": flow,
            "partner": partner,
            "commodity": goods,
            "primary_value": (before if year == 2021 else after) * MILLION / 12,
            "net_weight_kg": (before if year == 2021 else after) * MILLION / 12 * tonnes,
            "source": "fts",
            "classification": "TNVED",
            **more,
        }
        for year, months in MONTHS.items()
        for month in months
        for flow, partner, goods, before, after, tonnes in rows
    ]


def every_chapter() -> list[Row]:
    """A little of each chapter, imported from Germany."""
    return [("import", "DE", f"{chapter:02d}01", 1, 1, 1.0) for chapter in range(1, 98) if chapter != 77]


COUNTRIES: list[dict[str, Any]] = [
    *monthly("KZ", (("import", "CN", "8471", 400, 500, 0.01),), valuation="CIF", source="comtrade"),
    *monthly("CN", (("import", "UZ", "2709", 70, 90, 2.0),), valuation="CIF", source="comtrade"),
]


@pytest.fixture(scope="session")
def world(
    book_maker: Callable[[Path], Callable[..., Path]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Book]:
    """The book of the small world."""
    records = [*monthly("RU-TOM", TRADE), *monthly("RU-OMS", [*TRADE, *every_chapter()]), *COUNTRIES]
    with open_book(book_maker(tmp_path_factory.mktemp("world"))(records)) as opened:
        yield opened


@pytest.fixture(scope="session", name="monthly")
def monthly_rows() -> Callable[..., list[dict[str, Any]]]:
    """`monthly(reporter, rows)`: each row in each month."""
    return monthly


@pytest.fixture(scope="session")
def tomsk() -> list[dict[str, Any]]:
    """The records of Tomsk Oblast alone."""
    return monthly("RU-TOM", TRADE)


@pytest.fixture(scope="session")
def omsk_with() -> Callable[[Sequence[Row]], list[dict[str, Any]]]:
    """`omsk_with(rows)`: the records of Omsk Oblast with further ones."""
    return lambda more: monthly("RU-OMS", [*TRADE, *every_chapter(), *more])


Find = Callable[..., Finding]


@pytest.fixture
def find(world: Book) -> Find:
    """`find(text)`: the finding of a text's only claim; of several, the one at `at`."""

    def found(text: str, *, at: int = 0, **given: Any) -> Finding:
        asked = {"date": "2023-05-25", "reporter": "RU-TOM", **given}
        return sverka.check(text, book=world, **asked).documents[0].findings[at]

    return found
