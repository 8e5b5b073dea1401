"""The canonical columns of recorded trade, after IMTS 2010 and UN Comtrade names.

Units stand at the end of names. A book keeps one row for each row of the source; nothing is summed on the way in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column: its SQL type, whether files may lack it, whether it names the folder of a data file."""

    name: str
    sql_type: str
    what: str
    optional: bool = False
    shelf: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("source", "VARCHAR", "id of the source format, or of a mapped table", shelf=True),
    Column("frequency", "VARCHAR", "A annual, Q quarterly, M monthly", shelf=True),
    Column("year", "INTEGER", "calendar year of the period", shelf=True),
    Column("flow", "VARCHAR", "export or import, as the reporter sees it", shelf=True),
    Column("classification", "VARCHAR", "the classification of goods with its edition: HS2017, NCM, TNVED", shelf=True),
    Column("currency", "VARCHAR", "ISO 4217 code of the primary value", shelf=True),
    Column("valuation", "VARCHAR", "FOB, CIF, or what else the source says: statistical, customs", shelf=True),
    Column("reporter", "VARCHAR", "whose trade it is: ISO 3166-1 alpha-2 or ISO 3166-2, else an own code"),
    Column("partner", "VARCHAR", "ISO 3166-1 alpha-2, `world` for a declared total, else an own code"),
    Column("commodity", "VARCHAR", "code of the goods, 2 to 10 digits; `TOTAL` for a declared total"),
    Column("month", "INTEGER", "month 1–12, or the first month of a quarter; absent in annual data", optional=True),
    Column("primary_value", "DECIMAL(18,2)", "value in units of the currency"),
    Column("net_weight_kg", "DECIMAL(18,3)", "net weight in kilograms; null where not given", optional=True),
    Column("quantity", "DECIMAL(18,3)", "quantity in the supplementary unit; null where not given", optional=True),
    Column("quantity_unit", "VARCHAR", "the supplementary unit", optional=True),
    Column("detail", "VARCHAR", "finer cuts of the source, `municipality=4106902;mode=1000`", optional=True),
    Column("aggregate", "VARCHAR", "null for a part; else which parts the row is a total of", optional=True),
)

SHELF: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.shelf)
"""The columns that name the folder of a data file; they are constant within a file."""

STORED: tuple[Column, ...] = tuple(column for column in COLUMNS if not column.shelf)
"""The columns that stand inside a data file."""

WORLD = "world"
"""The partner of a declared total over all partners."""

TOTAL = "TOTAL"
"""The commodity of a declared total over all goods."""

FREQUENCIES: tuple[str, ...] = ("A", "Q", "M")

HS_BASED: tuple[str, ...] = ("HS", "NCM", "CN", "TNVED")
"""How classifications begin whose first six digits are those of the Harmonized System."""
