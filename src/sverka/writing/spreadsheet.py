"""Cells and lines of CSV that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sverka.writing.terminal import clean

Cell = str | float | int | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(cell: Cell) -> str | float | int:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are, nothing is empty.

    >>> safe_cell("=1+1"), safe_cell(-3.5), safe_cell(None)
    ("'=1+1", -3.5, '')
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    text = clean(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_text(columns: Iterable[str], lines: Iterable[Iterable[Cell]]) -> str:
    """A table with its line of names, lines ended by a line feed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    return out.getvalue()
