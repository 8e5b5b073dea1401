"""Periods that a book does not hold: half years, months together, years to date, years that are not calendar years.

A head or a title that names one is never taken for the year in it; the draft asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sverka.recording.drafting.words import plain, says, years_in
from sverka.recording.period_words import MONTH_WORD, month_number

QUESTION = "names a period that is no whole month, quarter or year, and a book holds those alone"
_MONTH_PAIR = re.compile(
    rf"({MONTH_WORD})(?:[ ,]*(?:19|20)?\d\d)?\s*(?:[-–—/+&]|\bto\b|\bthrough\b|\band\b|\bпо\b|\bи\b)\s*({MONTH_WORD})"
)
_YEAR_PAIR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)?\d\d)(?![\d.,/-])")
_MONTHS_OF_YEAR = 12
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_QUARTERS = re.compile(
    r"(?<![a-zа-я0-9])(?:[qк]|quarter )([1-4])(?!\d)|"
    r"(?<![a-zа-я0-9])([1-4]|i{1,3}|iv)[- ]?(?:[а-я]{1,2} |st |nd |rd |th )?"
    r"(?:q(?![a-z])|кв(?![а-я])|квартал|quarter)"
)


@cache
def _days() -> re.Pattern[str]:
    """A pattern of a day with its month: 1 июля, July 1."""
    return re.compile(
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? ({MONTH_WORD})|({MONTH_WORD}) \d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    )


def is_part_of_year(text: str) -> bool:
    """Whether a text speaks of a half year or of some months together, with a year or without.

    >>> [is_part_of_year(text) for text in ("H1 2023", "9 месяцев 2023 г.", "Jan-Jun", "Jan-Dec 2023", "Q1 2023")]
    [True, True, True, False, False]
    """
    return says("part of year", text) or any(pair != (1, _MONTHS_OF_YEAR) for pair in month_pairs(text))


def is_other_year(text: str) -> bool:
    """Whether a text speaks of years that begin in another month than January.

    >>> [is_other_year(text) for text in ("FY 2023", "2023/24", "2022-2024", "2023-07")]
    [True, True, False, False]
    """
    return says("other year", text) or _has_year_pair(text)


def is_up_to_date(text: str) -> bool:
    """Whether a text speaks of a state at a date, or of what ends at it.

    >>> [is_up_to_date(text) for text in ("на 1 июля 2023 года", "as of June 2023", "в июле 2023 года")]
    [True, True, False]
    """
    return says("up to a date", text) or _has_day(text)


def is_odd_period(text: str) -> bool:
    """Whether a text speaks of any of them."""
    return is_part_of_year(text) or is_other_year(text) or is_up_to_date(text)


def odd_period_told(titles: Sequence[str], names: Sequence[str]) -> str | None:
    """The first title, or name of a sheet or file, that speaks of such a period.

    A title with a date counts where it is the first with a year: others say when data were drawn up.
    """
    dated = next((text for text in titles if years_in(text)), "")
    for text in (*titles, *(re.sub(r"[_-]+", " ", name) for name in names)):
        if is_part_of_year(text) or is_other_year(text) or (text == dated and is_up_to_date(text)):
            return text
    return next((name for name in names if _has_year_pair(name)), None)


def period_amid(text: str) -> str | None:
    """The period that a text with one year names amid other words; `None` where what stands beside it is unclear.

    >>> [period_amid(text) for text in ("Exports, 2023", "Exports Jan 2023", "x-2023_04", "3 кв. 2023", "2023-04-05")]
    ['2023', '2023-01', '2023-04', '2023-Q3', None]
    """
    years = years_in(text.replace("_", " "))
    if len(years) != 1:
        return None
    if (1, _MONTHS_OF_YEAR) in month_pairs(text):
        return years[0]
    told = {f"-{month:02}" for month in _months(text, years[0])} | _beside(text, years[0])
    told |= {f"-Q{_ROMAN.get(part, part)}" for pair in _QUARTERS.findall(plain(text)) for part in pair if part}
    return None if len(told) > 1 or "" in told else years[0] + "".join(told)


def _months(text: str, year: str) -> set[int]:
    """The months that words name; a `may` in small letters is one where it stands beside the year."""
    words = re.findall(MONTH_WORD, text.replace("_", " "))
    beside = re.search(rf"may\W*{year}|{year}\W*may", text.replace("_", " ")) is not None
    return {month for word in words if (month := month_number(word)) and (word != "may" or beside)}


def _beside(text: str, year: str) -> set[str]:
    """The month by number that stands at the year, an empty text for a number there that is none, or a date."""
    found = {
        *re.findall(rf"(?<!\d){year}[-_./]?[Mm]?(\d{{1,2}}(?:[-_./]?\d+)*)(?!\d)", text),
        *re.findall(rf"((?:\d+[-_./])*\d{{1,2}})[-_./]{year}(?!\d)", text),
    }
    return {f"-{int(part):02}" if part.isdigit() and 1 <= int(part) <= _MONTHS_OF_YEAR else "" for part in found}


def month_pairs(text: str) -> list[tuple[int, int]]:
    """The pairs of months that a text joins: Jan–Mar, январь по март."""
    found = ((month_number(one), month_number(other)) for one, other in _MONTH_PAIR.findall(plain(text)))
    return [(one, other) for one, other in found if one and other]


def _has_year_pair(text: str) -> bool:
    """Whether two years that follow one another stand as one: 2023/24, 2022-2023; 2023-07 is a month."""
    for first, second in _YEAR_PAIR.findall(text):
        short = len(second) != len(first)
        if int(second) % 100 == (int(first) + 1) % 100 and not (short and int(second) <= _MONTHS_OF_YEAR):
            return True
    return False


def _has_day(text: str) -> bool:
    words = (one or other for one, other in _days().findall(plain(text)))
    return any(month_number(word) is not None for word in words)
