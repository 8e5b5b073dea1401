"""The records of the engine suite: two sources, made by DuckDB and put into a book by the store itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from sverka.recording.book import BookStore, DataFile, NewFile, Shelf
from sverka.recording.columns import COLUMNS, SHELF
from sverka.recording.entries import LoadEntry
from sverka.recording.source import literal

STATE, MIRROR = "BR-PR", "BR"
"""The reporters of the suite: one of the monthly source, one that the two-sided source has on both sides."""
TOTALS = "UZ"
"""A reporter whose declared totals stand beside their parts."""
TYPES = {column.name: column.sql_type for column in COLUMNS}
OWN_PARTNER = "x1a2b3c"
EDGE = "9999999999999999.99"
"""The largest value that a record can have."""

ANNUAL = """SELECT {year} AS year, reporter, partner, commodity,
  ((hash(reporter, partner, commodity, {year}) % 90000000) / 100 - 100000)::DECIMAL(18,2) AS primary_value,
  {extra}
FROM (VALUES ('BR'), ('CN'), ('US'), ('m490')) r(reporter), (VALUES ('BR'), ('CN'), ('KZ'), ('m490')) p(partner),
  (VALUES ('020714'), ('100590'), ('120190'), ('220421'), ('271012'), ('999999')) c(commodity)
WHERE reporter <> partner ORDER BY ALL"""
"""A year of the two-sided source; some of its values are below zero."""

MONTHLY = """SELECT {year} AS year, 'BR-PR' AS reporter, partner, commodity, month,
  ((hash(partner, commodity, month, d, {year}, {salt}) % 70000000) / 100 - 100000)::DECIMAL(18,2) AS primary_value,
  CASE WHEN hash(partner, month, d) % 5 > 0 THEN ((hash(commodity, month) % 9000000) / 1000)::DECIMAL(18,3) END
    AS net_weight_kg {extra}
FROM (VALUES ('AR'), ('CN'), ('KZ'), ('US'), ('x1a2b3c')) p(partner),
  (VALUES ('02'), ('0207'), ('020714'), ('02071420'), ('0207142010'), ('120'), ('22042'), ('2204211'), ('220421000'),
    ('27XX'), ('12E4'), ('1234567E10'), ('12345678E1'), ('1_00'), ('+12'), ('12345678901')) c(commodity),
  range(1, {months} + 1) m(month), range(2) d(d)
UNION ALL SELECT * FROM (VALUES {rows}) ORDER BY ALL"""
"""A year of the monthly source: codes of 2 to 10 digits, codes that only look like numbers, rows without a weight."""

QUANTITIES = """,
  CASE WHEN commodity LIKE '2204%' THEN ((hash(partner, month, commodity) % 500000) / 1000)::DECIMAL(18,3) END
    AS quantity,
  CASE WHEN commodity LIKE '2204%' THEN 'l' END AS quantity_unit,
  'municipality=' || (4100000 + d) AS detail, CAST(NULL AS VARCHAR) AS aggregate"""

EXTREMES = (
    f"({{year}}, 'BR-PR', 'AD', '9999999999', 3, {EDGE}, 999999999999999.999, 1.5, 'pcs', NULL, NULL)",
    f"({{year}}, 'BR-PR', 'AE', '9999999999', 3, -{EDGE}, NULL, 2.25, 'm2', NULL, NULL)",
    "({year}, 'BR-PR', 'CN', '120190', NULL, 12.34, 5, NULL, NULL, NULL, NULL)",
    "({year}, 'BR-PR', 'AR', 'TOTAL', 1, 0.01, 0.001, NULL, NULL, NULL, NULL)",
    "({year}, 'BR-PR', 'world', '8703', 2, 7.77, NULL, NULL, NULL, NULL, NULL)",
    "({year}, 'BR-PR', 'world', 'TOTAL', 1, 1000000000, 1000, NULL, NULL, NULL, 'partner,commodity')",
    "({year}, 'BR-PR', 'CN', '02', 1, 500000000, 1000, NULL, NULL, NULL, 'commodity')",
)
"""Rows at the edges: the largest value and its opposite, no month, declared totals, which must be left out."""
DECLARED = """SELECT 2022 AS year, 'UZ' AS reporter, * FROM (VALUES
  ('CN', '270900', 60, NULL, NULL), ('CN', '271012', 10, 'mode=1', NULL), ('CN', '271012', 20, 'mode=2', NULL),
  ('CN', '271012', 31, NULL, 'detail'), ('CN', '271012', 9, 'customs=C01', 'detail'),
  ('CN', '27', 95, NULL, 'goods'), ('CN', '27', 50, 'mode=1', 'goods'), ('CN', '27', 45, 'mode=2', 'goods'),
  ('CN', 'TOTAL', 96, 'customs=C01;mode=1', 'goods'), ('world', 'TOTAL', 200, NULL, 'partners'),
  ('world', 'TOTAL', 120, 'customs=C01', 'partners'), ('world', 'TOTAL', 80, 'customs=C02', 'partners'),
  ('eeu27', 'TOTAL', 70, NULL, 'partners'), ('CN', '27', 5, NULL, 'of which re-exports'),
  ('CN', '27', 94, NULL, 'classification')) v(partner, commodity, primary_value, detail, aggregate) ORDER BY ALL"""
"""Totals over partners, goods and cuts, and aggregates that are none of these."""
PLAIN = ("({year}, 'BR-PR', 'US', '84', 1, 10.50, NULL)",)


def make_book(folder: Path) -> Path:
    """The book of the suite; two versions after the empty one, since it is filled by two commits."""
    store = BookStore.create(folder, _entry("created", "created"))
    annual = [
        _file(folder, _shelf("baci", "A", year), ANNUAL.format(year=year, extra=extra))
        for year, extra in (
            (2020, "CASE WHEN hash(commodity) % 3 > 0 THEN 12.345::DECIMAL(18,3) END AS net_weight_kg"),
            (2021, "CASE WHEN hash(partner) % 3 > 0 THEN 0.5::DECIMAL(18,3) END AS net_weight_kg"),
            (2022, "CAST(NULL AS INTEGER) AS month"),
        )
    ]
    annual.append(_file(folder, _shelf("comtrade", "A", 2022), DECLARED))
    store.commit(annual, [], _entry("first"))
    monthly = [
        _file(folder, _shelf("comexstat-municipal", "M", year, flow), _monthly(year, flow, months))
        for flow in ("export", "import")
        for year, months in ((2021, 12), (2022, 12), (2023, 8))
    ]
    store.commit(monthly, [], _entry("second"))
    return folder


def _monthly(year: int, flow: str, months: int) -> str:
    full = flow == "export"
    rows = ", ".join(EXTREMES if full else PLAIN).format(year=year)
    extra = QUANTITIES if full else ""
    return MONTHLY.format(year=year, salt=len(flow) + full, months=months, rows=rows, extra=extra)


def _entry(load: str, kind: str = "records") -> LoadEntry:
    return LoadEntry(load=load, at="2026-01-02T03:04:05+00:00", kind=kind)


def _shelf(source: str, frequency: str, year: int, flow: str = "export") -> Shelf:
    return Shelf(source, frequency, year, flow, "HS2017", "USD", "CIF" if flow == "import" else "FOB")


def _file(book: Path, shelf: Shelf, query: str) -> NewFile:
    """A data file in its place, with what a commit tells of it."""
    name = f"{shelf.folder}/часть 1.parquet"
    target = book / name
    target.parent.mkdir(parents=True)
    with duckdb.connect() as connection:
        columns = [column for column, *_ in connection.execute(f"DESCRIBE ({query})").fetchall()]
        typed = ", ".join(f"{column}::{TYPES[column]} AS {column}" for column in columns)
        connection.execute(f"COPY (SELECT {typed} FROM ({query})) TO {literal(str(target))} (FORMAT parquet)")
        rows = connection.execute(
            f"SELECT count(*), min(reporter), max(reporter) FROM read_parquet({literal(str(target))}, "
            "hive_partitioning=false)"
        ).fetchone()
    assert rows is not None
    return NewFile(name, shelf, *rows, tuple(columns))


def write_file(target: Path, query: str) -> Path:
    """The rows of a query of DuckDB's as a Parquet file."""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO {literal(str(target))} (FORMAT parquet)")
    return target


def records_sql(files: Sequence[DataFile]) -> str:
    """Every record of some files with all columns, as a query."""
    parts = []
    for file in files:
        columns = ", ".join(_selected(file, column.name, column.sql_type) for column in COLUMNS)
        parts.append(f"SELECT {columns} FROM read_parquet({literal(str(file.path))}, hive_partitioning=false)")
    return " UNION ALL ".join(parts)


def _selected(file: DataFile, name: str, sql_type: str) -> str:
    if name in SHELF and name != "year":
        return f"{literal(str(getattr(file.shelf, name)))} AS {name}"
    return name if name in file.columns else f"CAST(NULL AS {sql_type}) AS {name}"
