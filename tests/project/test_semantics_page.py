"""The examples and tables of docs/semantics.md are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sverka.model.interval import Interval
from sverka.recording.statements import KNOWN
from sverka.reference.hedges import grain, granularity, stated_intervals
from sverka.reference.tables_io import read_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "semantics.md"
COLUMNS = {"1 digit": "one", "2 digits, last 5": "two_last_5", "2 digits, other": "two", "3+ digits": "more"}
PERCENT_COLUMNS = {"ending in 0": "percent_0", "ending in 5": "percent_5"}


def table(first_cell: str) -> list[dict[str, str]]:
    """The rows of the table of the page whose header begins with this cell."""
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first_cell} |"))
    rows = []
    for line in [lines[start], *lines[start + 2 :]]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def shown(interval: Interval) -> str:
    """An interval as the page writes it."""
    low, high = (None if end is None else f"{end:.12g}" for end in (interval.low, interval.high))
    if high is None:
        return f"above {low}" if interval.low_open else f"{low} …"
    return f"{low} … below {high}" if interval.high_open else f"{low} … {high}"


EXAMPLES = table("said | value")


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["said"] for row in EXAMPLES])
def test_worked_examples(row: dict[str, str]) -> None:
    digits = re.fullmatch(r"[0-9.]+", row["printed"])
    narrow, wide = stated_intervals(
        float(row["value"]), row["unit"], row["hedge"], row["printed"] if digits else "", fraction=not digits
    )
    assert (shown(narrow), shown(wide)) == (row["interval"], row["wide interval"])


def test_granularities() -> None:
    rows = table("number")
    assert [(granularity(row["number"]), grain(row["number"])) for row in rows] == [
        (float(row["granularity"]), float(row["grain"])) for row in rows
    ]


def measured() -> dict[tuple[str, str], str]:
    """(words, digits) → the cell that the page should show, from the table of distances."""
    cells = {}
    for row in read_table("hedges/distances.csv"):
        near, far = row["d50"], row["d25"]
        cells[f"{row['row']}, {row['side']} N", row["digits"]] = f"{near} / {far}" if far else near
    return cells


@pytest.mark.parametrize(
    ("first", "columns"), [("words | 1 digit (60, 8, 300)", COLUMNS), ("words | ending in 0", PERCENT_COLUMNS)]
)
def test_measured_distances(first: str, columns: dict[str, str]) -> None:
    cells = measured()
    for row in table(first):
        for head, cell in list(row.items())[1:]:
            digits = columns[head.partition(" (")[0]]
            assert cells.get((row["words"], digits), "–") == cell


def test_the_columns_of_statements_files() -> None:
    assert [row["column"].strip("`") for row in table("column")] == list(KNOWN)
