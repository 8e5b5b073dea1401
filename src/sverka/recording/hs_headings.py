"""Whether a code of goods is of the Harmonized System: its chapter exists, and its heading in some edition.

Between the first and the last heading of a chapter some were taken out, in one edition or another; these pass. What is
below six digits belongs to the nomenclatures of countries, and is not judged.
"""

from __future__ import annotations

from functools import cache

from sverka.recording.tables_io import read_table

NO_HEADING = "no chapter or heading of the HS begins so: digits were lost or added"


def no_heading_sql(code: str) -> str:
    """A condition of an SQL text, null or false for other than digits: the first two are no chapter, or the first four
    no heading.
    """
    # What is no number has no place in the lists, and so nothing is said of it.
    chapter, heading = f"TRY_CAST(left({code}, 2) AS INTEGER)", f"TRY_CAST(substr({code}, 3, 2) AS INTEGER)"
    first, last = (f"{_bounds(name)}[{chapter} + 1]" for name in ("first", "last"))
    return f"({last} < 0 OR (length({code}) >= 4 AND {heading} NOT BETWEEN {first} AND {last}))"


@cache
def _bounds(name: str) -> str:
    """By chapter, from 00 to 99, the number of its first or last heading; below 0 where there is no such chapter."""
    known = {int(row["chapter"]): int(row[name]) for row in read_table("hs_headings.csv")}
    return str([known.get(chapter, -1) for chapter in range(100)])
