"""Totals beside their parts: which rows of a hierarchical source are aggregates, told from the rows themselves.

A row is a total where the same scope (reporter, flow, period) holds what it is the sum of: other partners beside the
world, other goods beside TOTAL, longer codes below a shorter one, modes of transport beside all modes. Where a scope
holds no parts, what would be a total is all that is known, and counts as a part. Where a scope tells the trade with a
partner in several classifications, each tells all of it: one counts, the newest edition of the HS before others.
"""

from __future__ import annotations

from sverka.recording.columns import TOTAL, WORLD

PREFIX_DIGITS = (2, 4, 6, 8)
ODD_DIGITS = (1, 3, 5, 7)
"""Shorter codes of classifications that go digit by digit, as SITC and BEC do."""
EVEN_CODES = ("HS", "CN", "TNVED", "NCM", "HTS")
"""What the names of classifications begin with whose codes have an even number of digits, so that a lost zero shows."""
PARTNERS, GOODS, DETAIL = "partners", "goods", "detail"
"""What the parts of an aggregate are told by."""
CLASSIFICATION = "classification"
"""The mark of a row whose goods are counted in another classification."""
TOLD = (PARTNERS, GOODS, DETAIL, CLASSIFICATION)
"""All that is told here; other marks of aggregates come with the rows."""
MANY_VALUES = 50
"""From how many values on a common last place beyond the unit of the currency is that of the source, and no chance."""
ROUNDING_SHARE = 0.01
"""What is never put down to rounding: so large a part of a declared total."""
_SCOPE = "reporter, month, classification"


def marked(rows: str) -> str:
    """Rows of one flow and year, all canonical columns there, with their `aggregate` told; a given one is kept."""
    base = f"SELECT * EXCLUDE (aggregate), aggregate AS __given FROM ({rows})"
    return f"""WITH rows AS MATERIALIZED ({base}),
told AS (SELECT * FROM rows WHERE __given IS NULL),
with_partners AS (SELECT DISTINCT reporter, month FROM told WHERE partner <> '{WORLD}'),
with_goods AS (SELECT DISTINCT {_SCOPE}, partner FROM told WHERE commodity <> '{TOTAL}'),
prefixes AS ({_prefixes()}),
counted AS ({_counted()}),
finest AS ({_finest()})
SELECT rows.* EXCLUDE (__given), CASE
  WHEN __given IS NOT NULL THEN __given
  WHEN rows.partner = '{WORLD}' AND with_partners.reporter IS NOT NULL THEN '{PARTNERS}'
  WHEN counted.system <> rows.classification THEN '{CLASSIFICATION}'
  WHEN rows.commodity = '{TOTAL}' AND with_goods.reporter IS NOT NULL THEN '{GOODS}'
  WHEN prefixes.reporter IS NOT NULL THEN '{GOODS}'
  WHEN finest.dims IS NOT NULL AND {_DIMS.format(detail="rows.detail")} <> finest.dims THEN '{DETAIL}'
END AS aggregate
FROM rows
LEFT JOIN with_partners ON {_same("with_partners")}
LEFT JOIN counted ON {_same("counted", "partner")}
LEFT JOIN with_goods ON {_same("with_goods", "classification", "partner")}
LEFT JOIN prefixes ON {_same("prefixes", "classification", "partner")} AND prefixes.prefix = rows.commodity
LEFT JOIN finest ON {_same("finest", "classification", "partner", "commodity")}"""


_DIMS = "regexp_replace(coalesce({detail}, ''), '=[^;]*', '', 'g')"
"""Which cuts a detail names, `customs;mode`, without their values."""


def _prefixes() -> str:
    """Every shorter code that a longer one stands below, in the same scope and with the same partner."""
    even = " OR ".join(f"classification LIKE '{start}%'" for start in EVEN_CODES)
    cuts = " UNION ".join(
        f"SELECT {_SCOPE}, partner, left(commodity, {digits}) AS prefix FROM told "
        f"WHERE length(commodity) > {digits} AND commodity <> '{TOTAL}'{where}"
        for lengths, where in ((PREFIX_DIGITS, ""), (ODD_DIGITS, f" AND NOT ({even})"))
        for digits in lengths
    )
    return f"SELECT DISTINCT * FROM ({cuts})"


def _counted() -> str:
    """By partner the classification that counts, where there are several."""
    return (
        "SELECT reporter, month, partner, "
        "max_by(classification, (classification LIKE 'HS%', classification)) AS system "
        "FROM told GROUP BY ALL HAVING min(classification) <> max(classification)"
    )


def _finest() -> str:
    """By key the finest cut, where several are there: most dimensions, then the first by name.

    Rows cut by mode and rows cut by customs procedure are two ways to part one total; only one of them may be summed.
    """
    dims = _DIMS.format(detail="detail")
    return (
        f"SELECT {_SCOPE}, partner, commodity, "
        f"arg_max({dims}, (length({dims}) - length(replace({dims}, ';', '')) + ({dims} <> '')::INT) * 1000 "
        f"- length({dims})) AS dims FROM told GROUP BY ALL HAVING count(DISTINCT {dims}) > 1"
    )


def _same(table: str, *columns: str) -> str:
    pairs = [f"{table}.reporter = rows.reporter", f"{table}.month IS NOT DISTINCT FROM rows.month"]
    return " AND ".join([*pairs, *(f"{table}.{column} = rows.{column}" for column in columns)])
