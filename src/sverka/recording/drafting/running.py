"""Columns that run up from January: Jan, Jan–Feb, Jan–Mar; 3 and 6 months; YTD. None but the first is a month.

Each holds those before it. Where columns of single months stand beside them, those are taken; of a series by itself
only what is a period by itself may be: Jan, Jan–Mar (the first quarter), Jan–Dec (the year).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sverka.recording.drafting.spans import QUESTION, month_pairs
from sverka.recording.drafting.toml import flat
from sverka.recording.drafting.words import says, years_in
from sverka.recording.mapping_text import ASKED
from sverka.recording.shaping import JOINT

if TYPE_CHECKING:
    from sverka.recording.drafting.heads import Head

_MONTHS = re.compile(r"(?<![\d.,])(\d{1,2})[ -]?(?:months?\b|mos?\b|м(?![а-яё])|мес)", re.IGNORECASE)
_YEAR, _QUARTER = 12, 3
SHOWN = 6
REASON = "runs up from January: a sum of months"


@dataclass(frozen=True, slots=True)
class Run:
    """Heads that run up from January, by name with the month at which each ends, `None` where it does not say.

    `taken` is the end that may be taken where nothing but the series is there.
    """

    ends: dict[str, int | None]
    taken: int | None = None
    names: tuple[str, ...] = ()

    def question(self, year: str | None) -> str:
        """What must be asked of the column that is taken of the series; its year where it is the whole of one."""
        if self.taken == _YEAR and year:
            return year
        told = ((one, period_to(end, year or "2023")) for one, end in self.ends.items())
        exact = [f"{flat(one)} as {period}" for one, period in told if period]
        series = ", ".join(flat(one) for one in self.names[:SHOWN])
        which = f"which is to be taken, {' or '.join(dict.fromkeys(exact[:SHOWN]))}? Any other" if exact else "each"
        said = f"{series} run up from January, each with those before it: {which} {QUESTION}"
        return f"{ASKED}{said}; for months put the differences into the file"


def period_to(end: int | None, year: str) -> str | None:
    """The period of a book that runs from January to the end of a month; `None` where there is none.

    >>> [period_to(end, "2023") for end in (1, 3, 6, 12)]
    ['2023-01', '2023-Q1', None, '2023']
    """
    return {1: f"{year}-01", _QUARTER: f"{year}-Q1", _YEAR: year}.get(end or 0)


def end_of(name: str) -> tuple[bool, int | None]:
    """Whether a head runs up from January, and to which month.

    >>> [end_of(name) for name in ("Jan-Feb", "январь–март 2023", "9 мес. 2023", "YTD", "Feb-Mar", "Jan")]
    [(True, 2), (True, 3), (True, 9), (True, None), (False, None), (False, None)]
    """
    ends = [last for part in name.split(JOINT) for first, last in month_pairs(part) if first == 1 < last]
    ends += [int(number) for number in _MONTHS.findall(name) if 1 < int(number) <= _YEAR]
    return bool(ends) or says("cumulative", name), ends[0] if ends else None


def run_of(heads: Sequence[Head]) -> Run | None:
    """The heads that run up from January; `None` where none do, or where one of another kind stands alone."""
    ends = {one.column.name: end for one in heads for runs, end in (end_of(one.column.name),) if runs}
    single = {month: one.column.name for one in heads if one.column.name not in ends and (month := _month(one))}
    if not ends or not (single or len({*ends.values()} - {None}) > 1):
        return None
    if {*single} - {1}:
        return Run(ends)
    known = {end for end in ends.values() if end}
    if not known:
        return None
    names = [one.column.name for one in heads if one.column.name in ends or _month(one) == 1]
    whole = {name: 1 for name in names if name not in ends} | ends
    taken = next((end for end in (_YEAR, _QUARTER, 1) if end in whole.values()), max(known))
    return Run(whole, taken, tuple(names))


def year_of(name: str) -> str | None:
    """The one year that a head names."""
    years = years_in(name)
    return years[0] if len(years) == 1 else None


def _month(one: Head) -> int | None:
    """The single month that a head is."""
    found = re.fullmatch(r"\d{4}-(\d\d)", one.period or "")
    return int(found[1]) if found else one.month
