"""What on a page is furniture: set phrases of site templates (a table) and shapes of menus, contacts, counters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from sverka.reading.intake.tables_io import read_table

Scope = Literal["line", "links", "rest"]
"""How far furniture reaches: its own line, the headline-like lines after it, or all that follows."""

MAX_LINE_CHARS = 600
"""No single line of furniture is longer; longer ones are paragraphs."""

_DECORATION = " \t\xa0\u200b\ufeff:;.,!?…—–-|·•*#[]()<>«»\"'“”→↓►▶➤=_~"
_PHONE = re.compile(r"(?:\+\d|\(\d{3,5}\)|\b8[ (-])[\d ()\-–]{5,20}\d|\b\d{2,4}-\d{2}-\d{2,4}\b|\b\d{5} \d{5,6}\b")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}|\bhttps?://|\bwww\.")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{1,2}(?:st|nd|rd|th)? [^\W\d_]{3,10}\b")
_TICKER = re.compile(r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+)?\d{1,2}:\d{2}\s+\S")
_DATE_ONLY = re.compile(
    r"(?:[^\W\d_]{2,12},?\s+)?(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\s+[^\W\d_]{3,10}\.?,?\s+\d{4}"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2},\s+\d{4})(?:\s*г(?:\.|ода)?)?(?:[\s,|—–-]*(?:в\s+|at\s+)?\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?:\s*(?:am|pm|мск|msk|gmt|utc|[a-z]{3}))?",
    re.IGNORECASE,
)
_HOUR_ONLY = re.compile(r"\d{1,2}:\d{2}")
_COUNTER = re.compile(
    r"\b(?:comments?|комментари(?:и|ев|й)|просмотр(?:ы|ов)?|views?|shares?):?\s*\(?\d{1,7}\)?(?![\w%.,])", re.IGNORECASE
)
_CRUMB = re.compile(r"\s[>›»/→]\s")
_MENU_PARTS = re.compile(r"\s*[|·•>›»→]\s*")
_NETWORKS = re.compile(
    r"\b(?:facebook|twitter|telegram|whatsapp|linkedin|instagram|pinterest|reddit|viber|vk|вконтакте|одноклассники"
    r"|телеграм|ватсап|вайбер|дзен|max)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By(?: [A-Z][\w.'’-]{0,20}){2,4}(?:(?:,| and) .{1,60})?")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the table of set phrases; see the head of `tables/phrases.csv` for what the columns promise."""

    text: str
    match: str
    scope: Scope
    max_chars: int


def fold(text: str) -> str:
    """Lower case, ё as е, typographic apostrophes as plain ones: the form in which phrases are compared."""
    return text.casefold().replace("ё", "е").replace("’", "'").replace("\xa0", " ")


@cache
def _phrases_by_first_word() -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, list[Phrase]] = {}
    for row in read_table("phrases.csv"):
        phrase = Phrase(fold(row["phrase"]), row["match"], cast(Scope, row["scope"]), int(row["max_chars"]))
        key = "" if phrase.match == "within" else _first_word(phrase.text)
        table.setdefault(key, []).append(phrase)
    return {key: tuple(sorted(rows, key=lambda row: -len(row.text))) for key, rows in table.items()}


def _first_word(folded: str) -> str:
    found = _WORD.search(folded)
    return found.group() if found else ""


def furniture_scope(line: str) -> Scope | None:
    """How far furniture reaches from this line, or `None` if the line is none.

    >>> furniture_scope("Последние новости"), furniture_scope("Read also: Cup final"), furniture_scope("Exports rose.")
    ('rest', 'links', None)
    """
    if len(line) > MAX_LINE_CHARS:
        return None
    folded = fold(line).strip(_DECORATION)
    phrases = _phrases_by_first_word()
    for phrase in (*phrases.get(_first_word(folded), ()), *phrases.get("", ())):
        if len(line) <= phrase.max_chars and _matches(phrase, folded, line):
            return phrase.scope
    return "line" if _has_furniture_shape(line) else None


def _matches(phrase: Phrase, folded: str, line: str) -> bool:
    if phrase.match == "within":
        return phrase.text in folded
    rest = folded.removeprefix(phrase.text)
    if rest == folded or rest[:1].isalnum():
        return False
    return {
        "whole": not rest,
        "label": not rest or rest.lstrip().startswith(":"),
        "start": True,
        "start+phone": _PHONE.search(line) is not None or _ADDRESS.search(line) is not None,
        "start+time": _TIME.search(line) is not None,
    }[phrase.match]


def _has_furniture_shape(line: str) -> bool:
    bare = line.strip().strip("[]()").strip()
    if not bare or not any(char.isalnum() for char in bare):
        return True
    return (
        _is_stamp(bare)
        or _is_menu(bare)
        or _is_contact(bare)
        or _is_share_bar(bare)
        or _BYLINE.fullmatch(bare) is not None
        or bare.startswith("©")
        or (line.startswith("[") and _COUNTER.search(bare[-30:]) is not None and len(bare) <= 250)
    )


def _is_stamp(bare: str) -> bool:
    """A date of publication, an hour, or a line of a news ticker ("14:20 Headline")."""
    if len(bare) <= 100:
        rest = _COUNTER.sub(" ", bare)
        dated = _DATE_ONLY.match(rest) or _HOUR_ONLY.match(rest)
        left = rest[dated.end() :] if dated else rest
        if left != bare and not any(char.isdigit() for char in left) and len(_WORD.findall(left)) <= 2:
            return True
    return len(bare) <= 160 and _TICKER.match(bare) is not None and bare[-1] not in ".!;"


def _is_menu(bare: str) -> bool:
    """Breadcrumbs or a row of short links; a row of a table has a figure in most cells, or few words altogether."""
    if len(bare) > 250 or bare[-1] in ".!?;":
        return False
    parts = [part for part in _MENU_PARTS.split(bare) if part]
    if len(parts) < 3 or any(len(part) > 40 for part in parts):
        return False
    with_figures = sum(any(char.isdigit() for char in part) for part in parts)
    return with_figures * 3 <= len(parts) and (_CRUMB.search(bare) is not None or len(parts) >= 4 or with_figures == 0)


def _is_contact(bare: str) -> bool:
    """Little else than a telephone number, an e-mail or a web address."""
    if len(bare) > 120:
        return False
    rest = _ADDRESS.sub(" ", _PHONE.sub(" ", bare)) if "://" not in bare else ""
    return rest != bare and len(_WORD.findall(rest)) <= 2


def _is_share_bar(bare: str) -> bool:
    found = len(_NETWORKS.findall(bare))
    return found >= 2 and len(bare) <= 160 and len(_WORD.findall(bare)) <= 3 * found + 3
