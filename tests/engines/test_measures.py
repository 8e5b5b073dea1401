"""Measures of every kind are the same on each engine, and are what hand-written SQL gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from engine_records import EDGE, MIRROR, STATE, records_sql

from sverka.measuring.book import Book
from sverka.recording.book import BookStore

DIGITS = "regexp_full_match(commodity, '[0-9]{1,10}')"
EXPORTS = "FROM state WHERE flow = 'export' AND"
IMPORTS = "FROM state WHERE flow = 'import' AND"
MAIN = "FROM mirror WHERE flow = 'export' AND"
SOLD = "SELECT sum(primary_value)"
BY_HEADING = f"(SELECT left(commodity, 4) AS h, sum(primary_value) AS v {EXPORTS} {DIGITS} AND length(commodity) >= 4"
BY_PARTNER = f"(SELECT partner, sum(primary_value) AS v {EXPORTS} partner <> 'world' AND year = 2022 GROUP BY 1)"
YEARS = "SELECT {aggregate} FILTER (year = 2022) AS a, {aggregate} FILTER (year = {base}) AS b {rows}"

PRICE = "SELECT sum(primary_value)::DOUBLE / sum(net_weight_kg)::DOUBLE {} AND net_weight_kg IS NOT NULL"
PRICE_OF_TONNE = PRICE.replace("SELECT", "SELECT 1000 *")
NAMED = (
    "WITH g AS (SELECT left(commodity, 2) AS n, sum(primary_value) AS v "
    f"{EXPORTS} year = 2022 AND regexp_matches(commodity, '^(0207|2204|12)[0-9]*$') GROUP BY 1) "
    "SELECT 1 + count(*) FROM g WHERE v > (SELECT v FROM g WHERE n = '02')"
)
OF_ASIA = "partner IN ('CN', 'KZ', 'AE')"
AMONG_GROUPS = (
    f"WITH g AS (SELECT CASE WHEN {OF_ASIA} THEN 'asia' ELSE partner END AS n, sum(primary_value) AS v "
    f"{EXPORTS} year = 2022 AND commodity LIKE '0207%' AND ({OF_ASIA} OR partner IN ('AR', 'US')) GROUP BY 1) "
    "SELECT 1 + count(*) FROM g WHERE v > (SELECT v FROM g WHERE n = 'asia')"
)
SUMS = [
    f"(sum(primary_value) FILTER (partner IN ({partners}) AND year = {year}))::DOUBLE AS {name}"
    for name, partners, year in (
        ("a", "'KZ'", 2022), ("b", "'KZ', 'US'", 2022), ("c", "'KZ'", 2021), ("d", "'KZ', 'US'", 2021)
    )
]  # fmt: skip


def _grown(rows: str, base: int = 2021, aggregate: str = "sum(primary_value)") -> str:
    return f"SELECT 100 * (a - b)::DOUBLE / b FROM ({YEARS.format(aggregate=aggregate, base=base, rows=rows)})"


def _quotient(a: str, b: str, factor: int = 1) -> str:
    return f"SELECT {factor} * ({a})::DOUBLE / ({b})"


OF_STATE = {
    "level(export[CN;; 2022])": f"{SOLD} {EXPORTS} partner = 'CN' AND year = 2022",
    "level(export[;; 2021])": f"{SOLD} {EXPORTS} year = 2021",
    "level(export[;; 2021-03])": f"{SOLD} {EXPORTS} year = 2021 AND month = 3",
    "level(export[;; 2021-01])": f"{SOLD} {EXPORTS} year = 2021 AND coalesce(month, 1) = 1",
    "level(export[AD;; 2021-03])": "SELECT 9999999999999999.99",
    "level(export[AD;; 2021-03], kg)": "SELECT 999999999999999.999",
    "level(export[AE;; 2021])": "SELECT -9999999999999999.99",
    "level(export[-CN;; 2022])": f"{SOLD} {EXPORTS} partner <> 'CN' AND year = 2022",
    "level(export[asia+-CN;; 2022])": f"{SOLD} {EXPORTS} partner IN ('AE', 'KZ') AND year = 2022",
    "level(export[; 0207; 2022])": f"{SOLD} {EXPORTS} commodity LIKE '0207%' AND year = 2022",
    "level(export[; 02-22; 2022])": f"{SOLD} {EXPORTS} {DIGITS} AND left(commodity, 2) <= '22' AND year = 2022",
    "level(export[; 0207142010; 2022-02])": f"{SOLD} {EXPORTS} commodity = '0207142010' AND year = 2022 AND month = 2",
    "level(import[;; 2022-Q3], kg)": f"SELECT sum(net_weight_kg) {IMPORTS} year = 2022 AND month IN (7, 8, 9)",
    "level(import[US;; 2022], t)": f"SELECT sum(net_weight_kg) / 1000 {IMPORTS} year = 2022 AND partner = 'US'",
    "level(export[; 2204; 2022], l)": f"SELECT sum(quantity) {EXPORTS} quantity_unit = 'l' AND year = 2022",
    "level(turnover[;; 2022])": f"{SOLD} FROM state WHERE year = 2022",
    "share(export[CN;; 2022], export[AR+CN+KZ+US;; 2022])": _quotient(
        f"{SOLD} {EXPORTS} partner = 'CN' AND year = 2022",
        f"{SOLD} {EXPORTS} partner IN ('AR', 'CN', 'KZ', 'US') AND year = 2022",
        100,
    ),
    "share(import[CN;; 2022], import[;; 2022], kg)": _quotient(
        f"SELECT sum(net_weight_kg) {IMPORTS} partner = 'CN' AND year = 2022",
        f"SELECT sum(net_weight_kg) {IMPORTS} year = 2022",
        100,
    ),
    "growth(export[US;; 2022])": _grown(f"{EXPORTS} partner = 'US'"),
    "growth(import[;; 2023])": (
        "SELECT 100 * (a - b)::DOUBLE / b FROM (SELECT sum(primary_value) FILTER (year = 2023) AS a, "
        f"sum(primary_value) FILTER (year = 2022) AS b {IMPORTS} month <= 8)"
    ),
    "growth(import[;; 2022-03], 2022-02)": (
        "SELECT 100 * (a - b)::DOUBLE / b FROM (SELECT sum(primary_value) FILTER (month = 3) AS a, "
        f"sum(primary_value) FILTER (month = 2) AS b {IMPORTS} year = 2022)"
    ),
    "change(export[KZ;; 2022])": (
        f"SELECT ({SOLD} {EXPORTS} partner = 'KZ' AND year = 2022) - ({SOLD} {EXPORTS} partner = 'KZ' AND year = 2021)"
    ),
    "change(share(export[KZ;; 2022], export[KZ+US;; 2022]))": (
        f"SELECT 100 * (a / b - c / d) FROM (SELECT {', '.join(SUMS)} FROM state WHERE flow = 'export')"
    ),
    "ratio(export[US;; 2022], import[US;; 2022])": _quotient(
        f"{SOLD} {EXPORTS} partner = 'US' AND year = 2022", f"{SOLD} {IMPORTS} partner = 'US' AND year = 2022"
    ),
    "unit_value(export[CN;; 2022], USD/kg)": PRICE.format(f"{EXPORTS} partner = 'CN' AND year = 2022"),
    "unit_value(import[;; 2021-Q2], USD/t)": PRICE_OF_TONNE.format(f"{IMPORTS} year = 2021 AND month IN (4, 5, 6)"),
    "unit_value(export[; 0207; 2022])": PRICE_OF_TONNE.format(f"{EXPORTS} commodity LIKE '0207%' AND year = 2022"),
    "unit_value(turnover[-CN; 02; 2021])": PRICE_OF_TONNE.format(
        "FROM state WHERE partner <> 'CN' AND commodity LIKE '02%' AND year = 2021"
    ),
    "unit_value(export[; 2204; 2022], USD/l)": (
        f"SELECT sum(primary_value) / sum(quantity) {EXPORTS} "
        "quantity_unit = 'l' AND quantity IS NOT NULL AND year = 2022"
    ),
    "unit_value(export[;; 2022], USD/pcs)": f"SELECT {EDGE} / 1.5",
    "balance([CN;; 2022])": (
        f"SELECT ({SOLD} {EXPORTS} partner = 'CN' AND year = 2022) - ({SOLD} {IMPORTS} partner = 'CN' AND year = 2022)"
    ),
    "rank(CN, export[;; 2022])": (
        f"SELECT 1 + count(*) FROM {BY_PARTNER} WHERE v > (SELECT v FROM {BY_PARTNER} WHERE partner = 'CN')"
    ),
    "rank(0207, export[;; 2022-05])": (
        f"WITH g AS {BY_HEADING} AND year = 2022 AND month = 5 GROUP BY 1) "
        "SELECT 1 + count(*) FROM g WHERE v > (SELECT v FROM g WHERE h = '0207')"
    ),
    "rank(poultry-meat, export[; poultry-meat+wine+12; 2022])": NAMED,
    "rank(asia, export[AR+US+asia; 0207; 2022])": AMONG_GROUPS,
    "rank(poultry-meat, export[;; 2022-05])": (
        f"WITH g AS {BY_HEADING} AND year = 2022 AND month = 5 GROUP BY 1) "
        "SELECT 1 + count(*) FROM g WHERE v > (SELECT v FROM g WHERE h = '0207')"
    ),
    "rank(KZ, export[asia;; 2022])": (
        "WITH g AS (SELECT partner, sum(primary_value) AS v "
        f"{EXPORTS} year = 2022 AND {OF_ASIA} GROUP BY 1) "
        "SELECT 1 + count(*) FROM g WHERE v > (SELECT v FROM g WHERE partner = 'KZ')"
    ),
    "count(partners, export[;; 2022])": f"SELECT count(*) FROM {BY_PARTNER} WHERE v > 0",
    "count(goods@4, export[;; 2022])": f"SELECT count(*) FROM {BY_HEADING} AND year = 2022 GROUP BY 1) WHERE v > 0",
}
OF_MIRROR = {
    "level(export[CN;; 2021])": f"{SOLD} {MAIN} partner = 'CN' AND year = 2021",
    "level(import[CN;; 2021])": f"{SOLD} FROM mirror WHERE flow = 'import' AND partner = 'CN' AND year = 2021",
    "level(import[-CN; 02-22; 2022])": (
        f"{SOLD} FROM mirror WHERE flow = 'import' AND partner <> 'CN' AND year = 2022 AND commodity < '23'"
    ),
    "level(export[;; 2020], kg)": f"SELECT sum(net_weight_kg) {MAIN} year = 2020",
    "level(export[;; 2022], kg)": "SELECT NULL",
    "unit_value(export[;; 2020], USD/kg)": PRICE.format(f"{MAIN} year = 2020"),
    "unit_value(import[CN+KZ;; 2021])": PRICE_OF_TONNE.format(
        "FROM mirror WHERE flow = 'import' AND year = 2021 AND partner IN ('CN', 'KZ')"
    ),
    "unit_value(export[;; 2022], USD/kg)": "SELECT NULL",
    "level(export[; 12019010; 2021])": "SELECT NULL",
    "level(export[; 120190+02071410; 2021])": f"{SOLD} {MAIN} year = 2021 AND commodity = '120190'",
    "growth(export[;; 2022], 2020)": _grown(f"{MAIN} true", 2020),
    "ratio(turnover[;; 2022], turnover[;; 2020])": _quotient(
        f"{SOLD} FROM mirror WHERE year = 2022", f"{SOLD} FROM mirror WHERE year = 2020"
    ),
}
QUESTIONS = [(STATE, measure, sql) for measure, sql in OF_STATE.items()] + [
    (MIRROR, measure, sql) for measure, sql in OF_MIRROR.items()
]


@pytest.fixture(scope="module")
def by_hand(book_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The records as `state` and `mirror`, each as its reporter sees them."""
    records = records_sql(BookStore.open(book_path).snapshot().files)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE records AS SELECT * FROM ({records}) WHERE aggregate IS NULL")
        connection.execute(f"CREATE VIEW state AS SELECT * FROM records WHERE reporter = '{STATE}'")
        connection.execute(
            f"CREATE VIEW mirror AS SELECT * FROM records WHERE reporter = '{MIRROR}' UNION ALL BY NAME "
            "SELECT * REPLACE ('import' AS flow, partner AS reporter, reporter AS partner) "
            f"FROM records WHERE source = 'baci' AND partner = '{MIRROR}'"
        )
        yield connection


@pytest.mark.parametrize(("reporter", "measure", "sql"), QUESTIONS, ids=[measure for _, measure, _ in QUESTIONS])
def test_a_measure_is_what_sql_gives(
    book: Book, by_hand: duckdb.DuckDBPyConnection, reporter: str, measure: str, sql: str
) -> None:
    row = by_hand.execute(sql).fetchone()
    assert row is not None
    answer = book.cube(reporter).measure(measure)
    if row[0] is None:
        assert (answer.value, answer.rows) == (None, 0)
        return
    assert answer.value is not None, answer.remarks
    assert answer.rows > 0
    exact = measure.startswith(("level", "balance", "change(export", "rank", "count"))
    if exact:
        assert answer.value == float(row[0])
    else:
        assert answer.value == pytest.approx(row[0], rel=1e-12)
