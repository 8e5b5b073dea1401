"""Words of time → periods. Each word of time is one letter; patterns over the letters are ordinary regular expressions.

What a pattern gives is an `Expression` of `periods`, which says what period it stands for.
"""

from __future__ import annotations

import re

from sverka.reading.periods import Expression
from sverka.reading.sentences import Sentence
from sverka.reading.time_letters import Letter, letters_of
from sverka.reading.time_patterns import best_match

BASE_RULES = frozenset({"year on year", "month on month"})
_VALUED = frozenset("MNnOYK")
_MERGED = {"y0": "y", "o2": "o", **dict.fromkeys(("ny", "gy", "cy", "hy"), "fy")}
_MERGED |= {**dict.fromkeys(("gz", "cz", "hz"), "fz"), **dict.fromkeys(("gc", "lc", "cc"), "fc")}
"""Names of groups that say the same in different places of a pattern."""
_LENGTHS = frozenset({"first months", "months to month", "span to month", "month range", "part of month"})
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
        found.append(_expression(name, match, letters, sentence))
        at = match.end()
    return tuple(found)


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
    is_base = _is_base(sentence, letters[match.start()], first, name, dated="Y" in match[0])
    return Expression(first, last, name, _groups(match, letters), is_base)


def _behind_unit(sentence: Sentence, at: int) -> bool:
    """Whether a number with its unit ends right before: "up 24 percent from 2020"."""
    return any(term.role == "unit" and term.last == at for term in sentence.terms)


def _is_base(sentence: Sentence, opening: Letter, first: int, name: str, *, dated: bool) -> bool:
    """Whether the words before say that something is measured from this period: "than in", «к уровню»."""
    if name in BASE_RULES:
        return True
    if opening.value == "over" and (name.endswith("to month") or (name in _LENGTHS and not dated)):
        return False  # "over the six months" tells when, "over the first six months of 2022" may tell from when
    since = name == "since" and dated and opening.value == "since"  # "doubled since 2012"
    since = since or (name == "since" and dated and opening.value == "from" and _behind_unit(sentence, opening.first))
    compared = opening.letter == "f" and opening.value in ("с", "со")  # «по сравнению с январём»
    end = max(first, opening.last) if opening.letter in "pD" else opening.last if since or compared else opening.first
    return any(t.role == "base_intro" and opening.first <= t.last <= end for t in sentence.terms)
