"""Files of the form of CEPII BACI with made-up trade, as large as the real ones, for benchmarks.

Exporters, importers and products are heavy-tailed; rows stand in the order of BACI: year, exporter, importer, product.
The same arguments give the same rows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sverka.reference.places_data import country_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COUNTRIES, PRODUCTS = 224, 5000
TAIL = 50.0
FULL_YEAR_ROWS = 11_000_000
"""About how many rows a year has at density 0.9, as BACI's years have."""


def write_years(connection: DuckDBPyConnection, target: Path, years: tuple[int, ...], density: float = 0.9) -> int:
    """Write one CSV with some years; how many rows it has. `density` is the share of the products
    that the two largest countries trade."""
    connection.execute("SET enable_progress_bar_print = false")
    codes = sorted(int(row["m49"]) for row in country_rows() if row["m49"])[:COUNTRIES]
    listed = ", ".join(f"({code}, {rank})" for rank, code in enumerate(codes))
    wanted = ", ".join(f"({year})" for year in years)
    count = f"CAST({PRODUCTS} * ({density} * exp(-(a.r + b.r) / {TAIL}) + 0.0002) AS INTEGER)"
    # 7 and the number of products have no common divisor, so each pair trades so many different products.
    select = f"""SELECT t, i, j, printf('%06d', 10100 + p * 177) AS k,
      printf('%.3f', 0.001 + (hash(x, p, t) % 10000000) / 1000.0) AS v,
      CASE WHEN hash(p, i, t) % 40 = 0 THEN 'NA' ELSE printf('%.3f', (hash(p, j, t) % 100000) / 1000.0) END AS q
      FROM (SELECT y.t, a.code AS i, b.code AS j, a.r * 31 + b.r * 17 AS x,
          (unnest(range({count})) * 7 + a.r * 31 + b.r * 17 + y.t) % {PRODUCTS} AS p
        FROM (VALUES {wanted}) y(t), (VALUES {listed}) a(code, r), (VALUES {listed}) b(code, r)
        WHERE a.code <> b.code)"""
    path = str(target).replace("'", "''")
    done = connection.execute(f"COPY ({select} ORDER BY t, i, j, k) TO '{path}' (HEADER, DELIMITER ',', QUOTE '')")
    row = done.fetchone()
    return int(row[0]) if row else 0
