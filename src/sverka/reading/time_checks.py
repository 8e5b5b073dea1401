"""Whether words of time can be meant as a pattern over their letters says: what the letters alone do not tell.

"In 27 months" is a length of time in English, «за 27 месяцев» the first so many; "March and September" are no range.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sverka.reading.time_letters import Letter

Check = Callable[[re.Match[str], list[Letter], str], bool]
_COMPARING = frozenset({"к", "против", "от", "чем"})
_OPENING = frozenset({*'.,:;-–—“"(«', "но", "и", "а", "but", "and"})
_LEADING = frozenset({"in", "for", "в", "во", "за"})
_ENDS = frozenset({"", ",", ".", ";", ")", "—", "–"})
_TRADED = (
    *("export", "import", "shipment", "sales", "purchase", "trade", "revenue", "receipt", "earning"),
    *("экспорт", "импорт", "вывоз", "ввоз", "отгруз", "продаж", "закуп", "выручк", "товарооб"),
)


def is_meant(name: str, match: re.Match[str], letters: list[Letter], lang: str) -> bool:
    """Whether a pattern's match can be meant so in the language."""
    if name.startswith("fiscal"):
        return _is_fiscal(name, match, letters)
    return _CHECKS.get(name, _has_year_ahead)(match, letters, lang)


def _value(letters: list[Letter], at: int) -> str:
    return letters[at].value if 0 <= at < len(letters) else ""


def _is_latest(match: re.Match[str], letters: list[Letter], lang: str) -> bool:
    """ "In the quarter"; an adjective, «квартальный экспорт», "half-year exports", only before what is traded."""
    text = match[0]
    if text in ("v", "r", "h"):
        return _value(letters, match.end()).startswith(_TRADED)
    return lang == "ru" or "D" in text


def _are_first_quarters(match: re.Match[str], _letters: list[Letter], lang: str) -> bool:
    return lang == "ru" or "O" in match[0]


def _is_the_year(match: re.Match[str], letters: list[Letter], lang: str) -> bool:
    led = letters[match.start()].value
    return ("D" in match[0] and led in ("for", "in", "over")) if lang == "en" else led == "за"


def _are_weeks(match: re.Match[str], _letters: list[Letter], lang: str) -> bool:
    """ "Last week", "in two weeks", "in the week", never "a week" as in "5 million a week"."""
    pointed = any(letter in match[0] for letter in "LTHiNn")
    return pointed or ("D" if lang == "en" else "p") in match[0]


def _is_next_part(match: re.Match[str], letters: list[Letter], _lang: str) -> bool:
    """ "In the second" where nothing follows: the quarter or the half-year is left out."""
    after = letters[match.end()].value if match.end() < len(letters) else ""
    led = letters[match.start()].value in _LEADING
    return led and after in _ENDS and int(letters[match.start("o")].value) > 0


def _are_first_months(match: re.Match[str], letters: list[Letter], lang: str) -> bool:
    """ "In 27 months" is a length of time, no period: English wants "first" or "the" before a number of months."""
    text = match[0]
    if "O" in text or (lang == "en" and "dm" in text):
        return True
    if lang == "en":
        opens = match.start() == 0 or letters[match.start() - 1].value in _OPENING
        return "D" in re.split("[Nn]", text)[0] or (opens and text[0] == "p")
    led = match.start() == 0 or letters[match.start() - 1].value in _COMPARING | _OPENING
    return text[0] in "pE" or led or "Y" in text  # «к 7 мес. 2023 г.»


def _has_year_ahead(match: re.Match[str], _letters: list[Letter], lang: str) -> bool:
    """ "Last year's January" is of last year, "last January" the latest one; «прошлый январь» is last year's."""
    at = match.start("y0") if "y0" in match.re.groupindex else -1
    return at < 0 or lang == "ru" or match["y0"] in "YP" or match.string[at + 1 : at + 2] == "a" or match["y0"] == "A"


def _is_range(match: re.Match[str], letters: list[Letter], _lang: str) -> bool:
    """ "May and June" are months together, "March and September" two months apart."""
    first, last = match.start("m1"), match.start("m2")
    between = match.string[first:last]
    if "&" not in between or "f" in match.string[match.start() : first]:
        return True
    return (int(letters[last].value) - int(letters[first].value)) % 12 == 1


def _is_quarter_range(match: re.Match[str], letters: list[Letter], _lang: str) -> bool:
    """ "The second and third quarters", "Q1-Q3": of quarters, in order, next to each other where "and" joins them."""
    numbers = [letters[match.start(name)].value for name in ("oa", "ka", "ob", "kb") if match[name]]
    if any(number[0] in "hm" for number in numbers):
        return False
    first, last = (int(number.lstrip("q")) for number in numbers)
    return first < last and ("&" not in match[0] or last == first + 1)


def _is_fiscal(name: str, match: re.Match[str], letters: list[Letter]) -> bool:
    """Whether two years make a fiscal year, "2022/23", never "2019-22", and it is said which one is meant."""
    told = match.re.groupindex
    if "fy" not in told:
        return True
    for first, second in (("fy", "fz"), ("ny", "fz"), ("gy", "gz"), ("cy", "cz"), ("hy", "hz")):
        if match[first] and match[second]:
            start, end = (int(letters[match.start(name)].value) for name in (first, second))
            return (start + 1 - end) % 100 == 0
    return name != "fiscal year" or not match["lc"] or bool(match["fl"])


_CHECKS: dict[str, Check] = {
    "latest quarter": _is_latest,
    "latest half": _is_latest,
    "first quarters": _are_first_quarters,
    "first months": _are_first_months,
    "month range": _is_range,
    "quarter range": _is_quarter_range,
    "the year": _is_the_year,
    "weeks": _are_weeks,
    "next part": _is_next_part,
}
