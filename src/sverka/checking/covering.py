"""What a book covers of a reporter: which chapters of goods, so that a filtered extract is not taken for the whole."""

from __future__ import annotations

from collections.abc import Iterable

from sverka.measuring.series import Series
from sverka.reference.goods import section_of

FEWEST_SECTIONS = 12
"""A reporter whose records, in all years and both flows, lie in fewer than this of the 21 sections of the HS may have
been filtered: a filter takes whole sections away, while small trade leaves gaps in many of them.
"""


def scope_text(series: Series) -> str | None:
    """The chapters of what may be a filtered extract, `HS 01–24`; `None` where most sections have some."""
    chapters = series.chapters
    sections = {section_of(f"{chapter:02d}") for chapter in chapters}
    if not chapters or len(sections) >= FEWEST_SECTIONS:
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
