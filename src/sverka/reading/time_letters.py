"""Words of time → letters: each word of time in a sentence is one letter, all else is `x`.

The letters are listed in `languages/ru/periods.toml`; those made here are numbers (`n` in digits, `N` in words), years
(`Y`), codes (`K`), ordinals (`O`), commas, opening brackets and dashes (`d`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sverka.reading.numerals import read_numeral
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

MAX_COUNT = 99
_CENTURY = 2000
_YEAR = re.compile(r"(?:19|20)\d\d")
_TWO_DIGITS = re.compile(r"\d\d")
_SUFFIX = frozenset(
    ["м", "го", "й", "х", "е", "ой", "ом", "ем", "ый", "му", "ми", "ти", "s", "ю", "я", "st", "nd", "rd", "th"]
)
_DASHES = frozenset("–-—/")
_APOSTROPHES = frozenset("'’‘`")
_HYPHENS = frozenset("-‑'’")
_ABBREVIATED = frozenset("aqMmhUK")
_CODES = {"q": ("q", 4), "h": ("h", 2), "m": ("m", 12), "к": ("q", 4), "кв": ("q", 4), "п": ("h", 2), "м": ("m", 12)}
"""Letters beside a number that make a code of it, "3Q24", «9М24»: what they count, and how many a year has."""
_CALENDAR_YEAR, _FISCAL_YEAR = frozenset({"cy"}), frozenset({"fy"})
_PARTS = frozenset("MKqhF")
_TIMES_OF_YEAR = frozenset("mMqhaY")
_YEAR_LEADS = frozenset("YLTHPAV")
_OF_THIS_YEAR = frozenset({"т", "с"})
_SINGULAR = frozenset({"квартал", "квартале", "кварталом", "кварталу", "квартальный", "кв", "квартала"})
_DECADE_WORD = "двадцать"


@dataclass(frozen=True, slots=True)
class Letter:
    """A word of time: its letter, tokens `first` to `last` (excluded), and what it says."""

    letter: str
    first: int
    last: int
    value: str


def letters_of(sentence: Sentence, lang: str) -> list[Letter]:
    """One letter a word of time; the full stop of an abbreviation is part of its word."""
    letters: list[Letter] = []
    at = 0
    while at < len(sentence.tokens):
        if sentence.low(at) == "." and letters and letters[-1].letter in _ABBREVIATED:
            letters[-1] = replace(letters[-1], last=at + 1)
            at += 1
            continue
        letters.extend(_letters_at(sentence, at, lang, letters))
        at = letters[-1].last
    return letters


def _letters_at(sentence: Sentence, at: int, lang: str, before: list[Letter]) -> list[Letter]:
    coded = _code(sentence, at, before) or _short_year(sentence, at, before)
    if coded:
        return coded
    found = (
        _this_year(sentence, at, before)
        or _year_in_words(sentence, at, lang, before)
        or _word(sentence, at)
        or _number(sentence, at, lang)
    )
    if found is not None and found.letter == "G" and before and before[-1].letter in _YEAR_LEADS:
        found = Letter("a", at, at + 1, sentence.low(at))  # «прошлого года было»
    return [found or Letter("x", at, at + 1, sentence.low(at))]


def _touching(sentence: Sentence, at: int) -> bool:
    """Whether a token stands right behind the one before it, no space between."""
    return 0 < at < len(sentence.tokens) and sentence.tokens[at - 1].end == sentence.tokens[at].start


def _is_number(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.tokens) and sentence.tokens[at].kind is TokenKind.NUMBER


def _code(sentence: Sentence, at: int, before: list[Letter]) -> list[Letter]:
    """ "Q3", "3Q", "1H10", "9M24", «1К21»: a part of the year, with the two digits of the year where they follow."""
    word_first = not _is_number(sentence, at)
    word, number = (at, at + 1) if word_first else (at + 1, at)
    if not _is_number(sentence, number) or not _touching(sentence, at + 1):
        return []
    unit, most = _CODES.get(sentence.low(word), ("", 0))
    count = sentence.tokens[number].text
    if not unit or not count.isdigit() or not 1 <= int(count) <= most:
        return []
    year = _glued_year(sentence, at + 2)
    if word_first and (unit == "m" or not sentence.low(word).isascii() or year is not None):
        return []  # "M4" is a road, "H120" no half
    if unit == "m" and year is None and not _counts_months(sentence, at + 2, before):
        return []  # "$9m" is money
    code = Letter("K", at, at + 2, f"{unit}{int(count)}")
    return [code] if year is None else [code, year]


def _counts_months(sentence: Sentence, at: int, before: list[Letter]) -> bool:
    """Whether "9M" is of months: a year follows, and words of time or nothing stand before."""
    capital = sentence.tokens[at - 1].text.isupper()
    dated = _is_number(sentence, at) and _YEAR.fullmatch(sentence.tokens[at].text) is not None
    return capital and (dated or sentence.low(at) in _FISCAL_YEAR) and (not before or before[-1].letter in "pDf(,")


def _glued_year(sentence: Sentence, at: int) -> Letter | None:
    if not _is_number(sentence, at) or not _touching(sentence, at):
        return None
    text = sentence.tokens[at].text
    if _YEAR.fullmatch(text):
        return Letter("Y", at, at + 1, text)
    return Letter("Y", at, at + 1, str(_CENTURY + int(text))) if _TWO_DIGITS.fullmatch(text) else None


def _short_year(sentence: Sentence, at: int, before: list[Letter]) -> list[Letter]:
    """ "Jan-Oct'24", "in '24", "CY23": a year of two digits."""
    if sentence.low(at) in _CALENDAR_YEAR:
        if not _is_number(sentence, at + 1):
            return []
        text = sentence.tokens[at + 1].text
        full = text if _YEAR.fullmatch(text) else str(_CENTURY + int(text)) if _TWO_DIGITS.fullmatch(text) else None
        return [Letter("Y", at, at + 2, full)] if full else []
    led = before and before[-1].last == at and before[-1].letter in (*_PARTS, "p", "d", "t", "u", "&")
    if sentence.low(at) not in _APOSTROPHES or not led or not _touching(sentence, at + 1):
        return []
    year = _glued_year(sentence, at + 1)
    return [replace(year, first=at)] if year is not None else []


def _this_year(sentence: Sentence, at: int, before: list[Letter]) -> Letter | None:
    """«Т. г.», «с. г.» behind words of time: of the current year."""
    if sentence.low(at) not in _OF_THIS_YEAR or not before or before[-1].letter not in _TIMES_OF_YEAR:
        return None
    stopped = at + 1 + (sentence.low(at + 1) == ".")
    return Letter("T", at, stopped, sentence.low(at)) if sentence.low(stopped) == "г" else None


def _year_in_words(sentence: Sentence, at: int, lang: str, before: list[Letter]) -> Letter | None:
    """«В двадцать третьем», «в 23-м» (году): a year of this century told by its last two digits."""
    led = sentence.low(at - 1) in ("в", "за", "к", "с", "по") or (before and before[-1].letter in "MqhK")
    if lang != "ru" or not led:
        return None
    ordinal = next((t for t in sentence.at(at + 1, "time_ordinal")), None)
    if sentence.low(at) == _DECADE_WORD and ordinal is not None:
        return Letter("Y", at, ordinal.last, str(_CENTURY + 20 + int(ordinal.value)))
    text = sentence.tokens[at].text
    suffixed = sentence.low(at + 1) in _HYPHENS and sentence.low(at + 2) in ("м", "й", "го", "му", "ем", "ом")
    if not _TWO_DIGITS.fullmatch(text) or not suffixed or not 10 <= int(text) <= 50:
        return None
    ends = at + 3 >= len(sentence.tokens) or sentence.tokens[at + 3].kind is TokenKind.MARK
    return Letter("Y", at, at + 3, str(_CENTURY + int(text))) if ends or sentence.low(at + 3) == "году" else None


def _word(sentence: Sentence, at: int) -> Letter | None:
    low = sentence.low(at)
    found = {t.role: t for t in sentence.beginning(at) if t.role in ("month", "time_ordinal")}
    month = found.get("month")
    if month is not None and (low[0] != "m" or sentence.tokens[at].text[0].isupper()):
        return Letter("M", at, month.last, month.value)
    if "time_ordinal" in found:
        return Letter("O", at, found["time_ordinal"].last, found["time_ordinal"].value)
    for term in sentence.at(at, "time"):
        return Letter(term.value, at, term.last, low)
    if low in ("(", ","):
        return Letter(low, at, at + 1, low)
    return Letter("d", at, at + 1, low) if low in _DASHES else None


def _number(sentence: Sentence, at: int, lang: str) -> Letter | None:
    token = sentence.tokens[at]
    if token.kind is TokenKind.NUMBER and _YEAR.fullmatch(token.text):
        if token.text.endswith("0") and _is_decade(sentence, at + 1):
            return Letter("k", at, _past_suffix(sentence, at + 1, _HYPHENS | {"s"}), token.text)
        return Letter("Y", at, _past_suffix(sentence, at + 1, _HYPHENS), token.text)
    numeral = read_numeral(sentence, at, lang)
    if numeral is None or numeral.scaled or not 0 < numeral.value <= MAX_COUNT or numeral.value % 1:
        return None
    last = _past_suffix(sentence, numeral.last, frozenset("-‑"))
    if any(t.first == last and t.role in ("unit", "count_head") for t in sentence.terms):
        return None
    value = str(int(numeral.value))
    if not numeral.in_words and _is_ordinal(sentence, last, last > numeral.last, int(numeral.value)):
        return Letter("O", at, last, value)
    return Letter("N" if numeral.in_words else "n", at, last, value)


def _is_decade(sentence: Sentence, at: int) -> bool:
    """Whether the ending of a plural stands behind a year: "the 2010s", «2010-е», «в 2010-х»."""
    if sentence.low(at) == "s":
        return _touching(sentence, at)
    return sentence.low(at) in ("-", "‑") and sentence.low(at + 1) in ("е", "х")


def _past_suffix(sentence: Sentence, at: int, marks: frozenset[str]) -> int:
    """Where a number ends whose ending is printed behind a hyphen: "2023-го", "1-м", "2021's"."""
    if sentence.low(at) == "s" and "s" in marks:
        return at + 1
    if sentence.low(at) in marks and sentence.low(at + 1) in _SUFFIX:
        return at + 2
    return at + 1 if sentence.low(at) in ("st", "nd", "rd", "th") and _touching(sentence, at) else at


def _is_ordinal(sentence: Sentence, at: int, suffixed: bool, value: int) -> bool:
    """Whether a number in digits names a quarter or a half-year, «3 кв.», «1-е полугодие», and counts none."""
    parts = {t.value for t in sentence.at(at, "time")} & set("qhU")
    if not parts or value > (4 if "q" in parts else 2):
        return False
    if suffixed or "q" not in parts or value == 1:
        return True
    counted = sentence.low(at) == "квартала" and any(low in ("за", "в") for low in _lows_before(sentence, at))
    return sentence.low(at) in _SINGULAR and not counted


def _lows_before(sentence: Sentence, at: int) -> Iterator[str]:
    """The words right before a number that ends at a token: «за 3 квартала», «за первые 3 квартала»."""
    yield from (sentence.low(k) for k in (at - 2, at - 3))
