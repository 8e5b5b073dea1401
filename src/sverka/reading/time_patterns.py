"""Patterns over the letters of words of time: a name, by which `periods` tells what it stands for, and an expression.

A pattern is an ordinary regular expression; of those that match at a letter the longest is taken, of equal length the
first. The parts that many share are named here. Letters are listed in `languages/ru/periods.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from sverka.reading.time_checks import is_meant
from sverka.reading.time_letters import Letter

MAX_REPEATED = 6
_REPEATED = re.compile(r"(\[[^\]]+\]|p|\))\*")
"""What may stand any number of times in a pattern; `MAX_REPEATED` times at most, since longer runs cost time."""
_LEAD = "[pD]*"
_TO = "[,d]?[tuE][pDE]*d?"
_SAME = "[pD]*(?:(?P<y0>[YLTA])a?[pD]+)?S(?:[pmqhDOCXjwKU]|[Nn](?=[mqjw]))*"
_COUNTED = "(?![mjqwh])"  # a number that counts what follows is no year
YEAR_AHEAD = "(?:(?P<y0>[YLTPHA])a?D?)?"  # "last year's first half", "2021's first quarter"
YEAR = "(?:[LTH],(?=Y))?(?P<y>Y(?:,(?=a))?|[LTPHA])?[aG]?"
FISCAL = (
    rf"(?:(?:(?P<fc>F)(?:[pa]*(?P<fy>Y)|a?(?P<ny>n))(?:d(?P<fz>[YNn]))?{_COUNTED}|(?P<gy>Y)(?:d(?P<gz>[YNn]){_COUNTED})?(?P<gc>[FC])a?"
    rf"|(?P<cc>C)[pad]*(?P<cy>Y)d(?P<cz>[YNn]){_COUNTED}|(?P<hy>Y)d(?P<hz>[Nn]){_COUNTED}a?|(?P<fl>[LTVH])?(?P<lc>[FC])a?))"
)


def _month(name: str, lang: str) -> str:
    """A month, with the day where a date is said: "1 July", "September 30, 2024"."""
    behind = r"(?:n(?![mqhjwd]),?)?" if lang == "en" else ""
    return rf"(?:n[pD]*)?(?P<{name}>M){behind}"


Table = tuple[tuple[str, str], ...]


def _parts_of_years(lang: str) -> Table:
    """Ranges of months, quarters, half-years, and the first months of a fiscal year."""
    month1, month2 = _month("m1", lang), _month("m2", lang)
    months = (
        rf"(?:[pt]?E[pD]*)?(?P<f>f)?[pD]*{YEAR_AHEAD}{month1}p*(?P<y1>Y)?a?[dtu&][pD]*{month2}[pD]*(?:d?[qh])?[pD]*"
    )
    return (
        ("months to month", rf"{_LEAD}O?(?P<n>[Nn])m{_TO}{month2}[pD]*{YEAR}"),
        ("span to month", rf"{_LEAD}O?F?(?P<u>[qha])(?:,?x)?{_TO}{month2}[pD]*{YEAR}"),
        ("month range", rf"{months}{YEAR}"),
        ("fiscal months", rf"{months}{FISCAL}"),
        ("quarters to code", rf"{_LEAD}(?P<n>[Nn])q[tu][pDE]*(?P<k>K)[pDd]*{YEAR}"),
        ("quarter range", rf"{_LEAD}(?:(?P<oa>O)d?q?|(?P<ka>K))[dtu&][pD]*(?:(?P<ob>O)d?q|(?P<kb>K))[pDE]*{YEAR}"),
        ("named quarter", rf"{_LEAD}{YEAR_AHEAD}(?P<m2>M)d?q[pD]*{YEAR}"),
        ("quarter", rf"{_LEAD}{YEAR_AHEAD}(?P<o>O)d?q(?:d(?=Y))?[pDE]*{YEAR}"),
        ("half", rf"{_LEAD}{YEAR_AHEAD}(?P<o>O)d?h(?:d(?=Y))?[pDE]*{YEAR}"),
        ("half", rf"{_LEAD}(?P<o>O)U[pD]*(?P<y>Y|[LTPHA])a?"),
        ("fiscal quarter", rf"{_LEAD}(?:(?P<o>O)d?F?d?q|F(?P<o2>O)d?q)[pDE]*{FISCAL}"),
        ("fiscal quarter", rf"{_LEAD}(?:(?P<o>O)d?Fd?q|F(?P<o2>O)d?q)[pDE]*{YEAR}"),
        ("fiscal code", rf"{_LEAD}(?P<k>K)[pDEd]*{FISCAL}"),
        ("fiscal half", rf"{_LEAD}(?P<o>O)d?h[pDE]*{FISCAL}"),
        ("fiscal first months", rf"[pDE]*O?(?P<n>[Nn])m[pDE]*{FISCAL}"),
    )


def _months_and_days(lang: str) -> Table:
    """Numbers of months or quarters, what a month is the end of, days."""
    day = "[pDbtf]*n[pD]*M" if lang == "ru" else "[pDbtf]*(?:n[pD]*M|Mn(?![mqhjw]))"
    month2 = _month("m2", lang)
    return (
        ("latest half", "[pD]+h"),
        ("latest quarter", "[pD]+q"),
        ("latest quarter", "v"),
        ("latest half", "r|h"),
        ("whole year", "[pDEb]*g"),
        ("the year", "pD?a" if lang == "en" else "pa"),
        ("latest year", "G"),
        ("first quarters", rf"[pDE]+O?(?P<n>[Nn])q[pD]*{YEAR}"),
        ("code", rf"{_LEAD}{YEAR_AHEAD}(?P<k>K)[pDd]*{YEAR}"),
        ("first months", rf"(?:D|p|E)*(?:(?P<o>O)?(?P<n>[Nn])|(?P<n2>[Nn])(?P<o2>O))m[pD]*{YEAR}"),
        ("first months", r"D?(?P<n>[Nn])dm"),
        ("months to month", rf"D?(?P<n>[Nn])dm[xpD]{{1,6}}[tu][pDE]*{month2}[pD]*{YEAR}"),
        ("through month", rf"t{month2}[pD]*(?P<y>Y)?a?c"),
        ("through month", rf"[pb]*(?:E[dp]*|u|b)(?P<m2>M)[pD]*{YEAR}"),
        ("part of month", rf"{_LEAD}O?(?P<n>[Nn])?[jwX][pD]*(?P<m2>M)[pD]*{YEAR}"),
        ("part of month", rf"{_LEAD}[LTHi]?O?[Nn]?[jw]{_TO}{month2}[pD]*{YEAR}"),
        ("weeks", rf"{_LEAD}[LTHi]?(?P<n>[Nn])?w|[pD]+[LTHi]?(?P<n2>[Nn])j"),
        ("next part", "[pD]+(?P<o>O)"),
        ("part of month", rf"f?{_LEAD}n[dtu&]D?n[pD]*(?P<m2>M)[pD]*{YEAR}"),
        ("part of month", rf"{_LEAD}O[hU]p*(?P<m2>M)[pD]*{YEAR}"),
        *((("part of month", rf"f?{_LEAD}(?P<m2>M)n[dtu]n{_COUNTED}(?:,?(?P<y>Y))?"),) if lang == "en" else ()),
        ("day", rf"{day}(?:,?Y)?a?"),
    )


def _pointed_at(lang: str) -> Table:
    """Words that point from the period spoken of, or from the publication, and years."""
    month2, month3 = _month("m2", lang), _month("m3", lang)
    return (
        ("earlier years", rf"{_LEAD}(?P<n>[Nn])a+W"),
        ("over years", r"[pD]+[LHi]?(?P<n>[Nn])a(?![Wl])"),
        ("earlier decades", rf"{_LEAD}(?P<n>[Nn])?XW"),
        ("year later", "[pDE]*(?P<n>[Nn])?al|l(?P<n2>[Nn])?a"),
        ("year earlier", rf"{_LEAD}(?:[aC]W|VF?[aC]|VF)"),
        ("month earlier", rf"{_LEAD}(?:mW|Vm)"),
        ("quarter earlier", rf"{_LEAD}(?:qW|Vq)"),
        ("preceding months", rf"{_LEAD}V(?P<n>[Nn])m?"),
        ("same period", rf"{_SAME}(?:[xd]{{1,3}}(?=Y))?(?:(?P<w>aW)|(?P<y>Y|[LTPHAV](?=[aCFm])|[LTA])?F?[aC]?)"),
        ("then", "J"),
        ("year on year", "Z"),
        ("month on month", "z"),
        ("quarter on quarter", "o"),
        ("last quarter", r"p*(?P<d>D)?(?P<l>[LHi])q[pD]*(?P<y>Y|[LTHA](?=a))?a?"),
        ("year to date", rf"{_LEAD}(?:R|f?{_LEAD}B[pD]*(?P<y>Y|T)?a|Ta(?=[,d]?[tu]))(?:[,d]?[tub][pDE]*{month2})?"),
        ("fiscal year to date", rf"f?{_LEAD}(?:B{_LEAD}|s[pD]*|R[pD]*)(?P<fl>[TL])?(?P<fc>[FC])a?(?:{_TO}{month2})?"),
        ("year to date", rf"{_LEAD}s[pD]*(?P<y>Y)a?"),
        ("decade", "[pDE]*(?P<k>k)a?"),
        ("season of a year", rf"{_LEAD}{YEAR_AHEAD}e[pD]*{YEAR}"),
        ("last months", rf"{_LEAD}[LHi](?P<n>[Nn])m[pD]*(?P<y>Y|[LTPHA](?=a))?a?"),
        ("last month", rf"{_LEAD}[LHi]m"),
        ("this month", rf"{_LEAD}Tm"),
        ("last year's", "P"),
        ("month", rf"{_LEAD}{YEAR_AHEAD}(?P<m2>M)(?:d(?=Y)|a)?[pD]*{YEAR}"),
        ("since", rf"f{_LEAD}(?:(?P<m2>M)p*)?(?P<y>Y|[LT](?=a))a?|f{_LEAD}{month3}"),
        ("fiscal year", rf"[pDEB]*{FISCAL}(?:\((?P<s1>M)[dtu]M)?"),
        ("year range", "p*(?P<y1>Y)d(?P<y2>Y)a?"),
        ("year span", f"f{_LEAD}(?P<y1>Y)a?[t&]{_LEAD}(?P<y2>Y)a?"),
        ("year", "[pDEb]*(?P<y>Y)[aG]?"),
        ("relative year", "[pDEb]*(?P<y>[LTHA])[aG]|[pDEb]*(?P<y0>A)"),
    )


@cache
def compiled_patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a language by name, none of which repeats a part without bound."""
    return tuple(
        (name, re.compile(_REPEATED.sub(rf"\1{{0,{MAX_REPEATED}}}", pattern)))
        for name, pattern in (*_parts_of_years(lang), *_months_and_days(lang), *_pointed_at(lang))
    )


def best_match(letters: list[Letter], line: str, at: int, lang: str) -> tuple[str, re.Match[str] | None]:
    """The longest pattern at a letter; of equal length the first in the table."""
    best: tuple[str, re.Match[str] | None] = ("", None)
    for name, pattern in compiled_patterns(lang):
        match = pattern.match(line, at)
        if match is None or not is_meant(name, match, letters, lang):
            continue
        if best[1] is None or match.end() > best[1].end():
            best = (name, match)
    return best
