"""One book with a reporter for each case, so that the tests of a session share what takes long to make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sverka.measuring.book import Book, open_book

Record = dict[str, Any]
WHOLE, UNTIL_AUGUST = range(1, 13), range(1, 9)


def trade(
    reporter: str,
    years: dict[int, Sequence[int]],
    rows: Sequence[tuple[str, str, str, float]],
    **more: Any,
) -> list[Record]:
    """Each row (flow, partner, goods, value) in each month of some years; no months are a year in one."""
    return [
        {
            "reporter": reporter,
            "year": year,
            **({"month": month} if month else {}),
            "flow": flow,
            "partner": partner,
            "commodity": goods,
            "primary_value": value * (year - 2019) + month,
            "source": "fts",
            "classification": "TNVED",
            **more,
        }
        for year, months in years.items()
        for month in (months or [0])
        for flow, partner, goods, value in rows
    ]


BASIC = (
    ("export", "CN", "2709009009", 100.25),
    ("export", "KZ", "0207142001", 50.5),
    ("export", "m490", "2709009009", 7.0),
    ("export", "GB", "1001990000", 3.0),
    ("import", "CN", "8471300000", 20.0),
    ("import", "DE", "3004900002", 30.0),
    ("import", "x1a2b3c", "3004900002", 1.0),
)
EXPORTS = (("export", "CN", "2709", 10.0), ("export", "KZ", "0207", 5.0))

RECORDS: list[Record] = [
    # AQ: two whole years, and eight months of a third.
    *trade("AQ", {2021: WHOLE, 2022: WHOLE, 2023: UNTIL_AUGUST}, BASIC),
    # AD: exports alone, a month missing in between, goods as chapters.
    *trade("AD", {2021: WHOLE, 2022: [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]}, (("export", "CN", "27", 10.0),)),
    # AE: never a full year, no common month at the beginning.
    *trade("AE", {2021: range(7, 13), 2022: range(1, 7)}, EXPORTS),
    # AF: years in one; AG: quarters.
    *trade("AF", {2020: [], 2021: [], 2022: []}, EXPORTS),
    *trade("AG", {2021: [1, 4, 7, 10], 2022: [1, 4]}, EXPORTS, frequency="Q"),
    # AI: goods by a classification that is not HS; AL: the world and all goods in one; AM: no codes of digits.
    *trade("AI", {2022: WHOLE}, EXPORTS, classification="SITC4"),
    *trade("AL", {2022: WHOLE}, (("export", "world", "TOTAL", 9.0),)),
    *trade("AM", {2022: WHOLE}, (("export", "CN", "XXXX", 9.0),)),
    # AO: base of nothing, base below zero.
    *trade("AO", {2021: [], 2022: []}, (("export", "CN", "27", 0.0), ("export", "KZ", "27", -5.0))),
    # AR: weights and quantities: cubic metres throughout in 4407, two units and rows without one in 2204 and 2710.
    *trade(
        "AR", {2022: []}, (("export", "CN", "440710", 8.0),), net_weight_kg=1500.5, quantity=2.5, quantity_unit="m3"
    ),
    *trade("AR", {2022: []}, (("export", "KZ", "440710", 8.0),), net_weight_kg=None, quantity=1.25, quantity_unit="m3"),
    *trade("AR", {2022: []}, (("export", "CN", "220421", 8.0),), net_weight_kg=10, quantity=5, quantity_unit="l"),
    *trade("AR", {2022: []}, (("export", "KZ", "220421", 8.0),), net_weight_kg=10, quantity=6, quantity_unit="pcs"),
    *trade("AR", {2022: []}, (("export", "KZ", "271012", 8.0),), net_weight_kg=None),
    # AU: a declared world of which only one partner is listed, with one of its chapters.
    *trade("AU", {2022: []}, (("export", "world", "TOTAL", 100.0),), aggregate="partners"),
    *trade("AU", {2022: []}, (("export", "CN", "TOTAL", 30.0),), aggregate="goods"),
    *trade("AU", {2022: []}, (("export", "CN", "2709", 20.0),)),
    # AV: a tenth of chapter 27 under a secret code, a tenth of all under codes that tell nothing, partners not named.
    *trade("AV", {2022: []}, (("export", "CN", "2709", 8.0), ("export", "CN", "27SSSSSS", 1.0))),
    *trade("AV", {2022: []}, (("export", "m899", "XXXXXXXX", 1.0),)),
    # AS: partners that left the European Union, or were never in it.
    *trade(
        "AS",
        {2019: [], 2020: [], 2021: []},
        tuple(("export", code, "27", 10.0) for code in ("DE", "GB", "CN")),
        primary_value=10.0,
    ),
]

# Several sources of one reporter, one in another currency, and a two-sided one that has the same trade reconciled.
SOURCES: list[Record] = [
    *trade(
        "RU", {2021: [], 2022: []}, (("export", "CN", "27", 500.0), ("import", "CN", "84", 90.0)), source="comtrade"
    ),
    *trade("RU", {2022: WHOLE}, (("export", "CN", "27", 40.0), ("export", "DE", "27", 2.0))),
    *trade("RU", {2022: WHOLE}, (("export", "CN", "27", 38.0),), source="comext", currency="EUR"),
    *trade("RU", {2022: []}, (("export", "CN", "270900", 470.0), ("export", "KZ", "100199", 33.0)), source="baci"),
    *trade("CN", {2022: []}, (("export", "RU", "847130", 91.5), ("export", "KZ", "847130", 8.0)), source="baci"),
    *trade("CN", {2022: []}, (("import", "RU", "27", 530.0),), source="comtrade", valuation="CIF"),
]


@pytest.fixture(scope="session")
def shared_book(
    book_maker: Callable[[Path], Callable[..., Path]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Book]:
    """The book of all the reporters above; nothing in it changes."""
    with open_book(book_maker(tmp_path_factory.mktemp("measuring"))([*RECORDS, *SOURCES])) as opened:
        yield opened


@pytest.fixture(scope="session")
def by_hand() -> Callable[..., float]:
    """`by_hand("AQ", flow="export", partner=("CN",), goods="27", months=(2022, 1, 12))`: a plain loop over records."""

    def total(
        reporter: str,
        flow: str,
        *,
        source: str = "fts",
        partner: Sequence[str] = (),
        goods: str = "",
        months: tuple[int, int, int] = (0, 0, 12),
        what: str = "primary_value",
    ) -> float:
        year, first, last = months
        return sum(
            float(one.get(what) or 0)
            for one in [*RECORDS, *SOURCES]
            if (one["reporter"], one["source"]) == (reporter, source)
            and flow in (one["flow"], "turnover")
            and (not partner or one["partner"] in partner)
            and one["commodity"].startswith(goods)
            and one["year"] == year
            and first <= one.get("month", first) <= last
        )

    return total
