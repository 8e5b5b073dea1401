"""Words of time → periods. Each word of time is one letter; patterns over the letters are ordinary regular expressions.

What a pattern gives is an `Expression` of `periods`, which says what period it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sverka.reading.numerals import read_numeral
from sverka.reading.periods import Expression
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_YEAR = re.compile(r"(?:19|20)\d\d")
_SUFFIX = frozenset(["м", "го", "й", "х", "е", "ой", "ом", "ый", "му", "ми", "ти", "s", "ый", "ю", "я"])
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DASHES = frozenset("–-—/")


_YEAR_PART = "(?P<y>Y|[LTP])?[aG]?"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("months to month", rf"[pD]*(?P<n>N)m?[tu]p*(?P<m2>M)p*{_YEAR_PART}"),
    ("month range", rf"f?p*(?P<m1>M)p*(?P<y1>Y)?a?[dtu&]p*(?P<m2>M)p*{_YEAR_PART}"),
    ("quarters to code", rf"[pD]*(?P<n>N)q[tu][pDE]*(?P<k>K)[pDd]*{_YEAR_PART}"),
    ("year to month", rf"[pD]*a[tu]p*(?P<m2>M)p*{_YEAR_PART}"),
    ("quarter", rf"[pD]*(?P<o>O)d?q[pD]*{_YEAR_PART}"),
    ("half", rf"[pD]*(?P<o>O)d?h[pD]*{_YEAR_PART}"),
    ("latest half", "p+h"),
    ("latest quarter", "p+q"),
    ("latest year", "G"),
    ("first quarters", rf"[pE]+(?P<n>N)q[pD]*{_YEAR_PART}"),
    ("code", rf"(?P<k>K)[pDd]*{_YEAR_PART}"),
    ("first months", rf"(?:D|p|E)*(?P<o>O)?(?P<n>N)m[pD]*{_YEAR_PART}"),
    ("through month", rf"[pb]*(?:E[dp]*|u|b)(?P<m2>M)[pD]*{_YEAR_PART}"),
    ("day", "[pDb]*M(?P<n>N)"),
    ("earlier years", "[pD]*(?P<n>N)a+W"),
    ("earlier decades", "[pD]*(?P<n>N)?XW"),
    ("year later", "[pDE]*al|la"),
    ("year earlier", "[pD]*(?:[aC]W|VF?[aC])"),
    ("month earlier", "[pD]*(?:mW|Vm)"),
    ("quarter earlier", "[pD]*(?:qW|Vq)"),
    ("same period", r"[pD]*S[pmqhD]*(?P<y>Y|[LTP](?=a)|[LT])?a?"),
    ("then", "J"),
    ("year on year", "Z"),
    ("month on month", "z"),
    ("last quarter", "[pD]*Lq[pD]*(?P<y>Y|T(?=a))?a?"),
    ("year to date", "R|f?[pD]*B[pD]*(?P<y>Y|T)?a"),
    ("last month", "[pD]*Lm"),
    ("this month", "[pD]*Tm"),
    ("last year's", "P"),
    ("month", rf"[pD]*(?P<m2>M)a?[pD]*{_YEAR_PART}"),
    ("since", r"f[pD]*(?:(?P<m2>M)p*)?(?P<y>Y)a?|f[pD]*(?P<m3>M)"),
    ("fiscal months", r"f?p*(?P<m1>M)p*[dtu&]p*(?P<m2>M)[pD]*(?:F[pa]*)?(?P<y>Y)d(?P<n>N)(?!m)F?a?"),
    (
        "fiscal year",
        r"[pD]*(?:F[pa]*)?(?P<y>Y)d(?P<n>N)(?!m)F?(?P<c>C)?a?(?:\((?P<m1>M)[dtu](?P<m2>M))?"
        r"|[pD]*F[pa]*(?:(?P<y3>Y)|(?P<n3>N)(?!m))",
    ),
    ("relative fiscal year", "[pDEb]*(?P<y>[LT])Fa"),
    ("year range", "p*(?P<y1>Y)d(?P<y2>Y)a?"),
    ("year span", "f[pD]*(?P<y1>Y)a?[t&][pD]*(?P<y2>Y)a?"),
    ("year", "[pDEb]*(?P<y>Y)[aG]?"),
    ("relative year", "[pDEb]*(?P<y>[LT])[aCG]"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
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
        if sentence.low(at + 1) in ("-", "‑", "'", "’") and sentence.low(at + 2) in _SUFFIX:
            last = at + 3
        return _Letter("Y", at, last, token.text)
    numeral = read_numeral(sentence, at, lang)
    if numeral and not numeral.scaled and 0 < numeral.value <= 99 and numeral.value == int(numeral.value):
        last = numeral.last
        if sentence.low(last) == "-" and sentence.low(last + 1) in _SUFFIX:
            last += 2
        measured = any(t.first == last and t.role == "unit" for t in sentence.terms)
        return None if measured else _Letter("N", at, last, str(int(numeral.value)))
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
    found = [t for t in sentence.beginning(at) if t.role in ("month", "time_ordinal", "time")]
    for term in found:
        if term.role == "month" and (low[0] != "m" or sentence.tokens[at].text[0].isupper()):
            return _Letter("M", at, term.last, term.value)
    for term in found:
        if term.role == "time_ordinal":
            return _Letter("O", at, term.last, term.value)
    for term in found:
        if term.role == "time":
            return _Letter(term.value, at, term.last, low)
    if low == "(":
        return _Letter("(", at, at + 1, low)
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
        name, match = ("", None) if line[at] == "x" else _best(line, at, lang)
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
    if name in ("latest quarter", "first quarters"):
        return lang == "ru"
    if name in ("day", "latest half"):
        return lang == ("en" if name == "day" else "ru")
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
    return Expression(
        first, last, name, groups, _is_base(sentence, letters[match.start()], name, dated="Y" in match[0])
    )


def _behind_unit(sentence: Sentence, at: int) -> bool:
    """Whether a number with its unit ends right before: "up 24 percent from 2020"."""
    return any(term.role == "unit" and term.last == at for term in sentence.terms)


def _is_base(sentence: Sentence, opening: _Letter, name: str, *, dated: bool) -> bool:
    """Whether the words before say that something is measured from this period: "than in", «к уровню»."""
    if name in BASE_RULES:
        return True
    if name == "first months" and not dated and opening.value == "over":
        return False  # "over the six months" tells when, "over the first six months of 2022" may tell from when
    since = name == "since" and dated and opening.value == "since"  # "doubled since 2012"
    since = since or (name == "since" and dated and opening.value == "from" and _behind_unit(sentence, opening.first))
    compared = opening.letter == "f" and opening.value in ("с", "со")  # «по сравнению с январём»
    ends = (opening.first, opening.last) if opening.letter in "pD" or since or compared else (opening.first,)
    return any(t.role == "base_intro" and t.last in ends for t in sentence.terms)
