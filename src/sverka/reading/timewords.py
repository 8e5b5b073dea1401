"""Words of time → periods. Each word of time is one letter; patterns over the letters are ordinary regular expressions.

What a pattern gives is an `Expression` of `periods`, which says what period it stands for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sverka.reading.morphology import russian_cases
from sverka.reading.periods import Expression
from sverka.reading.sentences import Sentence
from sverka.reading.time_letters import Letter, letters_of
from sverka.reading.time_patterns import best_match

BASE_RULES = frozenset({"year on year", "month on month", "quarter on quarter"})
_VALUED = frozenset("MNnOYKk")
_MERGED = {"y0": "y", "o2": "o", "n2": "n", "m3": "m2", **dict.fromkeys(("ny", "gy", "cy", "hy"), "fy")}
_MERGED |= {**dict.fromkeys(("gz", "cz", "hz"), "fz"), **dict.fromkeys(("gc", "lc", "cc"), "fc")}
"""Names of groups that say the same in different places of a pattern."""
MAX_ADJECTIVE_TOKENS = 3
MAX_TIMES_TOKENS = 4
_ARTICLES = frozenset({"the", "a", "an"})
_LENGTHS = frozenset(
    {"same period", "first months", "months to month", "span to month", "month range", "part of month"}
)
"""Rules behind which "over" tells when: "over the six months to June"."""


def read_times(sentence: Sentence, lang: str) -> tuple[Expression, ...]:
    """The expressions of time in a sentence, left to right, none overlapping."""
    letters = letters_of(sentence, lang)
    line = "".join(letter.letter for letter in letters)
    found: list[Expression] = []
    at = 0
    while at < len(line):
        name, match = ("", None) if line[at] in "x," else best_match(letters, line, at, lang)
        if match is None:
            at += 1
            continue
        found.append(_in_other_year(_expression(name, match, letters, sentence), found, sentence))
        at = match.end()
    return tuple(found)


def _in_other_year(time: Expression, before: list[Expression], sentence: Sentence) -> Expression:
    """ "In January–July of 2024 and 2023": a year behind "and" is of the same months as the one before."""
    if time.rule != "year" or not before or time.is_base:
        return time
    last = before[-1]
    joined = all(sentence.low(at) in ("and", "и") for at in range(last.last, time.first)) and time.first > last.last
    if not joined or last.rule == "year" or not (last.group("y") or "").isdigit() or not last.group("m2"):
        return time
    groups = tuple((key, (time.group("y") or "") if key == "y" else value) for key, value in last.groups)
    return replace(last, first=time.first, last=time.last, groups=groups)


def _groups(match: re.Match[str], letters: list[Letter]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for key, text in match.groupdict().items():
        if text:
            letter = letters[match.start(key)]
            found.setdefault(_MERGED.get(key, key), letter.value if letter.letter in _VALUED else letter.letter)
    return tuple(found.items())


def _expression(name: str, match: re.Match[str], letters: list[Letter], sentence: Sentence) -> Expression:
    start = match.start()
    while letters[start].letter in "pD" and start + 1 < match.end():
        start += 1
    first, last = letters[start].first, letters[match.end() - 1].last
    is_base = _is_base(sentence, letters[match.start()], first, name, dated=bool({"Y", "L"} & set(match[0])))
    groups = _groups(match, letters)
    if name == "same period" and not is_base and not {"y", "w"} & dict(groups).keys():
        name = "period spoken of"  # "over the same three months", no other year said
    return Expression(first, last, name, groups, is_base)


def _behind_unit(sentence: Sentence, at: int) -> bool:
    """Whether a number with its unit ends right before: "up 24 percent from 2020"."""
    return any(term.role == "unit" and term.last == at for term in sentence.terms)


def _is_base(sentence: Sentence, opening: Letter, first: int, name: str, *, dated: bool) -> bool:
    """Whether the words before say that something is measured from this period: "than in", «к уровню»."""
    if name == "through month" or (opening.letter == "E" and sentence.low(opening.first - 1) == "к"):
        return False  # «к концу июля» tells when
    if name in BASE_RULES or (name == "since" and dated and opening.value in ("с", "со")):
        return True
    if opening.value == "over" and (
        name in ("year range", "year span") or name.endswith("to month") or (name in _LENGTHS and not dated)
    ):
        return False  # "over the six months" tells when, "over the first six months of 2022" may tell from when
    since = name == "since" and dated and opening.value == "since"  # "doubled since 2012"
    since = since or (name == "since" and opening.value == "from" and _behind_unit(sentence, opening.first))
    compared = opening.letter == "f" and opening.value in ("с", "со")  # «по сравнению с январём»
    end = max(first, opening.last) if opening.letter in "pD" else opening.last if since or compared else opening.first
    return (
        _is_introduced(sentence, opening.first, end)
        or _follows_times(sentence, opening.first)
        or (opening.letter not in "pDf" and _is_introduced(sentence, *_before_adjectives(sentence, opening.first)))
    )


def _is_introduced(sentence: Sentence, start: int, end: int) -> bool:
    return any(t.role == "base_intro" and start <= t.last <= end for t in sentence.terms)


def _before_adjectives(sentence: Sentence, at: int) -> tuple[int, int]:
    """Where the words before an adjective of the time begin and end: "than in record 2021", «против вялого октября»."""
    start = at
    while at - start < MAX_ADJECTIVE_TOKENS and _is_adjective(sentence, start - 1):
        start -= 1
    if start == at:
        return at + 1, at  # none
    led = start - 1 if sentence.low(start - 1) in _ARTICLES else start
    return led, start


def _is_adjective(sentence: Sentence, at: int) -> bool:
    """Whether a word may be an adjective of the time behind it: no word of time, and none that the reader knows."""
    if at < 1 or any(t.first <= at < t.last for t in sentence.terms):
        return False
    low = sentence.low(at)
    return low == "-" or (low.isalpha() and ("ADJF" in russian_cases(low) if not low.isascii() else len(low) > 3))


def _follows_times(sentence: Sentence, at: int) -> bool:
    """Whether a multiple and what it is of lead to the words: "three times the bill for 2023"."""
    starts = [t.last for t in sentence.of_role("times", "multiple") if at - MAX_TIMES_TOKENS <= t.last < at]
    return any(sentence.low(start) == "the" for start in starts)
