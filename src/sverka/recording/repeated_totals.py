"""A total that a source declares more than once in one scope: repeated, or with different values.

Cuts (mode, customs procedure), months, units, currencies and classifications are told apart, and such totals add up as
parts do. Where all of these are the same, two rows declare one cell. With one value it counts once. With different ones
they cannot both be the total, and none is taken: the parts answer. Of a scope that holds nothing but such rows the
largest answers, so that what one row alone would say is not lost. Both is told.

A file may be cut finer than it was read (by a column that a mapping leaves out). Then its parts are repeated as well,
and totals add up as they do.
"""

from __future__ import annotations

from sverka.recording.columns import TOTAL, WORLD

LOWEST, HIGHEST, REPEATED = "contested lowest", "contested highest", "repeated total"
"""Marks of rows that declare no total: of different values the lowest and the highest, and what is left beside them."""
MARKS = (LOWEST, HIGHEST, REPEATED)
_DECLARED = ("partners", "goods", "detail")
_SCOPE = "reporter, month, classification, currency, valuation"
_CELL = f"{_SCOPE}, partner, commodity, detail, quantity_unit"
_ALL_TRADE = f"partner = '{WORLD}' AND commodity = '{TOTAL}'"
_MAY = (
    f"(aggregate IN ({', '.join(map(repr, _DECLARED))}) AND (aggregate <> 'partners' OR partner = '{WORLD}') "
    f"OR aggregate IS NULL AND {_ALL_TRADE})"
)
"""A condition: a row declares a total."""


def any_repeated(rows: str) -> str:
    """A query that has a row where some cell of rows of one source, flow and year is declared more than once."""
    return f"SELECT 1 FROM ({rows}) WHERE {_MAY} GROUP BY {_CELL} HAVING count(*) > 1 LIMIT 1"


def settled(rows: str) -> str:
    """The rows, all canonical columns there and totals marked, with the marks of those that are declared repeatedly."""
    window = "PARTITION BY " + ", ".join(f"rows.{name}" for name in (*_CELL.split(", "), "aggregate"))
    return f"""WITH rows AS MATERIALIZED ({rows}),
cut AS (SELECT DISTINCT {_SCOPE} FROM (
  SELECT {_CELL} FROM rows WHERE aggregate IS NULL AND NOT ({_ALL_TRADE}) GROUP BY ALL HAVING count(*) > 1)),
alone AS (SELECT {_SCOPE} FROM rows WHERE aggregate IS NULL GROUP BY ALL HAVING bool_and({_ALL_TRADE})),
told AS (SELECT rows.*, cut.reporter IS NULL AS __once, alone.reporter IS NOT NULL AS __alone,
  count(*) OVER ({window}) AS __of,
  min(primary_value) OVER ({window}) AS __low, max(primary_value) OVER ({window}) AS __high,
  row_number() OVER ({window}, primary_value ORDER BY net_weight_kg DESC NULLS LAST) AS __nth
  FROM (SELECT * FROM rows WHERE {_MAY}) rows
  LEFT JOIN cut ON {_same("cut")} LEFT JOIN alone ON {_same("alone")})
SELECT * FROM rows WHERE NOT coalesce({_MAY}, false)
UNION ALL BY NAME
SELECT * EXCLUDE (__once, __alone, __of, __low, __high, __nth) REPLACE (CASE
  WHEN __of = 1 OR NOT __once THEN aggregate
  WHEN __nth > 1 THEN '{REPEATED}'
  WHEN __low = __high OR (__alone AND primary_value = __high) THEN aggregate
  WHEN primary_value = __low THEN '{LOWEST}'
  WHEN primary_value = __high THEN '{HIGHEST}'
  ELSE '{REPEATED}' END AS aggregate) FROM told"""


def counted(rows: str) -> str:
    """A query of how many rows of each file (`__file`) are contested, and how many are repeated with one value."""
    contested = f"aggregate IN ('{LOWEST}', '{HIGHEST}')"
    marks = ", ".join(map(repr, MARKS))
    return (
        f"SELECT __file, count(*) FILTER ({contested}), count(*) FILTER (NOT {contested}) FROM ({rows}) "
        f"WHERE aggregate IN ({marks}) AND __file >= 0 GROUP BY __file"
    )


def _same(table: str) -> str:
    return " AND ".join(f"{table}.{one} IS NOT DISTINCT FROM rows.{one}" for one in _SCOPE.split(", "))
