"""What a book covers of a reporter: which chapters of goods, so that a filtered extract is not taken for the whole."""

from __future__ import annotations

from collections.abc import Iterable

from sverka.measuring.series import Series

FEWEST_CHAPTERS = 60
"""A reporter with fewer chapters than this, of 96, in all its records may have been filtered: even small regions trade
in most of them over some years, as exporter or importer."""


def scope_text(series: Series) -> str | None:
    """The chapters of what may be a filtered extract, `HS 01–24, 41, 44`; `None` where most chapters are recorded."""
    chapters = series.chapters
    if not chapters or len(chapters) >= FEWEST_CHAPTERS:
        return None
    return "HS " + ", ".join(_runs(chapters))


def _runs(numbers: Iterable[int]) -> list[str]:
    """Whole numbers as runs: `01–24`, `41`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [f"{low:02d}" if low == high else f"{low:02d}–{high:02d}" for low, high in runs]
