"""Exports of WITS: recognised by their header, thousands of dollars, regions apart from countries."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from sverka.model.errors import InputError
from sverka.recording.book import BookStore
from sverka.recording.engine import parquet
from sverka.recording.load import Request, load_records

PARTNERS = """Reporter Name,Partner Name,Year,Product Group,Export (US$ Thousand),Import (US$ Thousand),Share (%)
Kazakhstan,World,2019,All Products,100.5,50,1
Kazakhstan,World,2019,Capital goods,10,5,1
Kazakhstan,"Korea, Rep.",2019,  All Products,40.5,20,1
Kazakhstan,Sub-Saharan Africa,2019,All Products,30,,1
Kazakhstan,Nigeria,2019,All Products,60,30,1
"""
QUERY = """Nomenclature,ReporterISO3,ProductCode,PartnerISO3,Year,TradeFlowName,TradeFlowCode,TradeValue in 1000 USD
H3,KAZ,270900,WLD,2010,Export,6,100
H3,KAZ,270900,CHN,2010,Export,6,70
H3,KAZ,270900,OAS,2010,Export,6,30
H3,KAZ,270900,EAS,2010,Export,6,100
H3,KAZ,270900,ECS,2010,Export,6,5
H3,KAZ,270900,CHN,2010,Re-Export,7,7
"""
PRODUCTS = """Reporter,TradeFlow,ProductCode,Product Description,Year,Partner,Trade Value 1000USD,Quantity,Quantity Unit
Kazakhstan,Import,270900,Oil,2010,World,100,1,Kg
Kazakhstan,Import,270900,Oil,2010,Russian Federation,70,1,Kg
"""
YEARS = """Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2018,2019
Kazakhstan,World,Export,All Products,Export (US$ Thousand),90,100.5
Kazakhstan,China,Export,All Products,Export (US$ Thousand),50,60.5
Kazakhstan,China,Export,All Products,Export Partner Share (%),5,6
Kazakhstan,China,Import,All Products,Import (US$ Thousand),5,6
"""


def parts(book: Path, text: str) -> list[tuple[object, ...]]:
    """Year, flow, partner, goods and value of the parts."""
    file = book.with_name("wits.csv")
    file.write_text(text, encoding="utf-8")
    loaded = load_records(book, Request((file,)))
    assert all(one.quarantined == 0 for one in loaded.files)
    found: list[tuple[object, ...]] = []
    for one in BookStore.open(book).snapshot().files:
        goods = "commodity" if "commodity" in one.columns else "'TOTAL'"
        kept = "aggregate IS NULL" if "aggregate" in one.columns else "TRUE"
        query = f"SELECT partner, {goods}, primary_value::INTEGER FROM {parquet(one.path)} WHERE {kept}"
        rows = duckdb.sql(query).fetchall()
        found += [(one.shelf.year, one.shelf.flow, one.shelf.valuation, *row) for row in rows]
    return sorted(found, key=str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PARTNERS,
            [
                (2019, "export", "FOB", "KR", "TOTAL", 40500),
                (2019, "export", "FOB", "NG", "TOTAL", 60000),
                (2019, "import", "CIF", "KR", "TOTAL", 20000),
                (2019, "import", "CIF", "NG", "TOTAL", 30000),
            ],
        ),
        (
            QUERY,
            [(2010, "export", "FOB", "CN", "270900", 70000), (2010, "export", "FOB", "m490", "270900", 30000)],
        ),
        (PRODUCTS, [(2010, "import", "CIF", "RU", "270900", 70000)]),
        (
            YEARS,
            [
                (2018, "export", "FOB", "CN", "TOTAL", 50000),
                (2018, "import", "CIF", "CN", "TOTAL", 5000),
                (2019, "export", "FOB", "CN", "TOTAL", 60500),
                (2019, "import", "CIF", "CN", "TOTAL", 6000),
            ],
        ),
    ],
    ids=["partners", "query", "products", "years"],
)
def test_the_forms_of_wits_load_by_themselves(book: Path, text: str, expected: list[tuple[object, ...]]) -> None:
    assert parts(book, text) == expected


def test_a_table_without_its_reporter_is_not_taken_for_one(book: Path) -> None:
    file = book.with_name("x.csv")
    file.write_text(PARTNERS.replace("Reporter Name", "Who"), encoding="utf-8")
    with pytest.raises(InputError):
        load_records(book, Request((file,)))
