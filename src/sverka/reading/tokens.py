"""Text → tokens: words, numbers and marks, each with its place in the text.

A token is the smallest thing the reader speaks of. What looks like a number and is none (dates, hours, telephone
numbers, codes) is set apart here, once, so that no later step has to think of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"
    DATE = "date"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of text, half-open, with its lower-case form (ё folded to е)."""

    start: int
    end: int
    text: str
    low: str
    kind: TokenKind


_SPACE = "[ \u00a0\u202f\u2009]"
_LETTER = r"[^\W\d_]"
_HS_CODE = r"\d{2}(?:\d{2}){0,4}(?:[-–]\d{2}(?:\d{2}){0,4})?(?![\d%]|[.,]\d|[ \u00a0]%)"
_HS_NAME = r"(?:HS|ТН[ \u00a0]ВЭД(?:[ \u00a0]ЕАЭС)?)[ \u00a0](?:(?:chapters?|headings?|codes?|коды?|группы?)[ ])?"
# An edition is no code: "HS 2017"; nor is a year behind a comma.
_HS = (
    rf"\b{_HS_NAME}(?!(?:1988|1992|1996|2012|2017|2022)\b){_HS_CODE}"
    rf"(?:(?:,[ ]|[ ]and[ ]|[ ]и[ ])(?!(?:19|20)\d\d\b){_HS_CODE}\b)*"
)
# Words of time joined to a year are no code: «сезон-2021/22», "Mar-2021".
_DATED = (
    r"(?i:сезон|год|янв|февр|март|апр|ма[йяе]|июн|июл|авг|сент|окт|нояб|дек"
    r"|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[а-я]*[-‑](?:19|20)\d\d\b"
)
_SCANNER = re.compile(
    rf"""
    (?P<date>\b\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}\b|\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b
        |\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b)
    |(?P<code>\({_HS}\)|,[ ]{_HS}|{_HS}|\+?\(?\+?\d{{3,5}}\)?[ -]\d{{2,6}}(?:-\d{{2,4}}){{1,3}}\b
        |\(\d{{3,5}}\)[ ]?\d{{2,4}}[- ]\d{{2,4}}(?:[- ]\d{{2,4}})?
        |\b0\d{{3,5}}[ ]\d{{5,7}}\b|\+\d[\d ()-]{{8,16}}\d\b
        |\b(?!{_DATED}){_LETTER}{{1,6}}[-‑]\d+(?:[-‑]\w+)*\b
        |https?://\S{{1,300}}|\b[\w.+-]{{1,60}}@[\w-]{{1,60}}\.[\w.-]{{1,60}})
    |(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)
    |(?P<word>{_LETTER}\.(?:{_LETTER}\.)+|{_LETTER}+(?:['’]{_LETTER}+)*)
    |(?P<mark>\S)
    """,
    re.VERBOSE,
)
MAX_TOKENS = 400_000


def fold(text: str) -> str:
    """The form in which words are compared: lower case, ё as е, one apostrophe and one hyphen."""
    return text.lower().replace("ё", "е").replace("’", "'").replace("‑", "-")


def scan(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, in order, with offsets into the whole of `text`.

    >>> [token.text for token in scan("вырос на 12,5 % — до 2 457,3 млн.")]
    ['вырос', 'на', '12,5', '%', '—', 'до', '2 457,3', 'млн', '.']
    """
    stop = len(text) if end is None else end
    tokens: list[Token] = []
    at = start
    while at < stop and len(tokens) < MAX_TOKENS:
        match = _SCANNER.search(text, at, stop)
        if match is None:
            break
        first, at = match.span()
        tokens.append(Token(first, at, match[0], fold(match[0]), TokenKind(str(match.lastgroup))))
    return tuple(tokens)
