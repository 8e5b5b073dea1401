"""Words of time → periods. Each word of time is one letter; patterns over the letters are ordinary regular expressions.

What a pattern gives is an `Expression`: a period by itself ("May 2023"), or one that needs to be told from where
("a year earlier", "the same months"). `TimeFrame` says from where: the publication date, the year the text speaks of,
and the period that was being spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from sverka.model.period import Period
from sverka.reading.numerals import read_numeral
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_YEAR = re.compile(r"(?:19|20)\d\d")
_SUFFIX = frozenset(["м", "го", "й", "х", "е", "ой", "ом", "ый", "му", "ми", "ти", "s", "ый", "ю", "я"])
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DASHES = frozenset("–-—/")


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """From where relative periods are counted: months as in `Period`; `None` where the text does not say."""

    published_month: int | None = None
    year_hint: int | None = None
    spoken: Period | None = None

    def year_of(self, last_month: int) -> int | None:
        """The year that an unsaid year of months ending in `last_month` (1–12) stands for: the latest one past."""
        if self.year_hint is not None:
            return self.year_hint
        if self.published_month is None:
            return None
        year, month = divmod(self.published_month, 12)
        return year if last_month <= month + 1 else year - 1

    @property
    def this_year(self) -> int | None:
        """The year of publication."""
        return None if self.published_month is None else self.published_month // 12


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of time: tokens `first` to `last` (excluded), the rule that read them, and what they may mean."""

    first: int
    last: int
    rule: str
    groups: tuple[tuple[str, str], ...]
    is_base: bool = False

    def group(self, name: str) -> str | None:
        """The value of a named part of the pattern."""
        return dict(self.groups).get(name)

    @property
    def is_relative(self) -> bool:
        """Whether it points from the period spoken of: "a year earlier", "the same months"."""
        return self.rule in RELATIVE_RULES

    def resolve(self, frame: TimeFrame) -> Period | None:
        """The period meant, or `None` where the frame does not say from where to count."""
        return _RESOLVERS[self.rule](self, frame)


_YEAR_PART = "(?P<y>Y|[LTP])?a?"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("months to month", rf"[pD]*(?P<n>N)m?[tu]p*(?P<m2>M)p*{_YEAR_PART}"),
    ("month range", rf"f?p*(?P<m1>M)p*(?P<y1>Y)?a?[dtu&]p*(?P<m2>M)p*{_YEAR_PART}"),
    ("year to month", rf"[pD]*a[tu]p*(?P<m2>M)p*{_YEAR_PART}"),
    ("quarter", rf"[pD]*(?P<o>O)q[pD]*{_YEAR_PART}"),
    ("half", rf"[pD]*(?P<o>O)h[pD]*{_YEAR_PART}"),
    ("code", rf"(?P<k>K)[pDd]*{_YEAR_PART}"),
    ("first months", rf"(?:D|p|E)*(?P<o>O)?(?P<n>N)m[pD]*{_YEAR_PART}"),
    ("through month", rf"(?:E[dp]*|u)(?P<m2>M)[pD]*{_YEAR_PART}"),
    ("earlier years", "[pD]*(?P<n>N)a+W"),
    ("year earlier", "[pD]*aW"),
    ("month earlier", "[pD]*mW"),
    ("same period", r"[pD]*S[pmqhD]*(?P<y>Y|[LTP](?=a)|[LT])?a?"),
    ("year on year", "Z"),
    ("month on month", "z"),
    ("year to date", "R|f?[pD]*B[pD]*(?P<y>Y|T)?a"),
    ("last month", "[pD]*Lm"),
    ("this month", "[pD]*Tm"),
    ("last year's", "P"),
    ("month", rf"[pD]*(?P<m2>M)a?[pD]*{_YEAR_PART}"),
    ("since", r"f[pD]*(?:(?P<m2>M)p*)?(?P<y>Y)a?|f[pD]*(?P<m3>M)"),
    ("fiscal year", "(?P<y>Y)d(?P<n>N)(?!m)|F[pa]*(?P<y3>Y)"),
    ("year range", "p*(?P<y1>Y)d(?P<y2>Y)a?"),
    ("year", "[pDE]*(?P<y>Y)a?"),
    ("relative year", "[pDE]*(?P<y>[LT])a"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
RELATIVE_RULES = frozenset(
    {"year earlier", "month earlier", "earlier years", "same period", "last year's", "year on year", "month on month"}
)
BASE_RULES = frozenset({"year on year", "month on month"})


@dataclass(frozen=True, slots=True)
class _Letter:
    letter: str
    first: int
    last: int
    value: str


def _number_letter(sentence: Sentence, at: int, lang: str) -> _Letter | None:
    token = sentence.tokens[at]
    if token.kind is TokenKind.NUMBER and _YEAR.fullmatch(token.text):
        last = at + 1
        if sentence.low(at + 1) in ("-", "‑") and sentence.low(at + 2) in _SUFFIX:
            last = at + 3
        return _Letter("Y", at, last, token.text)
    numeral = read_numeral(sentence, at, lang)
    if numeral and not numeral.scaled and 0 < numeral.value <= 99 and numeral.value == int(numeral.value):
        last = numeral.last
        if sentence.low(last) == "-" and sentence.low(last + 1) in _SUFFIX:
            last += 2
        return _Letter("N", at, last, str(int(numeral.value)))
    return None


def _word_letter(sentence: Sentence, at: int) -> _Letter | None:
    low = sentence.low(at)
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    if (
        low in ("q", "h")
        and following is not None
        and following.text in "1234"
        and following.start == sentence.tokens[at].end
    ):
        return _Letter("K", at, at + 2, low + following.text)
    found = [t for t in sentence.terms if t.first == at and t.role in ("month", "time_ordinal", "time")]
    for term in found:
        if term.role == "month" and (low[0] != "m" or sentence.tokens[at].text[0].isupper()):
            return _Letter("M", at, term.last, term.value)
    for term in found:
        if term.role == "time_ordinal":
            return _Letter("O", at, term.last, term.value)
    for term in found:
        if term.role == "time":
            return _Letter(term.value, at, term.last, low)
    return _Letter("d", at, at + 1, low) if low in _DASHES else None


def _letters(sentence: Sentence, lang: str) -> list[_Letter]:
    """One letter a word of time; `.` for a full stop after an abbreviation is left out, all else is `x`."""
    letters: list[_Letter] = []
    at = 0
    while at < len(sentence.tokens):
        if sentence.low(at) == "." and letters and letters[-1].letter in "aqMm":
            letters[-1] = replace(letters[-1], last=at + 1)
            at += 1
            continue
        found = _word_letter(sentence, at) or _number_letter(sentence, at, lang) or _Letter("x", at, at + 1, "")
        letters.append(found)
        at = found.last
    return letters


def read_times(sentence: Sentence, lang: str) -> tuple[Expression, ...]:
    """The expressions of time in a sentence, left to right, none overlapping."""
    letters = _letters(sentence, lang)
    line = "".join(letter.letter for letter in letters)
    found: list[Expression] = []
    at = 0
    while at < len(line):
        name, match = _best(line, at, lang)
        if match is None:
            at += 1
            continue
        found.append(_expression(name, match, letters, sentence))
        at = match.end()
    return tuple(found)


def _best(line: str, at: int, lang: str) -> tuple[str, re.Match[str] | None]:
    """The longest pattern at a letter; of equal length the first in the table."""
    best: tuple[str, re.Match[str] | None] = ("", None)
    for name, pattern in _COMPILED:
        match = pattern.match(line, at)
        if match is None or not _admissible(name, match, lang):
            continue
        if best[1] is None or match.end() > best[1].end():
            best = (name, match)
    return best


def _admissible(name: str, match: re.Match[str], lang: str) -> bool:
    """ "In 27 months" is a length of time, not a period: English wants "first" or "the" before a number of months."""
    if name != "first months":
        return True
    text = match[0]
    if "O" in text:
        return True
    return "D" in text.split("N")[0] if lang == "en" else text[0] in "pE"


def _expression(name: str, match: re.Match[str], letters: list[_Letter], sentence: Sentence) -> Expression:
    groups = tuple(
        (
            key,
            letters[match.start(key)].value
            if letters[match.start(key)].letter in "MNOYK"
            else letters[match.start(key)].letter,
        )
        for key in match.groupdict()
        if match.group(key)
    )
    start = match.start()
    while letters[start].letter in "pDf" and start + 1 < match.end() and letters[start].letter != "f":
        start += 1
    first, last = letters[start].first, letters[match.end() - 1].last
    return Expression(first, last, name, groups, _is_base(sentence, letters[match.start()], name))


def _is_base(sentence: Sentence, opening: _Letter, name: str) -> bool:
    """Whether the words before say that something is measured from this period: "than in", «к уровню»."""
    if name in BASE_RULES:
        return True
    ends = (opening.first, opening.last) if opening.letter in "pD" else (opening.first,)
    return any(t.role == "base_intro" and t.last in ends for t in sentence.terms)


def _said_year(expression: Expression, frame: TimeFrame, last_month: int) -> int | None:
    said = expression.group("y") or expression.group("y3")
    if said is None:
        return frame.year_of(last_month)
    if said.isdigit():
        return int(said)
    if frame.this_year is None:
        return None
    return frame.this_year - (said in ("L", "P"))


def _span(year: int | None, first: int, last: int) -> Period | None:
    return None if year is None else Period.of(year, first, year, last)


def _months(expression: Expression, frame: TimeFrame) -> Period | None:
    last = int(expression.group("m2") or 0)
    first = int(expression.group("m1") or last)
    year = _said_year(expression, frame, last)
    if year is None:
        return None
    first_year = int(expression.group("y1") or (year if first <= last else year - 1))
    period = Period.of(first_year, first, year, last) if (first_year, first) <= (year, last) else None
    return period


def _first_months(expression: Expression, frame: TimeFrame) -> Period | None:
    count = int(expression.group("n") or 0)
    if not 1 <= count <= 12:
        return None
    hint = frame.year_hint if expression.group("y") is None else None
    return _span(hint or _said_year(expression, replace(frame, year_hint=None), count), 1, count)


def _through(expression: Expression, frame: TimeFrame) -> Period | None:
    last = int(expression.group("m2") or 0)
    return _span(_said_year(expression, frame, last), 1, last)


def _to_month(expression: Expression, frame: TimeFrame) -> Period | None:
    last = int(expression.group("m2") or 0)
    year = _said_year(expression, frame, last)
    end = None if year is None else year * 12 + last - 1
    count = int(expression.group("n") or 12)
    return None if end is None else Period(end - count + 1, end)


def _quarter(expression: Expression, frame: TimeFrame) -> Period | None:
    last = 3 * int(expression.group("o") or 0)
    return _span(_said_year(expression, frame, last), last - 2, last)


def _half(expression: Expression, frame: TimeFrame) -> Period | None:
    last = 6 * int(expression.group("o") or 0)
    return _span(_said_year(expression, frame, last), last - 5, last) if last <= 12 else None


def _code(expression: Expression, frame: TimeFrame) -> Period | None:
    code = expression.group("k") or "q1"
    length = 3 if code[0] == "q" else 6
    last = length * int(code[1])
    return _span(_said_year(expression, frame, last), last - length + 1, last) if last <= 12 else None


def _year(expression: Expression, frame: TimeFrame) -> Period | None:
    year = _said_year(expression, frame, 12)
    return None if year is None else Period.year(year)


def _year_to_date(expression: Expression, frame: TimeFrame) -> Period | None:
    said = expression.group("y")
    year = int(said) if said and said.isdigit() else frame.this_year
    return None if year is None else Period.year(year)


def _since(expression: Expression, frame: TimeFrame) -> Period | None:
    """"Since January" is the year to date; "since 2015" tells when something began, not the period of a figure."""
    if expression.is_base:
        return _months(expression, frame) if expression.group("m2") else _year(expression, frame)
    return _span(frame.this_year, 1, 12) if expression.group("m3") == "1" else None


def _fiscal(expression: Expression, frame: TimeFrame) -> Period | None:
    if expression.group("y3"):
        return Period.year(int(expression.group("y3") or 0))
    start = int(expression.group("y") or 0)
    return Period.of(start, 7, start + 1, 6) if (start + 1) % 100 == int(expression.group("n") or -1) else None


def _shift(months: int) -> Callable[[Expression, TimeFrame], Period | None]:
    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        return frame.spoken.shift(months) if frame.spoken else None

    return resolve


def _earlier_years(expression: Expression, frame: TimeFrame) -> Period | None:
    return frame.spoken.shift(-12 * int(expression.group("n") or 1)) if frame.spoken else None


def _same(expression: Expression, frame: TimeFrame) -> Period | None:
    """The months spoken of, in the year said; "of last year" counts from the year spoken of, unsaid is a year earlier."""
    if frame.spoken is None:
        return None
    said = expression.group("y")
    if said == "T" and frame.this_year is not None:
        return frame.spoken.shift(12 * (frame.this_year - frame.spoken.last_month // 12))
    if said and said.isdigit():
        return frame.spoken.shift(12 * (int(said) - frame.spoken.last_month // 12))
    return frame.spoken.year_earlier()


def _month_back(months: int) -> Callable[[Expression, TimeFrame], Period | None]:
    def resolve(expression: Expression, frame: TimeFrame) -> Period | None:
        if frame.published_month is None:
            return None
        return Period(frame.published_month - months, frame.published_month - months)

    return resolve


def _year_range(expression: Expression, frame: TimeFrame) -> Period | None:
    first, last = int(expression.group("y1") or 0), int(expression.group("y2") or 0)
    return Period.of(first, 1, last, 12) if first < last else None


_RESOLVERS: dict[str, Callable[[Expression, TimeFrame], Period | None]] = {
    "months to month": _to_month,
    "month range": _months,
    "year to month": _to_month,
    "quarter": _quarter,
    "half": _half,
    "code": _code,
    "first months": _first_months,
    "through month": _through,
    "earlier years": _earlier_years,
    "year earlier": _shift(-12),
    "month earlier": _shift(-1),
    "same period": _same,
    "year on year": _shift(-12),
    "month on month": _shift(-1),
    "year to date": _year_to_date,
    "last month": _month_back(1),
    "this month": _month_back(0),
    "last year's": _shift(-12),
    "month": _months,
    "since": _since,
    "fiscal year": _fiscal,
    "year range": _year_range,
    "year": _year,
    "relative year": _year,
}
