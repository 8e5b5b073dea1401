"""Periods as source files write them, told apart in SQL row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sverka.recording.lookup_sql import case_sql
from sverka.recording.period_words import MONTH_WORD, month_number, month_number_sql

_SINGLE_MONTH = "^(?:01[./-])?([0-9]{1,2})[./-]([0-9]{4})$"
_YEAR_FIRST = "^([0-9]{4})(?:[./-]([0-9]{1,2}))?(?:[./-]01)?$"
FIRST_YEAR, LAST_YEAR = 1900, 2100


def year_sql(period: str) -> str:
    """The year of `04/2021`, `04.2021`, `2021-04`, `2021-04-01`, `01.04.2021`, `2021`; null for other texts."""
    return f"TRY_CAST(CASE WHEN {_is_usual(period)} THEN right({period}, 4) ELSE {_found(period, 1, 2)} END AS INTEGER)"


def month_sql(period: str) -> str:
    """The month of the same texts; null for a year alone."""
    return f"TRY_CAST(CASE WHEN {_is_usual(period)} THEN left({period}, 2) ELSE {_found(period, 2, 1)} END AS INTEGER)"


def _is_usual(period: str) -> str:
    """A condition: the text looks like `04/2021`, the form that is met most, and is cheap to take apart."""
    return (
        f"(length({period}) = 7 AND {period}[3] IN ('/', '.') AND regexp_full_match({period}, '[0-9]{{2}}.[0-9]{{4}}'))"
    )


def _found(period: str, year_first: int, month_first: int) -> str:
    """What one of the two patterns finds in a group of its own."""
    text = f"trim({period})"
    return (
        f"coalesce(nullif(regexp_extract({text}, '{_YEAR_FIRST}', {year_first}), ''), "
        f"nullif(regexp_extract({text}, '{_SINGLE_MONTH}', {month_first}), ''))"
    )


def period_select(period: str) -> dict[str, str]:
    """`frequency`, `year` and `month` of a text that is a month or a year."""
    month = month_sql(period)
    return {
        "frequency": f"CASE WHEN {month} IS NULL THEN 'A' ELSE 'M' END",
        "year": year_sql(period),
        "month": month,
    }


def bad_month_sql(period: str) -> str:
    """A condition: the text is neither a month nor a year."""
    year = f"{year_sql(period)} BETWEEN {FIRST_YEAR} AND {LAST_YEAR}"
    return f"({year}) IS NOT TRUE OR {month_sql(period)} NOT BETWEEN 1 AND 12"


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """How periods are written in a column: a pattern whose groups are the year, and the month or the quarter.

    `words`: the month is a name in Russian or English, short or long, in any case form. `mixed`: a text may be a year,
    a quarter or a month, told row by row.
    """

    pattern: str
    year: int = 1
    month: int = 0
    quarter: int = 0
    words: bool = False
    mixed: bool = False

    @property
    def frequency(self) -> str:
        """`M`, `Q` or `A`; of mixed forms what the finest may be."""
        return "M" if self.month else "Q" if self.quarter else "A"

    def select(self, period: str) -> dict[str, str]:
        """`year`, and `month` unless the form is of years, of an SQL text; null for others. Mixed: `frequency` too."""
        chosen = {"year": f"TRY_CAST({self._part(period, self.year)} AS INTEGER)"}
        if self.mixed:
            return chosen | self._mixed(period)
        if self.month:
            chosen["month"] = self._month(period)
        if self.quarter:
            chosen["month"] = f"{_quarter_sql(self._part(period, self.quarter))} * 3 - 2"
        return chosen

    def _mixed(self, period: str) -> dict[str, str]:
        month = self._month(period)
        quarter = f"{_quarter_sql(self._part(period, self.quarter))} * 3 - 2"
        return {
            "frequency": f"CASE WHEN {month} IS NOT NULL THEN 'M' WHEN {quarter} IS NOT NULL THEN 'Q' ELSE 'A' END",
            "month": f"coalesce({month}, {quarter})",
        }

    def _month(self, period: str) -> str:
        part = self._part(period, self.month)
        return month_number_sql(part) if self.words else f"TRY_CAST({part} AS INTEGER)"

    def bad(self, period: str) -> str:
        """A condition: the text is not of this form."""
        other = f"NOT regexp_full_match(trim({period}), '{self.pattern}')"
        return f"({other} OR {self._month(period)} IS NULL)" if self.words else other

    def fits(self, text: str) -> bool:
        """Whether a text is of this form."""
        found = re.fullmatch(self.pattern, text)
        return found is not None and (not self.words or month_number(found[self.month]) is not None)

    def told(self, text: str) -> str | None:
        """The period that a text of this form is: 2023, 2023-Q1 or 2023-04."""
        found = re.fullmatch(self.pattern, text)
        if found is None:
            return None
        if self.month and (part := found[self.month]):
            month = month_number(part) if self.words else int(part)
            return f"{found[self.year]}-{month:02}" if month else None
        part = found[self.quarter] if self.quarter else None
        return f"{found[self.year]}-Q{_ROMAN.get(part, part)}" if part else str(found[self.year])

    def _part(self, period: str, group: int) -> str:
        return f"nullif(regexp_extract(trim({period}), '^{self.pattern}$', {group}), '')"


_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def _quarter_sql(part: str) -> str:
    """A quarter in Arabic or Roman numerals as a number."""
    number = case_sql(part, _ROMAN, part)
    return f"TRY_CAST({number} AS INTEGER)"


_YEAR = "((?:19|20)[0-9]{2})"
_MONTH = "(0?[1-9]|1[0-2])"
_TWO_DIGITS = "(0[1-9]|1[0-2])"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_QUARTER = "([1-4]|I{1,3}|IV)"
_QUARTER_WORD = "(?:[QqКк]|[Qq]uarter|[Кк]в|[Кк]вартал[а-я]*)[.]?"
_YEAR_WORD = "(?: ?(?:г|г[.]|год|года|year))?"
FORMS: Mapping[str, PeriodForm] = {
    "YYYY": PeriodForm(f"{_YEAR}{_YEAR_WORD}"),
    "YYYY-MM": PeriodForm(f"{_YEAR}[-/.]M?{_MONTH}", month=2),
    "YYYYMM": PeriodForm(f"{_YEAR}[Mm]?{_TWO_DIGITS}", month=2),
    "MM/YYYY": PeriodForm(f"{_MONTH}[-/. ]{_YEAR}", year=2, month=1),
    "YYYY-Qn": PeriodForm(f"{_YEAR}[-/. ]?[QqКк]([1-4])", quarter=2),
    "Qn YYYY": PeriodForm(f"(?:[QqКк]|{_QUARTER_WORD} ?)([1-4])[-/. ]?{_YEAR}{_YEAR_WORD}", year=2, quarter=1),
    "n Q YYYY": PeriodForm(
        f"{_QUARTER}[-. ]?(?:[а-я]{{1,2}} )? ?{_QUARTER_WORD},? ?{_YEAR}{_YEAR_WORD}", year=2, quarter=1
    ),
    "YYYY-MM-DD": PeriodForm(f"{_YEAR}[-/.]{_TWO_DIGITS}[-/.]{_DAY}(?:[ T].*)?", month=2),
    "DD.MM.YYYY": PeriodForm(f"{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}", year=2, month=1),
    "MM/DD/YYYY": PeriodForm(f"{_MONTH}[-/.]{_DAY}[-/.]{_YEAR}", year=2, month=1),
    "Month YYYY": PeriodForm(f"({MONTH_WORD})[-/,. ]*{_YEAR}{_YEAR_WORD}", year=2, month=1, words=True),
    "YYYY Month": PeriodForm(f"{_YEAR}[-/,. ]*({MONTH_WORD})", month=2, words=True),
    "any": PeriodForm(f"{_YEAR}(?:-(?:Q([1-4])|{_TWO_DIGITS}))?", quarter=2, month=3, mixed=True),
}
"""The forms that a mapping may name; the separators `-`, `/` and `.` are one. `any`: 2023, 2023-Q1, 2023-04."""


def form_of(values: Iterable[str]) -> str | None:
    """The first form that all these values have; `None` where there is no value, or no form fits.

    >>> form_of(["2023-01", "2023-12"]), form_of(["2023", "2023-01"]), form_of([])
    ('YYYY-MM', 'any', None)
    """
    there = [value.strip() for value in values if value.strip()]
    fits = (name for name, form in FORMS.items() if all(form.fits(value) for value in there))
    return next(fits, None) if there else None
